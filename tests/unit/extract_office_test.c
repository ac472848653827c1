/* DOCX and ODT: what their parts of a paragraph come to, and what a hostile one does.
 */
#include "extract.h"
#include "zip_made.h"

static Arena arena;

#define DOCX "<w:document xmlns:w='w' xmlns:r='r' xmlns:mc='mc' xmlns:v='v'><w:body>"
#define ODT                                                                            \
    "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='b' "        \
    "xmlns:style='s' xmlns:fo='f' xmlns:xlink='x' xmlns:draw='d'>"

static Str docx_of(const char *body)
{
    ZipMade z = zip_new(&arena);
    Buf b = buf_new(&arena);
    buf_addf(&b, DOCX "%s</w:body></w:document>", body);
    zip_add(&z, "word/document.xml", buf_str(&b));
    return zip_end(&z);
}

static Str odt_of(const char *styles, const char *body)
{
    ZipMade z = zip_new(&arena);
    Buf b = buf_new(&arena);
    zip_add(&z, "mimetype", S("application/vnd.oasis.opendocument.text"));
    buf_addf(&b,
             ODT "<office:automatic-styles>%s</office:automatic-styles>"
                 "<office:body><office:text>%s</office:text></office:body>"
                 "</office:document-content>",
             styles, body);
    zip_add(&z, "content.xml", buf_str(&b));
    return zip_end(&z);
}

/* What is read of it, line by line, or the error's code. */
static Str text_of(Str file)
{
    Extract e;
    Error error;
    if (extract_resume(&arena, file, S("cv"), &e, &error))
        return e.text;
    check(error.hint.len > 0);
    return str_of(error.kind->code);
}

#define P(text)     "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define CELL(paras) "<w:tc>" paras "</w:tc>"

static void test_docx(void)
{
    static const struct {
        const char *body, *text;
    } cases[] = {
        {P("Ann Lee") "<w:p><w:pPr><w:tabs><w:tab w:val='right'/></w:tabs></w:pPr><w:r>"
                      "<w:t>Miller</w:t><w:tab/><w:t>2019</w:t></w:r></w:p>",
         "Ann Lee\nMiller\t2019"},
        {"<w:p><w:r><w:t>Ann</w:t></w:r><w:del><w:r><w:delText>Bob</w:delText><w:t>Bob"
         "</w:t></w:r></w:del><w:ins><w:r><w:t> Lee</w:t></w:r></w:ins></w:p>",
         "Ann Lee"},
        {"<w:p><w:r><w:t>Ann</w:t><w:br/><w:t>Oslo</w:t></w:r></w:p>", "Ann\nOslo"},
        {"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>not this</w:t></w:r><w:r><w:t>Ann"
         "</w:t></w:r></w:p>",
         "Ann"},
        {"<w:p><w:r><w:t>Above </w:t><mc:AlternateContent><mc:Choice><w:txbxContent>"
         "<w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
         "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p>"
         "</w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>below</w:t></w:r>"
         "</w:p>",
         "Above\nIn a box\nbelow"},
        {"<w:p><w:pPr><w:numPr><w:numId "
         "w:val='3'/></w:numPr></w:pPr><w:r><w:t>One</w:t>"
         "</w:r></w:p><w:p><w:pPr><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr><w:r>"
         "<w:t>None</w:t></w:r></w:p>",
         "• One\nNone"},
        {"<w:tbl><w:tr>" CELL(P("2019")) CELL(P("Miller") P("Mill of Halden"))
             CELL("<w:p/>") "</w:tr></w:tbl>",
         "2019\tMiller\nMill of Halden"},
        {"<w:tbl><w:tr>" CELL(P("a") P("b") P("c"))
             CELL(P("d") P("e") P("f")) "</w:tr></w:tbl>",
         "a\nb\nc\n\nd\ne\nf"},
        {"<w:p><w:r><w:t>\xc3\x85se &amp; co.</w:t></w:r><w:r><w:t>,  Oslo</w:t></w:r>"
         "<w:r><w:noBreakHyphen/><w:t>S</w:t></w:r></w:p>",
         "\xc3\x85se & co., Oslo-S"},
        {"<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText> HYPERLINK "
         "\"https://a.example/\" </w:instrText><w:fldChar "
         "w:fldCharType='separate'/><w:t>"
         "my page</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>",
         "my page"},
    };
    for (isize i = 0; i < countof(cases); i++)
        check_str(text_of(docx_of(cases[i].body)), str_of(cases[i].text));
}

static void test_odt(void)
{
    static const struct {
        const char *body, *text;
    } cases[] = {
        {"<text:h text:outline-level='1'>Ann<text:s text:c='1'/>Lee</text:h><text:p>"
         "Miller<text:tab/>2019<text:line-break/>Oslo</text:p>",
         "Ann Lee\nMiller\t2019\nOslo"},
        {"<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:list>"
         "<text:list-item><text:p>One</text:p><text:p>more of it</text:p>"
         "</text:list-item></text:list>",
         "• One\nmore of it"},
        {"<text:p><text:span text:style-name='H'>hidden</text:span>shown</text:p>",
         "shown"},
        {"<table:table><table:table-row><table:table-cell><text:p>2019</text:p>"
         "</table:table-cell><table:table-cell><text:p>Miller</text:p>"
         "</table:table-cell></table:table-row></table:table>",
         "2019\tMiller"},
        {"<text:p>Out<draw:frame><draw:text-box><text:p>In</text:p></draw:text-box>"
         "</draw:frame></text:p>",
         "Out\nIn"},
    };
    for (isize i = 0; i < countof(cases); i++)
        check_str(text_of(odt_of("<style:style style:name='H' style:family='text'>"
                                 "<style:text-properties text:display='none'/>"
                                 "</style:style>",
                                 cases[i].body)),
                  str_of(cases[i].text));
}

/* A link leads where it says, whatever it shows. */
static void test_links(void)
{
    Extract e;
    Error error;
    ZipMade z = zip_new(&arena);
    zip_add(
        &z, "word/document.xml",
        S(DOCX P("Ann Lee") "<w:p><w:r><w:t>ann@example.org | </w:t></w:r>"
                            "<w:hyperlink r:id='r7'><w:r><w:t>ann.example</w:t></w:r>"
                            "</w:hyperlink></w:p></w:body></w:document>"));
    zip_add(&z, "word/_rels/document.xml.rels",
            S("<Relationships><Relationship Id='r7' Type='x/hyperlink' "
              "Target='https://ann.example/work'/></Relationships>"));
    check(extract_resume(&arena, zip_end(&z), S("cv.docx"), &e, &error));
    check(strstr(str_cstr(&arena, e.resume), "\"https://ann.example/work\"") != NULL);
    check_str(e.kind, S("docx"));
    check(e.cost.seconds > 0);
}

static Str nested(isize n, const char *begin, const char *end)
{
    Buf b = buf_new(&arena);
    for (isize i = 0; i < n; i++)
        buf_add(&b, str_of(begin));
    for (isize i = 0; i < n; i++)
        buf_add(&b, str_of(end));
    return buf_str(&b);
}

static Str packed_docx(int method, Str packed, isize size)
{
    ZipMade z = zip_new(&arena);
    zip_add_packed(&z, "word/document.xml", method, packed, size);
    return zip_end(&z);
}

static void test_hostile(void)
{
    Str end = S("</w:body></w:document>");
    isize gigabyte = (isize)1 << 30;
    Str bomb = zip_deflate_blanks(&arena, S(DOCX), gigabyte, end);
    check(bomb.len < 2 << 20);
    check_str(text_of(packed_docx(8, bomb, 100)), S("import_too_much"));
    check_str(text_of(packed_docx(8, S("not deflated"), 100)), S("import_damaged"));
    check_str(text_of(packed_docx(99, S("AES"), 100)), S("import_damaged"));
    check_str(text_of(packed_docx(0, S("<w:document"), 11)), S("import_damaged"));
    check_str(text_of(docx_of("")), S("import_no_text"));
    static const char lol[] =
        "<!DOCTYPE w [<!ENTITY a 'haha'><!ENTITY b '&a;&a;&a;'>]>" DOCX P("&b;");
    check_str(text_of(packed_docx(0, str_of(lol), 0)), S("import_damaged"));
    static const char file[] =
        "<!DOCTYPE w [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>" DOCX P("&f;");
    check_str(text_of(packed_docx(0, str_of(file), 0)), S("import_damaged"));
    Str deep = nested(100000, "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>");
    check_str(text_of(docx_of(deep.s)), S("import_damaged"));
    Str boxes = nested(80, "<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>");
    check_str(text_of(docx_of(boxes.s)), S("import_no_text"));
    Str whole = docx_of(P("Ann"));
    for (isize n = whole.len - 1; n > 60; n -= 7) { /* a download that broke off */
        Str code = text_of((Str){whole.s, n});
        check(str_eq(code, S("import_damaged")) ||
              str_eq(code, S("import_unsupported")));
    }
    ZipMade other = zip_new(&arena);
    zip_add(&other, "xl/workbook.xml", S("<x/>"));
    check_str(text_of(zip_end(&other)), S("import_unsupported"));
}

static void test_locked(void)
{
    ZipMade z = zip_new(&arena);
    zip_add(&z, "mimetype", S("application/vnd.oasis.opendocument.text"));
    zip_add(&z, "content.xml", S("\x93\x11\x02"));
    zip_add(&z, "META-INF/manifest.xml", S("<manifest:encryption-data/>"));
    check_str(text_of(zip_end(&z)), S("import_encrypted"));
}

/* More than anybody reads ends, and says so. */
static void test_long(void)
{
    Buf b = buf_new(&arena);
    for (int i = 0; i < 9000; i++)
        buf_addf(&b, P("Line %d"), i);
    Extract e;
    Error error;
    check(extract_resume(&arena, docx_of(buf_str(&b).s), S("cv"), &e, &error));
    check(e.warnings.n > 0);
    b = buf_new(&arena);
    for (int i = 0; i < 3000; i++)
        buf_addf(&b, "word%d ", i);
    Buf p = buf_new(&arena);
    buf_addf(&p, "<w:p><w:r><w:t>%s</w:t></w:r></w:p>", b.s);
    check(extract_resume(&arena, docx_of(buf_str(&p).s), S("cv"), &e, &error));
    check(strstr(str_cstr(&arena, e.text), "word2999") != NULL);
}

int main(int argc, char **argv)
{
    if (guard_is_child(argc, argv))
        return guard_child();
    arena = arena_reserve((isize)1 << 30);
    test_docx();
    arena_reset(&arena);
    test_odt();
    arena_reset(&arena);
    test_links();
    arena_reset(&arena);
    test_hostile();
    arena_reset(&arena);
    test_locked();
    arena_reset(&arena);
    test_long();
    arena_release(&arena);
    return done();
}
