//! What is known of a post when the rulebook is asked.

use crate::{Flow, rules};
use model::item::FindingNote;
use model::municipality::Municipality;
use model::post::{Content, Media, MediaNote};
use model::{Id as _, MediaId};
use rulebook::{FactSource, Facts, Value, media_value};
use std::collections::BTreeMap;
use url::Url;

/// Facts, and what the detectors found in the text.
pub(super) struct Known {
    /// For the rulebook.
    pub facts: Facts,
    /// For the page: findings in the text, in order.
    pub findings: Vec<FindingNote>,
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

/// Facts of a frozen revision. `crisis` tells whether one is open.
pub(super) fn of_content(
    flow: &Flow,
    municipality: &Municipality,
    content: &Content,
    author: Facts,
    crisis: bool,
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
    known(flow, municipality, &seen, crisis)
}

/// Facts of an answer to somebody: only text, in a conversation.
pub(crate) fn of_reply(
    flow: &Flow,
    municipality: &Municipality,
    text: &str,
    author: Facts,
    crisis: bool,
) -> (Facts, Vec<FindingNote>) {
    let answers = BTreeMap::new();
    let seen = Seen {
        text,
        link: "",
        answers: &answers,
        media: Vec::new(),
        is_reply: true,
        author,
    };
    let known = known(flow, municipality, &seen, crisis);
    (known.facts, known.findings)
}

/// Gathers the facts.
pub(super) fn known(flow: &Flow, municipality: &Municipality, seen: &Seen<'_>, crisis: bool) -> Known {
    let register = || FactSource::Register;
    let found = detect::text::scan(seen.text, &flow.detectors(municipality));
    let (list, findings) = rules::findings(&found);
    let mut facts = seen.author.clone();
    let length = i64::try_from(seen.text.chars().count()).unwrap_or(i64::MAX);
    facts.set("post.text_length", length, register());
    facts.set("post.has_media", !seen.media.is_empty(), register());
    facts.set("post.is_reply", seen.is_reply, register());
    facts.set("crisis.active", crisis, register());
    let links = links(seen);
    facts.set("post.link_present", !links.is_empty(), register());
    if links.is_empty() {
        facts.set("post.link_own_website", false, register());
    } else if !municipality.website.is_empty() {
        facts.set(
            "post.link_own_website",
            links.iter().any(|l| own(l, &municipality.website)),
            register(),
        );
    }
    let (crisis_topic, source) = rules::by_detector(&found, "crisis-topic");
    facts.set("post.topic_crisis", crisis_topic, source);
    // Only what readers see in the text counts as telling them.
    let (ai_label, source) = rules::by_detector(&found, "ai-mark");
    facts.set("post.ai_label", ai_label, source);
    facts.set("post.findings", list, FactSource::Detector("text".to_owned()));
    facts.set(
        "post.media",
        Value::List(seen.media.iter().map(picture).collect()),
        FactSource::Author,
    );
    if let Ok(book) = rules::book(flow, municipality) {
        book.answer(&mut facts, seen.answers);
    }
    Known { facts, findings }
}

fn picture(picture: &Picture<'_>) -> Value {
    let mut value = media_value(picture.id.as_str(), picture.note);
    let seen = detect::media::Seen {
        note: picture.note,
        width: picture.width,
        height: picture.height,
    };
    let useless = detect::media::scan(&seen, &[])
        .iter()
        .any(|f| f.name == "useless-alt-text");
    if let Value::Map(fields) = &mut value {
        fields.insert("alt_useless".to_owned(), useless.into());
    }
    value
}

/// Addresses in the text and beside it.
fn links(seen: &Seen<'_>) -> Vec<Url> {
    let beside = Some(seen.link).filter(|l| !l.is_empty());
    // In brackets or quotes, an address does not begin its word.
    let words = seen.text.split_whitespace();
    let within = words.filter_map(|w| w.get(w.find("http://").or_else(|| w.find("https://"))?..));
    within
        .chain(beside)
        .filter_map(|l| {
            Url::parse(l.trim_end_matches(['.', ',', ')', ';', ':', '»', '”', '"', '!', '?'])).ok()
        })
        .collect()
}

/// Whether the address lies on the municipality's domain or below it.
fn own(link: &Url, website: &str) -> bool {
    let host = link.host_str().unwrap_or_default();
    host == website || host.strip_suffix(website).is_some_and(|rest| rest.ends_with('.'))
}
