//! What is known of an item when the rulebook is asked.

use model::Millis;
use model::item::{FindingNote, Item, ItemState, Route};
use rulebook::{FactSource, Facts, Value};

/// Facts of an item as it is stored.
pub(crate) fn known(facts: &mut Facts, item: &Item, now: Millis) {
    let register = || FactSource::Register;
    facts.set(
        "item.findings",
        found(&item.findings),
        FactSource::Detector("text".to_owned()),
    );
    facts.set("item.case_question", item.route == Route::Case, register());
    facts.set(
        "item.political_question",
        item.route == Route::Political,
        register(),
    );
    life(
        facts,
        now.0.saturating_sub(item.received_at.0),
        item.state == ItemState::Answered,
    );
}

/// That the writer was referred to where the matter belongs. That she was not, only a person can say.
pub(super) fn referred(facts: &mut Facts, referred: bool) {
    if referred {
        facts.set("item.referred", true, FactSource::Register);
    }
}

/// How long it has waited, in milliseconds, and whether it was answered. No network here brings private messages: what
/// comes in was written for all to see.
pub(super) fn life(facts: &mut Facts, open: i64, answered: bool) {
    let register = || FactSource::Register;
    facts.set("item.days_open", open / Millis::DAY, register());
    facts.set("item.answered", answered, register());
    facts.set("item.private_message", false, register());
}

fn found(notes: &[FindingNote]) -> Value {
    let each = notes.iter().map(|f| {
        Value::from([
            ("code", f.code.as_str().into()),
            ("name", f.name.as_str().into()),
            ("severity", f.severity.as_str().into()),
        ])
    });
    Value::List(each.collect())
}
