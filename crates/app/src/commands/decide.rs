//! `rettesnor decide --replay`: recomputes stored decisions and says whether each is still the same.

use crate::config::Config;
use crate::speech::{self, Speech};
use crate::{system, wire};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches, Command};
use model::Id as _;
use model::archive::StoredDecision;
use rulebook::{Decision, Outcome, Rulebook};
use serde::Serialize;
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Arc;

/// How many decisions are read at a time.
const PAGE: usize = 500;

/// The command.
pub fn command() -> Command {
    Command::new("decide")
        .about("Recompute stored decisions from the facts that they keep")
        .arg(
            Arg::new("replay")
                .long("replay")
                .action(ArgAction::SetTrue)
                .required(true)
                .help("Say of each whether it is the same"),
        )
        .arg(
            Arg::new("id")
                .value_name("decision")
                .num_args(0..)
                .help("Only these; otherwise all"),
        )
        .arg(
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .help("Print JSON"),
        )
        .arg(speech::flag())
}

/// How a decision came out the second time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "again", rename_all = "kebab-case")]
enum Again {
    /// The same rules, the same answer.
    Same,
    /// Other rules, the same answer.
    SameAnswer,
    /// Other rules, another answer.
    OtherRules { then: Outcome, now: Outcome },
    /// The same rules and another answer: something is wrong.
    NotSame { then: Outcome, now: Outcome },
    /// What is stored is no decision.
    Unreadable,
    /// The municipality's pack is not here.
    NoRules,
}

impl Again {
    fn of(book: Option<&Rulebook>, stored: &StoredDecision) -> Self {
        let Some(book) = book else { return Self::NoRules };
        let Ok(decision) = serde_json::from_str::<Decision>(&stored.json) else {
            return Self::Unreadable;
        };
        let replay = book.replay(&decision);
        let (then, now) = (decision.outcome, replay.decision.outcome);
        match (replay.same_rules, replay.same_answer) {
            (true, true) => Self::Same,
            (false, true) => Self::SameAnswer,
            (false, false) => Self::OtherRules { then, now },
            (true, false) => Self::NotSame { then, now },
        }
    }

    /// Whether it is a fault: the same rules must give the same answer for ever.
    fn wrong(&self) -> bool {
        matches!(self, Self::NotSame { .. } | Self::Unreadable | Self::NoRules)
    }
}

#[derive(Serialize)]
struct One {
    id: String,
    event: String,
    at: String,
    #[serde(flatten)]
    again: Again,
}

#[derive(Serialize)]
struct Municipality {
    id: String,
    name: String,
    pack: String,
    decisions: Vec<One>,
}

/// Recomputes. Failure when a decision under the same rules is not the same, cannot be read, or one that was named is
/// not there.
///
/// # Errors
/// The data cannot be opened.
pub async fn run(config: Config, matches: &ArgMatches) -> Result<ExitCode> {
    let speech = Speech::of(matches)?;
    let named: Vec<String> = matches
        .get_many::<String>("id")
        .map(|all| all.cloned().collect())
        .unwrap_or_default();
    let parts = wire::open(&config, system::source(), wire::Purpose::Verify).await?;
    let read = parts.flow.store().read().await?;
    let mut all = Vec::new();
    for municipality in read.municipalities().await? {
        let in_force = flow::rules::book(&parts.flow, &municipality).await.ok();
        let mut books: BTreeMap<String, Option<Arc<Rulebook>>> = BTreeMap::new();
        let mut decisions = Vec::new();
        let mut after = None;
        loop {
            let page = read
                .decisions_after(&municipality.id, after.as_ref(), PAGE)
                .await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id.clone());
            // Each with the rules that it was made with, as long as they are here; else with those in force.
            for stored in &page {
                if !books.contains_key(&stored.pack_digest) {
                    let then =
                        flow::packs::of_digest(&parts.flow, &municipality.id, &stored.pack_digest).await?;
                    books.insert(stored.pack_digest.clone(), then.or_else(|| in_force.clone()));
                }
            }
            let book = |stored: &StoredDecision| books.get(&stored.pack_digest).and_then(Option::as_deref);
            let wanted = |d: &&StoredDecision| named.is_empty() || named.iter().any(|id| id == d.id.as_str());
            decisions.extend(page.iter().filter(wanted).map(|stored| One {
                id: stored.id.to_string(),
                event: stored.event.clone(),
                at: stored.at.timestamp().to_string(),
                again: Again::of(book(stored), stored),
            }));
        }
        all.push(Municipality {
            id: municipality.id.to_string(),
            name: municipality.name,
            pack: municipality.pack,
            decisions,
        });
    }
    let found: usize = all.iter().map(|m| m.decisions.len()).sum();
    let wrong = all.iter().flat_map(|m| &m.decisions).any(|d| d.again.wrong());
    if matches.get_flag("json") {
        super::print(&serde_json::to_string_pretty(&all)?);
    } else {
        for municipality in &all {
            tell(&speech, municipality, !named.is_empty());
        }
    }
    Ok(if wrong || found < named.len() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Prints what is not the same, or everything that was `asked` for by id, and the sum.
fn tell(speech: &Speech, municipality: &Municipality, asked: bool) {
    for one in &municipality.decisions {
        if asked || one.again != Again::Same {
            let said = said(speech, municipality, &one.again);
            super::print(&speech.say(
                "replay-one",
                &[
                    ("id", &one.id),
                    ("event", &one.event),
                    ("at", &one.at),
                    ("said", &said),
                ],
            ));
        }
    }
    let count = |wanted: fn(&Again) -> bool| {
        let found = municipality.decisions.iter().filter(|d| wanted(&d.again));
        found.count().to_string()
    };
    super::print(&speech.say(
        "replay-sum",
        &[
            ("name", &municipality.name),
            ("all", &municipality.decisions.len().to_string()),
            ("same", &count(|a| *a == Again::Same)),
            (
                "elsewhere",
                &count(|a| matches!(a, Again::SameAnswer | Again::OtherRules { .. })),
            ),
            ("wrong", &count(|a| matches!(a, Again::NotSame { .. }))),
            (
                "unreadable",
                &count(|a| matches!(a, Again::Unreadable | Again::NoRules)),
            ),
        ],
    ));
}

fn said(speech: &Speech, municipality: &Municipality, again: &Again) -> String {
    let changed = |key: &str, then: &Outcome, now: &Outcome| {
        let word = |o: &Outcome| speech.word("pack-outcome", o.as_str());
        speech.say(key, &[("then", &word(then)), ("now", &word(now))])
    };
    match again {
        Again::Same => speech.say("replay-same", &[]),
        Again::SameAnswer => speech.say("replay-same-answer", &[]),
        Again::OtherRules { then, now } => changed("replay-other-rules", then, now),
        Again::NotSame { then, now } => changed("replay-not-same", then, now),
        Again::Unreadable => speech.say("replay-unreadable", &[]),
        Again::NoRules => speech.say("replay-no-rules", &[("pack", &municipality.pack)]),
    }
}
