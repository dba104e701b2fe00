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

/// Areas in which a pack may declare facts of its own, as `AREA.answers.NAME`.
pub const AREAS: [&str; 7] = [
    "channel",
    "post",
    "item",
    "person",
    "case",
    "moderation",
    "municipality",
];

/// Every fact.
#[rustfmt::skip]
pub const FACTS: &[Entry] = &[
    r("post.text_length", Type::Int, "Tekstens lengde i tegn", "Lengda på teksten i teikn", "Textens längd i tecken", "Length of the text in characters"),
    r("post.has_media", Type::Bool, "Innlegget har bilde", "Innlegget har bilete", "Inlägget har bild", "The post has a picture"),
    r("post.link_present", Type::Bool, "Innlegget har lenke", "Innlegget har lenkje", "Inlägget har länk", "The post has a link"),
    r("post.link_own_website", Type::Bool, "Lenken går til kommunens nettsted", "Lenkja går til nettstaden til kommunen", "Länken går till kommunens webbplats", "The link goes to the municipality's website"),
    r("post.link_broken", Type::Bool, "En lenke til kommunens nettsted fører til en side som ikke finnes", "Ei lenkje til nettstaden til kommunen fører til ei side som ikkje finst", "En länk till kommunens webbplats leder till en sida som inte finns", "A link to the municipality's website leads to a page that does not exist"),
    e("post.first_on_website", Type::Bool, "Informasjonen ligger allerede på kommunens nettsted", "Informasjonen ligg alt på nettstaden til kommunen", "Informationen finns redan på kommunens webbplats", "The information is already on the municipality's website"),
    r("post.names_network", Type::Bool, "Teksten viser til et sosialt medium eller en meldingstjeneste", "Teksten viser til eit sosialt medium eller ei meldingsteneste", "Texten hänvisar till ett socialt medium eller en meddelandetjänst", "The text refers to a social network or a message service"),
    r("post.is_reply", Type::Bool, "Innlegget er et svar i en samtale", "Innlegget er eit svar i ein samtale", "Inlägget är ett svar i en dialog", "The post is a reply in a conversation"),
    r("post.media", Type::List(MEDIA), "Bilder", "Bilete", "Bilder", "Pictures"),
    r("post.findings", Type::List(FINDING), "Funn i teksten", "Funn i teksten", "Fynd i texten", "Findings in the text"),
    e("post.ai_text", Type::Word(AI_TEXT), "KI i teksten", "KI i teksten", "AI i texten", "AI in the text"),
    e("post.ai_checked", Type::Bool, "Et menneske har kontrollert det KI har laget", "Eit menneske har kontrollert det KI har laga", "En människa har granskat det som AI har gjort", "A person has checked what AI made"),
    r("post.ai_label", Type::Bool, "Innlegget opplyser om bruk av KI", "Innlegget opplyser om bruk av KI", "Inlägget upplyser om användning av AI", "The post says that AI was used"),
    e("post.public_interest", Type::Bool, "Innlegget opplyser om noe av allmenn interesse", "Innlegget opplyser om noko av allmenn interesse", "Inlägget informerar om något av allmänt intresse", "The post informs on a matter of public interest"),
    e("post.topic_crisis", Type::Bool, "Innlegget gjelder krisen", "Innlegget gjeld krisa", "Inlägget gäller krisen", "The post is about the crisis"),
    e("post.is_correction", Type::Bool, "Innlegget retter noe som er publisert", "Innlegget rettar noko som er publisert", "Inlägget rättar något som har publicerats", "The post corrects something published"),
    r("post.correction_marked", Type::Bool, "Teksten sier at den er oppdatert", "Teksten seier at han er oppdatert", "Texten säger att den är uppdaterad", "The text says that it is updated"),
    e("post.facts_checked", Type::Bool, "Fakta i innlegget er kontrollert", "Fakta i innlegget er kontrollerte", "Fakta i inlägget är kontrollerade", "The facts in the post are checked"),
    r("post.released_in_crisis", Type::Bool, "Innlegget er frigitt under krisen", "Innlegget er frigjeve under krisa", "Inlägget har släppts under krisen", "The post was released during the crisis"),

    e("channel.name", Type::Text, "Kanalens navn", "Namnet på kanalen", "Kanalens namn", "Name of the channel"),
    r("channel.municipality_name", Type::Text, "Kommunens navn", "Namnet på kommunen", "Kommunens namn", "Name of the municipality"),
    e("channel.purpose", Type::Text, "Formål", "Formål", "Syfte", "Purpose"),
    e("channel.audience", Type::Text, "Målgruppe", "Målgruppe", "Målgrupp", "Audience"),
    e("channel.unit", Type::Text, "Enhet", "Eining", "Enhet", "Unit"),
    r("channel.responsible_present", Type::Bool, "Kanalen har en ansvarlig", "Kanalen har ein ansvarleg", "Kanalen har en ansvarig", "The channel has a responsible person"),
    r("channel.administrators_count", Type::Int, "Antall administratorer", "Talet på administratorar", "Antal administratörer", "Number of administrators"),
    r("channel.network", Type::Word(NETWORK), "Nettsamfunn", "Nettsamfunn", "Nätverk", "Network"),
    r("channel.name_changes", Type::Bool, "Kanalen får nytt navn", "Kanalen får nytt namn", "Kanalen får nytt namn", "The channel gets another name"),
    r("channel.purpose_changes", Type::Bool, "Formålet, målgruppen eller enheten endres", "Formålet, målgruppa eller eininga blir endra", "Syftet, målgruppen eller enheten ändras", "The purpose, audience or unit changes"),
    r("channel.people_changes", Type::Bool, "Kanalen får en annen ansvarlig eller andre administratorer", "Kanalen får ein annan ansvarleg eller andre administratorar", "Kanalen får en annan ansvarig eller andra administratörer", "The channel gets another responsible person or other administrators"),
    r("channel.age_days", Type::Int, "Dager siden kanalen ble åpnet", "Dagar sidan kanalen vart opna", "Dagar sedan kanalen öppnades", "Days since the channel was opened"),
    r("channel.days_since_post", Type::Int, "Dager siden siste innlegg", "Dagar sidan siste innlegg", "Dagar sedan senaste inlägget", "Days since the last post"),
    r("channel.posts_1_day", Type::Int, "Innlegg det siste døgnet", "Innlegg det siste døgnet", "Inlägg det senaste dygnet", "Posts in the last day"),
    r("channel.posts_7_days", Type::Int, "Innlegg de siste sju dagene", "Innlegg dei siste sju dagane", "Inlägg de senaste sju dagarna", "Posts in the last seven days"),
    r("channel.posts_30_days", Type::Int, "Innlegg de siste tretti dagene", "Innlegg dei siste tretti dagane", "Inlägg de senaste trettio dagarna", "Posts in the last thirty days"),
    r("channel.overdue_items", Type::Int, "Henvendelser som har passert svarfristen", "Førespurnader som har gått over svarfristen", "Meddelanden vars svarsfrist har passerat", "Messages past their time to answer"),
    r("channel.days_since_review", Type::Int, "Dager siden kanalen sist ble gått gjennom", "Dagar sidan kanalen sist vart gått gjennom", "Dagar sedan kanalen senast gicks igenom", "Days since the channel was last reviewed"),
    r("channel.active_administrators", Type::Int, "Administratorer som fortsatt er i arbeid", "Administratorar som framleis er i arbeid", "Administratörer som fortfarande är i tjänst", "Administrators who are still active"),

    r("author.acknowledged", Type::Bool, "Forfatteren har lest og bekreftet retningslinjene", "Forfattaren har lese og stadfesta retningslinjene", "Författaren har läst och bekräftat riktlinjerna", "The author has read and acknowledged the guideline"),
    r("author.mandated", Type::Bool, "Forfatteren har ansvar for alle kanalene innlegget går til", "Forfattaren har ansvar for alle kanalane innlegget går til", "Författaren ansvarar för alla kanaler som inlägget går till", "The author is responsible for every channel that the post goes to"),
    r("author.elected", Type::Bool, "Forfatteren er folkevalgt", "Forfattaren er folkevald", "Författaren är förtroendevald", "The author is an elected member"),
    r("author.kind", Type::Word(PERSON), "Forfatterens tilknytning", "Tilknytinga til forfattaren", "Författarens anknytning", "How the author is attached to the municipality"),

    r("item.findings", Type::List(FINDING), "Funn i henvendelsen", "Funn i førespurnaden", "Fynd i inlägget", "Findings in the message"),
    e("item.case_question", Type::Bool, "Henvendelsen gjelder en sak til behandling", "Førespurnaden gjeld ei sak til handsaming", "Frågan gäller ett ärende", "The message concerns somebody's case"),
    e("item.political_question", Type::Bool, "Henvendelsen er et politisk spørsmål", "Førespurnaden er eit politisk spørsmål", "Frågan är politisk", "The message is a political question"),
    e("item.referred", Type::Bool, "Den som skrev, er vist til der saken hører hjemme", "Den som skreiv, er vist til der saka høyrer heime", "Den som skrev har hänvisats dit ärendet hör hemma", "The writer was referred to where the matter belongs"),
    r("item.days_open", Type::Int, "Dager henvendelsen har vært åpen", "Dagar førespurnaden har vore open", "Dagar som meddelandet har varit öppet", "Days that the message has been open"),
    r("item.answered", Type::Bool, "Henvendelsen er besvart", "Førespurnaden er svart på", "Meddelandet är besvarat", "The message is answered"),
    r("item.private_message", Type::Bool, "Henvendelsen er en privat melding", "Førespurnaden er ei privat melding", "Meddelandet är privat", "The message is private"),

    r("person.kind", Type::Word(PERSON), "Personens tilknytning", "Tilknytinga til personen", "Personens anknytning", "How the person is attached to the municipality"),
    r("person.channels_count", Type::Int, "Kanaler som personen har ansvar for eller tilgang til", "Kanalar som personen har ansvar for eller tilgang til", "Kanaler som personen ansvarar för eller har tillgång till", "Channels that the person is responsible for or has access to"),
    r("person.acknowledged", Type::Bool, "Personen har lest og bekreftet retningslinjene", "Personen har lese og stadfesta retningslinjene", "Personen har läst och bekräftat riktlinjerna", "The person has read and acknowledged the guideline"),
    r("person.writes", Type::Bool, "Personen skriver på vegne av kommunen", "Personen skriv på vegner av kommunen", "Personen skriver för kommunens räkning", "The person writes in the name of the municipality"),

    e("case.kind", Type::Word(CASE), "Hva saken gjelder", "Kva saka gjeld", "Vad ärendet gäller", "What the case is about"),
    r("case.reason_length", Type::Int, "Begrunnelsens lengde i tegn", "Lengda på grunngjevinga i teikn", "Motiveringens längd i tecken", "Length of the reason in characters"),
    r("case.closed_with_answer", Type::Bool, "Saken er avsluttet med et svar", "Saka er avslutta med eit svar", "Ärendet har avslutats med ett svar", "The case was closed with an answer"),

    r("municipality.name", Type::Text, "Kommunens navn", "Namnet på kommunen", "Kommunens namn", "Name of the municipality"),
    r("municipality.country", Type::Word(COUNTRY), "Land", "Land", "Land", "Country"),

    r("moderation.ground", Type::Text, "Grunnlag", "Grunnlag", "Grund", "Ground"),
    r("moderation.reason_length", Type::Int, "Begrunnelsens lengde i tegn", "Lengda på grunngjevinga i teikn", "Motiveringens längd i tecken", "Length of the reason in characters"),
    r("moderation.evidence_saved", Type::Bool, "Innholdet er lagret som bevis", "Innhaldet er lagra som bevis", "Innehållet är sparat som bevis", "The content is saved as evidence"),

    e("crisis.holds", Type::Word(HOLDS), "Hva krisen holder tilbake", "Kva krisa held tilbake", "Vad krisen håller tillbaka", "What the crisis holds back"),
    r("crisis.active", Type::Bool, "Det er erklært krise", "Det er erklært krise", "Kris har förklarats", "A crisis is declared"),
];

/// Fields of an element of `post.media`.
#[rustfmt::skip]
const MEDIA: &[Entry] = &[
    r("id", Type::Text, "Bilde", "Bilete", "Bild", "Picture"),
    e("alt", Type::Text, "Alternativ tekst", "Alternativ tekst", "Alternativ text", "Alternative text"),
    r("alt_useless", Type::Bool, "Den alternative teksten sier ikke hva bildet viser", "Den alternative teksten seier ikkje kva biletet viser", "Den alternativa texten säger inte vad bilden visar", "The alternative text does not say what the picture shows"),
    r("video", Type::Bool, "Er en video", "Er ein video", "Är en video", "Is a video"),
    r("uncaptioned", Type::Bool, "Det som sies i videoen, kan ikke leses", "Det som blir sagt i videoen, kan ikkje lesast", "Det som sägs i videon går inte att läsa", "What is said in the video cannot be read"),
    e("credit", Type::Text, "Fotograf eller kilde", "Fotograf eller kjelde", "Fotograf eller källa", "Photographer or source"),
    e("permission", Type::Bool, "Fotografen har gitt tillatelse", "Fotografen har gjeve løyve", "Fotografen har gett tillstånd", "The photographer has given permission"),
    e("person_identifiable", Type::Bool, "En person kan kjennes igjen på bildet", "Ein person kan kjennast att på biletet", "En person kan kännas igen på bilden", "A person can be recognised in the picture"),
    e("colleague", Type::Bool, "Bildet viser kolleger eller arbeidsplassen", "Biletet viser kollegaer eller arbeidsplassen", "Bilden visar kollegor eller arbetsplatsen", "The picture shows colleagues or the workplace"),
    e("basis", Type::Word(BASIS), "Grunnlag for å bruke bildet av personen", "Grunnlag for å bruke biletet av personen", "Grund för att använda bilden av personen", "Ground for using the picture of the person"),
    e("written_consent", Type::Bool, "Personen har gitt skriftlig samtykke på fast skjema", "Personen har gjeve skriftleg samtykke på fast skjema", "Personen har gett skriftligt samtycke på fast blankett", "The person has given written consent on the standard form"),
    e("situation", Type::Bool, "Bildet viser en åpen situasjon, og personen er ikke motivet", "Biletet viser ein open situasjon, og personen er ikkje motivet", "Bilden visar en offentlig situation där personen inte är motivet", "The picture shows a public situation and the person is not its subject"),
    e("guardian_consent", Type::Bool, "Foresatte har gitt samtykke", "Føresette har gjeve samtykke", "Vårdnadshavare har gett samtycke", "Guardians have given consent"),
    e("artwork", Type::Bool, "Bildet viser noens verk", "Biletet viser verket til nokon", "Bilden visar någons verk", "The picture shows somebody's work"),
    e("personal_info_visible", Type::Bool, "Personopplysninger synes på bildet (skjerm, skilt, papir)", "Personopplysningar er synlege på biletet (skjerm, skilt, papir)", "Personuppgifter syns på bilden (skärm, skylt, papper)", "Personal data can be seen in the picture (screen, plate, paper)"),
    r("faces", Type::Int, "Antall ansikter som er funnet", "Talet på ansikt som er funne", "Antal ansikten som har hittats", "Number of faces that were found"),
    r("ai_marked", Type::Bool, "Bildefilen sier at bildet er laget eller endret med KI", "Biletfila seier at biletet er laga eller endra med KI", "Bildfilen säger att bilden är gjord eller ändrad med AI", "The picture's file says that it was made or changed with AI"),
    r("text_untold", Type::Bool, "Tekst på bildet mangler i den alternative teksten", "Tekst på biletet manglar i den alternative teksten", "Text på bilden saknas i den alternativa texten", "Text in the picture is missing from the alternative text"),
    e("ai", Type::Bool, "Bildet er laget med KI", "Biletet er laga med KI", "Bilden är gjord med AI", "The picture was made with AI"),
];

/// What people read for an element of `post.media` that is a video, where a picture's words do not fit it.
#[rustfmt::skip]
const OF_VIDEO: &[Entry] = &[
    r("id", Type::Text, "Video", "Video", "Video", "Video"),
    r("alt_useless", Type::Bool, "Den alternative teksten sier ikke hva videoen viser", "Den alternative teksten seier ikkje kva videoen viser", "Den alternativa texten säger inte vad videon visar", "The alternative text does not say what the video shows"),
    e("person_identifiable", Type::Bool, "En person kan kjennes igjen i videoen", "Ein person kan kjennast att i videoen", "En person kan kännas igen i videon", "A person can be recognised in the video"),
    e("colleague", Type::Bool, "Videoen viser kolleger eller arbeidsplassen", "Videoen viser kollegaer eller arbeidsplassen", "Videon visar kollegor eller arbetsplatsen", "The video shows colleagues or the workplace"),
    e("basis", Type::Word(BASIS), "Grunnlag for å bruke videoen av personen", "Grunnlag for å bruke videoen av personen", "Grund för att använda videon av personen", "Ground for using the video of the person"),
    e("situation", Type::Bool, "Videoen viser en åpen situasjon, og personen er ikke motivet", "Videoen viser ein open situasjon, og personen er ikkje motivet", "Videon visar en offentlig situation där personen inte är motivet", "The video shows an open situation, and the person is not the subject"),
    e("artwork", Type::Bool, "Videoen viser noens verk", "Videoen viser verket til nokon", "Videon visar någons verk", "The video shows somebody's work"),
    e("personal_info_visible", Type::Bool, "Personopplysninger synes i videoen (skjerm, skilt, papir)", "Personopplysningar er synlege i videoen (skjerm, skilt, papir)", "Personuppgifter syns i videon (skärm, skylt, papper)", "Personal data can be seen in the video (screen, sign, paper)"),
    e("ai", Type::Bool, "Videoen er laget med KI", "Videoen er laga med KI", "Videon är gjord med AI", "The video was made with AI"),
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

#[rustfmt::skip]
const PERSON: &[Word] = &[
    w("employee", "ansatt", "tilsett", "anställd", "employee"),
    w("temp", "vikar", "vikar", "vikarie", "temporary employee"),
    w("elected", "folkevalgt", "folkevald", "förtroendevald", "elected member"),
    w("other", "annet", "anna", "annat", "other"),
];

/// What a case is about.
#[rustfmt::skip]
const CASE: &[Word] = &[
    w("advice", "jeg lurer på hva som er riktig", "eg lurer på kva som er rett", "jag undrar vad som är rätt", "I wonder what is right"),
    w("correction", "noe galt er publisert", "noko gale er publisert", "något fel har publicerats", "something wrong was published"),
    w("privacy", "personopplysninger eller noe fortrolig har kommet ut", "personopplysningar eller noko fortruleg har kome ut", "personuppgifter eller något förtroligt har kommit ut", "personal data or something confidential came out"),
    w("account", "konto som er hacket, tapt eller falsk", "konto som er hacka, tapt eller falsk", "konto som är hackat, förlorat eller falskt", "an account hacked, lost or fake"),
    w("threat", "trussel eller trakassering", "trugsmål eller trakassering", "hot eller trakasseri", "threat or harassment"),
    w("speech-limit", "arbeidsgiver vil begrense eller reagere på en ytring", "arbeidsgjevaren vil avgrense eller reagere på ei ytring", "arbetsgivaren vill begränsa eller reagera på ett yttrande", "the employer wants to limit or react to an utterance"),
    w("private-enquiry", "en henvendelse til kommunen kom til en privat konto", "ein førespurnad til kommunen kom til ein privat konto", "en fråga till kommunen kom till ett privat konto", "an enquiry to the municipality reached a private account"),
    w("complaint", "klage", "klage", "klagomål", "complaint"),
    w("access-request", "krav om innsyn", "krav om innsyn", "begäran om insyn", "request for access"),
    w("media-enquiry", "henvendelse fra pressen", "førespurnad frå pressa", "förfrågan från pressen", "enquiry from the press"),
    w("other", "annet", "anna", "annat", "other"),
];

/// What is decided for a crisis.
#[rustfmt::skip]
const HOLDS: &[Word] = &[
    w("everything", "alt som går ut", "alt som går ut", "allt som går ut", "everything that goes out"),
    w("topic", "bare det som gjelder krisen", "berre det som gjeld krisa", "bara det som gäller krisen", "only what is about the crisis"),
    w("nothing", "ingenting", "ingenting", "inget", "nothing"),
];

#[rustfmt::skip]
const COUNTRY: &[Word] = &[
    w("NO", "Norge", "Noreg", "Norge", "Norway"),
    w("SE", "Sverige", "Sverige", "Sverige", "Sweden"),
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
/// "Bilde 2: Fotografen har gitt tillatelse". A video is called one.
#[must_use]
pub fn label(name: &str, facts: &Facts) -> Option<Texts> {
    let (entry, field) = find_read(name)?;
    let (Some(field), Type::List(fields)) = (field, entry.kind) else {
        return Some(entry.label.texts());
    };
    let (list, rest) = name.split_once('[')?;
    let id = rest.split(']').next().unwrap_or_default();
    let named =
        |item: &Value| matches!(item, Value::Map(fields) if fields.get("id") == Some(&Value::from(id)));
    let items = match facts.get(list).map(|f| &f.value) {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    let place = items.iter().position(named);
    let element = place.and_then(|place| items.get(place));
    let is_video =
        matches!(element, Some(Value::Map(fields)) if fields.get("video") == Some(&Value::Bool(true)));
    let told = |name: &str| OF_VIDEO.iter().find(|f| is_video && f.name == name);
    let one = fields.iter().find(|f| f.name == "id").unwrap_or(entry);
    let (one, field) = (told("id").unwrap_or(one), told(field.name).unwrap_or(field));
    let number = place
        .or_else(|| id.parse().ok())
        .unwrap_or_default()
        .saturating_add(1);
    let text = |l: Locale| format!("{} {number}: {}", one.label.get(l), field.label.get(l));
    Some(Texts(BTreeMap::from(Locale::ALL.map(|l| (l, text(l))))))
}
