//! Sets up the municipality and its first administrator.

use super::{begin::SETTING, slug};
use crate::access::{begin_session, password, token};
use crate::journal::{self, Event};
use crate::people::form;
use crate::{Actor, Error, FieldError, Flow, Result, jobs};
use model::archive::RecordKind;
use model::municipality::{Country, Municipality, OfficeHours};
use model::person::{Credentials, Person, PersonState, Role};
use model::{Id as _, Locale, org_number};
use serde_json::json;
use store::{StoreError, Tx};

/// What the set-up form says.
#[derive(Clone)]
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

impl std::fmt::Debug for SetUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SetUp")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
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
    let choice = |(id, book): (&String, &std::sync::Arc<rulebook::Rulebook>)| PackChoice {
        id: id.clone(),
        title: book.title().get(locale).to_owned(),
    };
    flow.rulebooks().iter().map(choice).collect()
}

/// Sets up. The token must be the newest from [`super::begin`]; afterwards no token works. Returns the token of an
/// incomplete session for the cookie; the next page is the second factor.
///
/// # Errors
/// `Invalid` with one entry a field, named as in [`SetUp`] (keys: `required`, `text-too-long`, `org-number-length`,
/// `org-number-check-digit`, `email-form`, `password-short`, `password-long`, `website-form`, `pack-unknown`);
/// `Refused("setup-link-used")` for a wrong or used token.
pub async fn complete(flow: &Flow, token: &str, form: SetUp) -> Result<String> {
    let hash = token::hash(token);
    if flow.store().read().await?.setting(SETTING).await?.as_deref() != Some(hash.as_str()) {
        return Err(Error::refused("setup-link-used"));
    }
    let (mut municipality, person) = checked(flow, &form)?;
    let credentials = Credentials {
        password_hash: Some(password::hash(flow, &form.password).await?),
        totp_sealed: None,
        totp_step: 0,
    };
    let tx = flow.store().begin().await?;
    // Of two who use the same link at once, one takes the setting away from the other.
    let newest = tx.setting(SETTING).await?.as_deref() == Some(hash.as_str());
    if !newest || !tx.take_setting(SETTING).await? || !tx.municipalities().await?.is_empty() {
        return Err(Error::refused("setup-link-used"));
    }
    municipality.slug = free_slug(&*tx, &municipality).await?;
    tx.insert_municipality(&municipality).await?;
    journal::begin_log(flow, &*tx, &municipality.id).await?;
    tx.insert_person(&person).await.map_err(|error| match error {
        StoreError::Duplicate { .. } => Error::field("admin_email", "email-taken"),
        other => other.into(),
    })?;
    tx.put_credentials(&municipality.id, &person.id, &credentials)
        .await?;
    let actor = Actor {
        person: person.clone(),
        municipality: municipality.clone(),
        locale: municipality.locale(),
    };
    let data = json!({
        "name": municipality.name, "slug": municipality.slug, "org_number": municipality.org_number,
        "country": municipality.country, "languages": municipality.languages, "website": municipality.website,
        "office_hours": municipality.office_hours, "pack": municipality.pack,
        "administrator": person.name, "email": person.email,
    });
    let event = Event::new(
        RecordKind::Municipality,
        municipality.id.as_str(),
        "municipality.set-up",
        data,
    )
    .by(&actor);
    journal::write(flow, &*tx, &municipality.id, vec![event]).await?;
    jobs::promise_recurring(flow, &*tx, &municipality.id).await?;
    let session = begin_session(flow, &*tx, &person, false).await?;
    tx.commit().await?;
    flow.wake();
    Ok(session)
}

/// The municipality (without its slug) and the administrator of a form without faults.
fn checked(flow: &Flow, form: &SetUp) -> Result<(Municipality, Person)> {
    let mut wrong = Vec::new();
    let mut note = |field: &str, key| wrong.push(FieldError::new(field, key));
    let name = form::line(&form.name).map_err(|key| note("name", key));
    let number = org_number::parse(&form.org_number, form.country).map_err(|p| {
        note(
            "org_number",
            if form.org_number.trim().is_empty() {
                "required"
            } else {
                p.key()
            },
        )
    });
    let website = website(&form.website).map_err(|key| note("website", key));
    let admin_name = form::line(&form.admin_name).map_err(|key| note("admin_name", key));
    let admin_email = form::email(&form.admin_email).map_err(|key| note("admin_email", key));
    if form.languages.is_empty() {
        note("languages", "required");
    }
    if !flow.rulebooks().contains_key(&form.pack) {
        note("pack", "pack-unknown");
    }
    if let Err(key) = password::check(&form.password) {
        note("password", key);
    }
    let (Ok(name), Ok(org_number), Ok(website), Ok(admin_name), Ok(admin_email), true) =
        (name, number, website, admin_name, admin_email, wrong.is_empty())
    else {
        return Err(Error::Invalid(wrong));
    };
    let mut languages = Vec::new();
    for language in &form.languages {
        if !languages.contains(language) {
            languages.push(*language);
        }
    }
    let (now, source) = (flow.source().now(), flow.source());
    let municipality = Municipality {
        id: source.id(),
        name,
        slug: String::new(),
        org_number,
        country: form.country,
        languages,
        office_hours: form.office_hours.clone(),
        website,
        pack: form.pack.clone(),
        own_packs: Vec::new(),
        detectors: "{}".to_owned(),
        created_at: now,
        version: 1,
    };
    let person = Person {
        id: source.id(),
        municipality: municipality.id.clone(),
        name: admin_name,
        email: admin_email,
        unit: String::new(),
        roles: vec![Role::Administrator],
        temporary: false,
        state: PersonState::Active,
        locale: None,
        created_at: now,
        version: 1,
    };
    Ok((municipality, person))
}

/// The domain of a website, typed as an address or a domain; without "www.".
fn website(text: &str) -> std::result::Result<String, &'static str> {
    let text = text.trim().to_lowercase();
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .unwrap_or(&text);
    let host = rest.split('/').next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    if text.is_empty() || form::is_domain(host) {
        Ok(host.to_owned())
    } else {
        Err("website-form")
    }
}

/// A short name that nobody has: the municipality's own, or with its organisation number.
async fn free_slug(tx: &dyn Tx, municipality: &Municipality) -> Result<String> {
    let own = slug::of(&municipality.name);
    if own.is_empty() {
        return Ok(municipality.org_number.clone());
    }
    let taken = tx.municipality_by_slug(&own).await?.is_some();
    Ok(if taken {
        format!("{own}-{}", municipality.org_number)
    } else {
        own
    })
}
