/* Notes: 16 bits a step, who made it and what it was.
 *
 * A full page has few different notes, so it is packed: the different ones as
 * a table, and for each step the index into it in 0, 1, 2, 4, 8 or 16 bits.
 * A thread that runs alone without events costs a few bytes a page. */
#include <string.h>

#include "history_i.h"

typedef struct notes_page {
    uint8_t bits;        /* an index; 16: the notes themselves, no table */
    uint16_t ntable;
    uint16_t *data;      /* the table, then the indices, low bits first */
} notes_page;

enum { MOST_TABLE = 256 };

void notes_init(notes *n)
{
    *n = (notes){0};
    ap_vec_init(&n->pages, sizeof(notes_page));
}

static notes_page *page_at(const notes *n, uint64_t i)
{
    return ap_vec_at(&n->pages, (size_t)i);
}

void notes_clear(notes *n)
{
    for (size_t i = 0; i < n->pages.len; i++)
        ap_free(page_at(n, i)->data);
    ap_vec_clear(&n->pages);
    ap_free(n->open);
    notes_init(n);
}

/* ---- packing ------------------------------------------------------- */

static size_t page_words(const notes_page *p)
{
    return p->ntable + (size_t)NOTES_PAGE * p->bits / 16;
}

/* The different notes of a page; -> how many, MOST_TABLE + 1: too many.
 * `place` says where in the table a note may be: by its low bits, which tell
 * the notes of a page apart as a rule. */
static int collect(const uint16_t *from, uint16_t *table, uint16_t *index)
{
    enum { PLACES = 1024 };
    uint16_t place[PLACES] = {0};
    int n = 0;
    for (int i = 0; i < NOTES_PAGE; i++) {
        uint16_t *p = &place[from[i] % PLACES];
        /* cppcheck-suppress uninitvar; below n it is filled */
        if (*p >= n || table[*p] != from[i]) {
            int k = 0;
            while (k < n && table[k] != from[i])
                k++;
            if (k == MOST_TABLE)
                return MOST_TABLE + 1;
            if (k == n)
                table[n++] = from[i];
            *p = (uint16_t)k;
        }
        index[i] = *p;
    }
    return n;
}

static uint8_t bits_for(int different)
{
    static const uint8_t steps[] = {0, 1, 2, 4, 8};
    for (size_t i = 0; i < sizeof steps; i++)
        if (different <= 1 << steps[i])
            return steps[i];
    return 16;
}

/* 16 / bits of them a word, low bits first. */
static void put_indices(const uint16_t *index, unsigned bits, uint16_t *to)
{
    for (int i = 0; i < NOTES_PAGE; to++) {
        unsigned word = 0;
        for (unsigned at = 0; at < 16; at += bits)
            word |= (unsigned)index[i++] << at;
        *to = (uint16_t)word;
    }
}

static notes_page pack(const uint16_t *from)
{
    uint16_t table[MOST_TABLE], index[NOTES_PAGE];
    int different = collect(from, table, index);
    notes_page p = {.bits = bits_for(different)};
    p.ntable = p.bits == 16 ? 0 : (uint16_t)different;
    p.data = ap_alloc(page_words(&p) * sizeof *p.data);
    if (p.bits == 16) {
        memcpy(p.data, from, NOTES_PAGE * sizeof *from);
        return p;
    }
    memcpy(p.data, table, p.ntable * sizeof *table);
    if (p.bits)
        put_indices(index, p.bits, p.data + p.ntable);
    return p;
}

static uint16_t unpacked(const notes_page *p, uint32_t i)
{
    if (p->bits == 16)
        return p->data[i];
    if (p->bits == 0)
        return p->data[0];
    uint32_t at = i * p->bits, mask = (1u << p->bits) - 1;
    uint32_t index = (uint32_t)p->data[p->ntable + at / 16] >> at % 16 & mask;
    return p->data[index];
}

/* ---- as one list --------------------------------------------------- */

void notes_open(notes *n)
{
    n->open = ap_alloc(NOTES_PAGE * sizeof *n->open);
}

void notes_close(notes *n)
{
    notes_page p = pack(n->open);
    ap_vec_push(&n->pages, &p);
    n->bytes += page_words(&p) * 2 + sizeof p;
    n->nopen = 0;
}

uint16_t notes_at(const notes *n, uint64_t i)
{
    AP_ASSERT(i < notes_count(n));
    uint64_t page = i / NOTES_PAGE;
    if (page == n->pages.len)
        return n->open[i % NOTES_PAGE];
    return unpacked(page_at(n, page), (uint32_t)(i % NOTES_PAGE));
}

uint32_t notes_read(const notes *n, uint64_t page, uint16_t *out)
{
    if (page == n->pages.len) {
        if (n->nopen)
            memcpy(out, n->open, n->nopen * sizeof *out);
        return n->nopen;
    }
    for (uint32_t i = 0; i < NOTES_PAGE; i++)
        out[i] = unpacked(page_at(n, page), i);
    return NOTES_PAGE;
}

static void move_page(notes *from, uint64_t i, notes *to)
{
    notes_page *p = page_at(from, i);
    size_t bytes = page_words(p) * 2 + sizeof *p;
    ap_vec_push(&to->pages, p);
    to->bytes += bytes;
    from->bytes -= bytes;
}

void notes_split(notes *n, uint64_t i, notes *rest)
{
    uint64_t page = i / NOTES_PAGE;
    uint16_t *kept = ap_alloc(NOTES_PAGE * sizeof *kept);
    notes_read(n, page, kept);
    for (uint64_t k = page; k < n->pages.len; k++)
        move_page(n, k, rest);
    n->pages.len = (size_t)page;
    rest->open = n->open;
    rest->nopen = n->nopen;
    n->open = kept;
    n->nopen = (uint32_t)(i % NOTES_PAGE);
}

void notes_join(notes *n, notes *rest)
{
    for (uint64_t k = 0; k < rest->pages.len; k++)
        move_page(rest, k, n);
    rest->pages.len = 0;
    ap_free(n->open);
    n->open = rest->open;
    n->nopen = rest->nopen;
    rest->open = NULL;
    notes_clear(rest);
}
