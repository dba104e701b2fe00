//! `GET /duties/year`: what will be due in the year to come, month by month.

use super::row::period;
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use flow::duties::Ahead;
use model::Millis;
use serde::Serialize;

/// One thing of a month.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// What it is.
    pub duty: Ahead,
    /// Which time it is, in words.
    pub times: String,
}

/// One month.
#[derive(Debug, Serialize)]
pub struct Month {
    /// An instant in it, in milliseconds, for its name.
    pub at: i64,
    /// Number of the month, from 1.
    pub number: i8,
    /// Year.
    pub year: i16,
    /// What is due in it.
    pub entries: Vec<Entry>,
}

/// The year.
#[derive(Debug, Serialize)]
pub struct YearView {
    /// Months in which something is due, the next first.
    pub months: Vec<Month>,
}

impl View for YearView {
    const TEMPLATE: &'static str = "duties/year.html";
    fn samples() -> Vec<Self> {
        let entry = |channels, own: bool| Entry {
            duty: Ahead {
                due_at: 1_795_348_800_000,
                opens_at: 1_793_348_800_000,
                kind: "task".to_owned(),
                clause: "batsfjord/4.3-6".to_owned(),
                section: if own { "4.3".to_owned() } else { String::new() },
                title: "Kanalene ses over hvert halvår".to_owned(),
                what: "Gå gjennom alle kanalene".to_owned(),
                roles: vec!["editor".to_owned(), "leader".to_owned()],
                period: "2026-H2".to_owned(),
                channels,
            },
            times: "andre halvår 2026".to_owned(),
        };
        let month = |number| Month {
            at: 1_795_348_800_000,
            number,
            year: 2026,
            entries: vec![entry(None, true), entry(Some(1), false), entry(Some(4), true)],
        };
        vec![
            Self {
                months: vec![month(11), month(12)],
            },
            Self { months: Vec::new() },
        ]
    }
}

pub(crate) async fn show(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let zone = model::calendar::zone(me.municipality.country);
    let mut months: Vec<Month> = Vec::new();
    for duty in flow::duties::year(&web.flow, &me).await? {
        let local = Millis(duty.due_at).timestamp().to_zoned(zone.clone()).date();
        let entry = Entry {
            times: period(&page, &duty.period),
            duty,
        };
        match months.last_mut() {
            Some(month) if (month.year, month.number) == (local.year(), local.month()) => {
                month.entries.push(entry);
            }
            _ => months.push(Month {
                at: entry.duty.due_at,
                number: local.month(),
                year: local.year(),
                entries: vec![entry],
            }),
        }
    }
    page.view(&YearView { months })
}
