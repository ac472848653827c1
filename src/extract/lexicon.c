#include "extract/lexicon.h"
#include "extract/letters.h"

#include "base/buf.h"

#include <stdio.h>
#include <string.h>

/* Folded, with blanks around, so that one search finds whole words; "*" before a word:
 * the end of one will do, as German and Dutch put words together. */
static const char positions[] =
    " engineer developer programmer manager director designer architect analyst "
    "consultant "
    "administrator admin lead leader head chief officer ceo cto cfo coo cio president "
    "vp vice "
    "intern internship trainee apprentice assistant associate specialist coordinator "
    "supervisor scientist researcher teacher lecturer professor tutor instructor "
    "editor "
    "writer author journalist translator interpreter nurse doctor physician therapist "
    "accountant auditor clerk cashier secretary receptionist representative agent "
    "technician operator mechanic electrician driver chef cook waiter waitress barista "
    "freelancer freelance founder co-founder cofounder owner partner volunteer mentor "
    "coach strategist planner buyer marketer recruiter advisor adviser attorney lawyer "
    "paralegal pharmacist librarian photographer animator artist producer tester "
    "devops sre "
    "dba fellow postdoc executive controller treasurer member organizer contributor "
    "maintainer superintendent foreman guard inspector worker student werkstudent "
    "werkstudentin praktikant praktikantin *entwickler *entwicklerin *leiter *leiterin "
    "*ingenieur *ingenieurin *berater *beraterin *assistent *assistentin *mitarbeiter "
    "*mitarbeiterin *lehrer *lehrerin *kaufmann *kauffrau *techniker *technikerin "
    "*manager *managerin *redakteur *redakteurin *pfleger *schwester *fachkraft "
    "*verkaufer *verkauferin *buchhalter *buchhalterin geschaftsfuhrer "
    "geschaftsfuhrerin "
    "auszubildender auszubildende *informatiker *informatikerin *referent *referentin "
    "*elektroniker *mechaniker *arzt *arztin *koch *kochin ingenieur ingenieure "
    "developpeur developpeuse chef responsable directeur directrice consultante "
    "stagiaire "
    "charge chargee professeur infirmier infirmiere comptable vendeur vendeuse "
    "assistante "
    "ingeniero ingeniera desarrollador desarrolladora gerente director directora "
    "profesor profesora enfermero enfermera contador contadora vendedor vendedora "
    "becario "
    "ingegnere sviluppatore sviluppatrice responsabile direttore direttrice impiegato "
    "impiegata insegnante infermiere tirocinante commesso commessa engenheiro "
    "engenheira "
    "desenvolvedor desenvolvedora analista estagiario coordenador ontwikkelaar "
    "medewerker adviseur docent verpleegkundige utvecklare ingenjor konsult larare "
    "chef "
    "projektledare underskoterska redaktor larling ";
static const char organizations[] =
    " inc ltd llc llp plc corp corporation company co gmbh ag kg ohg se ug mbh ev sa "
    "sas "
    "sarl srl spa bv nv ab oy as aps oyj sl slu lda limited group gruppe holding bank "
    "hospital clinic klinik klinikum krankenhaus hopital ministry ministerium "
    "ministere "
    "foundation stiftung fondation verlag agency agentur partners solutions "
    "technologies "
    "systems labs studio studios consulting services industries international "
    "association institute institut verein council government department university "
    "universitat universite universidad school church charity ngo ";
static const char institutions[] =
    " university *universitat universite universidad universita universidade "
    "universiteit "
    "*universitet college *school *schule hochschule fachhochschule institute institut "
    "instituto istituto academy akademie academie academia polytechnic polytechnique "
    "politecnico politecnica gymnasium *gymnasium realschule gesamtschule berufsschule "
    "lycee lyceum liceo liceu ecole escuela scuola escola eth epfl mit ucla tu fh iit "
    "iim "
    "bootcamp faculty fakultat faculte facultad konservatorium conservatory seminary "
    "*kolleg hogeschool hogskola *skola universitetet panepistimio ihk kolleg ";
static const char degrees[] =
    " bachelor bachelors bachelor's master masters master's bsc msc ba ma bs ms beng "
    "meng ba. "
    "bba mba phd dphil doctor doctorate doctoral diploma diplom diplom-ingenieur "
    "dipl.-ing dipl associate certificate abitur matura magister staatsexamen "
    "ausbildung "
    "licence license licenciatura licenciado licenciada grado laurea maitrise "
    "baccalaureat "
    "bac dut bts kandidatexamen kandidat civilingenjor masterexamen promotion "
    "habilitation ged llb llm jd md bed med bcom mcom btech mtech b.sc m.sc b.a m.a "
    "b.s "
    "m.s b.eng m.eng ph.d b.tech m.tech mphil minor major degree abschluss "
    "doctorado doutorado mestrado bacharelado master-studium bachelor-studium "
    "realschulabschluss fachabitur hochschulreife ";
static const char fluencies[] =
    " native mother tongue fluent fluently proficient proficiency advanced "
    "intermediate "
    "upper-intermediate basic beginner elementary conversational bilingual limited "
    "professional working full business a1 a2 b1 b2 c1 c2 muttersprache "
    "muttersprachler "
    "muttersprachlich fliessend verhandlungssicher grundkenntnisse gut sehr "
    "konversation "
    "maternelle courant intermediaire debutant notions langue bilingue materna nativo "
    "nativa fluido avanzado intermedio basico fluente madrelingua ottimo buono "
    "scolastico "
    "moedertaal vloeiend modersmal flytande goda n1 n2 n3 n4 n5 hsk schulkenntnisse ";
static const char levels[] =
    " beginner basic elementary novice intermediate advanced proficient expert master "
    "skilled experienced familiar competent working knowledge strong good excellent "
    "very "
    "fluent grundkenntnisse fortgeschritten experte profi gut sehr debutant "
    "intermediaire avance basico intermedio avanzado experto years year yrs jahre ";
static const char project_kinds[] =
    " application library framework tool website site game talk presentation "
    "conference "
    "research volunteering paper package plugin extension app service book course "
    "hackathon thesis ";

static const char states[] =
    " AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE "
    "NV "
    "NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC "
    "ON QC BC AB MB SK NS NB NL PE YT NT NU NSW VIC QLD TAS ACT ";

static const struct {
    const char *name, *code;
} countries[] = {
    {"germany", "DE"},
    {"deutschland", "DE"},
    {"austria", "AT"},
    {"osterreich", "AT"},
    {"switzerland", "CH"},
    {"schweiz", "CH"},
    {"suisse", "CH"},
    {"france", "FR"},
    {"spain", "ES"},
    {"espana", "ES"},
    {"italy", "IT"},
    {"italia", "IT"},
    {"portugal", "PT"},
    {"netherlands", "NL"},
    {"the netherlands", "NL"},
    {"nederland", "NL"},
    {"belgium", "BE"},
    {"belgique", "BE"},
    {"luxembourg", "LU"},
    {"united kingdom", "GB"},
    {"uk", "GB"},
    {"england", "GB"},
    {"scotland", "GB"},
    {"wales", "GB"},
    {"great britain", "GB"},
    {"ireland", "IE"},
    {"usa", "US"},
    {"u.s.a.", "US"},
    {"united states", "US"},
    {"united states of america", "US"},
    {"canada", "CA"},
    {"mexico", "MX"},
    {"brazil", "BR"},
    {"brasil", "BR"},
    {"argentina", "AR"},
    {"chile", "CL"},
    {"colombia", "CO"},
    {"peru", "PE"},
    {"india", "IN"},
    {"pakistan", "PK"},
    {"bangladesh", "BD"},
    {"china", "CN"},
    {"japan", "JP"},
    {"south korea", "KR"},
    {"korea", "KR"},
    {"singapore", "SG"},
    {"malaysia", "MY"},
    {"indonesia", "ID"},
    {"philippines", "PH"},
    {"vietnam", "VN"},
    {"thailand", "TH"},
    {"australia", "AU"},
    {"new zealand", "NZ"},
    {"south africa", "ZA"},
    {"nigeria", "NG"},
    {"kenya", "KE"},
    {"ghana", "GH"},
    {"egypt", "EG"},
    {"morocco", "MA"},
    {"maroc", "MA"},
    {"turkey", "TR"},
    {"israel", "IL"},
    {"united arab emirates", "AE"},
    {"uae", "AE"},
    {"saudi arabia", "SA"},
    {"qatar", "QA"},
    {"poland", "PL"},
    {"polska", "PL"},
    {"czech republic", "CZ"},
    {"czechia", "CZ"},
    {"slovakia", "SK"},
    {"hungary", "HU"},
    {"romania", "RO"},
    {"bulgaria", "BG"},
    {"greece", "GR"},
    {"serbia", "RS"},
    {"croatia", "HR"},
    {"slovenia", "SI"},
    {"ukraine", "UA"},
    {"russia", "RU"},
    {"sweden", "SE"},
    {"sverige", "SE"},
    {"norway", "NO"},
    {"norge", "NO"},
    {"denmark", "DK"},
    {"danmark", "DK"},
    {"finland", "FI"},
    {"suomi", "FI"},
    {"iceland", "IS"},
    {"estonia", "EE"},
    {"latvia", "LV"},
    {"lithuania", "LT"},
    {"taiwan", "TW"},
    {"hong kong", "HK"},
    {"sri lanka", "LK"},
    {"nepal", "NP"},
    {"tunisia", "TN"},
    {"algeria", "DZ"},
    {"ecuador", "EC"},
    {"uruguay", "UY"},
    {"venezuela", "VE"},
    {"cyprus", "CY"},
    {"malta", "MT"},
};

static bool listed(const char *list, const char *word, bool as_end)
{
    char wanted[48];
    int n = snprintf(wanted, sizeof wanted, "%s%s ", as_end ? "*" : " ", word);
    return n > 2 && n < (int)sizeof wanted && strstr(list, wanted) != NULL;
}

static bool word_in(const char *list, const char *word, size_t n)
{
    if (listed(list, word, false) || listed(list, word, true))
        return true;
    for (size_t i = 1; n > 6 && i + 4 <= n; i++)
        if (listed(list, word + i, true))
            return true;
    return false;
}

/* Words are between blanks and marks; dots and dashes inside belong to them. */
static bool any_word(Arena *a, Str text, const char *list)
{
    Str folded = letters_fold(a, text);
    for (isize i = 0; i < folded.len;) {
        isize from = i;
        while (i < folded.len && !strchr(" \t,;/|()&:+·", folded.s[i]))
            i++;
        Str word = {folded.s + from, i - from};
        while (word.len && strchr(".-'", word.s[word.len - 1]))
            word.len--;
        if (word.len && word.len < 40) {
            const char *z = str_cstr(a, word);
            if (word_in(list, z, (size_t)word.len))
                return true;
        }
        i++;
    }
    return false;
}

bool names_position(Arena *a, Str text)
{
    return any_word(a, text, positions);
}

bool names_organization(Arena *a, Str text)
{
    return any_word(a, text, organizations);
}

bool names_institution(Arena *a, Str text)
{
    return any_word(a, text, institutions);
}

bool names_degree(Arena *a, Str text)
{
    return any_word(a, text, degrees);
}

bool names_fluency(Arena *a, Str text)
{
    return any_word(a, text, fluencies);
}

bool names_level(Arena *a, Str text)
{
    return any_word(a, text, levels);
}

bool names_project_kind(Arena *a, Str text)
{
    return words_in(text) <= 2 && any_word(a, text, project_kinds);
}

bool is_state(Str text)
{
    char wanted[8];
    if (text.len < 2 || text.len > 3)
        return false;
    snprintf(wanted, sizeof wanted, " %.*s ", (int)text.len, text.s);
    return strstr(states, wanted) != NULL;
}

Str country_code(Arena *a, Str text)
{
    Str folded = letters_fold(a, text);
    for (isize i = 0; i < countof(countries); i++)
        if (str_eq(folded, str_of(countries[i].name)) ||
            str_eq(text, str_of(countries[i].code)))
            return str_of(countries[i].code);
    return (Str){0};
}

bool names_place(Arena *a, Str text)
{
    static const char *const remote[] = {"remote", "home office", "homeoffice",
                                         "hybrid", "worldwide",   "teletravail"};
    Str folded = letters_fold(a, text);
    for (isize i = 0; i < countof(remote); i++)
        if (str_eq(folded, str_of(remote[i])))
            return true;
    StrPair cut = {.tail = text, .found = true};
    isize parts = 0;
    while (cut.found) {
        cut = str_cut(cut.tail, ',');
        parts++;
    }
    Str last = trim_marks(cut.head);
    if (text.len > 60 || digits_in(text) > 5)
        return false;
    return country_code(a, last).s != NULL || (parts > 1 && is_state(last));
}
