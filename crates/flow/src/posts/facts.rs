//! What is known of a post when the rulebook is asked.

use super::links::{self, Link};
use super::names_network::names_network;
use crate::crises::InCrisis;
use crate::{Flow, rules};
use model::municipality::Municipality;
use model::post::{Content, Media, MediaNote};
use model::{Id as _, MediaId};
use rulebook::{FactSource, Facts, Rulebook, Value, media_value};
use std::collections::BTreeMap;

/// The fact that tells whether a post is about the crisis.
const TOPIC: &str = "post.topic_crisis";
/// Words that begin a line which says that something was corrected; a day may follow before the colon.
const MARKS: [&str; 11] = [
    "oppdatert",
    "oppdatering",
    "rettet",
    "retta",
    "rettelse",
    "retting",
    "uppdaterad",
    "uppdatering",
    "rättelse",
    "updated",
    "correction",
];

/// Facts, and what the detectors found in the text.
pub(super) struct Known {
    /// For the rulebook.
    pub facts: Facts,
    /// For the page: findings in the text, in order.
    pub found: Vec<detect::Finding>,
}

/// A post as the facts see it: a draft in a form or a frozen revision.
pub(super) struct Seen<'a> {
    /// Text.
    pub text: &'a str,
    /// Address given beside the text; empty when none.
    pub link: &'a str,
    /// Answers to the pack's questions.
    pub answers: &'a BTreeMap<String, String>,
    /// Pictures in order.
    pub media: Vec<Picture<'a>>,
    /// Whether it answers somebody.
    pub is_reply: bool,
    /// What is known of the author.
    pub author: Facts,
}

/// A picture as the facts see it.
pub(super) struct Picture<'a> {
    id: &'a MediaId,
    note: &'a MediaNote,
    width: i64,
    height: i64,
}

impl<'a> From<&'a Media> for Picture<'a> {
    fn from(m: &'a Media) -> Self {
        Self {
            id: &m.id,
            note: &m.note,
            width: m.width,
            height: m.height,
        }
    }
}

/// Facts of a frozen revision.
pub(super) fn of_content(
    flow: &Flow,
    municipality: &Municipality,
    book: &Rulebook,
    content: &Content,
    author: Facts,
    crisis: InCrisis,
) -> Known {
    let media = content.media.iter().map(|m| Picture {
        id: &m.id,
        note: &m.note,
        width: m.width,
        height: m.height,
    });
    let seen = Seen {
        text: &content.text,
        link: &content.link,
        answers: &content.answers,
        media: media.collect(),
        is_reply: false,
        author,
    };
    known(flow, municipality, book, &seen, crisis)
}

/// Facts of an answer to somebody: only text, in a conversation.
pub(crate) fn of_reply(
    flow: &Flow,
    municipality: &Municipality,
    book: &Rulebook,
    text: &str,
    answers: &BTreeMap<String, String>,
    author: Facts,
    crisis: InCrisis,
) -> (Facts, Vec<detect::Finding>) {
    let seen = Seen {
        text,
        link: "",
        answers,
        media: Vec::new(),
        is_reply: true,
        author,
    };
    let known = known(flow, municipality, book, &seen, crisis);
    (known.facts, known.found)
}

/// Gathers the facts.
pub(super) fn known(
    flow: &Flow,
    municipality: &Municipality,
    book: &Rulebook,
    seen: &Seen<'_>,
    crisis: InCrisis,
) -> Known {
    let register = || FactSource::Register;
    let detectors = flow.detectors(municipality, book);
    let found = detect::text::scan(seen.text, &detectors);
    // What goes out with a picture is said by us as much as the text is.
    let beside = seen
        .media
        .iter()
        .flat_map(|p| [p.note.alt.clone(), p.note.spoken()]);
    let beside = beside.flat_map(|words| detect::text::scan(&words, &detectors));
    let beside = beside.filter(|finding| detect::media::is_about_a_person(finding.code));
    let all: Vec<detect::Finding> = found.iter().cloned().chain(beside).collect();
    let list = rules::findings(&all);
    let mut facts = seen.author.clone();
    let length = i64::try_from(seen.text.chars().count()).unwrap_or(i64::MAX);
    facts.set("post.text_length", length, register());
    facts.set("post.has_media", !seen.media.is_empty(), register());
    facts.set("post.is_reply", seen.is_reply, register());
    facts.set(
        "post.correction_marked",
        marked_as_correction(seen.text),
        register(),
    );
    crisis.tell(&mut facts);
    let links = links::of(seen.text, seen.link);
    facts.set("post.link_present", !links.is_empty(), register());
    facts.set("post.names_network", names_network(seen.text, &links), register());
    let own: Vec<&Link> = links.iter().filter(|l| l.is_own(municipality)).collect();
    // Without a website of its own, nobody knows whose a link is.
    if links.is_empty() || !municipality.website.is_empty() {
        facts.set("post.link_own_website", !own.is_empty(), register());
        if let Some(broken) = links::broken(flow, municipality, book, &own) {
            facts.set(
                "post.link_broken",
                broken,
                FactSource::Detector("link".to_owned()),
            );
        }
    }
    let (crisis_topic, source) = rules::by_detector(&found, "crisis-topic");
    if said_yes(seen.answers, TOPIC) && !crisis_topic {
        // Words do not tell everything: who says that it is about the crisis is believed.
        facts.set(TOPIC, true, FactSource::Author);
    } else {
        facts.set(TOPIC, crisis_topic, source);
    }
    // Only what readers see in the text counts as telling them.
    let (ai_label, source) = rules::by_detector(&found, "ai-mark");
    facts.set("post.ai_label", ai_label, source);
    facts.set("post.findings", list, FactSource::Detector("text".to_owned()));
    facts.set(
        "post.media",
        Value::List(seen.media.iter().map(|p| picture(p, &detectors)).collect()),
        FactSource::Author,
    );
    book.answer(&mut facts, seen.answers);
    Known { facts, found }
}

/// Whether a text is about a crisis, as far as its words or its author tell.
pub(crate) fn about_crisis(
    flow: &Flow,
    municipality: &Municipality,
    book: &Rulebook,
    text: &str,
    answers: &BTreeMap<String, String>,
) -> bool {
    let found = detect::text::scan(text, &flow.detectors(municipality, book));
    said_yes(answers, TOPIC) || rules::by_detector(&found, "crisis-topic").0
}

fn said_yes(answers: &BTreeMap<String, String>, name: &str) -> bool {
    answers.get(name).is_some_and(|word| word == "yes")
}

/// Whether a line of the text begins by saying that it was corrected.
fn marked_as_correction(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start().to_lowercase();
        MARKS.iter().any(|mark| {
            let rest = line
                .strip_prefix(mark)
                .map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit() || " .-/".contains(c)));
            rest.is_some_and(|rest| rest.starts_with(':'))
        })
    })
}

/// The author's words on a picture, and what detectors make of them. What nobody looked for stays unknown.
fn picture(picture: &Picture<'_>, detectors: &detect::text::Settings) -> Value {
    let mut value = media_value(picture.id.as_str(), picture.note);
    let seen = detect::media::Seen {
        note: picture.note,
        width: picture.width,
        height: picture.height,
        removed: &[],
        networks: &[],
    };
    let found = detect::media::scan(&seen, detectors);
    let has = |name: &str| found.iter().any(|f| f.name == name);
    if let Value::Map(fields) = &mut value {
        let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
        put("alt_useless", has("useless-alt-text").into());
        let traits = &picture.note.seen;
        put("ai_marked", detect::picture::is_ai(&traits.origin).into());
        if let Some(faces) = &traits.faces {
            let faces = i64::try_from(faces.len()).unwrap_or(i64::MAX);
            put("faces", faces.into());
        }
        put("uncaptioned", has("missing-captions").into());
        if traits.words.is_some() {
            put("text_untold", has("text-in-picture").into());
        }
    }
    value
}
