//! A session on one connection: implements every repository trait, each in a file of its own.

use crate::conn::Conn;
use async_trait::async_trait;
use store::{Read, Result, Tx};
use tokio::sync::{Mutex, MutexGuard};

/// One connection, shared by the calls of one session, which take turns.
pub(crate) struct Session {
    conn: Mutex<Conn>,
}

impl Session {
    pub(crate) fn new(conn: Conn) -> Self {
        Self {
            conn: Mutex::new(conn),
        }
    }

    /// The connection, for one call.
    pub(crate) async fn conn(&self) -> MutexGuard<'_, Conn> {
        self.conn.lock().await
    }
}

impl Read for Session {}

#[async_trait]
impl Tx for Session {
    async fn commit(self: Box<Self>) -> Result<()> {
        self.conn.into_inner().commit().await
    }
}
