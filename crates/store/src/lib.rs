//! Repository traits, pages, filters and job payloads: the language in which the rest speaks of persistence.
//!
//! [`Store::read`] gives a session that only reads; [`Store::begin`] gives a transaction that also writes and
//! that is undone when dropped without [`Tx::commit`]. Every method that reads or writes a municipality's rows
//! takes the municipality first, or a row that names it, and never touches another's.
//!
//! Conventions: a getter by id answers [`StoreError::NotFound`] when there is no such row in that municipality;
//! look-ups by something a stranger may type answer `Option`. `update_…` compares the row's `version` with the one
//! given, answers [`StoreError::Conflict`] when it is stale, and raises it in the row and in the value given.

mod approvals;
mod archive;
mod blobs;
mod cases;
mod channels;
mod crises;
mod decisions;
mod disposal;
mod duties;
mod error;
mod exports;
mod given;
mod guideline;
mod inbox;
mod jobs;
mod keys;
mod log;
mod moderation;
mod municipalities;
mod packs;
mod page;
mod people;
mod posts;
mod practice;
mod public;
mod publications;
mod reconciliation;
mod requests;
mod retention;
mod search;
mod sessions;
mod settings;
mod snapshots;
mod waivers;

pub use approvals::{ApprovalRead, ApprovalWrite};
pub use archive::{ArchiveRead, ArchiveWrite, RecordFilter};
pub use blobs::Blobs;
pub use cases::{CaseFilter, CaseRead, CaseWrite};
pub use channels::{ChannelRead, ChannelWrite, Poll};
pub use crises::{CrisisRead, CrisisWrite};
pub use decisions::{DecisionRead, DecisionWrite};
pub use disposal::{Cleaned, DisposalCount, DisposalRead, DisposalWrite, ForgetWrite};
pub use duties::{DutyCounts, DutyFilter, DutyRead, DutyWrite};
pub use error::{Result, StoreError};
pub use exports::{ExportRead, ExportWrite};
pub use given::{GivenOf, GivenRead, GivenWrite};
pub use guideline::{ApprovalTally, DayTally, DutyTally, GuidelineRead, GuidelineWrite, Tally};
pub use inbox::{InboxCounts, InboxFilter, InboxRead, InboxWrite, ItemVersion, Received, Reception};
pub use jobs::{JobCounts, JobRead, JobWrite, NewJob};
pub use keys::KeyFile;
pub use log::{LogRead, LogWrite};
pub use moderation::{ModerationRead, ModerationWrite};
pub use municipalities::{MunicipalityRead, MunicipalityWrite};
pub use packs::{PackRead, PackWrite};
pub use page::{Cursor, Page};
pub use people::{Invitation, PeopleRead, PeopleWrite};
pub use posts::{PostFilter, PostRead, PostWrite};
pub use practice::{PracticeRead, PracticeWrite};
pub use public::{PublicRead, PublicWrite};
pub use publications::{PublicationRead, PublicationWrite};
pub use reconciliation::{ReconciliationRead, ReconciliationWrite};
pub use requests::{RequestRead, RequestWrite};
pub use retention::{RetentionRead, RetentionWrite};
pub use search::{
    Facets, Hit, Outside, Piece, SavedSearch, SearchAbout, SearchFilter, SearchKind, SearchRead, SearchWrite,
    Who,
};
pub use sessions::{LoginAttempt, SessionRead, SessionWrite};
pub use settings::{SettingRead, SettingWrite};
pub use snapshots::{SnapshotRead, SnapshotWrite};
pub use waivers::{WaiverFilter, WaiverRead, WaiverWrite};

use async_trait::async_trait;

/// Which database is behind a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, in one process.
    Sqlite,
    /// PostgreSQL, for one or several nodes.
    Postgres,
}

/// Where everything but large bytes is kept.
#[async_trait]
pub trait Store: Send + Sync {
    /// A session that reads what is committed. Give it back (drop it) when the page is made.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when no connection comes free, [`StoreError::Unavailable`] when the database is away.
    async fn read(&self) -> Result<Box<dyn Read>>;

    /// A transaction. On SQLite there is one at a time, so nothing slow belongs between this and `commit`.
    ///
    /// # Errors
    /// As [`Store::read`].
    async fn begin(&self) -> Result<Box<dyn Tx>>;

    /// Which database this is.
    fn engine(&self) -> Engine;

    /// Makes the database's files forget what was deleted and committed before: free pages, write-ahead log, indexes, the
    /// planner's statistics. It may take as long as copying the database, and others wait meanwhile. Harmless when done
    /// twice.
    ///
    /// # Errors
    /// As [`Store::read`]; [`StoreError::DiskFull`] when there is no room for the copy.
    async fn clean(&self) -> Result<Cleaned>;

    /// What the database itself finds wrong with its files, in its own words: rows and indexes that do not agree,
    /// pages that cannot be read. At most 100 lines; PostgreSQL, whose files are its own affair, says nothing.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is too damaged to say.
    async fn damage(&self) -> Result<Vec<String>> {
        Ok(Vec::new())
    }
}

/// Everything that can be read.
pub trait Read:
    MunicipalityRead
    + PeopleRead
    + SessionRead
    + ChannelRead
    + ApprovalRead
    + PostRead
    + PublicationRead
    + InboxRead
    + ModerationRead
    + CaseRead
    + CrisisRead
    + JobRead
    + ArchiveRead
    + LogRead
    + DecisionRead
    + DutyRead
    + GuidelineRead
    + RequestRead
    + SearchRead
    + PracticeRead
    + PackRead
    + RetentionRead
    + DisposalRead
    + GivenRead
    + SettingRead
    + WaiverRead
    + ExportRead
    + ReconciliationRead
    + SnapshotRead
    + PublicRead
    + Send
    + Sync
{
}

/// Everything that can be read and written, all of it or nothing. Dropping it undoes it.
#[async_trait]
pub trait Tx:
    Read
    + MunicipalityWrite
    + PeopleWrite
    + SessionWrite
    + ChannelWrite
    + ApprovalWrite
    + PostWrite
    + PublicationWrite
    + InboxWrite
    + ModerationWrite
    + CaseWrite
    + CrisisWrite
    + JobWrite
    + ArchiveWrite
    + LogWrite
    + DecisionWrite
    + DutyWrite
    + GuidelineWrite
    + RequestWrite
    + SearchWrite
    + PracticeWrite
    + PackWrite
    + RetentionWrite
    + DisposalWrite
    + ForgetWrite
    + GivenWrite
    + SettingWrite
    + WaiverWrite
    + ExportWrite
    + ReconciliationWrite
    + SnapshotWrite
    + PublicWrite
{
    /// Makes it last. When this returns `Ok`, it survives a power cut.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] and others; then nothing of the transaction has happened.
    async fn commit(self: Box<Self>) -> Result<()>;
}
