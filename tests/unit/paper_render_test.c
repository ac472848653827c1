/* What paper_render() promises: the same bytes everywhere, whole errors, nothing left
 * behind. */
#include "paper.h"

#include "base/buf.h"
#include "paper/paper.h"

#include <malloc.h>
#include <pthread.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

enum { THREADS = 4, TURNS = 5 };

static const char *const samples[] = {"tests/data/resume-sample.json",
                                      "tests/data/resume-senior.json",
                                      "tests/data/resume-world.json"};
static Arena texts;
static Str sample[countof(samples)];

static PaperJob job_of(isize i, PaperFormat format)
{
    return (PaperJob){.resume_json = sample[i], .format = format, .dpi = 72};
}

/* A number for the bytes; 0 when there are none. */
static uint32_t sum_of(Arena *a, const PaperJob *job)
{
    PaperFile file;
    Error error;
    if (!paper_render(a, job, &file, &error))
        return 0;
    uint32_t sum = (uint32_t)crc32(1, (const Bytef *)file.data, (uInt)file.size);
    paper_file_free(&file);
    arena_reset(a);
    return sum;
}

static uint32_t sum_in_another_process(const PaperJob *job)
{
    int ends[2];
    uint32_t sum = 0;
    if (pipe(ends) != 0)
        return 0;
    pid_t child = fork();
    if (child == 0) {
        Arena a = arena_reserve(64 << 20);
        sum = sum_of(&a, job);
        _exit(write(ends[1], &sum, sizeof sum) != sizeof sum);
    }
    close(ends[1]);
    if (read(ends[0], &sum, sizeof sum) != sizeof sum)
        sum = 0;
    close(ends[0]);
    waitpid(child, NULL, 0);
    return sum;
}

/* Before this process has any font: each child begins afresh. */
static void test_processes(uint32_t *sums)
{
    for (isize i = 0; i < countof(samples); i++) {
        PaperJob job = job_of(i, PAPER_PDF);
        sums[i] = sum_in_another_process(&job);
        check(sums[i] != 0);
        check(sums[i] == sum_in_another_process(&job));
    }
}

static void test_again(const uint32_t *sums)
{
    Arena a = arena_reserve(64 << 20);
    for (int turn = 0; turn < 2; turn++)
        for (isize i = countof(samples) - 1; i >= 0; i--) {
            PaperJob job = job_of(i, PAPER_PDF);
            check(sum_of(&a, &job) == sums[i]);
        }
    PaperJob png = job_of(0, PAPER_PNG);
    uint32_t pixels = sum_of(&a, &png);
    check(pixels != 0 && pixels == sum_of(&a, &png));
    arena_release(&a);
}

typedef struct Worker {
    pthread_t thread;
    const uint32_t *sums;
    int first, same;
} Worker;

static void *work(void *argument)
{
    Worker *worker = argument;
    Arena a = arena_reserve(64 << 20);
    for (int turn = 0; turn < TURNS; turn++) {
        isize i = (worker->first + turn) % countof(samples);
        PaperJob job = job_of(i, PAPER_PDF);
        worker->same += sum_of(&a, &job) == worker->sums[i];
    }
    arena_release(&a);
    return NULL;
}

static void test_threads(const uint32_t *sums)
{
    Worker workers[THREADS] = {0};
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (Worker){.sums = sums, .first = i};
        check(pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(workers[i].thread, NULL);
        check(workers[i].same == TURNS);
    }
}

static void test_png(void)
{
    Arena a = arena_reserve(64 << 20);
    PaperJob job = job_of(1, PAPER_PNG);
    job.page = 2;
    job.dpi = 144;
    PaperFile file;
    Error error;
    if (!check(paper_render(&a, &job, &file, &error)))
        return;
    const unsigned char *data = (const unsigned char *)file.data;
    check(memcmp(data, "\x89PNG\r\n\x1a\n", 8) == 0);
    check((data[18] << 8 | data[19]) == 1191 && (data[22] << 8 | data[23]) == 1684);
    check(file.pages == 2);
    check(file.size < 300000);
    const char *colours = memmem(file.data, (size_t)file.size, "PLTE", 4);
    check(colours && memcmp(colours + 4, "\xFF\xFF\xFF", 3) == 0); /* the paper */
    check(colours && memmem(colours, 3 * 256, "\x1D\x4E\xD8", 3)); /* the accent */
    paper_file_free(&file);
    check(!file.data);
    arena_release(&a);
}

static isize count_in(const PaperFile *file, const char *what)
{
    isize n = 0;
    const char *at = file->data, *end = file->data + file->size;
    while ((at = memmem(at, (size_t)(end - at), what, strlen(what))) != NULL)
        n++, at++;
    return n;
}

static void test_links_and_metadata(void)
{
    static const char json[] =
        "{\"basics\": {\"name\": \"Ann (Lee) <&>\", \"email\": \"ann@example.org\","
        "  \"phone\": \"+46 8 123 456\", \"url\": \"javascript:alert(1)\","
        "  \"profiles\": [{\"url\": \"https://example.org/ann(1)\"},"
        "    {\"network\": \"Old\", \"url\": \"http://old.example/\"},"
        "    {\"network\": \"File\", \"url\": \"file:///etc/passwd\"}]},"
        " \"meta\": {\"language\": \"de-AT\", \"lastModified\": "
        "\"2024-02-11T09:00:00Z\"}}";
    Arena a = arena_reserve(64 << 20);
    PaperJob job = {.resume_json = str_of(json)};
    PaperFile file;
    Error error;
    if (!check(paper_render(&a, &job, &file, &error)))
        return;
    check(count_in(&file, "/S /URI") == 3);
    check(count_in(&file, "mailto:ann@example.org") == 1);
    check(count_in(&file, "tel:+468123456") == 1);
    check(count_in(&file, "https://example.org/ann") == 1);
    check(count_in(&file, "javascript:") == 0);
    check(count_in(&file, "http://old") == 0 && count_in(&file, "file:") == 0);
    check(count_in(&file, "/Lang (de-AT)") == 1);
    check(count_in(&file, "/DisplayDocTitle true") == 1);
    check(count_in(&file, "/CreationDate (20240211000000Z") == 1);
    check(count_in(&file, "<rdf:li>Ann (Lee) &lt;&amp;&gt;</rdf:li>") == 1);
    check(count_in(&file, "/StructTreeRoot") > 0 &&
          count_in(&file, "/Marked true") > 0);
    paper_file_free(&file);
    arena_release(&a);
}

static void test_refusals(void)
{
    static const struct {
        const char *json, *slug, *paper, *code, *details;
        int page, dpi;
    } cases[] = {
        {"{}", "nice", NULL, "paper_unknown_template", "no template is named \"nice\"",
         1, 72},
        {"{}", NULL, "A5", "paper_bad_request",
         "the paper's size is neither A4 nor Letter", 1, 72},
        {"{}", NULL, NULL, "paper_bad_request",
         "page 2 does not exist: the document has 1", 2, 72},
        {"{}", NULL, NULL, "paper_bad_request",
         "page -1 does not exist: the document has 1", -1, 72},
        {"{}", NULL, NULL, "paper_bad_request", "9000 dpi is not between 36 and 400", 1,
         9000},
        {"x", NULL, NULL, "paper_not_json",
         "line 1, column 1: '[' or '{' expected near 'x'", 1, 72},
    };
    Arena a = arena_reserve(64 << 20);
    for (isize i = 0; i < countof(cases); i++) {
        PaperJob job = {.resume_json = str_of(cases[i].json),
                        .template_slug = str_of(cases[i].slug),
                        .paper = str_of(cases[i].paper),
                        .format = PAPER_PNG,
                        .page = cases[i].page,
                        .dpi = cases[i].dpi};
        PaperFile file;
        Error error;
        check(!paper_render(&a, &job, &file, &error));
        check(!file.data && !file.size);
        check(error.kind && (error.kind->status == 400 || error.kind->status == 422));
        check_str(str_of(error.kind->code), str_of(cases[i].code));
        check_str(error.details, str_of(cases[i].details));
        arena_reset(&a);
    }
    arena_release(&a);
}

/* Whose forms the shared characters of China, Japan and Korea have, says the writing.
 */
static void test_forms(void)
{
    static const struct {
        const char *json, *family;
    } cases[] = {
        {"{\"basics\": {\"name\": \"Fujita Yuki \xE8\x97\xA4\xE7\x94\xB0 "
         "\xE3\x83\xA6\"}}",
         "CJK JP"},
        {"{\"basics\": {\"name\": \"Chen \xE9\x99\xB3\"}, \"meta\": {\"language\": "
         "\"zh-TW\"}}",
         "CJK TC"},
    };
    for (isize i = 0; i < countof(cases); i++) {
        Held held = {.arena = &texts};
        Document d;
        Error error;
        check(lay_out(&held, str_of(cases[i].json), (Str){0}, &d, &error));
        check(strstr(d.fonts.families, cases[i].family) != NULL);
        held_release(&held);
    }
}

/* The dearest resumes that the reader lets through; a limit that slips costs minutes.
 */
static void test_hostile(void)
{
    enum { MOST_SECONDS = 20, BYTES = 59000 };
    static const char *const letters[] = {"a", "a\xE2\x80\x8D",
                                          "\xD7\x90"
                                          "b"};
    Arena a = arena_reserve(64 << 20);
    time_t begun = time(NULL);
    for (isize i = 0; i < countof(letters); i++) {
        Buf b = buf_new(&texts);
        buf_add(&b, S("{\"basics\": {\"name\": \"Ann\", \"summary\": \""));
        for (isize end = b.len + BYTES; b.len < end;)
            buf_add(&b, str_of(letters[i]));
        buf_add(&b, S("\"}}"));
        PaperJob job = {.resume_json = buf_str(&b)};
        check(sum_of(&a, &job) != 0);
    }
    check(time(NULL) - begun < MOST_SECONDS);
    arena_release(&a);
}

static isize heap(void)
{
    struct mallinfo2 info = mallinfo2();
    return (isize)info.uordblks + (isize)info.hblkhd;
}

/* The suppressions of leaks in tests/lsan.supp lean on this, and say what CJK_LEAK is.
 */
static void test_heap(void)
{
    enum { WARM = 10, ENOUGH = 30, CJK_LEAK = 2 * 768 + 64, NOISE = 16 << 10 };
    Arena a = arena_reserve(64 << 20);
    PaperJob jobs[] = {job_of(2, PAPER_PDF), job_of(0, PAPER_PNG),
                       job_of(1, PAPER_PDF)};
    isize before = 0;
    for (int turn = 0; turn < ENOUGH; turn++) {
        if (turn == WARM)
            before = heap();
        for (isize i = 0; i < countof(jobs); i++)
            sum_of(&a, &jobs[i]);
    }
    check(heap() - before < (ENOUGH - WARM) * CJK_LEAK + NOISE);
    arena_release(&a);
}

/* Does the job end in an arena of `size`, or leave by the way out that we set? */
static bool fits_in(isize size, const PaperJob *job)
{
    Arena *a = make(&texts, Arena);
    *a = arena_reserve(size);
    jmp_buf full;
    a->full = &full;
    bool *fits = make(&texts, bool);
    if (setjmp(full) == 0)
        *fits = sum_of(a, job) != 0;
    check(a->full == &full);
    arena_release(a);
    return *fits;
}

/* The arena ends at every KB in turn: the job leaves whole, and nothing stays behind.
 */
static void test_full_arena(void)
{
    enum { KB = 1 << 10, WARM = 16 * KB };
    PaperJob job = job_of(0, PAPER_PDF);
    isize size = KB, before = 0;
    for (; !fits_in(size, &job); size += KB)
        if (size == WARM)
            before = heap();
    check(size > 2 * (isize)WARM);
    check(heap() - before < 16 * KB);
}

int main(void)
{
    texts = arena_reserve(32 << 20);
    for (isize i = 0; i < countof(samples); i++)
        sample[i] = file_text(&texts, samples[i]);
    uint32_t sums[countof(samples)] = {0};
    test_processes(sums);
    test_again(sums);
    test_threads(sums);
    test_png();
    test_links_and_metadata();
    test_refusals();
    test_forms();
    test_hostile();
    test_heap();
    test_full_arena();
    arena_release(&texts);
    return done();
}
