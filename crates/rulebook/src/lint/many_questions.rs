//! Too many questions before an ordinary post.

use super::desk::Desk;
use super::{Lint, Rule, Severity};
use crate::{Event, FactSource, Facts, Obligation, Rulebook, Value};
use model::Millis;

/// See `many_questions.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT016",
    name: "many-questions",
    severity: Severity::Warning,
    page: include_str!("many_questions.md"),
    look,
};

/// Most questions that a post of text alone should meet.
const MOST: usize = 2;

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    let asked = questions_before_a_plain_post(desk.book);
    if asked.len() > MOST {
        out.push(desk.lint(&RULE, format!("{}: {}", asked.len(), asked.join(", "))));
    }
}

/// What is asked before a post of plain text, on an ordinary day, is sent for approval: names of facts.
#[must_use]
pub fn questions_before_a_plain_post(book: &Rulebook) -> Vec<String> {
    let known = |facts: Facts, name: &str, value: Value| facts.with(name, value, FactSource::Register);
    let yes_no = [
        ("post.has_media", false),
        ("post.link_present", false),
        ("post.link_own_website", false),
        ("post.link_broken", false),
        ("post.is_reply", false),
        ("post.ai_label", false),
        ("post.released_in_crisis", false),
        ("post.correction_marked", false),
        ("crisis.active", false),
        ("author.acknowledged", true),
        ("author.mandated", true),
        ("author.elected", false),
        ("channel.responsible_present", true),
    ];
    let facts = yes_no.into_iter().fold(Facts::new(), |facts, (name, value)| {
        known(facts, name, value.into())
    });
    let facts = known(facts, "author.kind", "employee".into());
    let facts = known(facts, "channel.network", "mastodon".into());
    let facts = known(facts, "channel.posts_1_day", 0_i64.into());
    let facts = known(facts, "channel.posts_7_days", 2_i64.into());
    let facts = known(facts, "channel.posts_30_days", 9_i64.into());
    let facts = known(facts, "post.text_length", 240_i64.into());
    let facts = known(facts, "post.media", Vec::<Value>::new().into());
    let facts = known(facts, "post.findings", Vec::<Value>::new().into());
    // An ordinary Monday; what is asked does not depend on the day but for dated clauses.
    let decision = book.decide(Event::PostSubmit, &facts, Millis(1_798_455_600_000));
    let names = decision.obligations.into_iter().filter_map(|o| match o {
        Obligation::Ask { name, .. } => Some(name),
        _ => None,
    });
    let mut asked: Vec<String> = names.collect();
    asked.sort();
    asked.dedup();
    asked
}
