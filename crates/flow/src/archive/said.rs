//! What the journal says that working rows must say too, gathered while it is read. Of texts only digests are kept.

use model::Id as _;
use model::item::{Answer, Visibility};
use model::moderation::{Moderation, ModerationAct, ModerationState};
use model::publication::Publication;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

/// SHA-256 of words, each with its length before it.
pub(super) type Words = [u8; 32];

/// What was said, by the id of the row that must say it.
#[derive(Default)]
pub(super) struct Said {
    /// Digest of each frozen revision, as it was approved.
    pub(super) revisions: HashMap<String, String>,
    /// Revision, name on the network and address of each publication that is or was out.
    pub(super) published: HashMap<String, Words>,
    /// Newest text of each item, and whether it is seen.
    pub(super) items: HashMap<String, (Words, Visibility)>,
    /// Item and text of each answer.
    pub(super) answers: HashMap<String, Words>,
    /// Item, act, ground, reason and who decided, and how it ended.
    pub(super) moderations: HashMap<String, (Words, ModerationState)>,
}

impl Said {
    /// Whether entries of this kind say something of working rows.
    pub(super) fn is_in(kind: &str) -> bool {
        matches!(
            kind,
            "post.submitted"
                | "post.published"
                | "item.received"
                | "item.edited"
                | "item.gone"
                | "answer.written"
                | "moderation.decided"
                | "moderation.confirmed"
                | "moderation.failed"
        )
    }

    /// Takes what an entry of such a kind says; in the order of the journal.
    pub(super) fn take(&mut self, kind: &str, data: &Value) {
        let text = |name: &str| data.get(name).and_then(Value::as_str).unwrap_or_default();
        let id = |name: &str| text(name).to_owned();
        match kind {
            "post.submitted" => {
                self.revisions.insert(id("revision"), id("digest"));
            }
            "post.published" => {
                let said = words(&[text("revision"), text("remote_id"), text("url")]);
                self.published.insert(id("publication"), said);
            }
            "item.received" | "item.edited" => {
                let of = self.items.entry(id("item"));
                of.or_insert(([0; 32], Visibility::Visible)).0 = words(&[text("text")]);
            }
            "item.gone" => self.sees(text("item"), |_| Visibility::Gone),
            "answer.written" => {
                let said = words(&[text("item"), text("text")]);
                self.answers.insert(id("answer"), said);
            }
            "moderation.decided" => {
                let hides = text("act") == ModerationAct::Hide.as_str();
                let who = data
                    .get("actor")
                    .and_then(|a| a.get("id"))
                    .and_then(Value::as_str);
                let of_hiding = |name| if hides { text(name) } else { "" };
                let said = words(&[
                    text("item"),
                    text("act"),
                    text("reason"),
                    who.unwrap_or_default(),
                    of_hiding("ground"),
                    of_hiding("evidence"),
                    of_hiding("means"),
                ]);
                let begun = (said, ModerationState::Decided);
                self.moderations.insert(id("moderation"), begun);
                let to = if hides {
                    Visibility::Hiding
                } else {
                    Visibility::Restoring
                };
                self.sees(text("item"), |_| to);
            }
            "moderation.confirmed" => {
                self.ends(text("moderation"), ModerationState::Confirmed);
                let seen = Visibility::parse(text("seen"));
                self.sees(text("item"), |was| seen.unwrap_or(was));
            }
            "moderation.failed" => {
                self.ends(text("moderation"), ModerationState::Failed);
                self.sees(text("item"), |was| match was {
                    Visibility::Hiding => Visibility::Visible,
                    Visibility::Restoring => Visibility::Hidden,
                    other => other,
                });
            }
            _ => {}
        }
    }

    /// What is gone stays gone.
    fn sees(&mut self, item: &str, to: impl Fn(Visibility) -> Visibility) {
        if let Some((_, seen)) = self.items.get_mut(item)
            && *seen != Visibility::Gone
        {
            *seen = to(*seen);
        }
    }

    fn ends(&mut self, moderation: &str, end: ModerationState) {
        if let Some((_, state)) = self.moderations.get_mut(moderation) {
            *state = end;
        }
    }

    /// What has no row any more: with its kind and id.
    pub(super) fn left(&self) -> impl Iterator<Item = String> {
        let of = |kind: &'static str| move |id: &String| format!("{kind} {id}");
        let revisions = self.revisions.keys().map(of("revision"));
        let items = self.items.keys().map(of("item"));
        let published = self.published.keys().map(of("publication"));
        let answers = self.answers.keys().map(of("answer"));
        let moderations = self.moderations.keys().map(of("moderation"));
        let posts = revisions.chain(published);
        posts.chain(items).chain(answers).chain(moderations)
    }
}

/// Whether the row of a publication that is or was out says what was said.
pub(super) fn publication_fits(p: &Publication, said: Words) -> bool {
    let out = p.published_at.is_some() && words(&[p.revision.as_str(), &p.remote_id, &p.url]) == said;
    use model::publication::PublicationState as S;
    out && matches!(p.state, S::Published | S::Removed)
}

/// Whether an answer's row says what was said.
pub(super) fn answer_fits(a: &Answer, said: Words) -> bool {
    words(&[a.item.as_str(), &a.text]) == said
}

/// Whether a moderation's row says what was said.
pub(super) fn moderation_fits(m: &Moderation, (said, end): (Words, ModerationState)) -> bool {
    let hides = m.act == ModerationAct::Hide;
    let of_hiding = |text| if hides { text } else { "" };
    let now = words(&[
        m.item.as_str(),
        m.act.as_str(),
        &m.reason,
        m.decided_by.as_str(),
        of_hiding(m.ground.as_str()),
        of_hiding(m.evidence.as_str()),
        of_hiding(m.means.as_str()),
    ]);
    let state = match m.state {
        // That the network was asked is no event.
        ModerationState::Sent => ModerationState::Decided,
        other => other,
    };
    now == said && state == end
}

/// See [`Words`].
pub(super) fn words(words: &[&str]) -> Words {
    let mut sha = Sha256::new();
    for word in words {
        sha.update(u64::try_from(word.len()).unwrap_or(u64::MAX).to_be_bytes());
        sha.update(word);
    }
    sha.finalize().into()
}
