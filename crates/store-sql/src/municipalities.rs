//! Tenants.

use crate::session::Session;
use crate::value::{Row, args, id, json};
use async_trait::async_trait;
use model::MunicipalityId;
use model::municipality::{Country, Municipality};
use store::{MunicipalityRead, MunicipalityWrite, Result, StoreError};

const BY_ID: &str = "SELECT * FROM municipalities WHERE id = $1";
const BY_SLUG: &str = "SELECT * FROM municipalities WHERE slug = $1";
const ALL: &str = "SELECT * FROM municipalities ORDER BY name, id";
const INSERT: &str = "INSERT INTO municipalities (id, name, slug, org_number, country, languages, office_hours, website, \
     pack, own_packs, detectors, created_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const INSERT_LOG: &str = "INSERT INTO log_states (municipality, size, frontier) VALUES ($1, 0, $2)";
const UPDATE: &str = "UPDATE municipalities SET name = $3, slug = $4, org_number = $5, country = $6, languages = $7, \
     office_hours = $8, website = $9, pack = $10, own_packs = $11, detectors = $12, version = version + 1 WHERE id = $1 AND version = $2";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[BY_ID, BY_SLUG, ALL, INSERT, INSERT_LOG, UPDATE];

fn municipality(row: &Row) -> Result<Municipality> {
    Ok(Municipality {
        id: row.id("id")?,
        name: row.text("name")?,
        slug: row.text("slug")?,
        org_number: row.text("org_number")?,
        country: row.word("country", Country::parse)?,
        languages: row.json("languages")?,
        office_hours: row.json("office_hours")?,
        website: row.text("website")?,
        pack: row.text("pack")?,
        own_packs: row.json("own_packs")?,
        detectors: row.text("detectors")?,
        created_at: row.millis("created_at")?,
        version: row.int("version")?,
    })
}

#[async_trait]
impl MunicipalityRead for Session {
    async fn municipality(&self, id_: &MunicipalityId) -> Result<Municipality> {
        let row = self.conn().await.opt(BY_ID, vec![id(id_)]).await?;
        municipality(&row.ok_or(StoreError::NotFound("municipality"))?)
    }

    async fn municipality_by_slug(&self, slug: &str) -> Result<Option<Municipality>> {
        self.conn()
            .await
            .opt(BY_SLUG, args![slug])
            .await?
            .as_ref()
            .map(municipality)
            .transpose()
    }

    async fn municipalities(&self) -> Result<Vec<Municipality>> {
        self.conn()
            .await
            .all(ALL, args![])
            .await?
            .iter()
            .map(municipality)
            .collect()
    }
}

#[async_trait]
impl MunicipalityWrite for Session {
    async fn insert_municipality(&self, m: &Municipality) -> Result<()> {
        let mut conn = self.conn().await;
        let values = args![
            m.id.to_string(),
            &m.name,
            &m.slug,
            &m.org_number,
            m.country.as_str(),
            json(&m.languages)?,
            json(&m.office_hours)?,
            &m.website,
            &m.pack,
            json(&m.own_packs)?,
            &m.detectors,
            m.created_at,
            m.version,
        ];
        conn.run(INSERT, values).await?;
        conn.run(INSERT_LOG, vec![id(&m.id), Vec::new().as_slice().into()])
            .await?;
        Ok(())
    }

    async fn update_municipality(&self, m: &mut Municipality) -> Result<()> {
        let values = args![
            m.id.to_string(),
            m.version,
            &m.name,
            &m.slug,
            &m.org_number,
            m.country.as_str(),
            json(&m.languages)?,
            json(&m.office_hours)?,
            &m.website,
            &m.pack,
            json(&m.own_packs)?,
            &m.detectors,
        ];
        if self.conn().await.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("municipality"));
        }
        m.version += 1;
        Ok(())
    }
}
