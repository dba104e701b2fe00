//! What rules look at: each clause compiled and as it is written, with its place.

use super::{Lint, Rule};
use crate::clause::Clause;
use crate::coverage::{ClauseCoverage, Coverage, coverage};
use crate::pack::{self, Context, Problems, Table};
use crate::{Rulebook, files};
use model::Locale;

/// A pack on the desk.
pub(super) struct Desk<'a> {
    pub(super) book: &'a Rulebook,
    /// Its own clauses, in its order.
    pub(super) sheets: Vec<Sheet<'a>>,
    pub(super) coverage: Coverage,
    /// The document's language.
    pub(super) language: Locale,
    pub(super) sweden: bool,
    /// ISO date.
    pub(super) today: &'a str,
    /// Names and places of the pack's own parameters.
    pub(super) params: Vec<(String, Table<'a>)>,
    /// All that its files of clauses hold, for what is only named.
    pub(super) text: String,
    header: Table<'a>,
}

/// A clause.
pub(super) struct Sheet<'a> {
    pub(super) clause: &'a Clause,
    pub(super) table: Table<'a>,
    /// Its effect, then those under `also`.
    pub(super) parts: Vec<Part<'a>>,
}

/// An effect of a clause.
pub(super) struct Part<'a> {
    pub(super) effect: Table<'a>,
    pub(super) kind: String,
    /// The document does not ask for it.
    pub(super) advised: bool,
}

/// Puts `book`'s own pack on the desk.
pub(super) fn with<P: AsRef<str>, T: AsRef<str>>(
    book: &Rulebook,
    files: &[(P, T)],
    today: &str,
    look: impl FnOnce(&Desk<'_>),
) {
    // The pack has been loaded, so nothing is wrong with what is read here again.
    let quiet = Problems::default();
    let (packs, params) = pack::gather(files, book.id(), &quiet);
    let Some(own) = packs.last() else { return };
    let params = params.on(None);
    let context = Context::new(&quiet, &params);
    let root = Table::root(&context, &own.document);
    let Some(header) = root.table("pack") else { return };
    let sheets = own
        .clauses
        .iter()
        .flat_map(|document| Table::root(&context, document).tables("clause"))
        .filter_map(|table| Sheet::of(book, table))
        .collect();
    let text = files::of_pack(files, book.id(), "clauses")
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    look(&Desk {
        book,
        sheets,
        coverage: coverage(book, files),
        language: header
            .text("lang")
            .and_then(|tag| Locale::ALL.into_iter().find(|l| l.tag() == tag))
            .unwrap_or(Locale::Nb),
        sweden: own.header.jurisdiction == "SE",
        today,
        params: root.named("params"),
        text,
        header,
    });
}

impl<'a> Sheet<'a> {
    fn of(book: &'a Rulebook, table: Table<'a>) -> Option<Self> {
        let id = format!("{}/{}", book.id(), table.text("id")?);
        let clause = book.clauses().iter().find(|c| c.id == id)?;
        let own = table.table("effect").map(|effect| Part {
            kind: effect.text("kind").unwrap_or_default(),
            effect,
            advised: clause.product_default,
        });
        let also = table.tables("also").into_iter().filter_map(|also| {
            let effect = also.table("effect")?;
            Some(Part {
                kind: effect.text("kind").unwrap_or_default(),
                effect,
                advised: clause.product_default || also.boolean("beyond_text") == Some(true),
            })
        });
        Some(Self {
            clause,
            parts: own.into_iter().chain(also).collect(),
            table,
        })
    }

    /// A finding at `key` of the clause.
    pub(super) fn lint(&self, rule: &Rule, key: &str, detail: impl Into<String>) -> Lint {
        place(rule, &self.table, key, self.clause.id.clone(), detail.into())
    }

    /// A finding at `key` of one of its effects.
    pub(super) fn lint_part(
        &self,
        part: &Part<'_>,
        rule: &Rule,
        key: &str,
        detail: impl Into<String>,
    ) -> Lint {
        place(rule, &part.effect, key, self.clause.id.clone(), detail.into())
    }
}

impl Part<'_> {
    /// Whether it stops a step when what it wants is not so.
    pub(super) fn blocks(&self) -> bool {
        self.effect.text("on_fail").as_deref() == Some("block")
    }
}

impl Desk<'_> {
    /// A finding about the pack as a whole.
    pub(super) fn lint(&self, rule: &Rule, detail: impl Into<String>) -> Lint {
        place(rule, &self.header, "id", String::new(), detail.into())
    }

    /// Coverage of a clause.
    pub(super) fn covered(&self, clause: &Clause) -> Option<&ClauseCoverage> {
        self.coverage.clauses.iter().find(|c| c.id == clause.id)
    }
}

/// A finding at `key` of `table`.
pub(super) fn place(rule: &Rule, table: &Table<'_>, key: &str, clause: String, detail: String) -> Lint {
    let (file, line, column) = table.spot(key);
    Lint {
        code: rule.code,
        name: rule.name,
        severity: rule.severity,
        file,
        line,
        column,
        clause,
        detail,
    }
}
