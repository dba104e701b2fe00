//! Which clauses speak of what a detector finds.

use crate::Rulebook;
use crate::lang::Condition;

impl Rulebook {
    /// Whether a condition of the clause asks for a finding by one of `words`: its name, code or severity.
    #[must_use]
    pub fn asks_for_finding(&self, clause: &str, words: &[&str]) -> bool {
        let Some(clause) = self.clause(clause) else {
            return false;
        };
        let named = |condition: &Condition| {
            condition.leaves().iter().any(|leaf| {
                let about = leaf.list.is_some_and(|list| list.ends_with(".findings"));
                let text = if about { leaf.text() } else { String::new() };
                words.iter().any(|word| text.contains(&format!("'{word}'")))
            })
        };
        let conditions = |part: &crate::Part| part.when.iter().chain(&part.require).any(named);
        clause.parts.iter().any(conditions)
    }
}
