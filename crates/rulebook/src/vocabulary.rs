//! The facts that conditions may read: one line each. To add a fact, add its line here, and set it where it becomes
//! known; packs may then use it. Names are never reused with another meaning: old decisions are read with them.

use crate::{Facts, Value};
use model::{Locale, Texts};
use std::collections::BTreeMap;

/// A text in the four languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// Bokmål.
    pub nb: &'static str,
    /// Nynorsk.
    pub nn: &'static str,
    /// Swedish.
    pub sv: &'static str,
    /// English.
    pub en: &'static str,
}

impl Label {
    /// The text in `locale`.
    #[must_use]
    pub fn get(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::Nb => self.nb,
            Locale::Nn => self.nn,
            Locale::Sv => self.sv,
            Locale::En => self.en,
        }
    }

    /// The same as a text of a pack.
    #[must_use]
    pub fn texts(&self) -> Texts {
        Texts(BTreeMap::from(Locale::ALL.map(|l| (l, self.get(l).to_owned()))))
    }
}

/// A word of an enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// As packs and stored facts write it.
    pub word: &'static str,
    /// As people read it.
    pub label: Label,
}

/// Type of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// A whole number.
    Int,
    /// Text.
    Text,
    /// One of these words.
    Word(&'static [Word]),
    /// Several, each with these fields.
    List(&'static [Entry]),
}

/// A fact or a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Name.
    pub name: &'static str,
    /// Type.
    pub kind: Type,
    /// What people read.
    pub label: Label,
    /// Whether a person may say it. Otherwise only the product's registers and detectors do, and an answer that
    /// somebody sends under this name is not heard.
    pub said: bool,
}

/// A fact that a person may say.
const fn e(
    name: &'static str,
    kind: Type,
    nb: &'static str,
    nn: &'static str,
    sv: &'static str,
    en: &'static str,
) -> Entry {
    Entry {
        name,
        kind,
        label: Label { nb, nn, sv, en },
        said: true,
    }
}

/// A fact that only registers and detectors know.
const fn r(
    name: &'static str,
    kind: Type,
    nb: &'static str,
    nn: &'static str,
    sv: &'static str,
    en: &'static str,
) -> Entry {
    Entry {
        name,
        kind,
        label: Label { nb, nn, sv, en },
        said: false,
    }
}

const fn w(
    word: &'static str,
    nb: &'static str,
    nn: &'static str,
    sv: &'static str,
    en: &'static str,
) -> Word {
    Word {
        word,
        label: Label { nb, nn, sv, en },
    }
}

/// Every fact.
#[rustfmt::skip]
pub const FACTS: &[Entry] = &[
    r("post.text_length", Type::Int, "Tekstens lengde i tegn", "Lengda på teksten i teikn", "Textens längd i tecken", "Length of the text in characters"),
    r("post.has_media", Type::Bool, "Innlegget har bilde", "Innlegget har bilete", "Inlägget har bild", "The post has a picture"),
    r("post.link_present", Type::Bool, "Innlegget har lenke", "Innlegget har lenkje", "Inlägget har länk", "The post has a link"),
    r("post.link_own_website", Type::Bool, "Lenken går til kommunens nettsted", "Lenkja går til nettstaden til kommunen", "Länken går till kommunens webbplats", "The link goes to the municipality's website"),
    e("post.first_on_website", Type::Bool, "Informasjonen ligger allerede på kommunens nettsted", "Informasjonen ligg alt på nettstaden til kommunen", "Informationen finns redan på kommunens webbplats", "The information is already on the municipality's website"),
    r("post.is_reply", Type::Bool, "Innlegget er et svar i en samtale", "Innlegget er eit svar i ein samtale", "Inlägget är ett svar i en dialog", "The post is a reply in a conversation"),
    r("post.media", Type::List(MEDIA), "Bilder", "Bilete", "Bilder", "Pictures"),
    r("post.findings", Type::List(FINDING), "Funn i teksten", "Funn i teksten", "Fynd i texten", "Findings in the text"),
    e("post.ai_text", Type::Word(AI_TEXT), "KI i teksten", "KI i teksten", "AI i texten", "AI in the text"),
    e("post.ai_checked", Type::Bool, "Et menneske har kontrollert det KI har laget", "Eit menneske har kontrollert det KI har laga", "En människa har granskat det som AI har gjort", "A person has checked what AI made"),
    r("post.ai_label", Type::Bool, "Innlegget opplyser om bruk av KI", "Innlegget opplyser om bruk av KI", "Inlägget upplyser om användning av AI", "The post says that AI was used"),
    e("post.public_interest", Type::Bool, "Innlegget opplyser om noe av allmenn interesse", "Innlegget opplyser om noko av allmenn interesse", "Inlägget informerar om något av allmänt intresse", "The post informs on a matter of public interest"),
    e("post.topic_crisis", Type::Bool, "Innlegget gjelder krisen", "Innlegget gjeld krisa", "Inlägget gäller krisen", "The post is about the crisis"),
    r("post.released_in_crisis", Type::Bool, "Innlegget er frigitt under krisen", "Innlegget er frigjeve under krisa", "Inlägget har släppts under krisen", "The post was released during the crisis"),

    e("channel.name", Type::Text, "Kanalens navn", "Namnet på kanalen", "Kanalens namn", "Name of the channel"),
    r("channel.municipality_name", Type::Text, "Kommunens navn", "Namnet på kommunen", "Kommunens namn", "Name of the municipality"),
    e("channel.purpose", Type::Text, "Formål", "Formål", "Syfte", "Purpose"),
    e("channel.audience", Type::Text, "Målgruppe", "Målgruppe", "Målgrupp", "Audience"),
    e("channel.unit", Type::Text, "Enhet", "Eining", "Enhet", "Unit"),
    r("channel.responsible_present", Type::Bool, "Kanalen har en ansvarlig", "Kanalen har ein ansvarleg", "Kanalen har en ansvarig", "The channel has a responsible person"),
    r("channel.administrators_count", Type::Int, "Antall administratorer", "Talet på administratorar", "Antal administratörer", "Number of administrators"),
    r("channel.network", Type::Word(NETWORK), "Nettsamfunn", "Nettsamfunn", "Nätverk", "Network"),

    r("item.findings", Type::List(FINDING), "Funn i henvendelsen", "Funn i førespurnaden", "Fynd i inlägget", "Findings in the message"),
    e("item.case_question", Type::Bool, "Henvendelsen gjelder en sak til behandling", "Førespurnaden gjeld ei sak til handsaming", "Frågan gäller ett ärende", "The message concerns somebody's case"),
    e("item.political_question", Type::Bool, "Henvendelsen er et politisk spørsmål", "Førespurnaden er eit politisk spørsmål", "Frågan är politisk", "The message is a political question"),

    r("moderation.ground", Type::Text, "Grunnlag", "Grunnlag", "Grund", "Ground"),
    r("moderation.reason_length", Type::Int, "Begrunnelsens lengde i tegn", "Lengda på grunngjevinga i teikn", "Motiveringens längd i tecken", "Length of the reason in characters"),
    r("moderation.evidence_saved", Type::Bool, "Innholdet er lagret som bevis", "Innhaldet er lagra som bevis", "Innehållet är sparat som bevis", "The content is saved as evidence"),

    r("crisis.active", Type::Bool, "Det er erklært krise", "Det er erklært krise", "Kris har förklarats", "A crisis is declared"),
];

/// Fields of an element of `post.media`.
#[rustfmt::skip]
const MEDIA: &[Entry] = &[
    r("id", Type::Text, "Bilde", "Bilete", "Bild", "Picture"),
    e("alt", Type::Text, "Alternativ tekst", "Alternativ tekst", "Alternativ text", "Alternative text"),
    r("alt_useless", Type::Bool, "Den alternative teksten sier ikke hva bildet viser", "Den alternative teksten seier ikkje kva biletet viser", "Den alternativa texten säger inte vad bilden visar", "The alternative text does not say what the picture shows"),
    e("credit", Type::Text, "Fotograf eller kilde", "Fotograf eller kjelde", "Fotograf eller källa", "Photographer or source"),
    e("permission", Type::Bool, "Fotografen har gitt tillatelse", "Fotografen har gjeve løyve", "Fotografen har gett tillstånd", "The photographer has given permission"),
    e("person_identifiable", Type::Bool, "En person kan kjennes igjen på bildet", "Ein person kan kjennast att på biletet", "En person kan kännas igen på bilden", "A person can be recognised in the picture"),
    e("colleague", Type::Bool, "Bildet viser kolleger eller arbeidsplassen", "Biletet viser kollegaer eller arbeidsplassen", "Bilden visar kollegor eller arbetsplatsen", "The picture shows colleagues or the workplace"),
    e("basis", Type::Word(BASIS), "Grunnlag for å bruke bildet av personen", "Grunnlag for å bruke biletet av personen", "Grund för att använda bilden av personen", "Ground for using the picture of the person"),
    e("written_consent", Type::Bool, "Personen har gitt skriftlig samtykke på fast skjema", "Personen har gjeve skriftleg samtykke på fast skjema", "Personen har gett skriftligt samtycke på fast blankett", "The person has given written consent on the standard form"),
    e("ai", Type::Bool, "Bildet er laget med KI", "Biletet er laga med KI", "Bilden är gjord med AI", "The picture was made with AI"),
];

#[rustfmt::skip]
const FINDING: &[Entry] = &[
    e("code", Type::Text, "Detektorens kode", "Koden til detektoren", "Detektorns kod", "Code of the detector"),
    e("name", Type::Text, "Hva som ble funnet", "Kva som vart funne", "Vad som hittades", "What was found"),
    e("severity", Type::Word(SEVERITY), "Alvor", "Alvor", "Allvar", "Severity"),
    e("confidence", Type::Word(CONFIDENCE), "Sikkerhet", "Tryggleik", "Säkerhet", "Confidence"),
];

#[rustfmt::skip]
const SEVERITY: &[Word] = &[
    w("hint", "verdt et blikk", "verdt eit blikk", "värt en blick", "worth a look"),
    w("warning", "bør rettes", "bør rettast", "bör rättas", "should be mended"),
    w("severe", "må ikke ut", "må ikkje ut", "får inte ut", "must not go out"),
];

#[rustfmt::skip]
const CONFIDENCE: &[Word] = &[
    w("low", "lav", "låg", "låg", "low"),
    w("medium", "middels", "middels", "medel", "medium"),
    w("high", "høy", "høg", "hög", "high"),
];

#[rustfmt::skip]
const AI_TEXT: &[Word] = &[
    w("none", "ikke brukt", "ikkje brukt", "inte använd", "not used"),
    w("support", "språkhjelp, ideer, oversettelse eller sammendrag", "språkhjelp, idear, omsetjing eller samandrag", "språkhjälp, idéer, översättning eller sammanfattning", "language help, ideas, translation or summary"),
    w("substantial", "hele eller vesentlige deler er laget eller endret av KI", "heile eller vesentlege delar er laga eller endra av KI", "hela eller väsentliga delar är gjorda eller ändrade av AI", "all or substantial parts were made or changed by AI"),
];

#[rustfmt::skip]
const BASIS: &[Word] = &[
    w("no-person", "ingen kan kjennes igjen", "ingen kan kjennast att", "ingen kan kännas igen", "nobody can be recognised"),
    w("consent", "samtykke", "samtykke", "samtycke", "consent"),
    w("public-task", "oppgave i allmennhetens interesse", "oppgåve i ålmenta si interesse", "uppgift av allmänt intresse", "task in the public interest"),
    w("contract", "avtale", "avtale", "avtal", "contract"),
    w("situation", "situasjonsbilde der personen ikke er motivet", "situasjonsbilete der personen ikkje er motivet", "situationsbild där personen inte är motivet", "picture of a situation where the person is not the subject"),
];

#[rustfmt::skip]
const NETWORK: &[Word] = &[
    w("bluesky", "Bluesky", "Bluesky", "Bluesky", "Bluesky"),
    w("mastodon", "Mastodon", "Mastodon", "Mastodon", "Mastodon"),
    w("practice", "øvingsnettet", "øvingsnettet", "övningsnätet", "the practice network"),
];

/// How yes, no and unknown are read.
pub const YES: Label = Label {
    nb: "ja",
    nn: "ja",
    sv: "ja",
    en: "yes",
};
/// No.
pub const NO: Label = Label {
    nb: "nei",
    nn: "nei",
    sv: "nej",
    en: "no",
};
/// Unknown.
pub const UNKNOWN: Label = Label {
    nb: "ikke oppgitt",
    nn: "ikkje oppgjeve",
    sv: "inte angivet",
    en: "not given",
};
/// Known as empty.
pub const EMPTY: Label = Label {
    nb: "tomt",
    nn: "tomt",
    sv: "tomt",
    en: "empty",
};

/// The fact of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Entry> {
    FACTS.iter().find(|entry| entry.name == name)
}

/// The fact or field that a read name means: `post.media[ID].alt` gives the list and its field `alt`.
#[must_use]
pub fn find_read(name: &str) -> Option<(&'static Entry, Option<&'static Entry>)> {
    let Some((list, rest)) = name.split_once('[') else {
        return find(name).map(|entry| (entry, None));
    };
    let (_, field) = rest.split_once("].")?;
    let entry = find(list)?;
    match entry.kind {
        Type::List(fields) => fields.iter().find(|f| f.name == field).map(|f| (entry, Some(f))),
        _ => None,
    }
}

/// What people read for a fact or for a field of an element; elements are numbered from 1 as they stand in `facts`:
/// "Bilde 2: Fotografen har gitt tillatelse".
#[must_use]
pub fn label(name: &str, facts: &Facts) -> Option<Texts> {
    let (entry, field) = find_read(name)?;
    let (Some(field), Type::List(fields)) = (field, entry.kind) else {
        return Some(entry.label.texts());
    };
    let one = fields.iter().find(|f| f.name == "id").unwrap_or(entry);
    let (list, rest) = name.split_once('[')?;
    let id = rest.split(']').next().unwrap_or_default();
    let named =
        |item: &Value| matches!(item, Value::Map(fields) if fields.get("id") == Some(&Value::from(id)));
    let place = match facts.get(list).map(|f| &f.value) {
        Some(Value::List(items)) => items.iter().position(named),
        _ => None,
    };
    let number = place
        .or_else(|| id.parse().ok())
        .unwrap_or_default()
        .saturating_add(1);
    let text = |l: Locale| format!("{} {number}: {}", one.label.get(l), field.label.get(l));
    Some(Texts(BTreeMap::from(Locale::ALL.map(|l| (l, text(l))))))
}
