//! `cadence`: how often a channel is posted to, at least and at most.

use super::duty::{Duty, Timing};
use super::period::Every;
use super::{Does, Effect, Site};
use crate::lang::{Kind, Names};
use crate::pack::Table;
use crate::vocabulary::{self, Type};
use crate::{Due, DutyKind, Event, Outcome, Value};

#[derive(Debug)]
struct Cadence {
    duty: Duty,
    per: Every,
    fact: &'static str,
    least: Option<u32>,
    most: Option<u32>,
    /// Empty: every network.
    networks: Vec<String>,
    /// After so many days without a post, closing the channel is proposed.
    close_after: Option<u32>,
}

impl Cadence {
    fn number(site: &mut Site<'_, '_>, name: &str) -> Option<i64> {
        match site.env.fact(name, &Kind::Int) {
            Some(Value::Int(n)) => Some(*n),
            _ => None,
        }
    }
}

impl Effect for Cadence {
    fn does(&self) -> Does {
        Does::Posts {
            per: self.per,
            least: self.least,
            most: self.most,
            networks: self.networks.clone(),
            close_after: self.close_after,
            roles: self.duty.roles.clone(),
        }
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        if !self.networks.is_empty() {
            let kind = Kind::of(vocabulary::find("channel.network").map_or(Type::Text, |e| e.kind));
            match site.env.fact("channel.network", &kind) {
                Some(Value::Text(network)) if self.networks.contains(network) => {}
                _ => return Outcome::NotApplicable,
            }
        }
        let Some(posts) = Self::number(site, self.fact) else {
            return Outcome::Pass;
        };
        let review = site.event == Event::ChannelReview;
        // A draft comes on top of what is published.
        let after = if review { posts } else { posts.saturating_add(1) };
        if self.most.is_some_and(|most| after > i64::from(most)) {
            return Outcome::Warn;
        }
        let too_few = review && self.least.is_some_and(|least| posts < i64::from(least));
        if !too_few {
            return Outcome::Pass;
        }
        // A new channel has not had its time yet.
        if Self::number(site, "channel.age_days").is_some_and(|age| age < self.per.days()) {
            return Outcome::Pass;
        }
        let closes = self.close_after.is_some_and(|days| {
            Self::number(site, "channel.days_since_post").is_some_and(|since| since >= i64::from(days))
        });
        let period = self.per.period(site.day).0;
        let due = match &self.duty.timing {
            Timing::Once(due) => due.clone(),
            Timing::Recurring { .. } => Due::BusinessDays(5),
        };
        self.duty.fall(site, due, Some(period), closes);
        Outcome::Warn
    }

    fn on_unknown(&self) -> Outcome {
        Outcome::Pass
    }
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    let facts = [
        (Every::Day, "channel.posts_1_day"),
        (Every::Week, "channel.posts_7_days"),
        (Every::Month, "channel.posts_30_days"),
    ];
    let words: Vec<_> = facts.iter().map(|(e, _)| e.as_str()).collect();
    if !table.has("per") {
        table.missing("per", &words.join(", "));
    }
    let found = table.word(
        "per",
        |w| facts.iter().find(|(e, _)| e.as_str() == w).copied(),
        &words,
    );
    let (least, most) = (
        table.count("at_least", 1, 1_000),
        table.count("at_most", 1, 1_000),
    );
    if !table.has("at_least") && !table.has("at_most") {
        table.missing("at_least", "at_least, at_most or both");
    }
    if let (Some(least), Some(most)) = (least, most)
        && least > most
    {
        table.problem(
            "out-of-range",
            &table.place("at_most"),
            format!("at_most: {most}"),
            format!("at least {least}, as at_least says"),
        );
    }
    let networks: Vec<&str> = match vocabulary::find("channel.network").map(|e| e.kind) {
        Some(Type::Word(words)) => words.iter().map(|w| w.word).collect(),
        _ => Vec::new(),
    };
    let chosen = table.words(
        "networks",
        |w| networks.contains(&w).then(|| w.to_owned()),
        &networks,
    );
    let close = table
        .word("then", |w| (w == "close").then_some(()), &["close"])
        .is_some();
    let after = table.count("after_days", 1, 3_660);
    let duty = Duty::read(table, DutyKind::Cadence);
    let (per, fact) = found?;
    Some(Box::new(Cadence {
        duty,
        per,
        fact,
        least,
        most,
        networks: chosen,
        close_after: close.then_some(after.unwrap_or(90)),
    }))
}
