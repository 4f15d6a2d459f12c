/* Writes compiled files as plain lines, for dis_oracle.py to compare with
 * what CPython makes of them. */
#include "dis_dump.h"

#include <stdio.h>

static void put_instr(const ap_code *c, uint32_t pc, ap_str *out)
{
    ap_opcode op = ap_instr_op(c->instrs[pc]);
    uint32_t arg = ap_instr_arg(c->instrs[pc]);
    ap_pos p = c->pos[pc];
    if (ap_ops[op].arg == AP_ARG_FWD)
        arg = pc + 1 + arg;
    else if (ap_ops[op].arg == AP_ARG_BACK)
        arg = pc + 1 - arg;
    ap_str_printf(out, "%u %s %u @%u-%u:%u-%u\n", pc, ap_ops[op].name, arg,
                  p.line, p.end_line, p.col, p.end_col);
}

void dis_dump_code(const ap_image *im, const ap_code *c, ap_str *out)
{
    ap_str_printf(out, "code %s %s flags=%d args=%d,%d,%d locals=%d stack=%d "
                  "line=%u\n", c->name, c->qualname, c->flags, c->argcount,
                  c->posonly, c->kwonly, c->nlocals, c->stacksize,
                  c->firstline);
    for (int i = 0; i < c->nplus; i++)
        ap_str_printf(out, "slot %s %d\n", c->plus[i], c->plus_kind[i]);
    for (int i = 0; i < c->nnames; i++)
        ap_str_printf(out, "name %s\n", c->names[i]);
    for (int i = 0; i < c->nconsts; i++) {
        ap_str_put(out, "const ");
        ap_dis_const(im, &c->consts[i], out);
        ap_str_putc(out, '\n');
    }
    for (uint32_t pc = 0; pc < c->ninstrs; pc++)
        put_instr(c, pc, out);
    for (int i = 0; i < c->nhandlers; i++) {
        const ap_handler *h = &c->handlers[i];
        ap_str_printf(out, "handler %u %u %u %u %d\n", h->start, h->end,
                      h->target, h->depth, h->lasti);
    }
    for (int i = 0; i < c->nconsts; i++)
        if (c->consts[i].kind == AP_C_CODE)
            dis_dump_code(im, ap_image_code(im, (uint32_t)c->consts[i].i),
                          out);
}

static int dump(const char *path)
{
    ap_str text = {0}, out = {0};
    ap_error e = {0};
    ap_vec diags;
    uint32_t module;
    ap_image *im = ap_image_new();
    ap_vec_init(&diags, sizeof(ap_diag));
    bool good = ap_file_read(path, (size_t)64 << 20, &text, &e);
    if (good) {
        good = ap_lang_compile(im, "__main__", path, ap_str_c(&text),
                               text.len, false, &module, &diags);
        for (size_t i = 0; i < diags.len; i++)
            ap_diag_print(ap_vec_at(&diags, i),
                          ap_image_module(im, module), &out);
    }
    if (good && !ap_image_verify(im, &e)) {
        ap_str_printf(&out, "not sound: %s\n", e.msg);
        good = false;
    }
    if (good)
        dis_dump_code(im, ap_image_code(im, ap_image_module(im, module)->body),
                      &out);
    printf("file %s %s\n%s", path, good ? "ok" : "bad", ap_str_c(&out));
    ap_str_clear(&text);
    ap_str_clear(&out);
    ap_vec_clear(&diags);
    ap_image_free(im);
    return !good;
}

int dis_dump(int nfiles, char **files)
{
    int bad = 0;
    for (int i = 0; i < nfiles; i++)
        bad += dump(files[i]);
    return bad != 0;
}
