//! Words that several commands use: what an obligation is, how long something is kept, which scenario failed.

use crate::speech::Speech;
use model::person::Role;
use rulebook::coverage::FailedScenario;
use rulebook::{Keep, Obligation};

pub fn failure(speech: &Speech, failure: &FailedScenario) -> String {
    speech.say(
        "pack-failed",
        &[
            ("file", &failure.file),
            ("number", &failure.number.to_string()),
            ("clause", &failure.clause),
            ("what", &failure.what),
        ],
    )
}

pub fn roles(speech: &Speech, roles: &[Role]) -> String {
    speech.words("role", roles.iter().map(|r| r.as_str()))
}

/// Time to answer.
pub fn time(speech: &Speech, business_days: Option<u32>, hours: Option<u32>, holding_reply: bool) -> String {
    let mut said = match (business_days, hours) {
        (Some(days), _) => speech.say("pack-does-days", &[("days", &days.to_string())]),
        (None, hours) => {
            let hours = hours.unwrap_or_default().to_string();
            speech.say("pack-does-hours", &[("hours", &hours)])
        }
    };
    if holding_reply {
        said.push_str(&format!("; {}", speech.say("pack-does-holding", &[])));
    }
    said
}

pub fn obligation(speech: &Speech, obligation: &Obligation) -> String {
    let text = |texts: &model::Texts| texts.get(speech.locale).to_owned();
    match obligation {
        Obligation::Approve { role, .. } => {
            speech.say("pack-does-approve", &[("roles", &roles(speech, &[*role]))])
        }
        Obligation::Notify { role, .. } => {
            speech.say("pack-does-notify", &[("roles", &roles(speech, &[*role]))])
        }
        Obligation::Ask { label, .. } | Obligation::Register { label, .. } => {
            speech.say("pack-does-ask", &[("text", &text(label))])
        }
        Obligation::Deadline {
            business_days,
            hours,
            holding_reply,
            ..
        } => time(speech, *business_days, *hours, *holding_reply),
        Obligation::Route { route, .. } => speech.say("pack-does-route", &[("text", &text(route))]),
        Obligation::Hold { .. } => speech.say("pack-does-hold", &[]),
        Obligation::Label { text: label, .. } => speech.say("pack-does-label", &[("text", &text(label))]),
        Obligation::Duty { what, roles: who, .. } => speech.say(
            "pack-does-duty",
            &[("text", &text(what)), ("roles", &roles(speech, who))],
        ),
        Obligation::Retain { of, keep, .. } => speech.say(
            "pack-does-keep",
            &[
                ("of", &speech.word("pack-retain", of.as_str())),
                ("time", &kept(speech, *keep)),
            ],
        ),
    }
}

fn kept(speech: &Speech, keep: Keep) -> String {
    let (key, count) = match keep {
        Keep::Days(n) => ("pack-keep-days", n),
        Keep::Months(n) => ("pack-keep-months", n),
        Keep::Years(n) => ("pack-keep-years", n),
        Keep::UntilWeeded => ("pack-keep-until-weeded", 0),
    };
    speech.say(key, &[("count", &count.to_string())])
}
