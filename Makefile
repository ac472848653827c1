# make [MODE=debug|asan|tsan|release|cover]   build the program: build/MODE/rung
# make test                                   everything that speaks TAP (script/test sets the machine up first)
# make lint                                   floors, format, clang-tidy, -fanalyzer, headers alone
# make fuzz SECONDS=60                        every fuzz target for that long
MODE ?= debug
CC   ?= gcc

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion \
       -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wwrite-strings -Wcast-qual \
       -Wformat=2 -Wundef -Wswitch-enum -Wnull-dereference -Wimplicit-fallthrough
WERROR = $(if $(CI),-Werror)

MODE_debug   = -O0
MODE_asan    = -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
MODE_tsan    = -O1 -fsanitize=thread
MODE_cover   = -O0 --coverage
MODE_release = -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE

# Listed once, in the order of DESIGN's parts; -isystem keeps our warnings off their headers.
PKGS   = libuv libpq jansson cjose openssl libcrypt libcurl zlib pangocairo pangoft2 cairo fontconfig
PKG_C := $(patsubst -I%,-isystem%,$(shell pkg-config --cflags $(PKGS)))
LIBS  := $(shell pkg-config --libs $(PKGS)) -lm -lpthread

B        = build/$(MODE)
CPPFLAGS = -D_GNU_SOURCE -Isrc -Itests/unit $(PKG_C) -MMD -MP
CFLAGS   = -std=c17 -g3 $(WARN) $(WERROR) $(MODE_$(MODE))
LDFLAGS  = $(MODE_$(MODE)) $(if $(filter release,$(MODE)),-pie -Wl$(comma)-z$(comma)relro$(comma)-z$(comma)now)
comma    = ,

SRC  = $(wildcard src/*/*.c)
HDR  = $(wildcard src/*/*.h)
OBJ  = $(SRC:%.c=$B/%.o) $B/embedded.o
MAIN = $B/src/main/main.o
LIB  = $B/librung.a
UNIT = $(patsubst tests/unit/%.c,$B/unit/%,$(wildcard tests/unit/*_test.c))
FUZZ = $(patsubst tests/fuzz/%.c,build/fuzz/%,$(wildcard tests/fuzz/*_fuzz.c))
DATA = $(wildcard db/migrations/*.sql db/functions/*.sql db/seeds/*.sql)

all: $B/rung

$B/rung: $(OBJ)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(LIB): $(filter-out $(MAIN),$(OBJ))
	ar rcs $@ $?

$B/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# The program carries its SQL: one file to copy, nothing to find at run time.
$B/embedded.o: tools/embed $(DATA)
	@mkdir -p $(@D)
	tools/embed $(DATA) >$(@:.o=.S)
	$(CC) -c -o $@ $(@:.o=.S)

# A test defines fakes of its neighbours; the archive fills in only what is left.
$B/unit/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -Wno-missing-prototypes $(LDFLAGS) -o $@ $< $(LIB) $(LIBS)

build/fuzz/%: tests/fuzz/%.c $(SRC) $(HDR) build/asan/embedded.o
	@mkdir -p $(@D)
	clang-14 $(filter-out -MMD -MP,$(CPPFLAGS)) -std=c17 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
	    -o $@ $< $(filter-out src/main/main.c,$(SRC)) build/asan/embedded.o $(LIBS)

# Of the asan build; the file says why each line is no leak.
export LSAN_OPTIONS = suppressions=$(CURDIR)/tests/lsan.supp

unit: $(UNIT)
	prove --exec '' $(UNIT)

test: unit
	tests/run

fuzz: $(FUZZ)
	for f in $(FUZZ); do mkdir -p build/corpus/$$(basename $$f) && $$f -max_total_time=$(or $(SECONDS),60) -timeout=5 \
	    build/corpus/$$(basename $$f) $$(ls -d tests/fuzz/corpus/$$(basename $$f _fuzz) 2>/dev/null) || exit 1; done

lint:
	tools/check-floors src
	clang-format-14 --dry-run -Werror $(SRC) $(HDR) $(wildcard tests/unit/*.[ch] tests/fuzz/*.c)
	tools/lint-c "$(filter-out -MMD -MP,$(CPPFLAGS))" $(SRC) $(HDR)

compile_commands.json: Makefile
	tools/compile-commands "$(CPPFLAGS) $(CFLAGS)" $(SRC) >$@

clean:
	rm -rf build

-include $(OBJ:.o=.d) $(UNIT:=.d)
.PHONY: all unit test fuzz lint clean
