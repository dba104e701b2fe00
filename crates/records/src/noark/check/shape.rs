//! What each element may hold, in which order and how often, as the schemas of Noark 5.5 say.
//!
//! A line is the children of an element in order: `name:type`, with `?` for at most one, `+` for at least one, `*` for
//! any number, nothing for exactly one. Types: `id` (UUID), `text` (not empty), `int`, `day`, `time`, `any`; every
//! other word is an element of this table.

use std::collections::BTreeMap;

const TABLE: &[(&str, &str)] = &[
    (
        "arkiv",
        "systemID:id tittel:text beskrivelse:text? arkivstatus:text? dokumentmedium:text? oppbevaringssted:text* \
         opprettetDato:time opprettetAv:text avsluttetDato:time avsluttetAv:text arkivskaper:arkivskaper+ arkiv:arkiv* \
         arkivdel:arkivdel*",
    ),
    (
        "arkivskaper",
        "arkivskaperID:text arkivskaperNavn:text beskrivelse:text?",
    ),
    (
        "arkivdel",
        "systemID:id tittel:text beskrivelse:text? arkivdelstatus:text dokumentmedium:text? oppbevaringssted:text* \
         opprettetDato:time opprettetAv:text avsluttetDato:time avsluttetAv:text arkivperiodeStartDato:day? \
         arkivperiodeSluttDato:day? referanseForloeper:id? referanseArvtaker:id? kassasjon:kassasjon? \
         utfoertKassasjon:utfoertKassasjon? sletting:sletting? skjerming:skjerming? gradering:any? \
         klassifikasjonssystem:klassifikasjonssystem* mappe:mappe* registrering:registrering*",
    ),
    (
        "klassifikasjonssystem",
        "systemID:id klassifikasjonstype:text? tittel:text beskrivelse:text? opprettetDato:time opprettetAv:text \
         avsluttetDato:time? avsluttetAv:text? klasse:klasse+",
    ),
    (
        "klasse",
        "systemID:id klasseID:text tittel:text beskrivelse:text? noekkelord:text* opprettetDato:time opprettetAv:text \
         avsluttetDato:time? avsluttetAv:text? kryssreferanse:kryssreferanse* kassasjon:kassasjon? skjerming:skjerming? \
         gradering:any? klasse:klasse* mappe:mappe* registrering:registrering*",
    ),
    (
        "mappe",
        "systemID:id mappeID:text tittel:text offentligTittel:text? beskrivelse:text? noekkelord:text* \
         dokumentmedium:text? oppbevaringssted:text* opprettetDato:time opprettetAv:text avsluttetDato:time \
         avsluttetAv:text referanseArkivdel:id* virksomhetsspesifikkeMetadata:any? part:part* \
         kryssreferanse:kryssreferanse* merknad:merknad* kassasjon:kassasjon? skjerming:skjerming? gradering:any? \
         mappe:mappe* registrering:registrering*",
    ),
    (
        "saksmappe",
        "mappe saksaar:int sakssekvensnummer:int saksdato:day administrativEnhet:text saksansvarlig:text \
         journalenhet:text? saksstatus:text utlaantDato:day? utlaantTil:text? referanseSekundaerKlassifikasjon:id* \
         presedens:any*",
    ),
    (
        "part",
        "partID:text? partNavn:text partRolle:text postadresse:text* postnummer:text? poststed:text? land:text? \
         epostadresse:text? telefonnummer:text* kontaktperson:text? virksomhetsspesifikkeMetadata:any?",
    ),
    (
        "registrering",
        "systemID:id opprettetDato:time opprettetAv:text arkivertDato:time arkivertAv:text referanseArkivdel:id* \
         part:part* kassasjon:kassasjon? skjerming:skjerming? gradering:any? dokumentbeskrivelse:dokumentbeskrivelse* \
         registreringsID:text? tittel:text offentligTittel:text? beskrivelse:text? noekkelord:text* forfatter:text* \
         dokumentmedium:text? oppbevaringssted:text* virksomhetsspesifikkeMetadata:any? merknad:merknad* \
         kryssreferanse:kryssreferanse* korrespondansepart:korrespondansepart*",
    ),
    (
        "journalpost",
        "registrering journalaar:int journalsekvensnummer:int journalpostnummer:int journalposttype:text \
         journalstatus:text journaldato:day dokumentetsDato:day? mottattDato:time? sendtDato:time? forfallsdato:day? \
         offentlighetsvurdertDato:day? antallVedlegg:int? utlaantDato:day? utlaantTil:text? journalenhet:text? \
         avskrivning:avskrivning* dokumentflyt:any* presedens:any* elektroniskSignatur:any?",
    ),
    (
        "arkivnotat",
        "registrering dokumentetsDato:day? mottattDato:time? sendtDato:time? forfallsdato:day? \
         offentlighetsvurdertDato:day? antallVedlegg:int? utlaantDato:day? utlaantTil:text? dokumentflyt:any*",
    ),
    (
        "korrespondansepart",
        "korrespondanseparttype:text korrespondansepartNavn:text postadresse:text* postnummer:text? poststed:text? \
         land:text? epostadresse:text? telefonnummer:text* kontaktperson:text? administrativEnhet:text? \
         saksbehandler:text?",
    ),
    (
        "avskrivning",
        "avskrivningsdato:day avskrevetAv:text avskrivningsmaate:text referanseAvskrivesAvJournalpost:id?",
    ),
    (
        "dokumentbeskrivelse",
        "systemID:id dokumenttype:text dokumentstatus:text tittel:text beskrivelse:text? forfatter:text* \
         opprettetDato:time opprettetAv:text dokumentmedium:text? oppbevaringssted:text? referanseArkivdel:id* \
         tilknyttetRegistreringSom:text dokumentnummer:int tilknyttetDato:time tilknyttetAv:text part:part* \
         merknad:merknad* kassasjon:kassasjon? utfoertKassasjon:utfoertKassasjon? sletting:sletting? \
         skjerming:skjerming? gradering:any? elektroniskSignatur:any? dokumentobjekt:dokumentobjekt*",
    ),
    (
        "dokumentobjekt",
        "systemID:id versjonsnummer:int variantformat:text format:text formatDetaljer:text? opprettetDato:time \
         opprettetAv:text referanseDokumentfil:text sjekksum:text sjekksumAlgoritme:text filstoerrelse:int \
         elektroniskSignatur:any? konvertering:konvertering*",
    ),
    (
        "konvertering",
        "konvertertDato:time konvertertAv:text konvertertFraFormat:text konvertertTilFormat:text \
         konverteringsverktoey:text? konverteringskommentar:text?",
    ),
    (
        "kryssreferanse",
        "referanseTilKlasse:id? referanseTilMappe:id? referanseTilRegistrering:id?",
    ),
    (
        "merknad",
        "merknadstekst:text merknadstype:text? merknadsdato:time merknadRegistrertAv:text",
    ),
    (
        "kassasjon",
        "kassasjonsvedtak:text kassasjonshjemmel:text? bevaringstid:int kassasjonsdato:day",
    ),
    ("utfoertKassasjon", "kassertDato:time kassertAv:text"),
    ("sletting", "slettingstype:text slettetDato:time slettetAv:text"),
    (
        "skjerming",
        "tilgangsrestriksjon:text skjermingshjemmel:text skjermingMetadata:text+ skjermingDokument:text? \
         skjermingsvarighet:int? skjermingOpphoererDato:day?",
    ),
    // The journals.
    (
        "loependeJournal",
        "journalhode:journalhode journalregistrering:journalregistrering+",
    ),
    (
        "offentligJournal",
        "journalhode:journalhode journalregistrering:journalregistrering+",
    ),
    (
        "journalhode",
        "journalStartDato:day journalSluttDato:day seleksjon:text? antallJournalposter:int arkivskaper:arkivskaper+",
    ),
    (
        "journalregistrering",
        "klasse:journal-klasse? saksmappe:journal-saksmappe journalpost:journal-journalpost",
    ),
    (
        "journal-klasse",
        "klasseID:text tittel:text skjermingMetadata:text*",
    ),
    (
        "journal-saksmappe",
        "mappeID:text? saksaar:int sakssekvensnummer:int tittel:text? offentligTittel:text? skjermingMetadata:text? \
         administrativEnhet:text? saksansvarlig:text? referanseArkivdel:id? tilgangsrestriksjon:text? \
         skjermingshjemmel:text?",
    ),
    (
        "journal-journalpost",
        "systemID:id registreringsID:text? journalaar:int journalsekvensnummer:int journalpostnummer:int tittel:text? \
         offentligTittel:text? offentlighetsvurdertDato:day? skjermingMetadata:text? journaldato:day \
         dokumentetsDato:day? antallVedlegg:int? avskrivningsdato:day? avskrivningsmaate:text? \
         administrativEnhet:text? saksbehandler:text? journalenhet:text? referanseAvskrivesAvJournalpost:id? \
         tilgangsrestriksjon:text? grad:text? skjermingshjemmel:text? korrespondansepart:journal-part+",
    ),
    (
        "journal-part",
        "korrespondanseparttype:text korrespondansepartNavn:text skjermingMetadata:text?",
    ),
    // The change log.
    ("endringslogg", "endring:endring+"),
    (
        "endring",
        "referanseArkivenhet:id referanseMetadata:text endretDato:time endretAv:text tidligereVerdi:text nyVerdi:text",
    ),
];

/// A child that an element may have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Child {
    pub(super) name: &'static str,
    pub(super) holds: Holds,
    pub(super) required: bool,
    pub(super) many: bool,
}

/// What an element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Id,
    Text,
    Int,
    Day,
    Time,
    Any,
    /// The children of this line.
    Element(&'static str),
}

/// The table, ready to look up.
pub(super) struct Shapes(BTreeMap<&'static str, Vec<Child>>);

impl Shapes {
    pub(super) fn new() -> Self {
        let mut shapes = Self(BTreeMap::new());
        // A line that begins with another's name extends it; those come later in the table.
        for (name, line) in TABLE {
            let mut children = Vec::new();
            for word in line.split_whitespace() {
                match word.split_once(':') {
                    Some((name, holds)) => children.push(child(name, holds)),
                    None => children.extend(shapes.of(word).iter().copied()),
                }
            }
            shapes.0.insert(name, children);
        }
        shapes
    }

    /// The children of an element; none for one that is not in the table.
    pub(super) fn of(&self, name: &str) -> &[Child] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The line for an element with an `xsi:type`, when it is one.
    pub(super) fn typed(&self, xsi: &str) -> Option<&'static str> {
        self.0.get_key_value(xsi).map(|(name, _)| *name)
    }
}

fn child(name: &'static str, holds: &'static str) -> Child {
    let bare = holds.trim_end_matches(['?', '+', '*']);
    let holds_what = match bare {
        "id" => Holds::Id,
        "text" => Holds::Text,
        "int" => Holds::Int,
        "day" => Holds::Day,
        "time" => Holds::Time,
        "any" => Holds::Any,
        element => Holds::Element(element),
    };
    Child {
        name,
        holds: holds_what,
        required: !holds.ends_with(['?', '*']),
        many: holds.ends_with(['+', '*']),
    }
}
