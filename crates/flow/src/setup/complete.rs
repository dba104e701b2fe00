//! Sets up the municipality and its first administrator.
use crate::{Error, Flow, Result};
use model::municipality::{Country, OfficeHours};
use model::Locale;

/// What the set-up form says.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// Official name.
    pub name: String,
    /// Organisation number as typed.
    pub org_number: String,
    /// Country.
    pub country: Country,
    /// Languages, the first is the default; at least one.
    pub languages: Vec<Locale>,
    /// Office hours.
    pub office_hours: OfficeHours,
    /// Domain of the own website as typed; may be empty.
    pub website: String,
    /// Id of the pack.
    pub pack: String,
    /// Administrator's name.
    pub admin_name: String,
    /// Administrator's e-mail.
    pub admin_email: String,
    /// Password, at least 12 characters.
    pub password: String,
}

/// A pack that can be chosen.
#[derive(Clone, Debug, serde::Serialize)]
pub struct PackChoice {
    /// Id.
    pub id: String,
    /// Title in the reader's language.
    pub title: String,
}

/// The packs that can be chosen, in the reader's language.
#[must_use]
pub fn packs(flow: &Flow, locale: Locale) -> Vec<PackChoice> {
    let _ = (flow, locale);
    Vec::new()
}

/// Sets up. The token must be the newest from [`super::begin`]; afterwards no token works. Returns the token of an
/// incomplete session for the cookie; the next page is the second factor.
///
/// # Errors
/// `Invalid` with one entry a field (keys: `required`, `org-number-length`, `org-number-check-digit`, `email-form`,
/// `password-short`, `website-form`, `pack-unknown`); `Refused("setup-link-used")` for a wrong or used token.
pub async fn complete(flow: &Flow, token: &str, form: SetUp) -> Result<String> {
    let _ = (flow, token, form);
    Err(Error::Internal("complete".into()))
}
