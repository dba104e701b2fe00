//! Duties, and who has acknowledged which guideline.

use crate::lists::{Order, merged, newest_first, oldest_first, one_more};
use crate::session::Session;
use crate::value::{Row, Value, args, id, json, opt_id};
use async_trait::async_trait;
use model::duty::{Acknowledgement, Duty, DutyEvidence, DutyState, DutySubject};
use model::person::Role;
use model::{DutyId, Millis, MunicipalityId, PersonId};
use store::{Cursor, DutyCounts, DutyFilter, DutyRead, DutyWrite, Page, Result, StoreError};

const BY_ID: &str = "SELECT * FROM duties WHERE municipality = $1 AND id = $2";
/// Twelve places: there are twelve roles. A place that is not used looks for nothing that a row has.
const COUNT: &str = "SELECT COUNT(*) AS open, COUNT(CASE WHEN due_at < $3 THEN 1 END) AS overdue FROM duties \
     WHERE municipality = $1 AND state = 'open' AND (person = $2 OR (person IS NULL AND (roles LIKE $4 OR roles LIKE $5 \
     OR roles LIKE $6 OR roles LIKE $7 OR roles LIKE $8 OR roles LIKE $9 OR roles LIKE $10 OR roles LIKE $11 \
     OR roles LIKE $12 OR roles LIKE $13 OR roles LIKE $14 OR roles LIKE $15)))";
const LAST_DONE: &str = "SELECT MAX(done_at) AS at FROM duties WHERE municipality = $1 AND subject = $2 AND subject_id = $3 \
     AND state = 'done' AND kind <> 'notify'";
const INSERT: &str = "INSERT INTO duties (id, municipality, kind, clause, pack_digest, decision, subject, subject_id, about, \
     period, part, person, roles, what, steps, record_of, naming, report_to, evidence, opened_at, due_at, state, reason, note, link, done_by, \
     done_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, \
     $21, $22, $23, $24, $25, $26, $27, $28) \
     ON CONFLICT (municipality, clause, kind, subject, subject_id, period, part) DO NOTHING";
const UPDATE: &str = "UPDATE duties SET steps = $4, state = $5, reason = $6, note = $7, link = $8, done_by = $9, \
     done_at = $10, version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3";
const ACKNOWLEDGED: &str =
    "SELECT * FROM acknowledgements WHERE municipality = $1 AND person = $2 AND digest = $3";
const ALL_ACKNOWLEDGED: &str =
    "SELECT * FROM acknowledgements WHERE municipality = $1 AND digest = $2 ORDER BY at, person";
const ACKNOWLEDGED_BY: &str =
    "SELECT * FROM acknowledgements WHERE municipality = $1 AND person = $2 ORDER BY at DESC, digest";
const ACKNOWLEDGE: &str = "INSERT INTO acknowledgements (municipality, person, pack, pack_version, digest, at) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (municipality, person, digest) DO NOTHING";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[
    BY_ID,
    COUNT,
    LAST_DONE,
    INSERT,
    UPDATE,
    ACKNOWLEDGED,
    ALL_ACKNOWLEDGED,
    ACKNOWLEDGED_BY,
    ACKNOWLEDGE,
];

fn duty(row: &Row) -> Result<Duty> {
    Ok(Duty {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        kind: row.text("kind")?,
        clause: row.text("clause")?,
        pack_digest: row.text("pack_digest")?,
        decision: row.opt_id("decision")?,
        subject: row.word("subject", DutySubject::parse)?,
        subject_id: row.text("subject_id")?,
        about: row.text("about")?,
        period: row.text("period")?,
        part: row.int("part")?,
        person: row.opt_id("person")?,
        roles: roles(&row.text("roles")?)?,
        what: row.json("what")?,
        steps: row.json("steps")?,
        record_of: row.text("record_of")?,
        naming: row.text("naming")?,
        report_to: roles(&row.text("report_to")?)?,
        evidence: row.word("evidence", DutyEvidence::parse)?,
        opened_at: row.millis("opened_at")?,
        due_at: row.millis("due_at")?,
        state: row.word("state", DutyState::parse)?,
        reason: row.text("reason")?,
        note: row.text("note")?,
        link: row.text("link")?,
        done_by: row.opt_id("done_by")?,
        done_at: row.opt_millis("done_at")?,
        version: row.int("version")?,
    })
}

fn roles(text: &str) -> Result<Vec<Role>> {
    let role = |word: &str| {
        Role::parse(word).ok_or_else(|| StoreError::Corrupt {
            table: "duties",
            id: String::new(),
            what: format!("roles: {word}"),
        })
    };
    text.split_whitespace().map(role).collect()
}

/// ` administrator editor `: every word has a space before and after it.
fn stored(roles: &[Role]) -> String {
    let words = roles.iter().map(|r| format!("{} ", r.as_str()));
    std::iter::once(" ".to_owned()).chain(words).collect()
}

/// What finds a role among the stored words. The words have no character that LIKE reads in its own way.
fn pattern(role: Role) -> Value {
    format!("% {} %", role.as_str()).into()
}

fn acknowledgement(row: &Row) -> Result<Acknowledgement> {
    Ok(Acknowledgement {
        municipality: row.id("municipality")?,
        person: row.id("person")?,
        pack: row.text("pack")?,
        pack_version: row.text("pack_version")?,
        digest: row.text("digest")?,
        at: row.millis("at")?,
    })
}

/// The statement of a list and its parameters. It merges one index range for each state, see [`merged`].
fn page(
    municipality: &MunicipalityId,
    filter: &DutyFilter,
    after: Option<&Cursor>,
    limit: usize,
) -> (String, Vec<Value>) {
    let (order, [at, last]) = if filter.newest_first {
        (Order::NewestFirst, newest_first(after))
    } else {
        (Order::OldestFirst, oldest_first(after))
    };
    let mut values = vec![id(municipality), at, last, one_more(limit)];
    let mut and = String::new();
    let mut place = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    if let Some((person, roles)) = &filter.of {
        let mut mine = format!("person = {}", place(id(person)));
        let any: Vec<_> = roles
            .iter()
            .map(|role| format!("roles LIKE {}", place(pattern(*role))))
            .collect();
        if !any.is_empty() {
            mine = format!("{mine} OR (person IS NULL AND ({}))", any.join(" OR "));
        }
        and = format!("{and} AND ({mine})");
    }
    if let Some(clause) = &filter.clause {
        and = format!("{and} AND clause = {}", place(clause.into()));
    }
    if let Some((subject, subject_id)) = &filter.subject {
        let (kind, of) = (place(subject.as_str().into()), place(subject_id.into()));
        and = format!("{and} AND subject = {kind} AND subject_id = {of}");
    }
    if let Some(from) = filter.due_from {
        and = format!("{and} AND due_at >= {}", place(from.into()));
    }
    if let Some(before) = filter.due_before {
        and = format!("{and} AND due_at < {}", place(before.into()));
    }
    let states = if filter.states.is_empty() {
        DutyState::ALL
    } else {
        &filter.states
    };
    let states: Vec<_> = states.iter().map(|s| s.as_str()).collect();
    (merged("duties", "due_at", order, &states, &and), values)
}

#[async_trait]
impl DutyRead for Session {
    async fn duty(&self, municipality: &MunicipalityId, of: &DutyId) -> Result<Duty> {
        let values = vec![id(municipality), id(of)];
        let row = self.conn().await.opt(BY_ID, values).await?;
        duty(&row.ok_or(StoreError::NotFound("duty"))?)
    }

    async fn duties(
        &self,
        municipality: &MunicipalityId,
        filter: &DutyFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Duty>> {
        let (sql, values) = page(municipality, filter, after, limit);
        let rows = self.conn().await.all_built(sql, values).await?;
        let found = rows.iter().map(duty).collect::<Result<Vec<_>>>()?;
        Ok(Page::cut(found, limit, |d| Cursor {
            at: d.due_at.0,
            id: d.id.to_string(),
        }))
    }

    async fn duty_counts(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
        roles: &[Role],
        now: Millis,
    ) -> Result<DutyCounts> {
        let mut values = vec![id(municipality), id(person), now.into()];
        let patterns = roles.iter().map(|role| pattern(*role));
        values.extend(
            patterns
                .chain(std::iter::repeat_with(|| "".into()))
                .take(Role::ALL.len()),
        );
        let row = self.conn().await.opt(COUNT, values).await?;
        let row = row.ok_or(StoreError::NotFound("duty"))?;
        Ok(DutyCounts {
            open: row.int("open")?,
            overdue: row.int("overdue")?,
        })
    }

    async fn duty_last_done(
        &self,
        municipality: &MunicipalityId,
        subject: DutySubject,
        subject_id: &str,
    ) -> Result<Option<Millis>> {
        let values = vec![id(municipality), subject.as_str().into(), subject_id.into()];
        match self.conn().await.opt(LAST_DONE, values).await? {
            Some(row) => row.opt_millis("at"),
            None => Ok(None),
        }
    }

    async fn acknowledgement(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
        digest: &str,
    ) -> Result<Option<Acknowledgement>> {
        let values = vec![id(municipality), id(person), digest.into()];
        let row = self.conn().await.opt(ACKNOWLEDGED, values).await?;
        row.as_ref().map(acknowledgement).transpose()
    }

    async fn acknowledgements(
        &self,
        municipality: &MunicipalityId,
        digest: &str,
    ) -> Result<Vec<Acknowledgement>> {
        let values = vec![id(municipality), digest.into()];
        let rows = self.conn().await.all(ALL_ACKNOWLEDGED, values).await?;
        rows.iter().map(acknowledgement).collect()
    }

    async fn acknowledgements_of(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
    ) -> Result<Vec<Acknowledgement>> {
        let values = vec![id(municipality), id(person)];
        let rows = self.conn().await.all(ACKNOWLEDGED_BY, values).await?;
        rows.iter().map(acknowledgement).collect()
    }
}

#[async_trait]
impl DutyWrite for Session {
    async fn insert_duty(&self, d: &Duty) -> Result<bool> {
        let values = args![
            d.id.to_string(),
            d.municipality.to_string(),
            &d.kind,
            &d.clause,
            &d.pack_digest,
            opt_id(d.decision.as_ref()),
            d.subject.as_str(),
            &d.subject_id,
            &d.about,
            &d.period,
            d.part,
            opt_id(d.person.as_ref()),
            stored(&d.roles),
            json(&d.what)?,
            json(&d.steps)?,
            &d.record_of,
            &d.naming,
            stored(&d.report_to),
            d.evidence.as_str(),
            d.opened_at,
            d.due_at,
            d.state.as_str(),
            &d.reason,
            &d.note,
            &d.link,
            opt_id(d.done_by.as_ref()),
            d.done_at,
            d.version,
        ];
        Ok(self.conn().await.run(INSERT, values).await? == 1)
    }

    async fn update_duty(&self, d: &mut Duty) -> Result<()> {
        let values = args![
            d.municipality.to_string(),
            d.id.to_string(),
            d.version,
            json(&d.steps)?,
            d.state.as_str(),
            &d.reason,
            &d.note,
            &d.link,
            opt_id(d.done_by.as_ref()),
            d.done_at,
        ];
        if self.conn().await.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("duty"));
        }
        d.version += 1;
        Ok(())
    }

    async fn insert_acknowledgement(&self, a: &Acknowledgement) -> Result<bool> {
        let values = args![
            a.municipality.to_string(),
            a.person.to_string(),
            &a.pack,
            &a.pack_version,
            &a.digest,
            a.at,
        ];
        Ok(self.conn().await.run(ACKNOWLEDGE, values).await? == 1)
    }
}
