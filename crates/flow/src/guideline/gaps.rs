//! What is missing before a clause can be said to be kept.

use super::at_work::Origin;
use super::proof::{Gathered, Proof};
use model::person::Role;
use rulebook::{Clause, Does, Event, Part, Status};
use serde::Serialize;

/// Something to look at. Only what the document asks for can be a gap; numbers, never names of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "gap", rename_all = "kebab-case")]
pub enum Gap {
    /// It falls to people by the calendar, and nothing is recorded.
    NothingRecorded,
    /// Duties past their time.
    OverdueDuties {
        /// How many.
        count: i64,
    },
    /// Messages past their time.
    OverdueItems {
        /// How many.
        count: i64,
    },
    /// Waivers that nothing ever used: the clause, or the waiver, was not understood.
    UnusedWaivers {
        /// How many.
        count: i64,
    },
    /// Nobody active has a role without which it is not done.
    NobodyHas {
        /// Words of the roles, of which one is enough.
        roles: Vec<&'static str>,
    },
    /// It rests on people, and nothing shows that it is done.
    ManualWithoutEvidence,
    /// Some of those whom it binds have not acknowledged the version in force.
    Unacknowledged {
        /// How many have not.
        count: i64,
        /// Of how many.
        of: i64,
    },
    /// Channels that do not keep it.
    Channels {
        /// Their names.
        names: Vec<String>,
    },
}

impl Gap {
    /// Word of its kind.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::NothingRecorded => "nothing-recorded",
            Self::OverdueDuties { .. } => "overdue-duties",
            Self::OverdueItems { .. } => "overdue-items",
            Self::UnusedWaivers { .. } => "unused-waivers",
            Self::NobodyHas { .. } => "nobody-has",
            Self::ManualWithoutEvidence => "manual-without-evidence",
            Self::Unacknowledged { .. } => "unacknowledged",
            Self::Channels { .. } => "channels",
        }
    }
}

/// The gaps of a clause in force. Advice has none, and neither has speech that nobody may check.
pub(super) fn gaps(
    clause: &Clause,
    parts: &[(&Part, Does)],
    origin: Origin,
    proof: &Proof,
    gathered: &Gathered,
) -> Vec<Gap> {
    let mut out = Vec::new();
    if origin == Origin::Advice || matches!(clause.status, Status::Protected | Status::Informative) {
        return out;
    }
    let own: Vec<&(&Part, Does)> = parts.iter().filter(|(part, _)| !part.beyond_text).collect();
    // Duties do not say which part asked for them; where the document asks for none, they are advice.
    let asks_duties = own.iter().any(|(_, does)| {
        matches!(
            does,
            Does::Duty { .. } | Does::Posts { .. } | Does::Acknowledges { .. } | Does::Tells(_)
        )
    });
    if asks_duties && proof.overdue > 0 {
        out.push(Gap::OverdueDuties { count: proof.overdue });
    }
    if proof.overdue_items > 0 {
        out.push(Gap::OverdueItems {
            count: proof.overdue_items,
        });
    }
    if proof.unused_waivers > 0 {
        out.push(Gap::UnusedWaivers {
            count: proof.unused_waivers,
        });
    }
    let mut nobody: Vec<&[Role]> = Vec::new();
    for (_, does) in &own {
        for roles in does.needs() {
            if !gathered.anybody(roles) && !nobody.contains(&roles) {
                nobody.push(roles);
            }
        }
    }
    out.extend(nobody.into_iter().map(|roles| Gap::NobodyHas {
        roles: roles.iter().map(|r| r.as_str()).collect(),
    }));
    for (_, does) in &own {
        if let Does::Acknowledges { roles, .. } = does {
            let (known, of) = gathered.acknowledged_of(roles);
            if known < of {
                out.push(Gap::Unacknowledged {
                    count: of - known,
                    of,
                });
            }
        }
    }
    if !proof.channels.is_empty() {
        out.push(Gap::Channels {
            names: proof.channels.clone(),
        });
    }
    if clause.status == Status::Manual {
        if !proof.any() {
            out.push(Gap::ManualWithoutEvidence);
        }
    } else if due_by_now(&own, gathered) && !proof.any() {
        out.push(Gap::NothingRecorded);
    }
    out
}

/// Whether the calendar alone should have left a trace: nothing need happen first.
fn due_by_now(own: &[&(&Part, Does)], gathered: &Gathered) -> bool {
    own.iter().any(|(part, does)| {
        let told = !matches!(does, Does::Words | Does::States(_));
        let daily = part.applies_to.contains(&Event::ScheduleDay);
        let channels = part.applies_to.contains(&Event::ChannelReview) && gathered.channels > 0;
        told && (daily || channels)
    })
}
