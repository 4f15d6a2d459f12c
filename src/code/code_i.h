/* The image's inside: code objects and modules at addresses that stay, in
 * one arena that owns all they point to. */
#ifndef APIARY_CODE_I_H
#define APIARY_CODE_I_H

#include "apiary/code.h"

struct ap_image {
    ap_arena *arena;
    ap_vec codes;   /* ap_code * */
    ap_vec modules; /* ap_module * */
};

#endif
