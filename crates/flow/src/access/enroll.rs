//! Setting up the second factor.

use super::session::Visitor;
use super::{recovery, session, totp};
use crate::journal::{self, Event};
use crate::{Error, Flow, Result};
use model::Id as _;
use model::archive::RecordKind;
use model::person::Credentials;
use serde_json::json;

/// What the page shows.
#[derive(Clone)]
pub struct Enrolment {
    /// `otpauth://totp/…` for the QR code.
    pub uri: String,
    /// The secret in base 32, in groups of four, for typing.
    pub secret: String,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment(…)")
    }
}

/// Begins (or shows again) the enrolment of the person behind an incomplete session without second factor.
///
/// # Errors
/// `Refused("session-ended")`, `Refused("second-factor-exists")`.
pub async fn enroll_begin(flow: &Flow, token: &str) -> Result<Enrolment> {
    let visitor = without_factor(flow, token).await?;
    let person = &visitor.actor.person;
    let tx = flow.store().begin().await?;
    let credentials = tx.credentials(&person.municipality, &person.id).await?;
    let sealed = match credentials.totp_sealed {
        Some(sealed) => sealed,
        None => {
            let sealed = totp::generate(flow, &person.id);
            let pending = Credentials {
                totp_sealed: Some(sealed.clone()),
                totp_step: 0,
                ..credentials
            };
            tx.put_credentials(&person.municipality, &person.id, &pending)
                .await?;
            tx.commit().await?;
            sealed
        }
    };
    let totp = totp::open(flow, &person.id, &sealed, &person.email, &issuer(&visitor))?;
    let secret: Vec<char> = totp.secret().to_base32().chars().collect();
    let groups: Vec<String> = secret.chunks(4).map(|group| group.iter().collect()).collect();
    let uri = totp.to_url().map_err(|e| Error::Internal(e.to_string()))?;
    Ok(Enrolment {
        uri,
        secret: groups.join(" "),
    })
}

/// Confirms with a first code. Completes the session; returns its new token and ten recovery codes, shown once.
///
/// # Errors
/// `Refused("code-wrong")`, `Refused("session-ended")`, `Refused("second-factor-exists")`.
pub async fn enroll_confirm(flow: &Flow, token: &str, code: &str) -> Result<(String, Vec<String>)> {
    let visitor = without_factor(flow, token).await?;
    let person = &visitor.actor.person;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let tx = flow.store().begin().await?;
    let sealed = tx
        .credentials(&person.municipality, &person.id)
        .await?
        .totp_sealed;
    let sealed = sealed.ok_or_else(|| Error::refused("code-wrong"))?;
    let totp = totp::open(flow, &person.id, &sealed, &person.email, &issuer(&visitor))?;
    let step = totp::step(flow, &totp, &code).ok_or_else(|| Error::refused("code-wrong"))?;
    if !tx.use_totp_step(&person.municipality, &person.id, step).await? {
        return Err(Error::refused("code-wrong"));
    }
    let subject = person.municipality.as_str();
    let event = Event::new(
        RecordKind::Municipality,
        subject,
        "person.second-factor-set",
        json!({}),
    )
    .by(&visitor.actor);
    journal::write(flow, &*tx, &person.municipality, vec![event]).await?;
    // After the journal, whose lock keeps two first enrolments from making two peppers.
    let codes = recovery::replace(flow, &*tx, person).await?;
    let token = session::complete(flow, &*tx, &visitor).await?;
    tx.commit().await?;
    Ok((token, codes))
}

async fn without_factor(flow: &Flow, token: &str) -> Result<Visitor> {
    let visitor = session::incomplete(flow, token).await?;
    if visitor.enrolled {
        Err(Error::refused("second-factor-exists"))
    } else {
        Ok(visitor)
    }
}

/// What the authenticator app shows above the code.
fn issuer(visitor: &Visitor) -> String {
    format!("Rettesnor {}", visitor.actor.municipality.name)
}
