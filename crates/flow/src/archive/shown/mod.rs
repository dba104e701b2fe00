//! The public archive: what a municipality shows to everybody of its published posts. What is shown of a version stands,
//! and stands alone, in a journal entry of its own (`post.public`), so that anybody can check it against the log without
//! seeing what else the archive holds.

mod make;
mod proof;
mod read;
mod setting;

pub(crate) use make::run;
pub use proof::{PublicProof, public_proof};
pub use read::{
    PublicCard, PublicContent, PublicHome, PublicPicture, PublicPost, PublicShown, public_captions,
    public_home, public_list, public_picture, public_post, public_search,
};
pub use setting::{has_public_archive, public_archive, set_public_archive};

/// Kind of the entries that hold what is shown.
pub(crate) const KIND: &str = "post.public";

/// A record with this tag is not shown, whatever was decided of others.
pub const WITHHELD: &str = "not-public";
