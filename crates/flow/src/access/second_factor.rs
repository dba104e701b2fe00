//! Second step: a code from the authenticator, or a recovery code.

use super::attempts::Attempt;
use super::{recovery, session, totp};
use crate::journal::{self, Event};
use crate::{Error, Flow, Result};
use model::Id as _;
use model::archive::RecordKind;
use serde_json::json;

/// Takes a six-digit TOTP code (each works once, one step of drift) or a recovery code (each works once) and completes
/// the session. The token changes: returns the new one for the cookie.
///
/// # Errors
/// `Refused("code-wrong")`, `Refused("sign-in-too-many")`, `Refused("session-ended")`.
pub async fn second_factor(flow: &Flow, token: &str, code: &str, client: &str) -> Result<String> {
    let visitor = session::incomplete(flow, token).await?;
    if !visitor.enrolled {
        return Err(Error::refused("code-wrong"));
    }
    let person = &visitor.actor.person;
    let attempt = Attempt::code(&person.id, client);
    attempt.begin(flow).await?;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let tx = flow.store().begin().await?;
    let right = if recovery::looks_like(&code) {
        let taken = recovery::take(flow, &*tx, person, &code).await?;
        if taken {
            let left = tx.recovery_codes(&person.municipality, &person.id).await?.len();
            let data = json!({ "left": left });
            let subject = person.municipality.as_str();
            let event = Event::new(
                RecordKind::Municipality,
                subject,
                "person.recovery-code-used",
                data,
            )
            .by(&visitor.actor);
            journal::write(flow, &*tx, &person.municipality, vec![event]).await?;
        }
        taken
    } else {
        let sealed = tx
            .credentials(&person.municipality, &person.id)
            .await?
            .totp_sealed
            .unwrap_or_default();
        let totp = totp::open(
            flow,
            &person.id,
            &sealed,
            &person.email,
            &visitor.actor.municipality.name,
        )?;
        match totp::step(flow, &totp, &code) {
            Some(step) => tx.use_totp_step(&person.municipality, &person.id, step).await?,
            None => false,
        }
    };
    if !right {
        drop(tx);
        attempt.failed(flow).await?;
        tracing::info!("a second factor failed");
        return Err(Error::refused("code-wrong"));
    }
    attempt.succeeded(flow, &*tx).await?;
    let token = session::complete(flow, &*tx, &visitor).await?;
    tx.commit().await?;
    Ok(token)
}
