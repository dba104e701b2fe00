//! A duty in a list, with what only a page knows.

use crate::Page;
use flow::duties::DutyView;
use model::DutyId;
use serde::Serialize;
use std::collections::BTreeMap;

/// A duty in a list.
#[derive(Debug, Serialize)]
pub struct Row {
    /// The duty.
    pub duty: DutyView,
    /// Which time it is asked for, in words; empty when the due time says it.
    pub times: String,
    /// Page of what it is about; empty when it has none.
    pub href: String,
}

impl Row {
    /// A duty in the page's words.
    pub(crate) fn of(page: &Page, duty: DutyView) -> Self {
        Self {
            times: period(page, &duty.period),
            href: href(&duty),
            duty,
        }
    }

    /// A duty of each kind and state.
    pub(crate) fn samples() -> Vec<Self> {
        let kinds = [
            ("task", "open", "note", "channel"),
            ("procedure", "open", "note", "channel"),
            ("watch", "open", "none", "channel"),
            ("record", "open", "link", "post"),
            ("report", "open", "note", "item"),
            ("notice", "open", "note", "item"),
            ("cadence", "open", "note", "channel"),
            ("notify", "open", "none", "channel"),
            ("acknowledge", "open", "none", "person"),
            ("task", "done", "link", "municipality"),
            ("task", "skipped", "note", "case"),
            ("watch", "lapsed", "none", "channel"),
        ];
        let texts = [
            "Gå gjennom kanalen: er den fortsatt nødvendig, og er administratorene de rette?",
            "Lagre et bilde av hele kanalen",
            "Se etter nye kommentarer",
        ];
        let row = |(n, (kind, state, evidence, subject)): (usize, &(&str, &str, &str, &str))| {
            let open = *state == "open";
            let steps = ["Ta skjermbilde av profilen", "Lagre filen på fellesområdet"]
                .iter()
                .enumerate()
                .filter(|_| *kind == "procedure")
                .map(|(n, s)| ((*s).to_owned(), (n == 0).then_some(1_795_348_800_000)));
            let own = *kind != "watch";
            let only = |yes: bool, text: &str| if yes { text.to_owned() } else { String::new() };
            let duty = DutyView {
                id: "01ARZ3NDEKTSV4RRFFQ69G5FH0".to_owned(),
                kind: (*kind).to_owned(),
                what: texts.get(n % texts.len()).copied().unwrap_or_default().to_owned(),
                clause: "batsfjord/4.3-6".to_owned(),
                section: only(own, "4.3"),
                title: "Kanalene ses over hvert halvår".to_owned(),
                says: "Den som har ansvar for en kanal, skal se over den hvert halvår.".to_owned(),
                product_default: !own,
                subject: (*subject).to_owned(),
                subject_id: "01ARZ3NDEKTSV4RRFFQ69G5FD0".to_owned(),
                about: only(*subject != "municipality", "Båtsfjord kommune"),
                period: "2026-H2".to_owned(),
                roles: vec!["editor".to_owned(), "leader".to_owned()],
                person: only(*kind == "acknowledge", "Kari Nordmann"),
                steps: steps.collect(),
                record_of: only(*kind == "record", "snapshot"),
                naming: only(*kind == "procedure", "ÅÅÅÅ-MM-DD kanal"),
                report_to: if *kind == "report" {
                    vec!["director".to_owned()]
                } else {
                    Vec::new()
                },
                evidence: (*evidence).to_owned(),
                opened_at: 1_795_262_400_000,
                due_at: 1_795_348_800_000,
                overdue: open && n % 3 == 0,
                state: (*state).to_owned(),
                reason: match *state {
                    "skipped" => "Kanalen er ny i år.".to_owned(),
                    "lapsed" => "too-late".to_owned(),
                    _ => String::new(),
                },
                note: only(*state == "done", "Gått gjennom med Ola."),
                link: only(*state == "done", "https://example.no/referat"),
                done_by: only(!open && *state != "lapsed", "Kari Nordmann"),
                done_at: (!open).then_some(1_795_348_800_000),
                mine: open && n != 6,
                acknowledge: *kind == "acknowledge",
                notice: *kind == "notify",
                version: 1,
            };
            Self {
                times: only(n % 2 == 0, "andre halvår 2026"),
                href: href(&duty),
                duty,
            }
        };
        kinds.iter().enumerate().map(row).collect()
    }
}

fn href(duty: &DutyView) -> String {
    let id = &duty.subject_id;
    match duty.subject.as_str() {
        "channel" => format!("/channels/{id}"),
        "post" => format!("/posts/{id}"),
        "item" => format!("/inbox/{id}"),
        "case" => format!("/cases/{id}"),
        _ => String::new(),
    }
}

/// The address of a duty.
pub(crate) fn address(duty: &DutyId) -> String {
    format!("/duties/{duty}")
}

/// "2026-H2" in words; empty for days and for what has no period.
pub(crate) fn period(page: &Page, period: &str) -> String {
    let words = |key: &str, year: &str, number: &str| {
        let params = BTreeMap::from([
            ("year".to_owned(), year.to_owned()),
            ("number".to_owned(), number.to_owned()),
        ]);
        page.t(key, &params)
    };
    if !is_year(period.get(..4).unwrap_or_default()) {
        return String::new();
    }
    let Some((year, rest)) = period.split_once('-') else {
        return if period.len() == 4 {
            period.to_owned()
        } else {
            String::new()
        };
    };
    if let Some(half) = rest.strip_prefix('H') {
        words("duty-period-half", year, half)
    } else if let Some(quarter) = rest.strip_prefix('Q') {
        words("duty-period-quarter", year, quarter)
    } else if let Some(week) = rest.strip_prefix('W') {
        words("duty-period-week", year, week.trim_start_matches('0'))
    } else if rest.len() == 2 {
        let month = page.t(
            &format!("date-month-{}", rest.trim_start_matches('0')),
            &BTreeMap::new(),
        );
        words("duty-period-month", year, &month)
    } else {
        String::new()
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}
