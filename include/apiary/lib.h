/* lib: the standard modules that scenarios import.
 *
 * A module is C (a table of natives), Python (src/lib/py/NAME.py, embedded at
 * build time), or both under one name: the Python body then runs in the
 * module that holds the natives. */
#ifndef APIARY_LIB_H
#define APIARY_LIB_H

#include "apiary/lang.h"
#include "apiary/vm.h"

/* Every native module of lib, NULL-terminated: ap_world_options.natives. */
extern const struct ap_native_module *const ap_lib_natives[];

/* Compiles a scenario's text and every library module it imports (directly or
 * through another) into one image; module 0 is the scenario, `__main__`. An
 * unknown module or name of a module is refused like unsupported syntax.
 * NULL: `diags` (ap_vec of ap_diag) holds all that is wrong; *failed is then
 * an image that holds only the text (for ap_diag_print), freed by the caller
 * like any other. */
ap_image *ap_lib_load(const char *path, const char *text, size_t len,
                      ap_vec *diags, ap_image **failed);

/* The modules that can be imported, in alphabetical order; NULL past the
 * last. */
const char *ap_lib_module(int i);

#endif
