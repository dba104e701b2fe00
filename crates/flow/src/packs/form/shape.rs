//! Which fields a clause has as a form, by the kind of its effect.

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A text in four languages.
    Texts,
    /// One line.
    Line,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Words, one after the other.
    Words,
    /// Roles.
    Roles,
    /// One role.
    Role,
    /// Events.
    Events,
    /// A whole number, or `params.NAME`.
    Number,
    /// Yes or not there.
    Flag,
    /// No, or not there.
    On,
    /// A day.
    Date,
    /// A condition.
    Condition,
    /// Tables, one after the other.
    List(Item),
}

/// What the tables of a list hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// These fields.
    Fields(&'static [(&'static str, Shape)]),
    /// A further effect of a clause: the fields of its kind.
    Part,
}

const ON_FAIL: &[&str] = &["warn", "ask", "block"];
const ON_UNKNOWN: &[&str] = &["ask", "pass", "warn", "block"];
const EVERY: &[&str] = &["day", "week", "month", "quarter", "half-year", "year"];

/// Fields of a clause outside its effect, in the order of the form.
pub(super) const CLAUSE: &[(&str, Shape)] = &[
    ("title", Shape::Texts),
    ("says", Shape::Texts),
    ("section", Shape::Line),
    (
        "modality",
        Shape::Word(&["must", "must-not", "should", "should-not", "may", "informative"]),
    ),
    (
        "binds.capacity",
        Shape::Word(&["official", "private", "governance", "any"]),
    ),
    ("binds.roles", Shape::Words),
    (
        "status",
        Shape::Word(&[
            "automated",
            "attested",
            "manual",
            "taught",
            "protected",
            "informative",
        ]),
    ),
    ("applies_to", Shape::Events),
    ("when", Shape::Condition),
    ("require", Shape::Condition),
    ("explain.why", Shape::Texts),
    ("explain.fix", Shape::Texts),
    ("evidence", Shape::Texts),
    ("manual_reason", Shape::Texts),
    ("measure", Shape::Flag),
    ("valid_from", Shape::Date),
    ("valid_to", Shape::Date),
    ("waiver.allowed_by", Shape::Roles),
    ("waiver.max_days", Shape::Number),
    ("waiver.reason_min", Shape::Number),
    ("also", Shape::List(Item::Part)),
];

/// Fields of a further effect outside its effect.
const PART: &[(&str, Shape)] = &[
    ("applies_to", Shape::Events),
    ("when", Shape::Condition),
    ("require", Shape::Condition),
    ("explain.why", Shape::Texts),
    ("explain.fix", Shape::Texts),
    ("beyond_text", Shape::Flag),
];

const CHOICES: Shape = Shape::List(Item::Fields(&[("word", Shape::Line), ("label", Shape::Texts)]));
const ANSWER: Shape = Shape::Word(&["text", "yes-no", "number", "choice"]);
const QUESTIONS: Shape = Shape::List(Item::Fields(&[
    ("name", Shape::Line),
    ("label", Shape::Texts),
    ("answer", ANSWER),
    ("choices", CHOICES),
    ("must_be", Shape::Line),
]));
const APPROVERS: Shape = Shape::List(Item::Fields(&[("role", Shape::Role)]));
const STEPS: Shape = Shape::List(Item::Fields(&[("what", Shape::Texts)]));
const GROUNDS: Shape = Shape::List(Item::Fields(&[("letter", Shape::Line), ("title", Shape::Texts)]));

const DUTY: &[(&str, Shape)] = &[
    ("roles", Shape::Roles),
    ("what", Shape::Texts),
    ("within_hours", Shape::Number),
    ("within_days", Shape::Number),
    ("within_business_days", Shape::Number),
    ("every", Shape::Word(EVERY)),
    ("windows", Shape::Words),
    ("evidence", Shape::Word(&["note", "link", "none"])),
];
const RESPONSES: &[(&str, Shape)] = &[
    ("on_fail", Shape::Word(ON_FAIL)),
    ("on_unknown", Shape::Word(ON_UNKNOWN)),
];

/// The fields of each kind of effect; `Rulebook::load` refuses others.
#[rustfmt::skip]
pub(super) const KINDS: &[(&str, &[&[(&str, Shape)]])] = &[
    ("advice", &[]),
    ("teach", &[]),
    ("house-rule", &[&[("text", Shape::Texts)]]),
    ("consequence", &[&[("text", Shape::Texts)]]),
    ("gate", &[RESPONSES]),
    ("check", &[&[("fact", Shape::Line), ("pattern", Shape::Line), ("contains", Shape::Line)], RESPONSES]),
    ("ask", &[&[("questions", QUESTIONS)], RESPONSES]),
    ("decide", &[&[("field", Shape::Line), ("label", Shape::Texts), ("reason_label", Shape::Texts), ("options", CHOICES), ("reason_min", Shape::Number), ("roles", Shape::Roles)], RESPONSES]),
    ("approve", &[&[("steps", APPROVERS), ("any", Shape::Flag), ("copy_to", Shape::Roles)]]),
    ("notify", &[&[("roles", Shape::Roles)]]),
    ("register", &[&[("field", Shape::Line), ("label", Shape::Texts), ("answer", ANSWER), ("choices", CHOICES), ("public", Shape::Flag)], RESPONSES]),
    ("deadline", &[&[("business_days", Shape::Number), ("hours", Shape::Number), ("holding_reply", Shape::Flag), ("pause", Shape::Word(&["weekend"])), ("escalate_to", Shape::Roles)]]),
    ("redirect", &[&[("matter", Shape::Line), ("route", Shape::Texts)]]),
    ("grounds", &[&[("strength", Shape::Word(&["must", "may", "exceptional"])), ("grounds", GROUNDS), ("save_first", Shape::On), ("reason_min", Shape::Number), ("notice", Shape::On), ("complaint", Shape::On)]]),
    ("mode", &[&[("name", Shape::Word(&["crisis", "election", "holiday"])), ("holds", Shape::Line), ("declare", Shape::Roles), ("release", Shape::Roles), ("windows", Shape::Words), ("text", Shape::Texts), ("topics", Shape::Words)], RESPONSES]),
    ("label", &[&[("text", Shape::Texts)], RESPONSES]),
    ("task", &[DUTY]),
    ("procedure", &[DUTY, &[("steps", STEPS), ("naming", Shape::Line)]]),
    ("record", &[DUTY, &[("of", Shape::Word(&["snapshot", "evidence", "correspondence", "profile"])), ("naming", Shape::Line)]]),
    ("report", &[DUTY, &[("to", Shape::Roles)]]),
    ("watch", &[DUTY, &[("times_per_day", Shape::Number), ("days", Shape::Word(&["working", "all"]))]]),
    ("cadence", &[&[("per", Shape::Word(&["day", "week", "month"])), ("at_least", Shape::Number), ("at_most", Shape::Number), ("networks", Shape::Words), ("then", Shape::Word(&["close"])), ("after_days", Shape::Number)], DUTY]),
    ("acknowledge", &[&[("on_fail", Shape::Word(ON_FAIL))], DUTY]),
    ("retain", &[&[("of", Shape::Word(&["post", "item", "message", "evidence", "snapshot"])), ("keep.years", Shape::Number), ("keep.months", Shape::Number), ("keep.days", Shape::Number), ("keep.until_weeded", Shape::Flag), ("then", Shape::Word(&["dispose", "review", "deposit"])), ("decision", Shape::Line)]]),
];

/// Every field that a clause with this kind of effect has.
pub(super) fn of_clause(kind: &str) -> Vec<(String, Shape)> {
    with_effect(CLAUSE, kind)
}

/// Every field that a table of a list has; `kind`: that of a further effect.
pub(super) fn of_item(item: Item, kind: &str) -> Vec<(String, Shape)> {
    match item {
        Item::Fields(fields) => fields.iter().map(|(n, s)| ((*n).to_owned(), *s)).collect(),
        Item::Part => with_effect(PART, kind),
    }
}

fn with_effect(fields: &[(&str, Shape)], kind: &str) -> Vec<(String, Shape)> {
    let mut out: Vec<(String, Shape)> = fields.iter().map(|(n, s)| ((*n).to_owned(), *s)).collect();
    for (name, shape) in KINDS
        .iter()
        .filter(|(name, _)| *name == kind)
        .flat_map(|(_, groups)| groups.iter().flat_map(|g| g.iter()))
    {
        let name = format!("effect.{name}");
        if out.iter().all(|(n, _)| *n != name) {
            out.push((name, *shape));
        }
    }
    out
}
