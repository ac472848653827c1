#include "rest/payload_csv.h"
#include "rest/json_text.h"

/* field = "..." with doubled quotes | bytes up to a comma or the line's end */
static bool field(Csv *c, CsvField *out, bool *last)
{
    *out = (CsvField){0};
    if (c->at < c->end && *c->at == '"') {
        const char *start = ++c->at;
        for (;; c->at++) {
            if (c->at == c->end)
                return false;
            if (*c->at != '"')
                continue;
            if (c->at + 1 == c->end || c->at[1] != '"')
                break;
            out->doubled = true;
            c->at++;
        }
        out->text = (Str){start, c->at++ - start};
    } else {
        const char *start = c->at;
        while (c->at < c->end && *c->at != ',' && *c->at != '\n' && *c->at != '\r')
            c->at++;
        out->text = (Str){start, c->at - start};
    }
    *last = c->at == c->end || *c->at != ',';
    if (*last) {
        if (c->at < c->end && *c->at == '\r')
            c->at++;
        if (c->at < c->end && *c->at++ != '\n')
            return false;
        return true;
    }
    c->at++;
    return true;
}

static bool line(Csv *c, isize *n)
{
    *n = 0;
    for (bool last = false; !last;)
        if (*n == MAX_PAYLOAD_KEYS || !field(c, &c->values[(*n)++], &last))
            return false;
    return true;
}

static Str decoded(Csv *c, CsvField f)
{
    if (!f.doubled)
        return f.text;
    c->scratch.len = 0;
    for (isize i = 0; i < f.text.len; i++) {
        buf_add(&c->scratch, (Str){f.text.s + i, 1});
        i += f.text.s[i] == '"';
    }
    return buf_str(&c->scratch);
}

bool csv_begin(Csv *c, Arena *a, Str body, bool mapped)
{
    *c = (Csv){.at = body.s,
               .end = body.s + body.len,
               .kept = mapped ? body.s : NULL,
               .arena = a,
               .values = make_n(a, CsvField, MAX_PAYLOAD_KEYS),
               .scratch = buf_new(a)};
    if (c->at == c->end || !line(c, &c->n))
        return false;
    c->names = make_n(a, Str, c->n);
    for (isize i = 0; i < c->n; i++)
        c->names[i] = str_copy(a, decoded(c, c->values[i]));
    return true;
}

CsvLine csv_next(Csv *c)
{
    if (c->kept)
        text_let_go(&c->kept, c->at);
    while (c->at < c->end) {
        isize n;
        if (!line(c, &n))
            return CSV_BROKEN;
        if (n == 1 && !c->values[0].text.len)
            continue; /* a blank line */
        return n == c->n ? CSV_ROW : CSV_UNEVEN;
    }
    return CSV_END;
}

void csv_add_row(Csv *c, Buf *out)
{
    buf_add(out, S("{"));
    for (isize i = 0; i < c->n; i++) {
        Str value = decoded(c, c->values[i]);
        buf_add(out, i ? S(",") : S(""));
        add_json_text(out, c->names[i]);
        buf_add(out, S(":"));
        add_json_text(out, str_eq(value, S("NULL")) ? (Str){0} : value);
    }
    buf_add(out, S("}"));
}
