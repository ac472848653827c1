# make [MODE=debug|asan|tsan|release|cover]   build the program: build/MODE/rung
# make test                                   script/test: everything that speaks TAP
# make lint                                   floors, format, clang-tidy, -fanalyzer, headers alone
# make fuzz SECONDS=60                        every fuzz target for that long
MODE ?= debug
CC   = $(if $(filter fuzz,$(MODE)),clang-14,gcc)

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion \
       -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wwrite-strings -Wcast-qual \
       -Wformat=2 -Wundef -Wswitch-enum -Wnull-dereference -Wimplicit-fallthrough \
       -Wno-missing-field-initializers
WERROR = $(if $(CI),-Werror)

MODE_debug   = -O0
MODE_asan    = -O1 -DRUNG_TORTURE -DRUNG_SANITIZED -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
MODE_tsan    = -O1 -DRUNG_SANITIZED -fsanitize=thread
MODE_cover   = -O0 --coverage
MODE_fuzz    = -O1 -DRUNG_SANITIZED -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
MODE_release = -O2 -flto=auto -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE

# Listed once, in the order of DESIGN's parts; -isystem keeps our warnings off their headers.
PKGS   = libuv libpq jansson cjose openssl libcrypt libcurl zlib pangocairo pangoft2 cairo fontconfig poppler-glib libseccomp expat
PKG_C := $(patsubst -I%,-isystem%,$(shell pkg-config --cflags $(PKGS)))
LIBS  := $(shell pkg-config --libs $(PKGS)) -lm -lpthread

B        = build/$(MODE)
CPPFLAGS = -D_GNU_SOURCE -Isrc -Itests/unit $(PKG_C) -MMD -MP
# Hidden: a name of ours never takes the place of a library's own.
CFLAGS   = -std=c17 -g3 -fvisibility=hidden $(WARN) $(WERROR) $(MODE_$(MODE))
LDFLAGS  = $(MODE_$(MODE)) $(if $(filter release,$(MODE)),-pie -Wl$(comma)-z$(comma)relro$(comma)-z$(comma)now)
comma    = ,

SRC  = $(wildcard src/*/*.c)
HDR  = $(wildcard src/*/*.h)
OBJ  = $(SRC:%.c=$B/%.o) $B/embedded.o
MAIN = $B/src/main/main.o
LIB  = $B/librung.a
HELP = $(patsubst tests/%.c,$B/%,$(wildcard tests/http/*.c tests/cluster/*.c))
UNIT = $(patsubst tests/unit/%.c,$B/unit/%,$(wildcard tests/unit/*_test.c))
FUZZ = $(patsubst tests/fuzz/%.c,$B/fuzz/%,$(wildcard tests/fuzz/*_fuzz.c))
DATA = $(wildcard db/migrations/*.sql db/functions/*.sql db/seeds/*.sql) src/career/specimen.json
WEB  = $(wildcard web/*.* web/public/* web/style/* web/src/*.* web/src/*/*)

all: $B/rung

$B/rung: $(OBJ)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

# By full path: two modules may have a file of the same name.
$(LIB): $(filter-out $(MAIN),$(OBJ))
	rm -f $@
	ar rcsP $@ $^

# The Makefile too, because the flags are in it.
$B/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# The program carries its web app, its SQL and a resume to show templates with: one file to copy, nothing to find at run time.
$B/embedded.o: tools/embed build/web/index.html $(DATA)
	@mkdir -p $(@D)
	tools/embed $$(find build/web -type f | LC_ALL=C sort) $(DATA) >$(@:.o=.S)
	$(CC) -c -o $@ $(@:.o=.S)

web/node_modules/.package-lock.json: web/package-lock.json
	npm ci --prefix web --no-audit --no-fund --loglevel=error
	@touch $@

build/web/index.html: $(WEB) web/node_modules/.package-lock.json
	node web/build.js

# A test defines fakes of its neighbours; the archive fills in only what is left.
$B/unit/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -Wno-missing-prototypes $(LDFLAGS) -o $@ $< $(LIB) $(LIBS)

# One layer with nothing above it, as a program that tests start.
$(HELP): $B/%: tests/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(filter-out -MMD -MP,$(CPPFLAGS)) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(LIBS)

# MODE=fuzz: libFuzzer brings main.  Any other: the corpus is replayed, in every run of the tests.
FUZZ_MAIN = $(if $(filter fuzz,$(MODE)),-fsanitize=fuzzer,tests/fuzz/replay.c)

$B/fuzz/%: tests/fuzz/%.c tests/fuzz/fuzz.h tests/fuzz/replay.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(filter-out -MMD -MP,$(CPPFLAGS)) $(CFLAGS) $(LDFLAGS) -o $@ $< $(FUZZ_MAIN) $(LIB) $(LIBS)

# MODE=release: what script/bench times without a server.
$B/bench/%: bench/%.c $(filter-out $(MAIN),$(OBJ))
	@mkdir -p $(@D)
	$(CC) $(filter-out -MMD -MP,$(CPPFLAGS)) $(CFLAGS) -Wno-null-dereference $(LDFLAGS) -o $@ $^ $(LIBS)

tests: $B/rung $(UNIT) $(FUZZ) $(HELP)

# Of the asan build; the file says why each line is no leak.
export LSAN_OPTIONS = suppressions=$(CURDIR)/tests/lsan.supp

unit: $(UNIT)
	prove --exec '' $(UNIT)

test:
	script/test

fuzz:
	$(MAKE) MODE=fuzz fuzz-run

fuzz-run: $(FUZZ)
	for f in $(FUZZ); do n=$$(basename $$f); c=tests/fuzz/corpus/$${n%_fuzz}; mkdir -p build/corpus/$$n && \
	    $$f -max_total_time=$(or $(SECONDS),60) -timeout=5 build/corpus/$$n $$(ls -d $$c 2>/dev/null) || exit 1; done

lint:
	@tools/check-floors src
	@clang-format-14 --dry-run -Werror $(SRC) $(HDR) $(wildcard tests/*/*.[ch])
	@tools/lint-c "$(filter-out -MMD -MP,$(CPPFLAGS))" $(SRC) $(HDR)
	@$(MAKE) -s lint-web

lint-web: web/node_modules/.package-lock.json
	web/node_modules/.bin/tsc --noEmit -p web
	cd web && node_modules/.bin/eslint --max-warnings=0 .
	tools/check-words

compile_commands.json: Makefile
	tools/compile-commands "$(CPPFLAGS) $(CFLAGS)" $(SRC) >$@

clean:
	rm -rf build

-include $(OBJ:.o=.d) $(UNIT:=.d)
.PHONY: all tests unit test fuzz fuzz-run lint lint-web clean
