/* Worlds for the tests of vm: a text compiled, loaded and stepped. */
#ifndef VM_WORLD_H
#define VM_WORLD_H

#include "apiary/lib.h"
#include "apiary/native.h"

/* How its steps are made. */
typedef enum vm_way { VM_EVENTS, VM_STEPS, VM_MANY, VM_WAYS } vm_way;

typedef struct vm_world {
    ap_image *im;
    ap_world *w;
} vm_world;

/* NULL options: the library's natives and nothing else. */
vm_world vm_open(const char *text, const ap_world_options *o);
void vm_close(vm_world *v);
/* Round robin, `quantum` steps each, until the end, a deadlock or `most`
 * steps; sleeps cost nothing. -> is it over? */
bool vm_run(vm_world *v, vm_way way, uint64_t quantum, uint64_t most);
/* Everything written to fd 1 or 2 so far. */
void vm_output(const vm_world *v, int fd, ap_str *out);

#endif
