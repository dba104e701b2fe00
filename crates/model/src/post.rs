//! What we write: drafts, pictures, frozen revisions.

use crate::picture::Traits;
use crate::{ChannelId, DecisionId, MediaId, Millis, MunicipalityId, PersonId, PostId, RevisionId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

crate::states! {
    /// Life of a post.
    PostState {
        /// Being written.
        Draft = "draft" => [Submitted, Withdrawn],
        /// A revision is frozen and waits for approval.
        Submitted = "submitted" => [Approved, Draft, Withdrawn],
        /// The frozen revision is approved; may be scheduled or published.
        Approved = "approved" => [Scheduled, Draft, Withdrawn],
        /// Publications exist; each has its own life.
        Scheduled = "scheduled" => [Done, Draft, Withdrawn],
        /// Every publication has come to an end.
        Done = "done" => [Draft],
        /// Taken back.
        Withdrawn = "withdrawn" => [Draft],
    }
}

crate::words! {
    /// Lawful ground for using a picture of a person. Consent is one of several.
    Basis {
        /// No person can be recognised.
        NoPerson = "no-person",
        /// Consent, in the form that the guideline asks for.
        Consent = "consent",
        /// A task in the public interest.
        PublicTask = "public-task",
        /// Contract (employee, commissioned model).
        Contract = "contract",
        /// A picture of a crowd or an event where the person is not the subject.
        Situation = "situation",
        /// Nobody has said yet.
        Unknown = "unknown",
    }
}

crate::words! {
    /// How those who do not hear a video learn what is said in it when no captions are kept beside it.
    #[derive(Default)]
    Speech {
        /// Nobody has said yet.
        #[default]
        Unknown = "unknown",
        /// The captions are part of the picture.
        InPicture = "in-picture",
        /// Nobody speaks, and no sound is needed to follow it.
        None = "none",
    }
}

/// What is said of a picture or a video, by its author and by the file it came in. What the picture checks read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaNote {
    /// What the picture shows, for those who do not see it.
    pub alt: String,
    /// Photographer or source.
    pub credit: String,
    /// Whether the photographer has given permission: yes, no, or not said.
    pub permission: Option<bool>,
    /// Ground for showing a recognisable person.
    pub basis: Basis,
    /// Whether it was made or changed with AI: yes, no, or not said.
    pub ai: Option<bool>,
    /// Captions of a video, as WebVTT; empty when there are none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub captions: String,
    /// What the author says of a video without captions beside it.
    #[serde(default, skip_serializing_if = "Speech::is_unknown")]
    pub speech: Speech,
    /// What the file said and what a look at it showed; not the author's to change.
    #[serde(default, skip_serializing_if = "Traits::is_empty")]
    pub seen: Traits,
}

impl Speech {
    fn is_unknown(&self) -> bool {
        *self == Self::Unknown
    }
}

impl Default for MediaNote {
    fn default() -> Self {
        Self {
            alt: String::new(),
            credit: String::new(),
            permission: None,
            basis: Basis::Unknown,
            ai: None,
            captions: String::new(),
            speech: Speech::Unknown,
            seen: Traits::default(),
        }
    }
}

impl MediaNote {
    /// Whether a video has sound, no captions, and nobody has said how those who do not hear it learn what is said.
    #[must_use]
    pub fn is_uncaptioned(&self) -> bool {
        let sounds = self.seen.clip.is_some_and(|clip| clip.sound);
        sounds && self.captions.is_empty() && self.speech == Speech::Unknown
    }

    /// What a video's captions say, without their times: to be searched, listed and handed out.
    #[must_use]
    pub fn spoken(&self) -> String {
        let lines = self.captions.lines().skip(1);
        let said = lines.filter(|line| !line.is_empty() && !line.contains("-->"));
        let text = said.collect::<Vec<_>>().join("\n");
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
    }
}

/// An uploaded picture (decoded, bounded, re-encoded) or video (its container read and bounded), without metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// Id.
    pub id: MediaId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Post it belongs to.
    pub post: PostId,
    /// Order in the post, from 0.
    pub position: i64,
    /// Hex SHA-256 of the kept bytes, the name in the blob store.
    pub blob: String,
    /// `image/jpeg`, `image/png` or `video/mp4`.
    pub mime: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// Bytes.
    pub size: i64,
    /// What the file's metadata held before it was removed: "gps", "camera", "iptc" … for the notice to the author.
    pub removed: Vec<String>,
    /// What the author says of it.
    pub note: MediaNote,
    /// Optimistic version.
    pub version: i64,
}

impl Media {
    /// Whether it is a video.
    #[must_use]
    pub fn is_video(&self) -> bool {
        is_video(&self.mime)
    }
}

impl FrozenMedia {
    /// Whether it is a video.
    #[must_use]
    pub fn is_video(&self) -> bool {
        is_video(&self.mime)
    }
}

fn is_video(mime: &str) -> bool {
    mime.starts_with("video/")
}

/// A post as it stands while being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Id.
    pub id: PostId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Text.
    pub text: String,
    /// Address on the municipality's own website; empty when none.
    pub link: String,
    /// Channels it shall go to.
    pub channels: Vec<ChannelId>,
    /// Answers to the pack's questions (fact name → "yes" | "no" | text).
    pub answers: BTreeMap<String, String>,
    /// Language of the text.
    pub lang: String,
    /// State.
    pub state: PostState,
    /// The frozen revision under approval or approved.
    pub revision: Option<RevisionId>,
    /// Who wrote it.
    pub author: PersonId,
    /// When it was begun.
    pub created_at: Millis,
    /// Last change.
    pub changed_at: Millis,
    /// Optimistic version.
    pub version: i64,
}

/// What a revision freezes. Its digest is over the canonical JSON of exactly this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Text.
    pub text: String,
    /// Own website's address; empty when none.
    pub link: String,
    /// Language.
    pub lang: String,
    /// Channels.
    pub channels: Vec<ChannelId>,
    /// Answers to the pack's questions.
    pub answers: BTreeMap<String, String>,
    /// Pictures in order.
    pub media: Vec<FrozenMedia>,
}

/// A picture inside a revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenMedia {
    /// Id.
    pub id: MediaId,
    /// Hex SHA-256 of its bytes.
    pub blob: String,
    /// MIME type.
    pub mime: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// What was said of it.
    pub note: MediaNote,
}

/// A frozen version of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// Id.
    pub id: RevisionId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Of which post.
    pub post: PostId,
    /// From 1.
    pub number: i64,
    /// Hex SHA-256 of the canonical JSON of `content`.
    pub digest: String,
    /// What is frozen.
    pub content: Content,
    /// The rulebook's decision at submission.
    pub decision: DecisionId,
    /// Who submitted; may not approve.
    pub submitted_by: PersonId,
    /// When.
    pub submitted_at: Millis,
}
