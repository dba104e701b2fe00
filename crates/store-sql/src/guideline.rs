//! What became of the guideline's clauses.

use crate::bulk::{self, Rows};
use crate::lists;
use crate::session::Session;
use crate::value::{Row, Value, args, count, id};
use async_trait::async_trait;
use model::archive::StoredDecision;
use model::{DecisionId, Id as _, Millis, MunicipalityId, PersonId};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use store::{ApprovalTally, DayTally, DutyTally, GuidelineRead, GuidelineWrite, Result, StoreError, Tally};

/// The days of the first month, and the twelve months after it, whose sums stand under the name of the month.
const TALLIES: &str = "SELECT clause, outcome, mark, CAST(SUM(n) AS BIGINT) AS n FROM ( \
     SELECT clause, outcome, mark, n FROM clause_tallies WHERE municipality = $1 AND day >= $2 AND day < $3 \
     AND length(day) = 10 UNION ALL \
     SELECT clause, outcome, mark, n FROM clause_tallies WHERE municipality = $1 \
     AND day IN ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)) AS t \
     GROUP BY clause, outcome, mark ORDER BY clause, outcome, mark";
/// Months after the first that are counted.
const MONTHS: u32 = 12;
const OF: &str = "SELECT * FROM clause_tallies WHERE municipality = $1 AND clause = $2 AND length(day) = 10 \
     ORDER BY day DESC, latest_at DESC, outcome LIMIT $3";
const WAITING: &str = "SELECT d.* FROM untallied u JOIN decisions d ON d.id = u.decision WHERE u.municipality = $1 \
     ORDER BY u.decision LIMIT $2";
/// Two ranges of indexes; a row of the first is settled, one of the second is not.
const DUTIES: &str = "SELECT clause, notice, COUNT(CASE WHEN state = 'done' THEN 1 END) AS done, \
     COUNT(CASE WHEN state = 'skipped' THEN 1 END) AS skipped, COUNT(CASE WHEN state = 'lapsed' THEN 1 END) AS lapsed, \
     COUNT(CASE WHEN state = 'open' THEN 1 END) AS open, \
     COUNT(CASE WHEN state = 'open' AND due_at < $3 THEN 1 END) AS overdue FROM ( \
     SELECT clause, CASE WHEN kind = 'notify' THEN 'notice' ELSE '' END AS notice, state, due_at FROM duties \
     WHERE municipality = $1 AND done_at >= $2 UNION ALL \
     SELECT clause, CASE WHEN kind = 'notify' THEN 'notice' ELSE '' END AS notice, state, due_at FROM duties \
     WHERE municipality = $1 AND state = 'open') AS d GROUP BY clause, notice ORDER BY clause, notice";
const APPROVALS: &str = "SELECT clause, COUNT(CASE WHEN state = 'approved' THEN 1 END) AS approved, \
     COUNT(CASE WHEN state = 'returned' THEN 1 END) AS returned, COUNT(CASE WHEN state = 'open' THEN 1 END) AS open FROM ( \
     SELECT clause, state FROM approvals WHERE municipality = $1 AND decided_at >= $2 UNION ALL \
     SELECT clause, state FROM approvals WHERE municipality = $1 AND state = 'open') AS a GROUP BY clause ORDER BY clause";
const GROUNDS: &str = "SELECT ground, COUNT(*) AS n FROM moderations WHERE municipality = $1 AND decided_at >= $2 \
     AND act = 'hide' GROUP BY ground ORDER BY ground";
const OVERDUE: &str = "SELECT due_clause, COUNT(*) AS n FROM items WHERE municipality = $1 \
     AND state IN ('new', 'claimed') AND due_key < $2 GROUP BY due_clause ORDER BY due_clause";
const LESSONS: &str =
    "SELECT person, at FROM lessons_taken WHERE municipality = $1 AND digest = $2 ORDER BY at, person";
const ADD: &str =
    "INSERT INTO clause_tallies (municipality, day, clause, outcome, mark, n, latest, latest_at)";
const ADD_TO: &str = "ON CONFLICT (municipality, day, clause, outcome, mark) DO UPDATE SET n = clause_tallies.n + excluded.n, \
     latest = CASE WHEN excluded.latest_at >= clause_tallies.latest_at THEN excluded.latest ELSE clause_tallies.latest END, \
     latest_at = CASE WHEN excluded.latest_at >= clause_tallies.latest_at THEN excluded.latest_at \
     ELSE clause_tallies.latest_at END";
const TAKE: &str = "INSERT INTO lessons_taken (municipality, person, digest, at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (municipality, person, digest) DO NOTHING";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[
    TALLIES, OF, WAITING, DUTIES, APPROVALS, GROUNDS, OVERDUE, LESSONS, TAKE,
];

fn tally(row: &Row) -> Result<Tally> {
    Ok(Tally {
        clause: row.text("clause")?,
        outcome: row.text("outcome")?,
        mark: row.text("mark")?,
        n: row.int("n")?,
    })
}

/// `2026-11` of `2026-11-22`.
fn month(day: &str) -> &str {
    day.get(..7).unwrap_or(day)
}

/// The months after that of a day.
fn months_after(day: &str) -> Vec<String> {
    let Some((year, of_year)) = month(day).split_once('-') else {
        return Vec::new();
    };
    let (Ok(year), Ok(of_year)) = (year.parse::<u32>(), of_year.parse::<u32>()) else {
        return Vec::new();
    };
    let first = year.saturating_mul(12).saturating_add(of_year);
    let name = |n: u32| format!("{:04}-{:02}", n / 12, n % 12 + 1);
    (first..first.saturating_add(MONTHS)).map(name).collect()
}

/// The sums of whole months, under their names.
fn by_month(counted: &[DayTally]) -> Vec<DayTally> {
    let mut months: BTreeMap<(&str, &str, &str, &str), DayTally> = BTreeMap::new();
    for day in counted {
        let tally = &day.tally;
        let key = (
            month(&day.day),
            tally.clause.as_str(),
            tally.outcome.as_str(),
            tally.mark.as_str(),
        );
        match months.entry(key) {
            Entry::Vacant(place) => {
                place.insert(DayTally {
                    day: key.0.to_owned(),
                    ..day.clone()
                });
            }
            Entry::Occupied(mut sum) => {
                let sum = sum.get_mut();
                sum.tally.n += tally.n;
                if day.latest_at >= sum.latest_at {
                    sum.latest = day.latest.clone();
                    sum.latest_at = day.latest_at;
                }
            }
        }
    }
    months.into_values().collect()
}

#[async_trait]
impl GuidelineRead for Session {
    async fn tallies(&self, municipality: &MunicipalityId, day: &str) -> Result<Vec<Tally>> {
        let months = months_after(day);
        // No day sorts after the tilde; it stands in when the day is none.
        let end = months.first().map_or("~", String::as_str);
        let mut values = vec![id(municipality), day.into(), end.into()];
        values.extend(months.iter().map(Value::from));
        values.resize(15, "".into());
        let rows = self.conn().await.all(TALLIES, values).await?;
        rows.iter().map(tally).collect()
    }

    async fn tallies_of(
        &self,
        municipality: &MunicipalityId,
        clause: &str,
        limit: usize,
    ) -> Result<Vec<DayTally>> {
        let values = vec![id(municipality), clause.into(), count(limit)];
        let rows = self.conn().await.all(OF, values).await?;
        let of_day = |row: &Row| {
            Ok(DayTally {
                day: row.text("day")?,
                tally: tally(row)?,
                latest: row.id("latest")?,
                latest_at: row.millis("latest_at")?,
            })
        };
        rows.iter().map(of_day).collect()
    }

    async fn untallied(&self, municipality: &MunicipalityId, limit: usize) -> Result<Vec<StoredDecision>> {
        let values = vec![id(municipality), count(limit)];
        let rows = self.conn().await.all(WAITING, values).await?;
        rows.iter().map(crate::decisions::decision).collect()
    }

    async fn duty_tallies(
        &self,
        municipality: &MunicipalityId,
        since: Millis,
        now: Millis,
    ) -> Result<Vec<DutyTally>> {
        let values = vec![id(municipality), since.into(), now.into()];
        let rows = self.conn().await.all(DUTIES, values).await?;
        let duties = |row: &Row| {
            Ok(DutyTally {
                clause: row.text("clause")?,
                notice: !row.text("notice")?.is_empty(),
                done: row.int("done")?,
                skipped: row.int("skipped")?,
                lapsed: row.int("lapsed")?,
                open: row.int("open")?,
                overdue: row.int("overdue")?,
            })
        };
        rows.iter().map(duties).collect()
    }

    async fn approval_tallies(
        &self,
        municipality: &MunicipalityId,
        since: Millis,
    ) -> Result<Vec<ApprovalTally>> {
        let values = vec![id(municipality), since.into()];
        let rows = self.conn().await.all(APPROVALS, values).await?;
        let approvals = |row: &Row| {
            Ok(ApprovalTally {
                clause: row.text("clause")?,
                approved: row.int("approved")?,
                returned: row.int("returned")?,
                open: row.int("open")?,
            })
        };
        rows.iter().map(approvals).collect()
    }

    async fn ground_tallies(
        &self,
        municipality: &MunicipalityId,
        since: Millis,
    ) -> Result<Vec<(String, i64)>> {
        let values = vec![id(municipality), since.into()];
        let rows = self.conn().await.all(GROUNDS, values).await?;
        rows.iter()
            .map(|row| Ok((row.text("ground")?, row.int("n")?)))
            .collect()
    }

    async fn overdue_tallies(
        &self,
        municipality: &MunicipalityId,
        now: Millis,
    ) -> Result<Vec<(String, i64)>> {
        let values = vec![id(municipality), now.into()];
        let rows = self.conn().await.all(OVERDUE, values).await?;
        rows.iter()
            .map(|row| Ok((row.text("due_clause")?, row.int("n")?)))
            .collect()
    }

    async fn lessons_taken(
        &self,
        municipality: &MunicipalityId,
        digest: &str,
    ) -> Result<Vec<(PersonId, Millis)>> {
        let values = vec![id(municipality), digest.into()];
        let rows = self.conn().await.all(LESSONS, values).await?;
        rows.iter()
            .map(|row| Ok((row.id("person")?, row.millis("at")?)))
            .collect()
    }
}

#[async_trait]
impl GuidelineWrite for Session {
    async fn tally(
        &self,
        municipality: &MunicipalityId,
        counted: &[DayTally],
        decisions: &[DecisionId],
    ) -> Result<()> {
        let months = by_month(counted);
        let rows = counted.iter().chain(&months).map(|c| {
            args![
                municipality.to_string(),
                &c.day,
                &c.tally.clause,
                &c.tally.outcome,
                &c.tally.mark,
                c.tally.n,
                c.latest.to_string(),
                c.latest_at,
            ]
        });
        let rows = Rows {
            tail: ADD_TO,
            ..Rows::of(ADD, rows)
        };
        let mut conn = self.conn().await;
        bulk::insert(&mut conn, vec![rows]).await?;
        let mut gone = 0;
        for chunk in lists::chunks(decisions.iter().map(|d| d.as_str())) {
            let places = lists::places(2, chunk.len());
            let sql = format!("DELETE FROM untallied WHERE municipality = $1 AND decision IN ({places})");
            let mut values = vec![id(municipality)];
            values.extend(chunk);
            gone += conn.run_built(sql, values).await?;
        }
        // Somebody else counted one of them meanwhile: it must not count twice.
        if gone != u64::try_from(decisions.len()).unwrap_or(u64::MAX) {
            return Err(StoreError::Conflict("untallied"));
        }
        Ok(())
    }

    async fn insert_lessons_taken(
        &self,
        municipality: &MunicipalityId,
        person: &PersonId,
        digest: &str,
        at: Millis,
    ) -> Result<bool> {
        let values = args![municipality.to_string(), person.to_string(), digest, at];
        Ok(self.conn().await.run(TAKE, values).await? == 1)
    }
}
