//! The register of official channels. A municipality has some dozens, so lists of some of them are cut out of all.

use crate::session::Session;
use crate::value::{Row, args, id, json};
use async_trait::async_trait;
use model::channel::{Channel, ChannelState, Network};
use model::{ChannelId, MunicipalityId};
use store::{ChannelRead, ChannelWrite, Poll, Result, StoreError};

const BY_ID: &str = "SELECT * FROM channels WHERE municipality = $1 AND id = $2";
const ALL: &str = "SELECT * FROM channels WHERE municipality = $1 ORDER BY name, id";
const INSERT: &str = "INSERT INTO channels (id, municipality, network, name, handle, url, purpose, audience, unit, \
     responsible, administrators, answers, state, server, secret_sealed, health, polled_at, cursor, applied_by, created_at, \
     version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)";
const UPDATE: &str = "UPDATE channels SET network = $4, name = $5, handle = $6, url = $7, purpose = $8, audience = $9, \
     unit = $10, responsible = $11, administrators = $12, answers = $13, state = $14, server = $15, secret_sealed = $16, \
     version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3";
const NOTE_POLL: &str = "UPDATE channels SET polled_at = COALESCE($3, polled_at), cursor = $4, health = $5 \
     WHERE municipality = $1 AND id = $2";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[BY_ID, ALL, INSERT, UPDATE, NOTE_POLL];

fn channel(row: &Row) -> Result<Channel> {
    Ok(Channel {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        network: row.word("network", Network::parse)?,
        name: row.text("name")?,
        handle: row.text("handle")?,
        url: row.text("url")?,
        purpose: row.text("purpose")?,
        audience: row.text("audience")?,
        unit: row.text("unit")?,
        responsible: row.id("responsible")?,
        administrators: row.json("administrators")?,
        answers: row.json("answers")?,
        state: row.word("state", ChannelState::parse)?,
        server: row.text("server")?,
        secret_sealed: row.opt_bytes("secret_sealed")?,
        health: row.text("health")?,
        polled_at: row.opt_millis("polled_at")?,
        cursor: row.text("cursor")?,
        applied_by: row.id("applied_by")?,
        created_at: row.millis("created_at")?,
        version: row.int("version")?,
    })
}

#[async_trait]
impl ChannelRead for Session {
    async fn channel(&self, municipality: &MunicipalityId, id_: &ChannelId) -> Result<Channel> {
        let row = self
            .conn()
            .await
            .opt(BY_ID, vec![id(municipality), id(id_)])
            .await?;
        channel(&row.ok_or(StoreError::NotFound("channel"))?)
    }

    async fn channels(&self, municipality: &MunicipalityId) -> Result<Vec<Channel>> {
        self.conn()
            .await
            .all(ALL, vec![id(municipality)])
            .await?
            .iter()
            .map(channel)
            .collect()
    }

    async fn channels_in(
        &self,
        municipality: &MunicipalityId,
        states: &[ChannelState],
    ) -> Result<Vec<Channel>> {
        let mut channels = self.channels(municipality).await?;
        channels.retain(|c| states.contains(&c.state));
        Ok(channels)
    }

    async fn public_channels(&self, municipality: &MunicipalityId) -> Result<Vec<Channel>> {
        let mut channels = self
            .channels_in(municipality, &[ChannelState::Active, ChannelState::Closing])
            .await?;
        // The sort is stable: by name within a network.
        channels.sort_by_key(|c| c.network.as_str());
        Ok(channels)
    }
}

#[async_trait]
impl ChannelWrite for Session {
    async fn insert_channel(&self, c: &Channel) -> Result<()> {
        let values = args![
            c.id.to_string(),
            c.municipality.to_string(),
            c.network.as_str(),
            &c.name,
            &c.handle,
            &c.url,
            &c.purpose,
            &c.audience,
            &c.unit,
            c.responsible.to_string(),
            json(&c.administrators)?,
            json(&c.answers)?,
            c.state.as_str(),
            &c.server,
            c.secret_sealed.clone(),
            &c.health,
            c.polled_at,
            &c.cursor,
            c.applied_by.to_string(),
            c.created_at,
            c.version,
        ];
        self.conn().await.run(INSERT, values).await?;
        Ok(())
    }

    async fn update_channel(&self, c: &mut Channel) -> Result<()> {
        let values = args![
            c.municipality.to_string(),
            c.id.to_string(),
            c.version,
            c.network.as_str(),
            &c.name,
            &c.handle,
            &c.url,
            &c.purpose,
            &c.audience,
            &c.unit,
            c.responsible.to_string(),
            json(&c.administrators)?,
            json(&c.answers)?,
            c.state.as_str(),
            &c.server,
            c.secret_sealed.clone(),
        ];
        if self.conn().await.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("channel"));
        }
        c.version += 1;
        Ok(())
    }

    async fn note_poll(&self, municipality: &MunicipalityId, id_: &ChannelId, poll: &Poll) -> Result<()> {
        let values = vec![
            id(municipality),
            id(id_),
            poll.polled_at.into(),
            (&poll.cursor).into(),
            (&poll.health).into(),
        ];
        match self.conn().await.run(NOTE_POLL, values).await? {
            0 => Err(StoreError::NotFound("channel")),
            _ => Ok(()),
        }
    }
}
