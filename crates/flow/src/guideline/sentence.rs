//! What a part of a clause does, as keys of sentences with what they name. The words are in the locales.

use model::person::Role;
use model::{Locale, Texts};
use rulebook::{
    CrisisEffect, Does, Due, DutyKind, Event, Every, Falls, GroundStrength, Keep, Outcome, SeasonName, Window,
};
use serde::Serialize;

/// Something that a sentence names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Named {
    /// Words of the pack.
    Text(String),
    /// A number.
    Number(i64),
    /// Another text of the interface.
    Key(String),
    /// Words of roles, of which one is enough.
    AnyRole(Vec<&'static str>),
    /// Words of roles, all of them.
    AllRoles(Vec<&'static str>),
    /// Words of roles, one after the other.
    Chain(Vec<&'static str>),
    /// Texts of the interface of which any may be.
    AnyKey(Vec<String>),
    /// Words of the pack, each in quotation marks.
    Quoted(Vec<String>),
    /// Stretches of the year: first and last day as `10-01/11-30` or `2027-08-10/2027-09-13`.
    Windows(Vec<String>),
}

/// One sentence: the key of its text, and what it names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Key.
    pub key: String,
    /// Name in the text, and what.
    pub params: Vec<(&'static str, Named)>,
}

/// The sentences on one part of a clause.
pub(crate) fn sentences(does: &Does, kind: &str, events: &[Event], locale: Locale) -> Vec<Sentence> {
    let mut out = Said {
        locale,
        when: when(events),
        list: Vec::new(),
    };
    match does {
        Does::Words | Does::States(_) => out.say(format!("does-{kind}"), vec![]),
        Does::Checks { on_fail, on_unknown } => {
            out.at(format!("does-check-{}", sort(*on_fail)), vec![]);
            if *on_unknown == Outcome::Ask {
                out.say("does-unknown-ask", vec![]);
            }
        }
        Does::Names { pattern, on_fail } => {
            let sort = sort(*on_fail);
            match pattern {
                Some(pattern) => out.at(
                    format!("does-name-pattern-{sort}"),
                    vec![("pattern", Named::Text(pattern.clone()))],
                ),
                None => out.at(format!("does-name-{sort}"), vec![]),
            }
        }
        Does::Asks { questions, on_fail } => {
            let questions = out.quoted(questions);
            out.at(
                format!("does-ask-{}", sort(*on_fail)),
                vec![("questions", questions)],
            );
        }
        Does::Decides {
            question,
            reason_min,
            roles,
        } => {
            let question = out.quoted(std::slice::from_ref(question));
            let least = Named::Number(i64::try_from(*reason_min).unwrap_or(i64::MAX));
            let (key, mut params) = ("does-decide", vec![("question", question), ("least", least)]);
            if roles.is_empty() {
                out.at(key, params);
            } else {
                params.push(("who", any(roles)));
                out.at("does-decide-by", params);
            }
        }
        Does::Approves {
            steps,
            any: one,
            copy_to,
        } => {
            match (steps.len(), one) {
                (0 | 1, _) => out.at("does-approve", vec![("who", any(steps))]),
                (_, true) => out.at("does-approve-any", vec![("who", any(steps))]),
                (_, false) => out.at("does-approve-chain", vec![("who", Named::Chain(words(steps)))]),
            }
            if !copy_to.is_empty() {
                out.say("does-approve-copy", vec![("who", all(copy_to))]);
            }
        }
        Does::Tells(roles) => out.at("does-notify", vec![("who", all(roles))]),
        Does::Registers {
            field,
            public,
            on_fail,
        } => {
            let field = out.quoted(std::slice::from_ref(field));
            out.say(
                format!("does-register-{}", sort(*on_fail)),
                vec![("field", field)],
            );
            if *public {
                out.say("does-register-public", vec![]);
            }
        }
        Does::Answers {
            business_days,
            hours,
            holding_reply,
            pause_weekend,
            escalate_to,
        } => {
            let (key, n) = match (business_days, hours) {
                (Some(days), _) => ("does-deadline-days", *days),
                (None, hours) => ("does-deadline-hours", hours.unwrap_or_default()),
            };
            out.say(key, vec![("count", Named::Number(n.into()))]);
            if *holding_reply {
                out.say("does-deadline-holding", vec![]);
            }
            if *pause_weekend {
                out.say("does-deadline-pause", vec![]);
            }
            if !escalate_to.is_empty() {
                out.say("does-deadline-escalate", vec![("who", all(escalate_to))]);
            }
        }
        Does::Refers { matter, route } => {
            let route = out.quoted(std::slice::from_ref(route));
            out.say(format!("does-refer-{}", matter.as_str()), vec![("route", route)]);
        }
        Does::Grounds {
            strength,
            save_first,
            reason_min,
            notice,
            complaint,
            list,
        } => {
            let titles: Vec<_> = list.iter().map(|(_, title)| title.clone()).collect();
            let key = match strength {
                GroundStrength::Must => "does-grounds-must",
                GroundStrength::May => "does-grounds-may",
                GroundStrength::Exceptional => "does-grounds-exceptional",
            };
            let titles = out.quoted(&titles);
            out.say(key, vec![("grounds", titles)]);
            if *save_first {
                out.say("does-grounds-save", vec![]);
            }
            if *reason_min > 0 {
                out.say(
                    "does-grounds-reason",
                    vec![("least", Named::Number((*reason_min).into()))],
                );
            }
            if *notice {
                out.say(
                    if *complaint {
                        "does-grounds-complaint"
                    } else {
                        "does-grounds-notice"
                    },
                    vec![],
                );
            }
        }
        Does::Crisis {
            holds,
            declare,
            release,
        } => {
            let key = match holds {
                CrisisEffect::AllViaGroup => "does-crisis-all",
                CrisisEffect::Topic => "does-crisis-topic",
                CrisisEffect::Decide => "does-crisis-decide",
            };
            out.say(key, vec![("declare", any(declare)), ("release", any(release))]);
        }
        Does::Season {
            name,
            windows,
            text,
            on_fail,
        } => {
            let key = match name {
                SeasonName::Election => "does-season-election",
                SeasonName::Holiday => "does-season-holiday",
            };
            let text = out.quoted(std::slice::from_ref(text));
            out.say(
                format!("{key}-{}", sort(*on_fail)),
                vec![("windows", stretches(windows)), ("text", text)],
            );
        }
        Does::Labels { text, on_fail } => {
            let text = out.quoted(std::slice::from_ref(text));
            out.say(format!("does-label-{}", sort(*on_fail)), vec![("text", text)]);
        }
        Does::Duty {
            kind,
            roles,
            what,
            falls,
            steps,
            of,
            naming,
            to,
            ..
        } => {
            let mut params = vec![("who", any(roles))];
            params.extend(out.falls(falls));
            let key = match kind {
                DutyKind::Watch => "does-watch",
                DutyKind::Procedure => {
                    params.push((
                        "steps",
                        Named::Number(i64::try_from(steps.len()).unwrap_or(i64::MAX)),
                    ));
                    "does-procedure"
                }
                DutyKind::Record => {
                    let of = of.map_or("snapshot", |of| of.as_str());
                    params.push(("of", Named::Key(format!("record-of-{of}"))));
                    "does-record"
                }
                DutyKind::Report => {
                    params.push(("to", all(to)));
                    "does-report"
                }
                _ => "does-task",
            };
            // Without words of its own the title of the clause says what.
            let key = match (what.0.is_empty(), kind) {
                (true, _) | (_, DutyKind::Watch) => key.to_owned(),
                (false, _) => {
                    params.push(("what", out.quoted(std::slice::from_ref(what))));
                    format!("{key}-what")
                }
            };
            out.say(key, params);
            if !naming.is_empty() {
                out.say("does-naming", vec![("naming", Named::Text(naming.clone()))]);
            }
        }
        Does::Posts {
            per,
            least,
            most,
            networks,
            close_after,
            ..
        } => {
            let mut params = vec![("per", Named::Key(format!("does-per-{}", per.as_str())))];
            let mut number = |name, n: &Option<u32>| {
                params.extend(n.map(|n| (name, Named::Number(n.into()))));
                n.is_some()
            };
            let key = match (number("least", least), number("most", most)) {
                (true, true) => "does-cadence-both",
                (true, false) => "does-cadence-least",
                _ => "does-cadence-most",
            };
            out.say(key, params);
            if !networks.is_empty() {
                let names = networks.iter().map(|n| format!("network-{n}")).collect();
                out.say("does-cadence-networks", vec![("networks", Named::AnyKey(names))]);
            }
            if let Some(days) = close_after {
                out.say(
                    "does-cadence-close",
                    vec![("days", Named::Number((*days).into()))],
                );
            }
        }
        Does::Acknowledges { roles, on_fail } => out.say(
            format!("does-acknowledge-{}", sort(*on_fail)),
            vec![("who", all(roles))],
        ),
        Does::Keeps { of, keep, then, .. } => {
            let (key, n) = match keep {
                Keep::Days(n) => ("days", *n),
                Keep::Months(n) => ("months", *n),
                Keep::Years(n) => ("years", *n),
                Keep::UntilWeeded => ("until-weeded", 0),
            };
            out.say(
                format!("does-retain-{key}"),
                vec![
                    ("of", Named::Key(format!("retain-of-{}", of.as_str()))),
                    ("count", Named::Number(n.into())),
                    ("then", Named::Key(format!("retain-then-{}", then.as_str()))),
                ],
            );
        }
    }
    out.list
}

struct Said {
    locale: Locale,
    when: Vec<String>,
    list: Vec<Sentence>,
}

impl Said {
    fn say(&mut self, key: impl Into<String>, params: Vec<(&'static str, Named)>) {
        self.list.push(Sentence {
            key: key.into(),
            params,
        });
    }

    /// A sentence that also names the step.
    fn at(&mut self, key: impl Into<String>, mut params: Vec<(&'static str, Named)>) {
        params.push(("when", Named::AnyKey(self.when.clone())));
        self.say(key, params);
    }

    fn quoted(&self, texts: &[Texts]) -> Named {
        Named::Quoted(texts.iter().map(|t| t.get(self.locale).to_owned()).collect())
    }

    /// When a duty falls due, as a text of its own.
    fn falls(&self, falls: &Falls) -> Vec<(&'static str, Named)> {
        let number = |key: &str, n: u32| {
            vec![
                ("falls", Named::Key(key.to_owned())),
                ("count", Named::Number(n.into())),
                ("when", Named::AnyKey(self.when.clone())),
            ]
        };
        match falls {
            Falls::After(Due::Hours(n)) => number("does-falls-hours", *n),
            Falls::After(Due::Days(n)) => number("does-falls-days", *n),
            Falls::After(Due::BusinessDays(n)) => number("does-falls-business-days", *n),
            Falls::After(Due::On(_)) => number("does-falls-business-days", 0),
            Falls::Each {
                every,
                times,
                windows,
                working,
            } => {
                let key = match (times, working, every) {
                    (2.., true, _) => "does-falls-times-working".to_owned(),
                    (2.., false, _) => "does-falls-times".to_owned(),
                    (_, true, Every::Day) => "does-falls-working".to_owned(),
                    _ if !windows.is_empty() => "does-falls-windows".to_owned(),
                    _ => format!("does-falls-{}", every.as_str()),
                };
                vec![
                    ("falls", Named::Key(key)),
                    ("count", Named::Number((*times).into())),
                    ("windows", stretches(windows)),
                ]
            }
        }
    }
}

/// Steps at which it happens. What is looked at when a post is sent in was looked at while it was typed.
fn when(events: &[Event]) -> Vec<String> {
    let has = |event| events.contains(&event);
    let submitted = has(Event::PostSubmit);
    let both = submitted && has(Event::PostPublish);
    let mut keys = Vec::new();
    for event in events {
        match event {
            Event::PostCheck if submitted => {}
            Event::PostPublish if both => {}
            Event::PostSubmit if both => keys.push("at-post-both".to_owned()),
            event => keys.push(format!("at-{}", event.as_str().replace('.', "-"))),
        }
    }
    keys
}

fn sort(outcome: Outcome) -> &'static str {
    if outcome == Outcome::Block {
        "block"
    } else {
        "warn"
    }
}

fn words(roles: &[Role]) -> Vec<&'static str> {
    roles.iter().map(|r| r.as_str()).collect()
}

fn any(roles: &[Role]) -> Named {
    Named::AnyRole(words(roles))
}

fn all(roles: &[Role]) -> Named {
    // Whoever works there is an employee, whatever else she is.
    if roles.contains(&Role::Employee) && roles.contains(&Role::Elected) {
        return Named::Key("who-all".to_owned());
    }
    Named::AllRoles(words(roles))
}

fn stretches(windows: &[Window]) -> Named {
    Named::Windows(windows.iter().map(ToString::to_string).collect())
}
