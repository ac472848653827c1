/* The child that reads PDFs: what it can do behind its walls, what becomes of files
 * that it cannot survive, and that nothing of it is left. */
#include "extract.h"

#include "extract/errors.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

static Arena arena;

/* --- behind the walls
 * ----------------------------------------------------------------- */

static int asks_for_a_file(void)
{
    return open("/etc/passwd", O_RDONLY | O_CLOEXEC) < 0 && errno == EACCES ? 0 : 1;
}
static int asks_for_a_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0);
}
static int asks_for_a_program(void)
{
    return execl("/bin/true", "true", (char *)NULL);
}
static int asks_for_a_process(void)
{
    return fork();
}
static int asks_to_kill(void)
{
    return kill(getppid(), SIGTERM);
}
static int asks_for_code(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED;
}
static int asks_for_memory(void)
{
    return mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                0) == MAP_FAILED;
}
static int asks_to_write(void)
{
    return write(STDOUT_FILENO, "", 0) != 0;
}

static const struct {
    const char *what;
    int (*asks)(void);
    bool ends_it;
} wishes[] = {
    {"a file", asks_for_a_file, false},      {"a socket", asks_for_a_socket, true},
    {"a program", asks_for_a_program, true}, {"a process", asks_for_a_process, true},
    {"to kill", asks_to_kill, true},         {"code", asks_for_code, true},
    {"memory", asks_for_memory, false},      {"to write", asks_to_write, false},
};

static void walls_stand(void)
{
    for (isize i = 0; i < countof(wishes); i++) {
        int status = 0;
        fflush(stdout);
        pid_t pid = fork();
        if (pid == 0)
            _exit(guard_shut_in() ? wishes[i].asks() : 99);
        waitpid(pid, &status, 0);
        bool ended = WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
        bool fine = WIFEXITED(status) && WEXITSTATUS(status) == 0;
        printf("# %s: status %d\n", wishes[i].what, status);
        check(wishes[i].ends_it ? ended : fine);
    }
}

/* --- files
 * ---------------------------------------------------------------------------- */

/* A PDF of one page with this content, compressed. */
static Str pdf_of(Str content)
{
    uLongf n = compressBound((uLong)content.len);
    Bytef *packed = malloc(n);
    bool ok = packed && compress(packed, &n, (const Bytef *)content.s,
                                 (uLong)content.len) == Z_OK;
    assert(ok);
    Buf b = buf_new(&arena);
    buf_addf(&b,
             "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
             "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/"
             "Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<<"
             "/Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
             "4 0 obj<</Filter/FlateDecode/Length %lu>>stream\n",
             (unsigned long)n);
    buf_add(&b, (Str){(const char *)packed, (isize)n});
    buf_add(&b, S("\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF\n"));
    free(packed);
    return buf_str(&b);
}

static Str repeated(Str text, isize times)
{
    Buf b = buf_new(&arena);
    for (isize i = 0; i < times; i++)
        buf_add(&b, text);
    return buf_str(&b);
}

static void check_refused(Str bytes, const char *code)
{
    Extract e;
    Error error;
    bool read = extract_resume(&arena, bytes, S("cv.pdf"), &e, &error);
    if (check(!read))
        check_str(error_code(&error), str_of(code));
    check(!read && error.hint.len && error_status(&error) == 422);
    arena_reset(&arena);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void hostile_files_end_in_words(void)
{
    double before = seconds();
    check_refused(pdf_of(repeated(S("BT /F 9 Tf (x) Tj ET\n"), 1500000)),
                  "import_too_much"); /* 30 MB of letters in 100 KB */
    check(seconds() - before < GUARD_WALL_SECONDS + 10);
    check_refused(pdf_of(S("0 0 m 9 9 l S")), "import_no_text");
    check_refused(S("%PDF-1.7\n"), "import_damaged");
    check_refused(extract_file(&arena, "tests/data/extract/encrypted.pdf"),
                  "import_encrypted");
    check_refused(S("GIF89a not a resume"), "import_unsupported");
    check_refused(repeated(S("\x01"), 100), "import_unsupported");
    /* A page tree that is its own child. */
    check_refused(
        S("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type"
          "/Pages/Kids[2 0 R]/Count 9>>endobj\ntrailer<</Root 1 0 R>>\n"),
        "import_damaged");
}

static isize open_files(void)
{
    isize n = 0;
    DIR *d = opendir("/proc/self/fd");
    while (d && readdir(d))
        n++;
    if (d)
        closedir(d);
    return n;
}

static void nothing_is_left(void)
{
    isize before = open_files();
    Str words = pdf_of(S("BT /F 9 Tf 50 700 Td (Ann Arbor) Tj ET"));
    for (int i = 0; i < 5; i++) {
        Str out;
        ExtractCost cost;
        Error error;
        check(guard_run(&arena, GUARD_PDF, words, &out, &cost, &error));
        check(str_ends(out, S("E\n")) && cost.peak_kb > 0 && cost.seconds > 0);
    }
    check(open_files() == before);
    check(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
    arena_reset(&arena);
}

/* Where the arena ends, the child is gone before the way out is taken. */
static void a_full_arena_leaves_nothing(void)
{
    Arena small = arena_reserve(64 << 10);
    jmp_buf full;
    isize before = open_files();
    small.full = &full;
    Str bytes = extract_file(&arena, "tests/data/extract/priya.pdf");
    volatile bool left = false;
    if (setjmp(full) == 0) {
        Extract e;
        Error error;
        bool read = extract_resume(&small, bytes, S("cv.pdf"), &e, &error);
        check(!read);
    } else {
        left = true;
    }
    check(left);
    check(open_files() == before);
    check(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
    arena_release(&small);
    arena_reset(&arena);
}

static void *read_one(void *bytes)
{
    Arena own = arena_reserve(64 << 20);
    Extract e;
    Error error;
    bool read = extract_resume(&own, *(Str *)bytes, S("cv.pdf"), &e, &error);
    bool whole = read && e.n_fields > 20;
    arena_release(&own);
    return whole ? bytes : NULL;
}

static void many_threads_read_at_once(void)
{
    enum { THREADS = 6 };
    pthread_t threads[THREADS];
    Str bytes = extract_file(&arena, "tests/data/extract/tom.pdf");
    for (int i = 0; i < THREADS; i++)
        check(pthread_create(&threads[i], NULL, read_one, &bytes) == 0);
    for (int i = 0; i < THREADS; i++) {
        void *whole = NULL;
        pthread_join(threads[i], &whole);
        check(whole != NULL);
    }
    arena_reset(&arena);
}

/* Letters of a font that is not in the file, by a code of their own: Shift-JIS. */
static Str pdf_of_old_font(const char *content)
{
    Buf b = buf_new(&arena);
    buf_addf(
        &b,
        "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/"
        "Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 "
        "R/G<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
        "4 0 obj<</Length %zu>>stream\n%s\nendstream endobj\n"
        "5 0 obj<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/"
        "90ms-RKSJ-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/"
        "Ryumin-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement "
        "2>>/FontDescriptor<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 6/"
        "FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight "
        "700/StemV 80>>>>]>>endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%%%EOF\n",
        strlen(content), content);
    return buf_str(&b);
}

static void missing_letters_are_told(void)
{
    Extract e;
    Error error;
    Str alone = pdf_of_old_font("BT /F 20 Tf 50 700 Td <8E52936391BE9859> Tj ET");
    check(!extract_resume(&arena, alone, S("cv.pdf"), &e, &error));
    check(error.message.s && strstr(error.message.s, "what its letters mean"));
    Str both =
        pdf_of_old_font("BT /F 20 Tf 50 700 Td <8E52936391BE9859> Tj ET BT /G 12 Tf "
                        "50 650 Td (taro@example.jp) Tj ET");
    check(extract_resume(&arena, both, S("cv.pdf"), &e, &error));
    check(e.warnings.n > 0 && strstr(e.warnings.v[0].s, "Japanese") != NULL);
    Str plain = pdf_of(S("BT /F 9 Tf 50 700 Td (Ann Arbor) Tj ET"));
    check(extract_resume(&arena, plain, S("cv.pdf"), &e, &error));
    for (isize i = 0; i < e.warnings.n; i++)
        check(!strstr(e.warnings.v[i].s, "Japanese"));
    arena_reset(&arena);
}

int main(int argc, char **argv)
{
    if (guard_is_child(argc, argv))
        return guard_child();
    arena = arena_reserve(512 << 20);
    walls_stand();
    hostile_files_end_in_words();
    nothing_is_left();
    missing_letters_are_told();
    a_full_arena_leaves_nothing();
    many_threads_read_at_once();
    arena_release(&arena);
    return done();
}
