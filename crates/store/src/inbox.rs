//! What others write to us, and our answers.

use crate::{Cursor, Page, Result};
use async_trait::async_trait;
use model::item::{Answer, FindingNote, Item, ItemState, Route, Visibility};
use model::publication::PublicationState;
use model::{AnswerId, ChannelId, ItemId, Millis, MunicipalityId, PersonId, PublicationId};

/// Which items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboxFilter {
    /// In one of these states; empty is any.
    pub states: Vec<ItemState>,
    /// On this channel.
    pub channel: Option<ChannelId>,
    /// With this route.
    pub route: Option<Route>,
    /// Due before this instant (give "now" for what is overdue).
    pub due_before: Option<Millis>,
    /// Taken by this person.
    pub claimed_by: Option<PersonId>,
    /// With this visibility.
    pub visibility: Option<Visibility>,
    /// With all of these words (or beginnings of words) in the text or the author's name; empty is any.
    pub text: String,
}

/// Numbers beside the inbox; their cost does not grow with the inbox.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboxCounts {
    /// Nobody has looked.
    pub new: i64,
    /// Taken.
    pub claimed: i64,
    /// Answered.
    pub answered: i64,
    /// Closed.
    pub closed: i64,
    /// New or taken, and due before the given instant; counted up to [`InboxCounts::OVERDUE_MAX`] and no further.
    pub overdue: i64,
}

impl InboxCounts {
    /// Where the count of overdue items stops.
    pub const OVERDUE_MAX: i64 = 100;
}

/// One version of an item's text, as it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemVersion {
    /// Of which item.
    pub item: ItemId,
    /// From 1.
    pub number: i64,
    /// Plain text.
    pub text: String,
    /// Content id, where the network has one.
    pub remote_cid: String,
    /// What detectors found in this version.
    pub findings: Vec<FindingNote>,
    /// When we saw it.
    pub received_at: Millis,
}

/// What became of an item that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reception {
    /// Not known before: stored as handed in.
    New,
    /// Known with another text: stored as the next version.
    Edited,
    /// Known with this text: nothing changed.
    Seen,
}

/// Answer to one item handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The stored item's id (the first one given to it, not the one just handed in).
    pub id: ItemId,
    /// What became of it.
    pub reception: Reception,
}

/// Reads the inbox.
#[async_trait]
pub trait InboxRead {
    /// One by id.
    async fn item(&self, municipality: &MunicipalityId, id: &ItemId) -> Result<Item>;
    /// Those that a channel's network knows by these names; unknown ones are left out.
    async fn items_by_remote(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        remote_ids: &[String],
    ) -> Result<Vec<Item>>;
    /// A page, first due first; items without a deadline come last.
    async fn inbox(
        &self,
        municipality: &MunicipalityId,
        filter: &InboxFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Item>>;
    /// Numbers beside the inbox; `now` decides what is overdue.
    async fn inbox_counts(&self, municipality: &MunicipalityId, now: Millis) -> Result<InboxCounts>;
    /// Items in a publication's thread, as written; at most `limit`.
    async fn items_of_publication(
        &self,
        municipality: &MunicipalityId,
        publication: &PublicationId,
        limit: usize,
    ) -> Result<Vec<Item>>;
    /// All versions of an item, first to last.
    async fn item_versions(&self, municipality: &MunicipalityId, item: &ItemId) -> Result<Vec<ItemVersion>>;
    /// One answer.
    async fn answer(&self, municipality: &MunicipalityId, id: &AnswerId) -> Result<Answer>;
    /// Answers to these items, for lists: by item, as written.
    async fn answers_of(&self, municipality: &MunicipalityId, items: &[ItemId]) -> Result<Vec<Answer>>;
    /// Answers in one of `states`, oldest first; at most `limit`.
    async fn answers_in(
        &self,
        municipality: &MunicipalityId,
        states: &[PublicationState],
        limit: usize,
    ) -> Result<Vec<Answer>>;
    /// Our answers among these names on the network: a poll leaves them out.
    async fn own_remote_ids(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        remote_ids: &[String],
    ) -> Result<Vec<String>>;
}

/// Writes the inbox.
#[async_trait]
pub trait InboxWrite {
    /// Hands in what a poll or a webhook brought, all on one municipality, complete as if each were new. Known by
    /// (channel, remote id). An edit takes text, content id, author's names, findings and time of receipt of the new
    /// version; state, deadline, route and visibility stay and are the caller's to change. Feeds the full-text search.
    /// Answers in the order given; the same item twice in one call counts as seen or edited the second time.
    async fn receive_items(&self, items: &[Item]) -> Result<Vec<Received>>;
    /// Changes one (not its text, which comes by [`InboxWrite::receive_items`] alone).
    async fn update_item(&self, item: &mut Item) -> Result<()>;
    /// Adds an answer.
    async fn insert_answer(&self, answer: &Answer) -> Result<()>;
    /// Changes an answer.
    async fn update_answer(&self, answer: &mut Answer) -> Result<()>;
}
