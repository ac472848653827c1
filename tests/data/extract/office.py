#!/usr/bin/env python3
"""office.py — the resumes of this folder as Word writes them, in four people's ways of laying one out: NAME.docx from NAME.json."""
import json
import pathlib
import zipfile
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).parent
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
WORDS = {
    "en": dict(work="Experience", education="Education", skills="Skills", languages="Languages", certificates="Certifications", projects="Projects",
               publications="Publications", awards="Awards", interests="Interests", now="Present"),
    "de": dict(work="Berufserfahrung", education="Ausbildung", skills="Kenntnisse", languages="Sprachen", now="heute"),
    "fr": dict(work="Expérience professionnelle", education="Formation", skills="Compétences", languages="Langues", interests="Centres d’intérêt",
               summary="Profil", now="aujourd’hui"),
}


def run(text, look=""):
    parts = []
    for i, line in enumerate(text.split("\n")):
        for k, piece in enumerate(line.split("\t")):
            mark = "<w:br/>" if i and not k else "<w:tab/>" if k else ""
            parts.append(f'{mark}<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{''.join(parts)}</w:r>"


def p(*runs, style="", more=""):
    look = (f'<w:pStyle w:val="{style}"/>' if style else "") + more
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def bold(text):
    return run(text, "<w:b/>")


def month(text, lang):
    year, _, m = text.partition("-")
    return year if not m else f"{m}/{year}" if lang == "de" else f"{MONTHS[int(m) - 1]} {year}"


def span(e, lang, now):
    begin, end = e.get("startDate"), e.get("endDate")
    if not begin:
        return month(e.get("date") or e.get("releaseDate"), lang)
    if begin == end:
        return month(begin, lang)
    return f"{month(begin, lang)} – {month(end, lang) if end else now}"


def place(b):
    l = b["location"]
    country = {"FR": "France", "GB": "United Kingdom"}.get(l.get("countryCode"))
    city = f'{l.get("postalCode", "")} {l["city"]}'.strip()
    return ", ".join(x for x in [l.get("address"), city, l.get("region"), country] if x)


def contact(b):
    return [x for x in [place(b), b.get("phone"), b.get("email"), b.get("url")] if x]


def study(e):
    return f'{e["studyType"]} in {e["area"]}' if e.get("area") else e["studyType"]


def skills(list):
    if any("keywords" in s for s in list):
        return [(s["name"], ", ".join(s["keywords"])) for s in list]
    return [("", ", ".join(s["name"] for s in list))]


def levels(list):
    return ", ".join(f'{l["language"]} ({l["fluency"]})' for l in list)


def styled(r, lang):
    """Word's own styles, dates at a tab on the right."""
    w, b = WORDS[lang], r["basics"]
    out = [p(b["name"], style="Title")]
    if b.get("label"):
        out.append(p(b["label"], style="Subtitle"))
    shown = lambda x: run(x["url"].split("//")[1].removeprefix("www."), '<w:rStyle w:val="Hyperlink"/>')
    links = [f'<w:hyperlink r:id="rLink">{shown(x)}</w:hyperlink>' for x in b.get("profiles", [])]
    out.append(p(" | ".join(contact(b)), *[run(" | ") + l for l in links]))
    if b.get("summary"):
        out += [p(w["summary"], style="Heading1"), p(b["summary"])]
    out.append(p(w["work"], style="Heading1"))
    for e in r["work"]:
        out.append(p(bold(e["position"]), run("\t" + span(e, lang, w["now"])), style="Entry"))
        out.append(p(f'{e["name"]}, {e["location"]}'))
        out += [p(h, style="ListBullet") for h in e.get("highlights", [])]
    out.append(p(w["education"], style="Heading1"))
    for e in r["education"]:
        out.append(p(bold(study(e)), run("\t" + span(e, lang, w["now"])), style="Entry"))
        out.append(p(e["institution"]))
        if e.get("score"):
            out.append(p("GPA: " + e["score"]))
    if r.get("certificates"):
        out.append(p(w["certificates"], style="Heading1"))
        out += [p(f'{e["name"]}, {e["issuer"]}\t{span(e, lang, "")}', style="Entry") for e in r["certificates"]]
    out.append(p(w["skills"], style="Heading1"))
    out += [p(bold(n + ": "), run(k)) if n else p(k) for n, k in skills(r["skills"])]
    if r.get("languages"):
        out += [p(w["languages"], style="Heading1"), p(levels(r["languages"]))]
    if r.get("interests"):
        out += [p(w["interests"], style="Heading1"), p(", ".join(i["name"] for i in r["interests"]))]
    return "".join(out), ""


def row(*cells):
    return "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{c}</w:tc>" for c in cells) + "</w:tr>"


def tabular(r, lang):
    """A table without lines: dates on the left, what was then on the right."""
    w, b = WORDS[lang], r["basics"]
    bullet = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    table = lambda rows: f'<w:tbl><w:tblPr/><w:tblGrid/>{"".join(rows)}</w:tbl>'
    out = [p(bold("Lebenslauf")), p(run(b["name"], '<w:b/><w:sz w:val="36"/>')), p("\n".join(contact(b)))]
    out.append(p(w["work"], style="Heading1"))
    out.append(table([row(p(span(e, lang, w["now"])), p(bold(e["position"])) + p(f'{e["name"]}, {e["location"]}') + "".join(p(h, more=bullet) for h in e["highlights"]))
                      for e in r["work"]]))
    out.append(p(w["education"], style="Heading1"))
    out.append(table([row(p(span(e, lang, w["now"])), p(bold(e["studyType"])) + p(e["institution"])) for e in r["education"]]))
    out.append(p(w["skills"], style="Heading1"))
    out.append(table([row(p(n), p(k)) for n, k in skills(r["skills"])]))
    out.append(p(w["languages"], style="Heading1"))
    out.append(table([row(p(l["language"]), p(l["fluency"])) for l in r["languages"]]))
    return "".join(out), ""


def by_hand(r, lang):
    """No styles at all; name and address in the page's header; line breaks, typed bullets."""
    w, b = WORDS[lang], r["basics"]
    head = lambda text: p(bold(text.upper()), more='<w:spacing w:before="240" w:after="60"/>')
    out = []
    header = p(run(b["name"], '<w:b/><w:sz w:val="32"/>') + run("\n" + b["label"])) + p(" · ".join(contact(b)))
    out.append(head(w["work"]))
    for e in r["work"]:
        out.append(p(bold(f'{e["position"]} | {e["name"]}'), run(f'\t{span(e, lang, w["now"])}\n{e["location"]}'), more='<w:spacing w:before="120"/>'))
        out += [p("• " + h) for h in e["highlights"]]
    out.append(head(w["projects"]))
    for e in r["projects"]:
        out.append(p(bold(e["name"]), run("\t" + span(e, lang, "")), more='<w:spacing w:before="120"/>'))
        out.append(p(e["description"]))
        out += [p("• " + h) for h in e.get("highlights", [])]
    out.append(head(w["publications"]))
    out += [p(f'{e["name"]} | {e["publisher"]}\t{span(e, lang, "")}') for e in r["publications"]]
    out.append(head(w["education"]))
    for e in r["education"]:
        out.append(p(bold(study(e)), run(f'\t{span(e, lang, "")}\n{e["institution"]}'), more='<w:spacing w:before="120"/>'))
    out += [head(w["skills"]), p(skills(r["skills"])[0][1]), head(w["languages"]), p(levels(r["languages"]))]
    out += [head(w["awards"]), *[p(f'{e["title"]}\t{span(e, lang, "")}') for e in r["awards"]]]
    out += [head(w["interests"]), p(", ".join(i["name"] for i in r["interests"]))]
    return "".join(out), header


STYLES = f"""<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="0"/></w:pPr><w:rPr><w:sz w:val="56"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/><w:rPr><w:color w:val="5A5A5A"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="240" w:after="0"/><w:outlineLvl w:val="0"/></w:pPr>
<w:rPr><w:color w:val="2F5496"/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Entry"><w:name w:val="Entry"/><w:basedOn w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="right" w:pos="9026"/></w:tabs><w:spacing w:after="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="40"/></w:pPr></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style></w:styles>"""
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def write(name, lang, way):
    r = json.loads((HERE / f"{name}.json").read_text())
    body, header = way(r, lang)
    section = "<w:sectPr>" + ('<w:headerReference w:type="default" r:id="rHeader"/>' if header else "") + "</w:sectPr>"
    link = (r["basics"].get("profiles") or [{}])[0].get("url", "https://example.com")
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/word/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
                  for part, kind in [("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"), ("header1", "header")] if part != "header1" or header) + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{body}{section}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rStyles" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rNumbering" Type="{OFFICE}/numbering" Target="numbering.xml"/><Relationship Id="rLink" Type="{OFFICE}/hyperlink" Target="{escape(link)}" TargetMode="External"/>'
        + (f'<Relationship Id="rHeader" Type="{OFFICE}/header" Target="header1.xml"/>' if header else "") + "</Relationships>",
    }
    if header:
        parts["word/header1.xml"] = f"<w:hdr {W}>{header}</w:hdr>"
    with zipfile.ZipFile(HERE / f"{name}.docx", "w", zipfile.ZIP_DEFLATED) as out:
        for part, xml in parts.items():
            out.writestr(zipfile.ZipInfo(part), '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml, zipfile.ZIP_DEFLATED)


write("ruth", "en", styled)
write("jonas", "de", tabular)
write("amelie", "fr", styled)
write("priya", "en", by_hand)
