# apiary: `make run` and `make test` are all the set-up there is.
#
# One file, not recursive. Sources are found, so a new file needs no edit;
# header dependencies are the compiler's; each kind of build has a folder of
# its own (build/ build/asan/ …), and a change of flags rebuilds it.
#
# Where the libraries are is found by tests/deps.sh, which writes
# build/config.mk; make remakes an included file and starts over by itself,
# so what was installed just now is found too.

CC      ?= cc
KIND    ?= release
PREFIX  ?= /usr/local
DESTDIR ?=
SUITE   ?=
V       ?= 0
Q        = $(if $(filter 1,$(V)),,@)

OUT_release = build
OUT         = $(or $(OUT_$(KIND)),build/$(KIND))

# ---- what is to be found first ---------------------------------------

NO_BUILD := clean help uninstall lint-quick format
TESTING  := test asan tsan hard fuzz bench deps
.DEFAULT_GOAL := all
GOALS    := $(or $(MAKECMDGOALS),all)
ifneq ($(filter-out $(NO_BUILD),$(GOALS)),)
include build/config.mk
ifneq ($(filter $(TESTING) $(OUT)/apiary-test,$(GOALS)),)
include build/config-test.mk
endif
endif

build/config.mk: tests/deps.sh
	@CC="$(CC)" sh tests/deps.sh program $@
build/config-test.mk: tests/deps.sh
	@CC="$(CC)" sh tests/deps.sh tests $@

# ---- flags ------------------------------------------------------------

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
       -Wmissing-prototypes -Wwrite-strings -Wpointer-arith -Wcast-align \
       -Wundef -Wvla -Wformat=2 -Wimplicit-fallthrough
WARN_gcc   = -Wlogical-op -Wduplicated-cond
WARN_clang = -Wcomma -Wassign-enum
CC_VERSION := $(shell $(CC) --version 2>/dev/null | sed '1s/^[^ ]* //;q')
CC_FAMILY  := $(if $(findstring clang,$(CC_VERSION)),clang,gcc)

SAN = -fno-omit-frame-pointer -Werror
KFLAGS_release = -O2 -g
KFLAGS_asan = -O1 -g $(SAN) -fsanitize=address,undefined \
              -fno-sanitize-recover=all
KFLAGS_tsan = -O1 -g $(SAN) -fsanitize=thread
KFLAGS_hard = -O1 -g -DAP_HARD=1 -DAP_COMPUTED_GOTO=0
KFLAGS_fuzz = -O1 -g $(SAN) -fsanitize=fuzzer-no-link,address,undefined
CFLAGS ?=
BASE_CFLAGS = -std=c17 -D_GNU_SOURCE -Iinclude $(DEPS_CFLAGS) \
              $(WARN) $(WARN_$(CC_FAMILY))
ALL_CFLAGS  = $(BASE_CFLAGS) $(KFLAGS_$(KIND)) $(CFLAGS)
LIBS        = $(DEPS_LIBS) -lm -lpthread

# ---- what is built ------------------------------------------------------

SRC   := $(sort $(shell find src -name '*.c'))
TSRC  := $(sort $(wildcard tests/*.c))
FSRC  := $(sort $(wildcard tests/fuzz/*.c))
XSRC  := $(sort $(wildcard tests/tools/*.c))
PY    := $(sort $(wildcard src/lib/py/*.py))
HEADS := $(sort $(shell find include src tests -name '*.h'))
OBJ   := $(SRC:%.c=$(OUT)/obj/%.o) $(OUT)/obj/lib_py.o
TOBJ  := $(TSRC:%.c=$(OUT)/obj/%.o)
MAIN  := $(OUT)/obj/src/cmd/main.o

# What a search does millions of times a second.
$(OUT)/obj/src/check/%.o $(OUT)/obj/src/vm/canon.o \
  $(OUT)/obj/src/vm/follow.o: KFLAGS_release += -O3

all: $(OUT)/apiary

$(OUT)/apiary: $(MAIN) $(OUT)/libapiary.a
	@echo "  LD  $@"
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS)

$(OUT)/libapiary.a: $(filter-out $(MAIN),$(OBJ))
	@echo "  AR  $@"
	$(Q)rm -f $@ && ar rcs $@ $^

$(OUT)/apiary-test: $(TOBJ) $(OUT)/libapiary.a
	@echo "  LD  $@"
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS) $(TEST_LIBS)

# Small programs that tests drive: tests/tools/term_demo.c -> build/term_demo
.PRECIOUS: $(OUT)/obj/tests/tools/%.o
$(OUT)/%: $(OUT)/obj/tests/tools/%.o $(OUT)/libapiary.a
	@echo "  LD  $@"
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS)

# Tests find the program that was built beside them.
$(OUT)/obj/tests/%.o: private ALL_CFLAGS += -DAP_BIN='"$(OUT)/apiary"' $(TEST_CFLAGS)

$(OUT)/obj/%.o: %.c $(OUT)/.flags
	@echo "  CC  $<"
	@mkdir -p $(dir $@)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The library's Python, as C arrays.
$(OUT)/obj/lib_py.c: src/lib/embed.sh $(PY)
	@echo "  GEN $@"
	@mkdir -p $(dir $@)
	$(Q)sh src/lib/embed.sh $(PY) > $@.new && mv $@.new $@
$(OUT)/obj/lib_py.o: $(OUT)/obj/lib_py.c $(OUT)/.flags
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

FLAGS = $(CC_VERSION) $(subst ",,$(subst ',,$(ALL_CFLAGS) $(LIBS))) $(PY)
$(OUT)/.flags: FORCE
	@mkdir -p $(OUT)
	@echo '$(FLAGS)' | cmp -s - $@ || echo '$(FLAGS)' > $@

-include $(OBJ:.o=.d) $(TOBJ:.o=.d)

# ---- running and testing ------------------------------------------------

run: all
	@if [ -t 0 ] && [ -t 1 ]; then $(OUT)/apiary; else \
	  echo "apiary is built: $(OUT)/apiary. This is no terminal;"; \
	  echo "in one, type: make run    Without one, a picture:"; \
	  echo "  $(OUT)/apiary shot lost_update -o lost_update.svg"; fi

test: $(OUT)/apiary $(OUT)/apiary-test $(OUT)/term_demo
	$(OUT)/apiary-test $(SUITE)
	$(if $(SUITE),,sh tests/e2e_term.sh $(OUT)/term_demo)
	$(if $(SUITE),,sh tests/screenshots.sh $(OUT)/apiary screenshots --check)

deps:
	@echo "Everything that apiary needs is here."

asan hard:
	+$(MAKE) KIND=$@ test

# The suites in which host threads or processes meet; in the others there is
# one, and nothing to see. A report inside a hive, whose stderr is nobody's,
# ends it: its test fails.
THREADED := policy run hive stage history exec tty
tsan:
	+TSAN_OPTIONS=halt_on_error=1 $(MAKE) KIND=tsan test \
	  SUITE="$(or $(SUITE),$(THREADED))"

bench: $(OUT)/apiary $(OUT)/tools/bench $(OUT)/tools/speed \
  $(OUT)/tools/bench_check
	@$(OUT)/tools/bench $(OUT)/apiary $(PART)
	@$(OUT)/tools/bench_check
	@sh tests/bench/spin.sh
	@sh tests/bench/run.sh $(OUT)

# Programs of tests/tools: build/tools/NAME.
$(OUT)/tools/bench: $(OUT)/obj/tests/shell.o
$(OUT)/tools/%: $(OUT)/obj/tests/tools/%.o $(OUT)/libapiary.a
	@mkdir -p $(dir $@)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS)

FUZZED  := $(shell sed -n 's/^ *X.\([a-z]*\), [0-9].*/\1/p' \
                     tests/fuzz/targets.h)
SECONDS ?= 20
fuzz:
	@command -v clang >/dev/null || { echo "make fuzz needs clang"; exit 1; }
	+$(MAKE) KIND=fuzz CC=clang $(FUZZED:%=build/fuzz/fuzz_%)
	@for t in $(FUZZED); do echo "  FUZZ $$t, $(SECONDS) s"; \
	  mkdir -p build/fuzz/corpus/$$t; \
	  build/fuzz/fuzz_$$t -max_total_time=$(SECONDS) -timeout=10 \
	    -max_len=2048 -dict=tests/fuzz/python.dict -verbosity=0 \
	    -artifact_prefix=build/fuzz/$$t- \
	    build/fuzz/corpus/$$t tests/fuzz/corpus/$$t || exit 1; done
# The oracle: a Python, 3.12 where there is a choice.
AP_PYTHON ?= $(shell command -v python3.12 || command -v python3)
fuzz-diff: $(OUT)/apiary
	@if [ -n "$(AP_PYTHON)" ]; then $(AP_PYTHON) -B tests/fuzz/diff.py \
	  $(OUT)/apiary $(SECONDS); else echo "fuzz-diff: skipped: no Python"; fi
FUZZ_OBJ = $(OUT)/obj/tests/fuzz_targets.o $(OUT)/obj/tests/drive.o
build/fuzz/fuzz_%: tests/fuzz/fuzz.c $(FUZZ_OBJ) build/fuzz/libapiary.a
	@echo "  LD  $@"
	$(Q)clang $(ALL_CFLAGS) -fsanitize=fuzzer -DTARGET=fuzz_$* -o $@ $^ $(LIBS)

# ---- checking how it reads ------------------------------------------------

# Quick: the order of the floors, sizes, words. Warnings: both compilers,
# every file. Slow: the analysers, where present.
lint: lint-quick lint-warnings lint-slow
lint-quick:
	@LC_ALL=C awk -f tests/lint/floors.awk $(SRC) $(HEADS)
	@LC_ALL=C awk -f tests/lint/sizes.awk $(SRC) $(TSRC) $(FSRC) $(XSRC) $(HEADS)
	@sh tests/lint/words.sh
	@sh tests/lint/top.sh
	@echo "lint-quick: nothing to complain about"
lint-warnings:
	@for cc in gcc clang; do command -v $$cc >/dev/null || continue; \
	  echo "  $$cc -Werror"; \
	  $(MAKE) -s lint-compile CC=$$cc || exit 1; done
lint-compile:
	@echo $(SRC) $(TSRC) $(XSRC) | tr ' ' '\n' | xargs -n 8 -P 2 $(CC) \
	  $(BASE_CFLAGS) $(TEST_CFLAGS) -DAP_BIN='"x"' -O1 -Werror -fsyntax-only
lint-slow:
	@sh tests/lint/slow.sh $(BASE_CFLAGS) -- $(SRC)

format:
	clang-format -i $(SRC) $(TSRC) $(FSRC) $(XSRC) $(HEADS)

# ---- pictures -------------------------------------------------------------

screenshots: all
	sh tests/screenshots.sh $(OUT)/apiary screenshots

# The README's tables, from the program's own.
readme: all
	sh tests/readme.sh $(OUT)/apiary

# ---- installing -------------------------------------------------------------

BINDIR = $(DESTDIR)$(PREFIX)/bin
SHARE  = $(DESTDIR)$(PREFIX)/share/apiary
MANDIR = $(DESTDIR)$(PREFIX)/share/man/man1

install: all
	install -d $(BINDIR) $(MANDIR) $(SHARE)
	install -m 755 $(OUT)/apiary $(BINDIR)/apiary
	rm -rf $(SHARE)/scenarios
	cp -R scenarios $(SHARE)/scenarios
	find $(SHARE)/scenarios -name __pycache__ -prune -exec rm -rf {} +
	$(OUT)/apiary help --man > $(MANDIR)/apiary.1

uninstall:
	rm -f $(BINDIR)/apiary $(MANDIR)/apiary.1
	rm -rf $(SHARE)

clean:
	rm -rf build

help:
	@echo "make              build build/apiary"
	@echo "make run          build it and open the menu"
	@echo "make test         build and run the tests (SUITE=name: only that)"
	@echo "make asan tsan    the tests under the sanitizers"
	@echo "make hard         the tests with a snapshot at every step"
	@echo "make lint         floors, sizes, warnings, analysers"
	@echo "make fuzz         fuzzers, SECONDS=20 each (clang)"
	@echo "make fuzz-diff    random programs, beside a Python's; SECONDS=20"
	@echo "make bench        the figures (PART=dashboard|engine|history|recordings)"
	@echo "make format       clang-format over everything"
	@echo "make screenshots  the README's pictures, headless"
	@echo "make readme       the README's tables, from the program's own"
	@echo "make install      PREFIX=$(PREFIX) DESTDIR=; uninstall takes it back"
	@echo "make deps         only find and install what is missing"
	@echo "make clean        remove build/"
	@echo "V=1 shows commands; NO_INSTALL=1 never installs, only says what to"

# Objects that only a pattern rule asks for are kept, too.
.SECONDARY:

FORCE:
.PHONY: all run test deps asan tsan hard fuzz fuzz-diff bench lint lint-quick \
        lint-warnings lint-compile lint-slow format screenshots readme install \
        uninstall clean help FORCE
