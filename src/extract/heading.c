#include "extract/heading.h"
#include "extract/letters.h"

#include "base/buf.h"

#include <string.h>

enum { HEADING_MOST = 60 /* bytes */ };

/* Folded, lower case, "&" as "and", between bars. English, German, French,
 * Spanish, Italian, Portuguese, Dutch, Swedish. */
static const char contact[] =
    "|contact|contact information|contact details|contact info|contact me|"
    "personal details|personal information|personal data|details|kontakt|"
    "kontaktdaten|personliche daten|personliche angaben|zur person|coordonnees|"
    "contacto|datos personales|contatti|dati personali|contato|contactgegevens|"
    "persoonlijke gegevens|kontaktuppgifter|informations personnelles|get in touch|";
static const char summary[] =
    "|summary|professional summary|profile|professional profile|about|about me|"
    "objective|career objective|career summary|executive summary|"
    "personal statement|introduction|overview|career profile|"
    "summary of qualifications|profil|kurzprofil|uber mich|"
    "personlicher hintergrund|zusammenfassung|a propos|a propos de moi|perfil|"
    "perfil profesional|sobre mi|resumen|profilo|chi sono|sommario|resumo|"
    "sobre mim|profiel|over mij|samenvatting|sammanfattning|om mig|"
    "profil professionnel|personal profile|bio|perfil profissional|";
static const char work[] =
    "|experience|work experience|professional experience|employment|"
    "employment history|work history|career history|relevant experience|career|"
    "positions|professional background|work|job history|industry experience|"
    "berufserfahrung|beruflicher werdegang|berufspraxis|berufstatigkeit|werdegang|"
    "praktische erfahrung|praktika|experiences|experience professionnelle|"
    "experiences professionnelles|parcours professionnel|experiencia|"
    "experiencia laboral|experiencia profesional|esperienza|esperienze|"
    "esperienza lavorativa|esperienze lavorative|esperienza professionale|"
    "esperienze professionali|experiencia profissional|werkervaring|ervaring|"
    "arbetslivserfarenhet|erfarenhet|anstallningar|internships|"
    "internship experience|professional history|erfahrung|arbeitserfahrung|";
static const char volunteer[] =
    "|volunteering|volunteer|volunteer experience|volunteer work|voluntary work|"
    "community service|community involvement|ehrenamt|ehrenamtliche tatigkeit|"
    "ehrenamtliche tatigkeiten|ehrenamtliches engagement|engagement|"
    "soziales engagement|benevolat|voluntariado|volontariato|vrijwilligerswerk|"
    "ideellt arbete|ideella uppdrag|leadership and volunteering|"
    "volunteering experience|volunteer and leadership|";
static const char education[] =
    "|education|education and training|academic background|academic history|"
    "academic qualifications|qualifications|studies|ausbildung|bildung|bildungsweg|"
    "schulbildung|studium|akademische ausbildung|formation|formations|etudes|"
    "parcours academique|diplomes|educacion|formacion|formacion academica|"
    "istruzione|formazione|istruzione e formazione|educacao|formacao|"
    "formacao academica|opleiding|opleidingen|onderwijs|utbildning|utbildningar|"
    "schule und studium|ausbildung und studium|educational background|"
    "academic education|";
static const char awards[] =
    "|awards|honors|honours|honors and awards|awards and honors|honours and awards|"
    "achievements|accomplishments|scholarships|awards and achievements|"
    "auszeichnungen|preise|stipendien|auszeichnungen und stipendien|prix|"
    "distinctions|prix et distinctions|premios|reconocimientos|premi|"
    "riconoscimenti|prijzen|utmarkelser|awards and scholarships|"
    "scholarships and awards|recognition|auszeichnungen und preise|";
static const char certificates[] =
    "|certificates|certifications|certification|licenses and certifications|"
    "certifications and licenses|licenses|courses|training|trainings|"
    "courses and certifications|certifications and training|zertifikate|"
    "zertifizierungen|weiterbildung|weiterbildungen|fortbildungen|kurse|"
    "certifications et formations|certificats|certificaciones|certificados|cursos|"
    "certificazioni|certificati|corsi|certificacoes|certificaten|cursussen|"
    "certifikat|kurser|professional development|professional certifications|"
    "weiterbildung und zertifikate|zertifikate und weiterbildung|";
static const char publications[] =
    "|publications|selected publications|papers|articles|talks|"
    "publications and talks|presentations|talks and publications|publikationen|"
    "veroffentlichungen|vortrage|publicaciones|pubblicazioni|publicacoes|"
    "publicaties|publikationer|patents|conference papers|research papers|books|";
static const char skills[] =
    "|skills|technical skills|core skills|key skills|skill set|competencies|"
    "core competencies|technologies|tools|tools and technologies|expertise|"
    "areas of expertise|technical expertise|professional skills|skills and tools|"
    "skills and technologies|soft skills|hard skills|technical proficiencies|"
    "proficiencies|computer skills|it skills|kenntnisse|fahigkeiten|it kenntnisse|"
    "edv kenntnisse|kompetenzen|fachkenntnisse|technische kenntnisse|fertigkeiten|"
    "kenntnisse und fahigkeiten|fahigkeiten und kenntnisse|competences|"
    "competences techniques|habilidades|competencias|aptitudes|conocimientos|"
    "competenze|competenze tecniche|capacita|vaardigheden|kennis|kompetenser|"
    "fardigheter|kunskaper|programming languages|programming|technical|stack|"
    "tech stack|skills summary|additional skills|technical competencies|"
    "other skills|";
static const char languages[] =
    "|languages|language skills|language|sprachen|sprachkenntnisse|langues|idiomas|"
    "lenguas|lingue|lingue straniere|talen|talenkennis|sprak|sprakkunskaper|"
    "foreign languages|fremdsprachen|";
static const char interests[] =
    "|interests|hobbies|hobbies and interests|interests and hobbies|"
    "personal interests|interessen|hobbys|hobbys und interessen|"
    "interessen und hobbys|freizeit|centres d interet|loisirs|interets|intereses|"
    "aficiones|interessi|hobby|interesses|intressen|activities and interests|"
    "activities|outside work|";
static const char references[] =
    "|references|referees|referenzen|references professionnelles|referencias|"
    "referenze|referenties|referenser|recommendations|testimonials|";
static const char projects[] =
    "|projects|personal projects|selected projects|side projects|key projects|"
    "academic projects|open source|open source projects|open source contributions|"
    "notable projects|projekte|projets|projets personnels|proyectos|progetti|"
    "projetos|projecten|projekt|eigene projekte|technical projects|portfolio|"
    "research projects|";
static const char other[] =
    "|additional information|other|miscellaneous|memberships|"
    "professional memberships|affiliations|professional affiliations|"
    "research interests|teaching|teaching experience|sonstiges|weitere kenntnisse|"
    "mitgliedschaften|divers|autres|otros|altro|outros|overig|ovrigt|"
    "military service|wehrdienst|driving licence|fuhrerschein|hobby projects|links|"
    "availability|relevant coursework|coursework|extracurricular activities|"
    "leadership|leadership experience|research|research experience|grants|service|";

static const char *const dictionary[N_KINDS] = {
    [KIND_CONTACT] = contact,
    [KIND_SUMMARY] = summary,
    [KIND_WORK] = work,
    [KIND_VOLUNTEER] = volunteer,
    [KIND_EDUCATION] = education,
    [KIND_AWARDS] = awards,
    [KIND_CERTIFICATES] = certificates,
    [KIND_PUBLICATIONS] = publications,
    [KIND_SKILLS] = skills,
    [KIND_LANGUAGES] = languages,
    [KIND_INTERESTS] = interests,
    [KIND_REFERENCES] = references,
    [KIND_PROJECTS] = projects,
    [KIND_OTHER] = other,
};

/* "W O R K   E X P E R I E N C E" is "WORK EXPERIENCE". */
static bool is_spaced_out(Str text)
{
    isize letters = 0;
    for (isize i = 0; i < text.len; i++) {
        if (text.s[i] == ' ')
            continue;
        if (i + 1 < text.len && text.s[i + 1] != ' ')
            return false;
        letters++;
    }
    return letters >= 4;
}

static Str without_blanks(Arena *a, Str text)
{
    Buf b = buf_new(a);
    for (isize i = 0; i < text.len; i++)
        if (text.s[i] != ' ')
            buf_add(&b, (Str){text.s + i, 1});
    return buf_str(&b);
}

/* Words with one blank between; "&" and "+" are "and", other marks are blanks. */
static Str normal(Arena *a, Str text)
{
    Str folded = letters_fold(a, text);
    Buf b = buf_new(a);
    for (isize i = 0; i < folded.len; i++) {
        char c = folded.s[i];
        if (c == '&' || c == '+')
            buf_add(&b, S(" and "));
        else if ((c >= 'a' && c <= 'z') || is_digit(c) || (unsigned char)c >= 0x80)
            buf_add(&b, (Str){&c, 1});
        else
            buf_add(&b, S(" "));
    }
    Str spaced = buf_str(&b);
    Buf out = buf_new(a);
    for (isize i = 0; i < spaced.len; i++)
        if (spaced.s[i] != ' ' || (out.len && out.s[out.len - 1] != ' '))
            buf_add(&out, (Str){spaced.s + i, 1});
    return str_trim(buf_str(&out));
}

/* With blanks or, when they were spaced out, without. */
static bool listed(Arena *a, const char *list, Str text, bool spaced_out)
{
    Str all = str_of(list);
    Buf wanted = buf_new(a);
    buf_addf(&wanted, "|%" STR_FMT "|", STR_ARG(text));
    if (spaced_out)
        all = without_blanks(a, all);
    return str_contains(all, buf_str(&wanted));
}

static SectionKind look_up(Arena *a, Str text, bool spaced_out)
{
    for (int kind = KIND_CONTACT; kind < N_KINDS; kind++)
        if (listed(a, dictionary[kind], text, spaced_out))
            return (SectionKind)kind;
    return KIND_NONE;
}

SectionKind section_named(Arena *a, Str text)
{
    if (text.len < 2 || text.len > HEADING_MOST)
        return KIND_NONE;
    Str words = normal(a, text);
    if (words.len < 3 || digits_in(words))
        return KIND_NONE;
    bool spaced_out = is_spaced_out(words);
    SectionKind kind =
        look_up(a, spaced_out ? without_blanks(a, words) : words, spaced_out);
    if (kind != KIND_NONE)
        return kind;
    /* "und", "et", "y", "e", "en", "och" are "and". */
    static const char *const ands[] = {" und ", " et ", " y ", " e ", " en ", " och "};
    for (isize i = 0; i < countof(ands); i++) {
        const char *z = str_cstr(a, words), *found = strstr(z, ands[i]);
        if (!found)
            continue;
        Buf b = buf_new(a);
        buf_addf(&b, "%.*s and %s", (int)(found - z), z, found + strlen(ands[i]));
        kind = look_up(a, buf_str(&b), false);
    }
    return kind;
}
