#include "extract/xml.h"

#include <expat.h>

#include <string.h>

enum { MARK = '|' /* between a name's space and the name */ };

typedef struct State {
    const XmlReader *reader;
    void *user;
    XML_Parser parser;
    int depth;
} State;

static Str bare(const char *name)
{
    const char *mark = strrchr(name, MARK);
    return str_of(mark ? mark + 1 : name);
}

static void on_begin(void *user, const char *name, const char **attributes)
{
    State *s = user;
    if (++s->depth > XML_DEEPEST)
        XML_StopParser(s->parser, XML_FALSE);
    else
        s->reader->begin(s->user, bare(name), attributes);
}

static void on_end(void *user, const char *name)
{
    State *s = user;
    s->depth--;
    s->reader->end(s->user, bare(name));
}

static void on_text(void *user, const char *text, int n)
{
    State *s = user;
    s->reader->text(s->user, (Str){text, n});
}

static void on_doctype(void *user, const char *name, const char *system,
                       const char *public, int internal)
{
    State *s = user;
    (void)name, (void)system, (void)public, (void)internal;
    XML_StopParser(s->parser, XML_FALSE);
}

bool xml_read(Str bytes, const XmlReader *reader, void *user)
{
    State s = {
        .reader = reader, .user = user, .parser = XML_ParserCreateNS(NULL, MARK)};
    if (!s.parser || bytes.len > INT32_MAX) {
        XML_ParserFree(s.parser);
        return false;
    }
    XML_SetUserData(s.parser, &s);
    XML_SetElementHandler(s.parser, on_begin, on_end);
    XML_SetCharacterDataHandler(s.parser, on_text);
    XML_SetStartDoctypeDeclHandler(s.parser, on_doctype);
    bool ok = XML_Parse(s.parser, bytes.s, (int)bytes.len, 1) == XML_STATUS_OK;
    XML_ParserFree(s.parser);
    return ok;
}

Str xml_attribute(const char *const *attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (str_eq(bare(attributes[0]), str_of(name)))
            return str_of(attributes[1]);
    return (Str){0};
}
