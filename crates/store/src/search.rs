//! Full-text search over everything said in the municipality's name or to it.

use crate::{Cursor, Page, Result};
use async_trait::async_trait;
use model::{ChannelId, EntryId, Millis, MunicipalityId, PersonId, SavedSearchId};

model::words! {
    /// What a hit is.
    SearchKind {
        /// A revision of a post.
        Revision = "revision",
        /// An item in the inbox (newest version).
        Item = "item",
        /// An earlier version of an item; its subject is the item's id, a dot and the version's number.
        Version = "version",
        /// An answer of ours.
        Answer = "answer",
        /// The reason of a moderation decision.
        Moderation = "moderation",
        /// The note of an approval or of sending something back.
        Approval = "approval",
        /// What stood on our account and was not made here, or was changed there; its subject is the journal's entry.
        Outside = "outside",
    }
}

model::words! {
    /// What a hit is about, and so where it is read.
    SearchAbout {
        /// One of our posts.
        Post = "post",
        /// Something others wrote.
        Item = "item",
        /// A channel.
        Channel = "channel",
    }
}

/// What is looked for. All of it must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchFilter {
    /// Words as typed. A word is found in all its forms (stemmed); `begin*` finds what begins so; `"two words"` finds
    /// exactly these in this order; `-word` leaves out what has it. Case and accents do not matter (å, ä, ö, ø and æ are
    /// letters of their own).
    pub text: String,
    /// Whether each word may also be the beginning of a longer one.
    pub wide: bool,
    /// Of this kind only.
    pub kind: Option<SearchKind>,
    /// On one of these channels.
    pub channels: Option<Vec<ChannelId>>,
    /// Written or decided by somebody.
    pub person: Option<Who>,
    /// Decided on this ground (clause), as it is written in the decision; case and punctuation do not matter.
    pub ground: String,
    /// In this state, by the word of the state machine it belongs to; a revision has its publications' states, or
    /// `unpublished`.
    pub state: String,
    /// Written at this time or later.
    pub from: Option<Millis>,
    /// Written before this time.
    pub to: Option<Millis>,
    /// With a picture, or without.
    pub image: Option<bool>,
    /// Hidden by us (or about to be), or not.
    pub hidden: Option<bool>,
    /// Removed by its author or the network (an earlier version counts too), or not.
    pub deleted: Option<bool>,
}

/// Somebody: people of ours, or an author of that name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// Any of these people.
    pub people: Vec<PersonId>,
    /// Or an author with all these words in name or handle; empty for none.
    pub name: String,
}

/// A stretch of a snippet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Text as it was written.
    pub text: String,
    /// Whether it is what was looked for.
    pub hit: bool,
}

/// A hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Kind.
    pub kind: SearchKind,
    /// Id of what was found (for an earlier version see [`SearchKind::Version`]).
    pub subject: String,
    /// What it is about.
    pub about: SearchAbout,
    /// Id of that post, item or channel.
    pub parent: String,
    /// When it was written.
    pub at: Millis,
    /// Channels it was or shall be on.
    pub channels: Vec<ChannelId>,
    /// States, see [`SearchFilter::state`].
    pub states: Vec<String>,
    /// Whether it has a picture.
    pub image: bool,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Whether it is removed.
    pub deleted: bool,
    /// About 160 characters around the first word found, in order, with what was found marked.
    pub snippet: Vec<Piece>,
}

/// What stood on our account and was not made here: it is in its record alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// Entry of the journal with it.
    pub entry: EntryId,
    /// What it is about: our post that was changed, or the channel.
    pub about: SearchAbout,
    /// Id of that.
    pub parent: String,
    /// Channel.
    pub channel: ChannelId,
    /// When it was written.
    pub at: Millis,
    /// What it says.
    pub text: String,
}

/// How many hits there are of which kind. Counted over the newest [`Facets::MOST`] hits, so that the cost does not grow
/// with the archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Hits counted.
    pub total: u64,
    /// Whether there are more than those counted.
    pub more: bool,
    /// By kind, in the order of [`SearchKind::ALL`].
    pub kinds: Vec<(SearchKind, u64)>,
    /// By channel, most first.
    pub channels: Vec<(ChannelId, u64)>,
    /// By state, most first.
    pub states: Vec<(String, u64)>,
    /// With a picture.
    pub image: u64,
    /// Hidden.
    pub hidden: u64,
    /// Removed.
    pub deleted: u64,
}

impl Facets {
    /// Where counting stops.
    pub const MOST: usize = 10_000;
}

/// A search that a person keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Id.
    pub id: SavedSearchId,
    /// Whose archive.
    pub municipality: MunicipalityId,
    /// Who keeps it.
    pub person: PersonId,
    /// Name; one of a kind for the person.
    pub name: String,
    /// The query as in a page's address.
    pub query: String,
    /// When it was kept.
    pub created_at: Millis,
}

/// Searches.
#[async_trait]
pub trait SearchRead {
    /// A page, newest first. A filter that asks for nothing finds nothing. Pages are stable: what is written later comes
    /// before the first page and moves nothing.
    async fn search(
        &self,
        municipality: &MunicipalityId,
        filter: &SearchFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Hit>>;
    /// How many hits of which kind.
    async fn facets(&self, municipality: &MunicipalityId, filter: &SearchFilter) -> Result<Facets>;
    /// What a person keeps, by name.
    async fn saved_searches(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
    ) -> Result<Vec<SavedSearch>>;
}

/// Takes out of the search and makes it anew. (What is said gets in, and changes, when it is stored.)
#[async_trait]
pub trait SearchWrite {
    /// Forgets a text, for disposal. Until [`SearchWrite::purge_search`] SQLite's index may still hold its words.
    async fn unindex(&self, municipality: &MunicipalityId, kind: SearchKind, subject: &str) -> Result<()>;
    /// Forgets all texts about a post, item or channel with this id: revisions, versions, answers, reasons, notes.
    async fn unindex_about(&self, municipality: &MunicipalityId, parent: &str) -> Result<()>;
    /// Rewrites the index, so that no word of what was forgotten is left in it. It takes as long as the index is large;
    /// call it once after disposal. On PostgreSQL, whose files are cleaned by VACUUM, it does nothing.
    async fn purge_search(&self) -> Result<()>;
    /// Joins the pieces that SQLite's index falls into as texts come in, a bounded step at a time; whether there is more to do.
    /// `begin` looks whether there are enough to be worth it, and begins; call it in a transaction of its own until it says
    /// no. On PostgreSQL, which does so itself, it does nothing.
    async fn join_search(&self, begin: bool) -> Result<bool>;
    /// Empties the index of a municipality, to be filled by [`SearchWrite::index_next`].
    async fn clear_search(&self, municipality: &MunicipalityId) -> Result<()>;
    /// Puts at most `limit` rows of a kind into the index, those after `after` (empty at first); where to go on, or
    /// `None` when there are no more. Of [`SearchKind::Outside`] there are no rows.
    async fn index_next(
        &self,
        municipality: &MunicipalityId,
        kind: SearchKind,
        after: &str,
        limit: usize,
    ) -> Result<Option<String>>;
    /// Puts what is in records alone into the index.
    async fn index_outside(&self, municipality: &MunicipalityId, said: &[Outside]) -> Result<()>;
    /// Keeps a search; one of the same name is replaced.
    async fn put_saved_search(&self, saved: &SavedSearch) -> Result<()>;
    /// Drops one of the person's searches.
    async fn delete_saved_search(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
        id: &SavedSearchId,
    ) -> Result<()>;
}
