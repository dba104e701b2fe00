//! People, what they may do, and how they prove who they are.

use crate::{Locale, Millis, MunicipalityId, PersonId};
use serde::{Deserialize, Serialize};

crate::words! {
    /// What a person is in the municipality's work with social media. One person may be several.
    Role {
        /// Sets up people, channels' credentials and the pack.
        Administrator = "administrator",
        /// The web editor: writes, answers, publishes what is approved.
        Editor = "editor",
        /// Writes drafts.
        Author = "author",
        /// A leader of a unit, who approves.
        Leader = "leader",
        /// The municipal director (kommunedirektør, kommundirektör).
        Director = "director",
        /// Acts on comments that break the rules.
        Moderator = "moderator",
        /// Keeps the archive.
        Archivist = "archivist",
        /// Data-protection officer (personvernombud, dataskyddsombud).
        PrivacyOfficer = "privacy-officer",
        /// The IT department.
        It = "it",
        /// Declares and ends a crisis.
        CrisisLead = "crisis-lead",
        /// The mayor (ordfører, kommunstyrets ordförande): the guideline's other way out in a crisis.
        Mayor = "mayor",
        /// Any employee, temps included.
        Employee = "employee",
        /// Elected member.
        Elected = "elected",
    }
}

crate::words! {
    /// One thing that a person may be allowed to do. Pages and workflows ask for a permission, never for a role.
    Permission {
        /// Change people, roles, municipality settings.
        ManagePeople = "people.manage",
        /// Change settings of the municipality and its pack.
        ManageSettings = "settings.manage",
        /// Apply for a channel.
        ApplyChannel = "channel.apply",
        /// See the register of channels inside.
        SeeChannels = "channel.see",
        /// Connect a channel to its network and change its credentials.
        ConnectChannel = "channel.connect",
        /// Decide approval steps (the step itself names the role).
        Approve = "approval.decide",
        /// Write drafts and submit them.
        WritePost = "post.write",
        /// See all posts.
        SeePosts = "post.see",
        /// Schedule, publish and withdraw approved posts.
        Publish = "post.publish",
        /// See the inbox.
        SeeInbox = "inbox.see",
        /// Answer in the municipality's name.
        Answer = "inbox.answer",
        /// Hide and restore comments.
        Moderate = "moderation.decide",
        /// Search and read the archive.
        SeeArchive = "archive.see",
        /// Export from the archive.
        ExportArchive = "archive.export",
        /// Enter, review, confirm and answer requests for access.
        HandleRequests = "request.handle",
        /// See retention rules, holds, disposals and requests to erase.
        SeeRetention = "retention.see",
        /// Write retention rules, place and release holds, propose disposals, enter requests to erase.
        ManageRetention = "retention.manage",
        /// Approve disposals and decide requests to erase.
        Dispose = "retention.dispose",
        /// Declare and end a crisis.
        Crisis = "crisis.declare",
        /// See the guideline and what it does.
        SeeGuideline = "guideline.see",
        /// See the municipality's own packs and their drafts.
        SeePacks = "pack.see",
        /// Write drafts of the municipality's own pack, submit them, and enter their adoption.
        WritePack = "pack.write",
        /// Approve or return somebody else's draft of a pack.
        DecidePack = "pack.decide",
        /// See jobs and their failures.
        SeeJobs = "jobs.see",
        /// Report, ask, and follow what one has reported; those who handle such cases handle them.
        ReportCase = "case.report",
        /// See and do the duties that fall to one.
        DoDuties = "duty.do",
        /// See everybody's duties and the year ahead.
        SeeDuties = "duty.see",
    }
}

impl Role {
    /// Whether whoever has the role was elected, and is not employed for it.
    #[must_use]
    pub fn is_elected(self) -> bool {
        matches!(self, Self::Elected | Self::Mayor)
    }

    /// What the role may do. The table behind every authorisation check.
    #[must_use]
    pub fn permissions(self) -> &'static [Permission] {
        use Permission as P;
        match self {
            Self::Administrator => &[
                P::ManagePeople,
                P::ManageSettings,
                P::ApplyChannel,
                P::SeeChannels,
                P::ConnectChannel,
                P::Approve,
                P::SeePosts,
                P::SeeInbox,
                P::SeeGuideline,
                P::SeePacks,
                P::WritePack,
                P::SeeJobs,
                P::ReportCase,
                P::DoDuties,
                P::SeeDuties,
            ],
            Self::Editor => &[
                P::ApplyChannel,
                P::SeeChannels,
                P::ConnectChannel,
                P::Approve,
                P::WritePost,
                P::SeePosts,
                P::Publish,
                P::SeeInbox,
                P::Answer,
                P::Moderate,
                P::SeeArchive,
                P::HandleRequests,
                P::SeeGuideline,
                P::SeePacks,
                P::WritePack,
                P::SeeJobs,
                P::ReportCase,
                P::DoDuties,
                P::SeeDuties,
            ],
            Self::Author => &[
                P::ApplyChannel,
                P::SeeChannels,
                P::WritePost,
                P::SeePosts,
                P::SeeInbox,
                P::SeeGuideline,
                P::ReportCase,
                P::DoDuties,
            ],
            Self::Leader => &[
                P::ApplyChannel,
                P::SeeChannels,
                P::Approve,
                P::WritePost,
                P::SeePosts,
                P::Publish,
                P::SeeInbox,
                P::Answer,
                P::SeeArchive,
                P::HandleRequests,
                P::SeeGuideline,
                P::SeePacks,
                P::DecidePack,
                P::ReportCase,
                P::DoDuties,
                P::SeeDuties,
            ],
            Self::Director => &[
                P::ApplyChannel,
                P::SeeChannels,
                P::Approve,
                P::WritePost,
                P::SeePosts,
                P::Publish,
                P::SeeInbox,
                P::Answer,
                P::SeeArchive,
                P::Crisis,
                P::SeeGuideline,
                P::SeePacks,
                P::DecidePack,
                P::ReportCase,
                P::DoDuties,
                P::SeeDuties,
            ],
            Self::Moderator => &[
                P::SeeChannels,
                P::SeePosts,
                P::SeeInbox,
                P::Answer,
                P::Moderate,
                P::SeeGuideline,
                P::ReportCase,
                P::DoDuties,
            ],
            Self::Archivist => &[
                P::SeeChannels,
                P::SeePosts,
                P::SeeInbox,
                P::SeeArchive,
                P::HandleRequests,
                P::ExportArchive,
                P::SeeRetention,
                P::ManageRetention,
                P::Dispose,
                P::SeeGuideline,
                P::ReportCase,
                P::DoDuties,
            ],
            Self::PrivacyOfficer => &[
                P::SeeChannels,
                P::Approve,
                P::SeePosts,
                P::SeeInbox,
                P::SeeArchive,
                P::HandleRequests,
                P::SeeRetention,
                P::ManageRetention,
                P::SeeGuideline,
                P::ReportCase,
                P::DoDuties,
            ],
            Self::It => &[
                P::SeeChannels,
                P::ConnectChannel,
                P::Approve,
                P::SeeGuideline,
                P::SeeJobs,
                P::ReportCase,
                P::DoDuties,
            ],
            Self::CrisisLead => &[
                P::SeeChannels,
                P::Approve,
                P::WritePost,
                P::SeePosts,
                P::Publish,
                P::SeeInbox,
                P::Answer,
                P::Crisis,
                P::SeeGuideline,
                P::ReportCase,
                P::DoDuties,
            ],
            Self::Mayor => &[
                P::SeeChannels,
                P::Approve,
                P::SeePosts,
                P::Publish,
                P::SeeInbox,
                P::SeeGuideline,
                P::ReportCase,
                P::DoDuties,
            ],
            Self::Employee | Self::Elected => &[P::SeeChannels, P::SeeGuideline, P::ReportCase, P::DoDuties],
        }
    }
}

crate::states! {
    /// Life of a person's account.
    PersonState {
        /// Invited; has a link, no password yet.
        Invited = "invited" => [Active, Disabled],
        /// May sign in.
        Active = "active" => [Disabled],
        /// May not sign in.
        Disabled = "disabled" => [Active],
    }
}

/// A person with an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Id.
    pub id: PersonId,
    /// Whose person.
    pub municipality: MunicipalityId,
    /// Full name.
    pub name: String,
    /// E-mail, lower case, the name to sign in with; unique in the installation.
    pub email: String,
    /// Unit the person works in; may be empty.
    pub unit: String,
    /// Roles, sorted, without doubles.
    pub roles: Vec<Role>,
    /// Whether she stands in for somebody or is there for a while only.
    #[serde(default)]
    pub temporary: bool,
    /// State.
    pub state: PersonState,
    /// Language of the interface; `None` follows the browser.
    pub locale: Option<Locale>,
    /// When the account was made.
    pub created_at: Millis,
    /// Optimistic version.
    pub version: i64,
}

impl Person {
    /// Whether any of the person's roles gives `permission`, and the account is active.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.state == PersonState::Active && self.roles.iter().any(|r| r.permissions().contains(&permission))
    }

    /// Whether she was elected, whatever else she is.
    #[must_use]
    pub fn is_elected(&self) -> bool {
        self.roles.iter().any(|role| role.is_elected())
    }

    /// Whether the person has `role`.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// What proves that a person is who she says. Secrets are sealed by the key-encryption key.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// PHC string of argon2id; `None` until the invitation is used.
    pub password_hash: Option<String>,
    /// Sealed TOTP secret; `None` until the second factor is set up.
    pub totp_sealed: Option<Vec<u8>>,
    /// Last time step accepted, so that a code works once.
    pub totp_step: i64,
}

impl std::fmt::Debug for Credentials {
    /// What there is, not what it says.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials")
            .field("password", &self.password_hash.is_some())
            .field("totp", &self.totp_sealed.is_some())
            .field("totp_step", &self.totp_step)
            .finish()
    }
}

/// A signed-in browser. The token itself is only in the cookie; here is its SHA-256.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// Hex SHA-256 of the cookie's token.
    pub token_hash: String,
    /// Who.
    pub person: PersonId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Secret that forms send back.
    pub csrf: String,
    /// Whether the second factor was given; without it only the sign-in pages answer.
    pub complete: bool,
    /// When it began.
    pub created_at: Millis,
    /// Last request.
    pub seen_at: Millis,
    /// When it ends at the latest.
    pub expires_at: Millis,
}

impl std::fmt::Debug for Session {
    /// Without what would let somebody act in it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("person", &self.person)
            .field("complete", &self.complete)
            .field("created_at", &self.created_at)
            .field("seen_at", &self.seen_at)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}
