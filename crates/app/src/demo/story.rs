//! The demo's story as data: `crates/app/demo/nordvag.toml`.

use anyhow::{Context, Result};
use model::channel::Network;
use model::person::Role;
use model::{Locale, Millis};
use serde::Deserialize;
use std::collections::BTreeMap;

/// All of it.
#[derive(Deserialize)]
pub struct Story {
    /// The municipality.
    pub municipality: Town,
    /// Its people; the first is the administrator who sets it up.
    pub person: Vec<Character>,
    /// What happens, in order.
    pub event: Vec<Event>,
}

/// The municipality.
#[derive(Deserialize)]
pub struct Town {
    pub name: String,
    pub org_number: String,
    pub website: String,
    pub languages: Vec<Locale>,
    pub pack: String,
}

/// A person.
#[derive(Deserialize)]
pub struct Character {
    /// Name within the story.
    pub key: String,
    pub name: String,
    pub email: String,
    pub unit: String,
    pub roles: Vec<Role>,
    pub locale: Option<Locale>,
}

/// Something that happens.
#[derive(Deserialize)]
pub struct Event {
    #[serde(flatten)]
    pub when: When,
    /// The server did not run since the event before.
    #[serde(default)]
    pub down: bool,
    #[serde(flatten)]
    pub what: Verb,
}

/// A moment: `day` working days before today at `time`, or `minutes_ago` before now.
#[derive(Deserialize)]
pub struct When {
    day: Option<i64>,
    time: Option<jiff::civil::Time>,
    minutes_ago: Option<i64>,
}

impl When {
    /// The instant, seen from `now`.
    pub fn at(&self, now: Millis) -> Millis {
        match (self.minutes_ago, self.day) {
            (Some(minutes), _) => now.plus(-minutes.saturating_mul(Millis::MINUTE)),
            (None, day) => super::clock::working_day(now, day.unwrap_or(0), self.time.unwrap_or_default()),
        }
    }
}

/// A picture of a post. An empty `credit` says nothing of it at all.
#[derive(Deserialize)]
pub struct Picture {
    pub scene: String,
    pub alt: String,
    pub credit: String,
}

/// What somebody does; people, channels, posts and comments go by their names in the story.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
pub enum Verb {
    /// Applies for a channel.
    Apply {
        who: String,
        channel: String,
        network: Network,
        name: String,
        purpose: String,
        audience: String,
        unit: String,
        responsible: String,
        administrators: Vec<String>,
        why_here: String,
    },
    /// Connects an approved channel.
    Connect { who: String, channel: String },
    /// Approves the open step of a channel or post.
    Approve {
        who: String,
        what: String,
        #[serde(default)]
        note: String,
    },
    /// Sends it back.
    Return { who: String, what: String, note: String },
    /// Writes a draft.
    Write {
        who: String,
        post: String,
        channels: Vec<String>,
        text: String,
        #[serde(default)]
        link: String,
        #[serde(default)]
        lang: String,
        #[serde(default)]
        answers: BTreeMap<String, String>,
        #[serde(default)]
        pictures: Vec<Picture>,
    },
    /// Names who made a draft's pictures.
    Mend {
        who: String,
        post: String,
        credit: String,
    },
    /// Submits a draft.
    Submit { who: String, post: String },
    /// Publishes at once, or at a moment.
    Publish {
        who: String,
        post: String,
        at: Option<When>,
    },
    /// Sends what a crisis held.
    Release { who: String, post: String },
    /// A citizen comments.
    Comment {
        post: String,
        comment: String,
        name: String,
        text: String,
    },
    /// A citizen takes the comment away.
    Remove { comment: String },
    /// Answers a comment.
    Answer {
        who: String,
        comment: String,
        text: String,
    },
    /// Takes a comment.
    Claim { who: String, comment: String },
    /// Closes a comment that needs no answer.
    Close {
        who: String,
        comment: String,
        reason: String,
    },
    /// Hides a comment.
    Hide {
        who: String,
        comment: String,
        ground: String,
        reason: String,
    },
    /// Shows it again.
    Restore {
        who: String,
        comment: String,
        reason: String,
    },
    /// Does the first open duty that a clause asks of somebody.
    Done {
        who: String,
        clause: String,
        #[serde(default)]
        note: String,
        #[serde(default)]
        link: String,
    },
    /// Leaves it undone.
    Skip {
        who: String,
        clause: String,
        reason: String,
    },
    /// Sees all that one is told.
    Seen { who: String },
    /// Acknowledges the guideline.
    Acknowledge { who: Vec<String> },
    /// Declares a crisis.
    Declare { who: String, title: String },
    /// Ends it.
    End { who: String },
    /// Only lets time pass.
    Look,
}

impl Story {
    /// The story that ships with the product.
    ///
    /// # Errors
    /// The file is not of this form.
    pub fn read() -> Result<Self> {
        toml::from_str(include_str!("../../demo/nordvag.toml")).context("the demo's story")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_stand_in_order_on_any_day() {
        let story = Story::read().unwrap();
        // A Monday, a Sunday, 1 January, and just after midnight.
        for now in [
            "2026-11-23T10:00:00Z",
            "2026-11-22T13:00:00Z",
            "2027-01-01T09:00:00Z",
            "2026-05-20T22:05:00Z",
        ] {
            let now: jiff::Timestamp = now.parse().unwrap();
            let times: Vec<_> = story.event.iter().map(|e| e.when.at(now.into())).collect();
            assert!(times.is_sorted(), "{now}");
        }
    }

    #[test]
    fn somebody_has_every_role() {
        let story = Story::read().unwrap();
        for role in Role::ALL {
            assert!(story.person.iter().any(|p| p.roles.contains(role)), "{role:?}");
        }
    }
}
