//! What an effect does, as plain data: for pages, comparisons and exports.

use super::{CrisisEffect, Every, GroundStrength, SeasonName, Window};
use crate::{Due, DutyKind, EvidenceKind, Keep, Matter, Outcome, RecordOf, RetainOf, RetainThen};
use model::Texts;
use model::person::Role;

/// What a part of a clause does, with all that its pack says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// Says something: `advice`, `teach`.
    Words,
    /// Shows something to everybody: `house-rule`, `consequence`.
    States(Texts),
    /// Lets a step pass when the conditions hold.
    Checks {
        /// What follows when they do not.
        on_fail: Outcome,
        /// What follows when it is not known.
        on_unknown: Outcome,
    },
    /// Compares a name with a pattern or another name.
    Names {
        /// Pattern, `*` for any characters; `None` when it must hold another name.
        pattern: Option<String>,
        /// What follows otherwise.
        on_fail: Outcome,
    },
    /// Asks before a step.
    Asks {
        /// The questions.
        questions: Vec<Texts>,
        /// What follows an answer that will not do.
        on_fail: Outcome,
    },
    /// Has somebody choose, and say why.
    Decides {
        /// What is decided.
        question: Texts,
        /// Least length of the reason, in characters.
        reason_min: usize,
        /// Who decides; empty: whoever takes the step.
        roles: Vec<Role>,
    },
    /// Has a step approved.
    Approves {
        /// Who, in order.
        steps: Vec<Role>,
        /// One of them is enough.
        any: bool,
        /// Who is told.
        copy_to: Vec<Role>,
    },
    /// Tells somebody.
    Tells(Vec<Role>),
    /// Has a field of the register filled.
    Registers {
        /// What the field is called.
        field: Texts,
        /// Whether it is shown on the public list.
        public: bool,
        /// What follows when it is empty.
        on_fail: Outcome,
    },
    /// Gives a time to answer. One of the two times is set.
    Answers {
        /// Working days.
        business_days: Option<u32>,
        /// Hours by the clock.
        hours: Option<u32>,
        /// Whether a first reply meets the time.
        holding_reply: bool,
        /// Whether the clock stands still on days that are not working days.
        pause_weekend: bool,
        /// Who is told when the time has passed.
        escalate_to: Vec<Role>,
    },
    /// Refers a matter elsewhere.
    Refers {
        /// What it is about.
        matter: Matter,
        /// Where to.
        route: Texts,
    },
    /// Gives grounds for hiding.
    Grounds {
        /// How strongly.
        strength: GroundStrength,
        /// Evidence is kept first.
        save_first: bool,
        /// Least length of the reason, in characters.
        reason_min: u32,
        /// The author is told.
        notice: bool,
        /// The author is told where to complain.
        complaint: bool,
        /// Letter and name of each.
        list: Vec<(String, Texts)>,
    },
    /// Holds back what is planned in a crisis.
    Crisis {
        /// What.
        holds: CrisisEffect,
        /// Who declares and ends it.
        declare: Vec<Role>,
        /// Who releases.
        release: Vec<Role>,
    },
    /// Has rules of its own for a season.
    Season {
        /// Which.
        name: SeasonName,
        /// When.
        windows: Vec<Window>,
        /// What holds then.
        text: Texts,
        /// What follows.
        on_fail: Outcome,
    },
    /// Wants a text in the post.
    Labels {
        /// The text.
        text: Texts,
        /// What follows without it.
        on_fail: Outcome,
    },
    /// Gives somebody something to do: `task`, `watch`, `procedure`, `record`, `report`.
    Duty {
        /// What sort.
        kind: DutyKind,
        /// Who.
        roles: Vec<Role>,
        /// What; empty: the clause's title says it.
        what: Texts,
        /// When.
        falls: Falls,
        /// Steps in order.
        steps: Vec<Texts>,
        /// What must be given to call it done.
        evidence: EvidenceKind,
        /// What a record holds.
        of: Option<RecordOf>,
        /// How saved files are named; may be empty.
        naming: String,
        /// To whom it is reported.
        to: Vec<Role>,
    },
    /// Watches how much is posted.
    Posts {
        /// Period.
        per: Every,
        /// At least.
        least: Option<u32>,
        /// At most.
        most: Option<u32>,
        /// Words of the networks; empty: all.
        networks: Vec<String>,
        /// Days of silence after which closing is proposed.
        close_after: Option<u32>,
        /// Who is told to do something about it.
        roles: Vec<Role>,
    },
    /// Has people say that they know the guideline.
    Acknowledges {
        /// Who.
        roles: Vec<Role>,
        /// What follows when somebody writes without.
        on_fail: Outcome,
    },
    /// Keeps something for a time.
    Keeps {
        /// What.
        of: RetainOf,
        /// How long.
        keep: Keep,
        /// And then.
        then: RetainThen,
        /// Body and number of the decision; may be empty.
        decision: String,
    },
}

/// When a duty falls due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Falls {
    /// So long after what happened.
    After(Due),
    /// Once or several times in each period.
    Each {
        /// Period.
        every: Every,
        /// How many times.
        times: u32,
        /// Only in these; empty: always.
        windows: Vec<Window>,
        /// Only on working days.
        working: bool,
    },
}

impl Does {
    /// Those without whom it cannot be done, each a list of which one is enough: nobody of a list is there, nobody
    /// does it.
    #[must_use]
    pub fn needs(&self) -> Vec<&[Role]> {
        match self {
            Self::Approves { steps, any: true, .. } => vec![steps],
            Self::Approves { steps, .. } => steps.iter().map(std::slice::from_ref).collect(),
            Self::Crisis { declare, release, .. } => vec![declare, release],
            Self::Duty { roles, .. }
            | Self::Posts { roles, .. }
            | Self::Decides { roles, .. }
            | Self::Tells(roles)
                if !roles.is_empty() =>
            {
                vec![roles]
            }
            _ => Vec::new(),
        }
    }
}
