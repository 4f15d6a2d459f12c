# apiary: `make run` and `make test` are all the set-up there is.
#
# One file, not recursive. Sources are found, so a new file needs no edit;
# header dependencies are the compiler's; each kind of build has a folder of
# its own (build/ asan/ …), and a change of flags rebuilds it.

CC       ?= cc
KIND     ?= release
PREFIX   ?= /usr/local
V        ?= 0
Q         = $(if $(filter 1,$(V)),,@)

OUT_release = build
OUT_asan    = build/asan
OUT_tsan    = build/tsan
OUT_hard    = build/hard
OUT         = $(OUT_$(KIND))

WARN   = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
         -Wmissing-prototypes -Wwrite-strings -Wpointer-arith -Wcast-align \
         -Wundef -Wvla -Wformat=2 -Wimplicit-fallthrough
KFLAGS_release = -O2 -g
KFLAGS_asan    = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -Werror
KFLAGS_tsan    = -O1 -g -fsanitize=thread -Werror
KFLAGS_hard    = -O1 -g -DAP_HARD=1
CFLAGS ?=
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -Iinclude $(WARN) $(KFLAGS_$(KIND)) $(CFLAGS)
LIBS   = -lncursesw -ltinfo -lgmp -ljansson -lxxhash -lm -lpthread

SRC  := $(sort $(shell find src -name '*.c'))
TSRC := $(sort $(wildcard tests/*.c))
OBJ  := $(SRC:%.c=$(OUT)/obj/%.o)
LIBOBJ := $(filter-out $(OUT)/obj/src/cmd/main.o,$(OBJ))
TOBJ := $(TSRC:%.c=$(OUT)/obj/%.o)

all: $(OUT)/apiary

$(OUT)/apiary: $(OUT)/obj/src/cmd/main.o $(OUT)/libapiary.a
	@echo "  LD  $@"
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS)

$(OUT)/libapiary.a: $(LIBOBJ)
	@echo "  AR  $@"
	$(Q)rm -f $@ && ar rcs $@ $^

$(OUT)/apiary-test: $(TOBJ) $(OUT)/libapiary.a
	@echo "  LD  $@"
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS) -lcunit -lvterm

FLAGS := $(CC) $(ALL_CFLAGS)
$(OUT)/.flags: FORCE
	@mkdir -p $(OUT); echo '$(FLAGS)' | cmp -s - $@ || echo '$(FLAGS)' > $@

$(OUT)/obj/%.o: %.c $(OUT)/.flags
	@echo "  CC  $<"
	@mkdir -p $(dir $@)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJ:.o=.d) $(TOBJ:.o=.d)

test: $(OUT)/apiary $(OUT)/apiary-test
	$(OUT)/apiary-test $(SUITE)

asan tsan hard:
	$(MAKE) KIND=$@ test

clean:
	rm -rf build

FORCE:
.PHONY: all test asan tsan hard clean FORCE
