//! Counting wrong tries, so that nobody guesses long.

use super::token;
use crate::{Error, Flow, Result};
use model::{Id as _, Millis, PersonId};
use store::LoginAttempt;

/// Tries count for this long.
const WINDOW_MS: i64 = 15 * Millis::MINUTE;
/// Wrong tries for one account.
const PER_ACCOUNT: i64 = 5;
/// Wrong tries from one address: a town hall has one address for many people.
const PER_CLIENT: i64 = 20;

/// What is tried.
#[derive(Clone, Debug)]
pub(super) struct Attempt {
    account: String,
    client: String,
}

impl Attempt {
    /// A password for an e-mail.
    pub(super) fn password(email: &str, client: &str) -> Self {
        Self {
            account: format!("email:{}", token::hash(email)),
            client: client_key(client),
        }
    }

    /// A code of a person.
    pub(super) fn code(person: &PersonId, client: &str) -> Self {
        Self {
            account: format!("code:{}", token::hash(person.as_str())),
            client: client_key(client),
        }
    }

    /// Goes on when there are tries left. The try counts as wrong from here on, so that many at once do not slip
    /// through; [`Attempt::succeeded`] makes it good again.
    pub(super) async fn begin(&self, flow: &Flow) -> Result<()> {
        let now = flow.source().now();
        let since = now.plus(-WINDOW_MS);
        let tx = flow.store().begin().await?;
        let over = tx.failed_logins(&self.account, since).await? >= PER_ACCOUNT
            || tx.failed_logins(&self.client, since).await? >= PER_CLIENT;
        if over {
            let minutes = (WINDOW_MS / Millis::MINUTE).to_string();
            return Err(Error::Refused {
                key: "sign-in-too-many",
                params: vec![("minutes", minutes)],
            });
        }
        tx.record_login(&LoginAttempt {
            key: self.account.clone(),
            at: now,
            success: false,
        })
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Notes a wrong try for the address too.
    pub(super) async fn failed(&self, flow: &Flow) -> Result<()> {
        let tx = flow.store().begin().await?;
        tx.record_login(&LoginAttempt {
            key: self.client.clone(),
            at: flow.source().now(),
            success: false,
        })
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Notes in the caller's transaction that the try was right: the account's wrong ones are forgotten. The address's
    /// are not, or somebody with an account could guess others' without end.
    pub(super) async fn succeeded(&self, flow: &Flow, tx: &dyn store::Tx) -> Result<()> {
        tx.record_login(&LoginAttempt {
            key: self.account.clone(),
            at: flow.source().now(),
            success: true,
        })
        .await?;
        Ok(())
    }
}

fn client_key(client: &str) -> String {
    format!("client:{}", token::hash(client))
}
