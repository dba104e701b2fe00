//! What a clause may be beside its effect: several parts, only measured, excused, overridden, dated, taught.

use crate::bad_packs::{CLAUSE, pack};
use crate::kinds::{T, book, clause, facts, noon};
use model::Locale;
use rulebook::{Decision, Event, Facts, Obligation, Outcome, PackProblem, Rulebook, Value, WaiverInForce};

const TWO: &str = "when = 'post.has_media'
require = 'post.ai_checked'
effect = { kind = 'gate', on_fail = 'warn' }
[[clause.also]]
applies_to = ['post.submit', 'post.publish']
beyond_text = true
require = 'post.link_present'
effect = { kind = 'gate', on_fail = 'block' }
explain = { why = { nb = 'b', nn = 'b', sv = 'b', en = 'b' }, fix = { nb = 'c', nn = 'c', sv = 'c', en = 'c' } }";

#[test]
fn the_gravest_part_speaks_for_the_clause() {
    let book = book(&clause("a", &["post.submit"], TWO));
    let ask = |checked: bool, link: Option<bool>| {
        let mut known = vec![
            ("post.has_media", true.into()),
            ("post.ai_checked", checked.into()),
        ];
        known.extend(link.map(|l| ("post.link_present", Value::from(l))));
        book.decide(Event::PostSubmit, &facts(&known), noon("2026-03-02"))
    };
    let said = |d: &Decision| {
        let words = book.explain(d, "test/a", Locale::En).unwrap();
        (
            d.outcome,
            d.clauses[0].part,
            d.clauses[0].advised,
            words.why,
            words.product_default,
        )
    };
    assert_eq!(said(&ask(true, Some(true))).0, Outcome::Pass);
    // The document's own control: its own words, and no advice.
    assert_eq!(
        said(&ask(false, Some(true))),
        (Outcome::Warn, 0, false, "a".to_owned(), false)
    );
    // Graver, and the product's advice.
    assert_eq!(
        said(&ask(false, Some(false))),
        (Outcome::Block, 1, true, "b".to_owned(), true)
    );
    let unknown = ask(true, None);
    assert_eq!(
        (unknown.outcome, unknown.clauses[0].missing.as_slice()),
        (Outcome::Ask, &["post.link_present".to_owned()][..])
    );
    let read: Vec<_> = unknown.clauses[0].facts.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(read, ["post.has_media", "post.ai_checked", "post.link_present"]);
    // A part answers to its own events only.
    let later = book.decide(
        Event::PostPublish,
        &facts(&[("post.link_present", true.into())]),
        noon("2026-03-02"),
    );
    assert_eq!((later.outcome, later.clauses[0].facts.len()), (Outcome::Pass, 1));
    assert!(book.replay(&ask(false, Some(false))).same_answer);
}

#[test]
fn what_the_document_asks_for_goes_before_advice() {
    let gate = |keys: &str| {
        format!(
            "[[clause.also]]\napplies_to = ['post.submit']\n{keys}require = 'post.link_present'\neffect = {{ kind = 'gate', on_fail = 'block' }}\n"
        )
    };
    let text = clause(
        "a",
        &["post.submit"],
        "require = 'post.has_media'\neffect = { kind = 'gate', on_fail = 'warn' }",
    ) + &gate("beyond_text = true\n")
        + &gate("");
    let known = facts(&[
        ("post.has_media", true.into()),
        ("post.link_present", false.into()),
    ]);
    let decision = book(&text).decide(Event::PostSubmit, &known, noon("2026-03-02"));
    assert_eq!(
        (decision.clauses[0].part, decision.clauses[0].advised),
        (2, false)
    );
}

#[test]
fn a_duty_beyond_the_text_says_so() {
    let body = "effect = { kind = 'retain', of = 'post', keep = { years = 1 }, then = 'review' }
[[clause.also]]
applies_to = ['post.publish']
beyond_text = true
effect = { kind = 'task', roles = ['editor'], what = {T} }";
    let decision = book(&clause("a", &["post.publish"], body)).decide(
        Event::PostPublish,
        &Facts::new(),
        noon("2026-03-02"),
    );
    assert!(matches!(
        decision.obligations[1],
        Obligation::Duty { advised: true, .. }
    ));
}

#[test]
fn what_is_only_measured_stops_nothing() {
    let text = CLAUSE.replace("id = \"one\"", "id = \"one\"\nmeasure = true");
    let decision = book(&text).decide(
        Event::PostSubmit,
        &facts(&[("post.has_media", false.into())]),
        noon("2026-03-02"),
    );
    assert_eq!(
        (decision.outcome, decision.clauses[0].outcome),
        (Outcome::Pass, Outcome::Block)
    );
    assert!(decision.clauses[0].measured);
    let unknown = book(&text).decide(Event::PostSubmit, &Facts::new(), noon("2026-03-02"));
    assert_eq!(
        (unknown.outcome, unknown.obligations.len()),
        (Outcome::Pass, 0),
        "nothing is asked either"
    );
}

fn waived(clause: &str) -> [WaiverInForce; 1] {
    [WaiverInForce {
        clause: clause.to_owned(),
        id: "w1".to_owned(),
    }]
}

#[test]
fn a_waiver_excuses_where_the_clause_allows_it() {
    let rule = "\nwaiver = { allowed_by = [\"director\"], max_days = 30, reason_min = 20 }";
    let open = book(&CLAUSE.replace("id = \"one\"", &format!("id = \"one\"{rule}")));
    let bad = facts(&[("post.has_media", false.into())]);
    let good = facts(&[("post.has_media", true.into())]);
    let at = noon("2026-03-02");
    let decision = open.decide_with(Event::PostSubmit, &bad, at, &waived("test/one"));
    assert_eq!(
        (decision.outcome, decision.clauses[0].waiver.as_deref()),
        (Outcome::Waived, Some("w1"))
    );
    assert!(
        open.replay(&decision).same_answer,
        "the decision keeps which waiver it used"
    );
    // One that is not needed is not used, and one for another clause does nothing.
    assert_eq!(
        open.decide_with(Event::PostSubmit, &good, at, &waived("test/one"))
            .clauses[0]
            .waiver,
        None
    );
    assert_eq!(
        open.decide_with(Event::PostSubmit, &bad, at, &waived("test/two"))
            .outcome,
        Outcome::Block
    );
    assert_eq!(
        book(CLAUSE)
            .decide_with(Event::PostSubmit, &bad, at, &waived("test/one"))
            .outcome,
        Outcome::Block
    );
    // Nobody has it to do, and nobody is asked.
    let duty = book(&clause(
        "one",
        &["case.open"],
        &format!("{rule}\neffect = {{ kind = 'task', roles = ['it'], what = {{T}} }}"),
    ));
    let decision = duty.decide_with(Event::CaseOpen, &Facts::new(), at, &waived("test/one"));
    assert_eq!(
        (decision.outcome, decision.obligations.len()),
        (Outcome::Waived, 0)
    );
    let terms = open.clauses()[0].waiver.clone().unwrap();
    assert_eq!((terms.max_days, terms.reason_min), (Some(30), 20));
}

#[test]
fn a_clause_gives_way_where_another_overrides_it() {
    let text = [
        clause(
            "general",
            &["item.received"],
            "effect = { kind = 'deadline', business_days = 2 }",
        ),
        clause(
            "special",
            &["item.received"],
            "when = 'item.case_question'\noverrides = [{ clause = 'test/general', reason = 'cases take longer' }]\neffect = { kind = 'deadline', business_days = 15 }",
        ),
    ];
    let book = book(&text.concat());
    let days = |case: Option<bool>| {
        let known: Vec<_> = case
            .map(|c| ("item.case_question", c.into()))
            .into_iter()
            .collect();
        let decision = book.decide(Event::ItemReceived, &facts(&known), noon("2026-03-02"));
        assert!(book.replay(&decision).same_answer);
        let days: Vec<_> = decision
            .obligations
            .iter()
            .filter_map(|o| match o {
                Obligation::Deadline { business_days, .. } => *business_days,
                _ => None,
            })
            .collect();
        (days, decision.clauses[0].overridden_by.clone())
    };
    assert_eq!(days(Some(false)), (vec![2], None));
    assert_eq!(days(Some(true)), (vec![15], Some("test/special".to_owned())));
    // Whether it applies is not known: nothing gives way.
    assert_eq!(days(None), (vec![2], None));
}

fn dated(changes: &str) -> Result<Rulebook, Vec<PackProblem>> {
    let params = format!("[params.days]\nvalue = 2\nlabel = {T}\n{changes}");
    let text = clause(
        "a",
        &["item.received"],
        "effect = { kind = 'deadline', business_days = 'params.days' }",
    ) + &clause(
        "b",
        &["post.submit"],
        "require = 'post.text_length <= params.days'\neffect = { kind = 'gate', on_fail = 'block' }",
    );
    Rulebook::load(&pack("test", &params, &text), "test")
}

#[test]
fn a_parameter_changes_on_its_day() {
    let book = dated("[[params.days.change]]\nfrom = 2027-01-01\nvalue = 1\n[[params.days.change]]\nfrom = 2028-01-01\nvalue = 3\n").unwrap();
    let days = |day: &str| {
        let decision = book.decide(Event::ItemReceived, &Facts::new(), noon(day));
        assert!(book.replay(&decision).same_answer);
        let Obligation::Deadline { business_days, .. } = decision.obligations[0] else {
            panic!("{decision:#?}")
        };
        assert_eq!(decision.params["days"], Value::Int(business_days.unwrap().into()));
        let words = book.explain(&decision, "test/a", Locale::En).unwrap();
        assert_eq!(
            words.params,
            [("a".to_owned(), business_days.unwrap().to_string())]
        );
        business_days.unwrap()
    };
    assert_eq!(
        ["2026-12-31", "2027-01-01", "2027-12-31", "2028-01-01"].map(days),
        [2, 1, 1, 3]
    );
    let submit = |day: &str| {
        book.decide(
            Event::PostSubmit,
            &facts(&[("post.text_length", 2_i64.into())]),
            noon(day),
        )
        .outcome
    };
    assert_eq!(
        ["2026-06-01", "2027-06-01", "2028-06-01"].map(submit),
        [Outcome::Pass, Outcome::Block, Outcome::Pass]
    );
    let key = |changes: &str| dated(changes).map(|_| "").unwrap_or_else(|p| p[0].key);
    let change =
        |from: &str, value: &str| format!("[[params.days.change]]\nfrom = {from}\nvalue = {value}\n");
    assert_eq!(
        key(&(change("2028-01-01", "1") + &change("2027-01-01", "1"))),
        "dates-overlap"
    );
    assert_eq!(
        key(&(change("2028-01-01", "1") + &change("2028-01-01", "2"))),
        "dates-overlap"
    );
    assert_eq!(key(&change("2028-01-01", "'one'")), "wrong-type");
    // A value that no kind can use is found whatever day it is for.
    assert_eq!(key(&change("2028-01-01", "4000")), "out-of-range");
}

#[test]
fn a_clause_has_versions_in_force_one_after_the_other() {
    let version = |dates: &str, fact: &str| {
        CLAUSE
            .replace("id = \"one\"", &format!("id = \"one\"\n{dates}"))
            .replace("post.has_media", fact)
    };
    let two =
        |first: &str, second: &str| version(first, "post.has_media") + &version(second, "post.link_present");
    let book = book(&two("valid_to = 2026-12-31", "valid_from = 2027-01-01"));
    let read = |day: &str| {
        let decision = book.decide(Event::PostSubmit, &Facts::new(), noon(day));
        assert_eq!(decision.clauses.len(), 1);
        decision.clauses[0].missing.concat()
    };
    assert_eq!(
        ["2026-12-31", "2027-01-01"].map(read),
        ["post.has_media", "post.link_present"]
    );
    assert_eq!(
        crate::kinds::faults(&two("valid_to = 2027-01-01", "valid_from = 2027-01-01")),
        ["dates-overlap"]
    );
    assert_eq!(
        crate::kinds::faults(&two("", "valid_from = 2027-01-01")),
        ["dates-overlap"]
    );
    assert_eq!(crate::kinds::faults(&two("", "")), ["duplicate-id"]);
}

fn taught(lesson: &str) -> Result<Rulebook, Vec<PackProblem>> {
    let text = clause("a", &[], "effect = { kind = 'teach' }") + CLAUSE;
    let mut files = pack("test", "", &text);
    files.push(("packs/test/lessons/a.toml".to_owned(), lesson.to_owned()));
    files.push(("packs/other/lessons/a.toml".to_owned(), "not TOML".to_owned()));
    Rulebook::load(&files, "test")
}

#[test]
fn lessons_teach_a_clause_and_have_one_right_answer() {
    let lesson = "[[lesson]]\nclause = 'test/a'\nsituation = { nb = 's', en = 's' }\noptions = [{ nb = 'x', en = 'x' }, { nb = 'y', en = 'y' }]\nright = 2\nwhy = { nb = 'w', en = 'w' }\n";
    let book = taught(lesson).unwrap();
    assert_eq!(book.lessons().len(), 1);
    assert_eq!((book.lessons()[0].right, book.lessons()[0].options.len()), (2, 2));
    let fault = |from: &str, to: &str| {
        let problem = taught(&lesson.replace(from, to)).unwrap_err().remove(0);
        assert!(problem.file.ends_with("lessons/a.toml"), "{problem}");
        (problem.key, problem.line)
    };
    assert_eq!(fault("right = 2", "right = 3"), ("out-of-range", 5));
    assert_eq!(fault("right = 2", "right = 0"), ("out-of-range", 5));
    assert_eq!(fault("test/a", "test/b"), ("unknown-clause", 2));
    assert_eq!(fault("test/a", "test/one"), ("lesson-not-taught", 2));
    assert_eq!(fault(", { nb = 'y', en = 'y' }", ""), ("out-of-range", 4));
    assert_eq!(
        fault("situation = { nb = 's', en = 's' }", "situation = { nb = 's' }"),
        ("missing-language", 3)
    );
    assert_eq!(fault("why =", "whi ="), ("missing-key", 1));
}

#[test]
fn decisions_stored_before_there_were_parts_are_still_read() {
    let stored = r#"{"event":"post.submit","at":0,"packs":[],"digest":"x","language":1,"outcome":"block","clauses":[{"clause":"test/one","pack":"test","outcome":"block","facts":[{"name":"post.has_media","value":false,"source":"author"}],"missing":[]}],"obligations":[{"obligation":"approve","step":1,"role":"editor","clause":"c"},{"obligation":"deadline","business_days":1,"hours":null,"holding_reply":false,"clause":"c"}],"facts":{"post.has_media":{"value":false,"source":"author"}}}"#;
    let stored: Decision = serde_json::from_str(stored).unwrap();
    let replay = book(CLAUSE).replay(&stored);
    assert!(!replay.same_rules);
    assert_eq!(replay.decision.clauses, stored.clauses);
}

#[test]
fn a_pack_says_where_it_comes_from() {
    let header = "lang = 'nb'\nadopted_by = 'council'\ncase_ref = '2026/1'\nsupersedes = 'test@2019.1.0'\nadopted_on = 2026-01-02\nvalid_from = 2026-02-01\nvalid_to = 2030-01-31\nreview_by = 2029-06-01\n";
    let book = Rulebook::load(&pack("test", header, CLAUSE), "test").unwrap();
    let about = &book.about()[0];
    assert_eq!(
        (about.supersedes.as_str(), about.adopted_on.as_deref()),
        ("test@2019.1.0", Some("2026-01-02"))
    );
    let key = |from: &str, to: &str| {
        Rulebook::load(&pack("test", &header.replace(from, to), CLAUSE), "test").unwrap_err()[0].key
    };
    assert_eq!(key("2030-01-31", "2026-01-31"), "dates-overlap");
    assert_eq!(key("test@2019.1.0", "2019"), "wrong-type");
    assert_eq!(key("'nb'", "'no'"), "unknown-word");
}

#[test]
fn adjusting_reaches_every_part_and_loosens_no_lock() {
    let base = |locked: &str| clause("one", &["post.submit"], &format!("{locked}\n{TWO}"));
    let load = |locked: &str, adjust: &str| {
        let mut files = pack("base", "", &base(locked));
        files.extend(pack(
            "test",
            "[[extends]]\nid = 'base'\n",
            &format!("[[adjust]]\nclause = 'base/one'\nreason = 'r'\n{adjust}\n"),
        ));
        Rulebook::load(&files, "test")
    };
    let key = |adjust: &str| {
        load("locked = true", adjust)
            .map(|_| "")
            .unwrap_or_else(|p| p[0].key)
    };
    assert_eq!(key("part = 2\non_fail = 'warn'"), "loosened-lock");
    assert_eq!(key("measure = true"), "loosened-lock");
    assert_eq!(key("waiver = { allowed_by = ['director'] }"), "loosened-lock");
    assert_eq!(key("part = 2\non_unknown = 'block'"), "");
    assert_eq!(key("part = 3\non_fail = 'block'"), "out-of-range");
    let book = load(
        "",
        "part = 2\non_fail = 'warn'\nwaiver = { allowed_by = ['director'] }",
    )
    .unwrap();
    let known = facts(&[
        ("post.has_media", false.into()),
        ("post.link_present", false.into()),
    ]);
    assert_eq!(
        book.decide(Event::PostSubmit, &known, noon("2026-03-02")).outcome,
        Outcome::Warn
    );
    assert_eq!(
        book.decide_with(Event::PostSubmit, &known, noon("2026-03-02"), &waived("base/one"))
            .outcome,
        Outcome::Waived
    );
    // An override is a way to loosen, too.
    let mut files = pack("base", "", &base("locked = true"));
    let over = clause(
        "x",
        &["post.submit"],
        "overrides = [{ clause = 'base/one', reason = 'r' }]\nrequire = 'post.has_media'\neffect = { kind = 'gate', on_fail = 'warn' }",
    );
    files.extend(pack("test", "[[extends]]\nid = 'base'\n", &over));
    let problem = Rulebook::load(&files, "test").unwrap_err().remove(0);
    assert_eq!((problem.key, problem.line), ("loosened-lock", 10));
}

#[test]
fn a_set_parameter_keeps_to_its_bound_on_every_day() {
    let base = format!(
        "[params.days]\nvalue = 3\nbound = 'at-most'\nlabel = {T}\n[[params.days.change]]\nfrom = 2027-01-01\nvalue = 1\n"
    );
    let key = |set: &str| {
        let mut files = pack("base", &base, "");
        files.extend(pack(
            "test",
            &format!("[[extends]]\nid = 'base'\nset = {{ days = {set} }}\n"),
            CLAUSE,
        ));
        Rulebook::load(&files, "test")
            .map(|_| "")
            .unwrap_or_else(|p| p[0].key)
    };
    assert_eq!(key("1"), "");
    assert_eq!(key("2"), "loosened-lock", "from 2027 it must be 1");
    assert_eq!(
        key("{ value = 2, change = [{ from = 2026-06-01, value = 1 }] }"),
        ""
    );
    assert_eq!(
        key("{ value = 2, change = [{ from = 2027-06-01, value = 1 }] }"),
        "loosened-lock"
    );
}
