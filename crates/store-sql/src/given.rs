//! Answers to the guideline's questions.

use crate::session::Session;
use crate::value::{args, id, json};
use async_trait::async_trait;
use model::MunicipalityId;
use std::collections::BTreeMap;
use store::{GivenOf, GivenRead, GivenWrite, Result};

const GET: &str = "SELECT answers FROM given WHERE municipality = $1 AND of_kind = $2 AND subject = $3";
const PUT: &str = "INSERT INTO given (municipality, of_kind, subject, answers) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (municipality, of_kind, subject) DO UPDATE SET answers = excluded.answers";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[GET, PUT];

#[async_trait]
impl GivenRead for Session {
    async fn given(
        &self,
        municipality: &MunicipalityId,
        of: GivenOf,
        subject: &str,
    ) -> Result<BTreeMap<String, String>> {
        let values = args![municipality.to_string(), of.as_str(), subject];
        let row = self.conn().await.opt(GET, values).await?;
        row.map_or_else(|| Ok(BTreeMap::new()), |row| row.json("answers"))
    }
}

#[async_trait]
impl GivenWrite for Session {
    async fn put_given(
        &self,
        municipality: &MunicipalityId,
        of: GivenOf,
        subject: &str,
        answers: &BTreeMap<String, String>,
    ) -> Result<()> {
        let mut values = vec![id(municipality)];
        values.extend(args![of.as_str(), subject]);
        values.push(json(answers)?);
        self.conn().await.run(PUT, values).await?;
        Ok(())
    }
}
