//! People, their credentials, recovery codes and invitations.

use crate::bulk::{self, Rows};
use crate::session::Session;
use crate::value::{Row, args, id, json};
use async_trait::async_trait;
use model::person::{Credentials, Person, PersonState, Role};
use model::{Locale, Millis, MunicipalityId, PersonId};
use store::{Invitation, PeopleRead, PeopleWrite, Result, StoreError};

const BY_ID: &str = "SELECT * FROM people WHERE municipality = $1 AND id = $2";
const ALL: &str = "SELECT * FROM people WHERE municipality = $1 ORDER BY name, id";
const ACTIVE: &str = "SELECT * FROM people WHERE municipality = $1 AND state = 'active' ORDER BY name, id";
const BY_EMAIL: &str = "SELECT * FROM people WHERE email = $1";
const INSERT: &str = "INSERT INTO people (id, municipality, name, email, unit, roles, state, locale, created_at, version, temporary) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const UPDATE: &str = "UPDATE people SET name = $4, email = $5, unit = $6, roles = $7, state = $8, locale = $9, temporary = $10, \
     version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3";
const PUT_CREDENTIALS: &str = "UPDATE people SET password_hash = $3, totp_sealed = $4, totp_step = $5 WHERE municipality = $1 AND id = $2";
const USE_STEP: &str =
    "UPDATE people SET totp_step = $3 WHERE municipality = $1 AND id = $2 AND totp_step < $3";
const CODES: &str = "SELECT hash FROM recovery_codes WHERE municipality = $1 AND person = $2 ORDER BY hash";
const DELETE_CODES: &str = "DELETE FROM recovery_codes WHERE municipality = $1 AND person = $2";
const INSERT_CODES: &str = "INSERT INTO recovery_codes (municipality, person, hash)";
const USE_CODE: &str = "DELETE FROM recovery_codes WHERE municipality = $1 AND person = $2 AND hash = $3";
const INVITATION: &str = "SELECT * FROM invitations WHERE token_hash = $1";
const END_INVITATIONS: &str = "UPDATE invitations SET expires_at = $3 \
     WHERE municipality = $1 AND person = $2 AND used_at IS NULL AND expires_at > $3";
const INSERT_INVITATION: &str = "INSERT INTO invitations (token_hash, person, municipality, created_at, expires_at, used_at) \
     VALUES ($1, $2, $3, $4, $5, $6)";
const USE_INVITATION: &str =
    "UPDATE invitations SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[
    BY_ID,
    ALL,
    ACTIVE,
    BY_EMAIL,
    INSERT,
    UPDATE,
    PUT_CREDENTIALS,
    USE_STEP,
    CODES,
    DELETE_CODES,
    USE_CODE,
    INVITATION,
    END_INVITATIONS,
    INSERT_INVITATION,
    USE_INVITATION,
];

fn person(row: &Row) -> Result<Person> {
    Ok(Person {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        name: row.text("name")?,
        email: row.text("email")?,
        unit: row.text("unit")?,
        roles: row.json("roles")?,
        temporary: row.bool("temporary")?,
        state: row.word("state", PersonState::parse)?,
        locale: row.opt_text("locale")?.as_deref().and_then(Locale::from_tag),
        created_at: row.millis("created_at")?,
        version: row.int("version")?,
    })
}

#[async_trait]
impl PeopleRead for Session {
    async fn person(&self, municipality: &MunicipalityId, id_: &PersonId) -> Result<Person> {
        let row = self
            .conn()
            .await
            .opt(BY_ID, vec![id(municipality), id(id_)])
            .await?;
        person(&row.ok_or(StoreError::NotFound("person"))?)
    }

    async fn people(&self, municipality: &MunicipalityId) -> Result<Vec<Person>> {
        self.conn()
            .await
            .all(ALL, vec![id(municipality)])
            .await?
            .iter()
            .map(person)
            .collect()
    }

    async fn people_with_role(&self, municipality: &MunicipalityId, role: Role) -> Result<Vec<Person>> {
        let rows = self.conn().await.all(ACTIVE, vec![id(municipality)]).await?;
        let mut people = rows.iter().map(person).collect::<Result<Vec<_>>>()?;
        people.retain(|p| p.is(role));
        Ok(people)
    }

    async fn person_by_email(&self, email: &str) -> Result<Option<Person>> {
        self.conn()
            .await
            .opt(BY_EMAIL, args![email])
            .await?
            .as_ref()
            .map(person)
            .transpose()
    }

    async fn credentials(&self, municipality: &MunicipalityId, person: &PersonId) -> Result<Credentials> {
        let row = self
            .conn()
            .await
            .opt(BY_ID, vec![id(municipality), id(person)])
            .await?;
        let row = row.ok_or(StoreError::NotFound("person"))?;
        Ok(Credentials {
            password_hash: row.opt_text("password_hash")?,
            totp_sealed: row.opt_bytes("totp_sealed")?,
            totp_step: row.int("totp_step")?,
        })
    }

    async fn recovery_codes(&self, municipality: &MunicipalityId, person: &PersonId) -> Result<Vec<String>> {
        let rows = self
            .conn()
            .await
            .all(CODES, vec![id(municipality), id(person)])
            .await?;
        rows.iter().map(|row| row.text("hash")).collect()
    }

    async fn invitation(&self, token_hash: &str) -> Result<Option<Invitation>> {
        let Some(row) = self.conn().await.opt(INVITATION, args![token_hash]).await? else {
            return Ok(None);
        };
        Ok(Some(Invitation {
            token_hash: row.text("token_hash")?,
            person: row.id("person")?,
            municipality: row.id("municipality")?,
            created_at: row.millis("created_at")?,
            expires_at: row.millis("expires_at")?,
            used_at: row.opt_millis("used_at")?,
        }))
    }
}

#[async_trait]
impl PeopleWrite for Session {
    async fn insert_person(&self, p: &Person) -> Result<()> {
        let values = args![
            p.id.to_string(),
            p.municipality.to_string(),
            &p.name,
            &p.email,
            &p.unit,
            json(&p.roles)?,
            p.state.as_str(),
            p.locale.map(|l| l.tag().to_owned()),
            p.created_at,
            p.version,
            p.temporary,
        ];
        self.conn().await.run(INSERT, values).await?;
        Ok(())
    }

    async fn update_person(&self, p: &mut Person) -> Result<()> {
        let values = args![
            p.municipality.to_string(),
            p.id.to_string(),
            p.version,
            &p.name,
            &p.email,
            &p.unit,
            json(&p.roles)?,
            p.state.as_str(),
            p.locale.map(|l| l.tag().to_owned()),
            p.temporary,
        ];
        if self.conn().await.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("person"));
        }
        p.version += 1;
        Ok(())
    }

    async fn put_credentials(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
        c: &Credentials,
    ) -> Result<()> {
        let values = args![
            municipality.to_string(),
            person.to_string(),
            c.password_hash.clone(),
            c.totp_sealed.clone(),
            c.totp_step,
        ];
        match self.conn().await.run(PUT_CREDENTIALS, values).await? {
            0 => Err(StoreError::NotFound("person")),
            _ => Ok(()),
        }
    }

    async fn use_totp_step(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
        step: i64,
    ) -> Result<bool> {
        let values = vec![id(municipality), id(person), step.into()];
        Ok(self.conn().await.run(USE_STEP, values).await? > 0)
    }

    async fn put_recovery_codes(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
        hashes: &[String],
    ) -> Result<()> {
        let mut conn = self.conn().await;
        let whose = || vec![id(municipality), id(person)];
        conn.opt(BY_ID, whose())
            .await?
            .ok_or(StoreError::NotFound("person"))?;
        conn.run(DELETE_CODES, whose()).await?;
        let rows = hashes
            .iter()
            .map(|hash| vec![id(municipality), id(person), hash.into()]);
        bulk::insert(&mut conn, vec![Rows::of(INSERT_CODES, rows)]).await
    }

    async fn use_recovery_code(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
        hash: &str,
    ) -> Result<bool> {
        let values = vec![id(municipality), id(person), hash.into()];
        Ok(self.conn().await.run(USE_CODE, values).await? > 0)
    }

    async fn insert_invitation(&self, i: &Invitation) -> Result<()> {
        let mut conn = self.conn().await;
        conn.run(
            END_INVITATIONS,
            vec![id(&i.municipality), id(&i.person), i.created_at.into()],
        )
        .await?;
        let values = args![
            &i.token_hash,
            i.person.to_string(),
            i.municipality.to_string(),
            i.created_at,
            i.expires_at,
            i.used_at,
        ];
        conn.run(INSERT_INVITATION, values).await?;
        Ok(())
    }

    async fn use_invitation(&self, token_hash: &str, now: Millis) -> Result<bool> {
        Ok(self
            .conn()
            .await
            .run(USE_INVITATION, args![token_hash, now])
            .await?
            > 0)
    }
}
