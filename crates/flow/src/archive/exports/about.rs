//! What a package says of itself: `archive.json`.

use model::Millis;
use model::export::ExportChoice;
use model::municipality::Municipality;
use serde::{Deserialize, Serialize};

/// The form of packages that this version writes.
pub const FORM: &str = "rettesnor/archive/v1";

/// `archive.json` in a package of the archive's own form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct About {
    /// [`FORM`].
    pub form: String,
    /// Whose archive.
    pub municipality: Municipality,
    /// What was chosen; empty is everything.
    pub chosen: ExportChoice,
    /// Entries in the package.
    pub entries: i64,
    /// Size of the log it was made from.
    pub size: i64,
    /// Root of that log, hex.
    pub root: String,
    /// When it was asked for, milliseconds since 1970.
    pub made_at: Millis,
}
