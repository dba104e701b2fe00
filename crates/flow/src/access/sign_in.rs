//! First step of signing in: e-mail and password.

use super::attempts::Attempt;
use super::{begin_session, password};
use crate::{Error, Flow, Result};
use model::person::PersonState;

/// Checks the password and begins an incomplete session; returns the cookie's token (32 bytes, base64url). The same
/// time and the same answer for an unknown e-mail and a wrong password.
///
/// # Errors
/// `Refused("sign-in-wrong")`; `Refused("sign-in-too-many")` with `minutes` after 5 wrong tries for the e-mail or 20
/// from `client` (address) within 15 minutes.
pub async fn sign_in(flow: &Flow, email: &str, password: &str, client: &str) -> Result<String> {
    let email = email.trim().to_lowercase();
    let attempt = Attempt::password(&email, client);
    attempt.begin(flow).await?;
    let read = flow.store().read().await?;
    let person = read
        .person_by_email(&email)
        .await?
        .filter(|p| p.state == PersonState::Active);
    let stored = match &person {
        Some(person) => {
            read.credentials(&person.municipality, &person.id)
                .await?
                .password_hash
        }
        None => None,
    };
    drop(read);
    let right = password::verify(flow, password, stored).await?;
    let Some(person) = person.filter(|_| right) else {
        attempt.failed(flow).await?;
        tracing::info!("a sign-in failed");
        return Err(Error::refused("sign-in-wrong"));
    };
    let tx = flow.store().begin().await?;
    attempt.succeeded(flow, &*tx).await?;
    let token = begin_session(flow, &*tx, &person, false).await?;
    tx.commit().await?;
    Ok(token)
}
