//! What effects answer when something is not as it should be, or not known.

use crate::Outcome;
use crate::lang::Truth;
use crate::pack::Table;

/// When a condition does not hold, mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OnFail {
    Warn,
    Block,
}

/// When it is not known whether it holds, mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OnUnknown {
    Pass,
    Warn,
    Ask,
    Block,
}

impl OnFail {
    pub(crate) const ALL: [&'static str; 2] = ["warn", "block"];
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "warn" => Self::Warn,
            "block" => Self::Block,
            _ => return None,
        })
    }
    pub(crate) fn outcome(self) -> Outcome {
        match self {
            Self::Warn => Outcome::Warn,
            Self::Block => Outcome::Block,
        }
    }
}

impl OnUnknown {
    pub(crate) const ALL: [&'static str; 4] = ["pass", "warn", "ask", "block"];
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "pass" => Self::Pass,
            "warn" => Self::Warn,
            "ask" => Self::Ask,
            "block" => Self::Block,
            _ => return None,
        })
    }
    pub(crate) fn outcome(self) -> Outcome {
        match self {
            Self::Pass => Outcome::Pass,
            Self::Warn => Outcome::Warn,
            Self::Ask => Outcome::Ask,
            Self::Block => Outcome::Block,
        }
    }
}

/// Both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Responses {
    pub(crate) on_fail: OnFail,
    pub(crate) on_unknown: OnUnknown,
}

impl Responses {
    /// `on_fail` (must be there) and `on_unknown` (`ask` unless said otherwise).
    pub(crate) fn read(table: &Table<'_>) -> Self {
        if !table.has("on_fail") {
            table.missing("on_fail", "warn or block");
        }
        Self {
            on_fail: table
                .word("on_fail", OnFail::parse, &OnFail::ALL)
                .unwrap_or(OnFail::Block),
            on_unknown: table
                .word("on_unknown", OnUnknown::parse, &OnUnknown::ALL)
                .unwrap_or(OnUnknown::Ask),
        }
    }

    pub(crate) fn outcome(self, truth: Truth) -> Outcome {
        match truth {
            Truth::True => Outcome::Pass,
            Truth::False => self.on_fail.outcome(),
            Truth::Unknown => self.on_unknown.outcome(),
        }
    }
}
