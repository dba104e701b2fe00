//! What people are shown of packs: coverage, a clause's card, two guidelines side by side.

use crate::bad_packs::{CLAUSE, pack};
use crate::{files, load};
use model::{Locale, Millis};
use rulebook::coverage::{Gap, coverage};
use rulebook::diff::{Change, Topic, What, diff};
use rulebook::skeleton::Skeleton;
use rulebook::{Outcome, Rulebook, Told};

const AT: Millis = Millis(1_795_000_000_000);
const DAY: &str = "2026-11-18";

fn tested(clause: &str, scenarios: &str) -> rulebook::coverage::Coverage {
    let mut files = pack("test", "", clause);
    files.push(("packs/test/tests/a.toml".into(), scenarios.into()));
    let book = Rulebook::load(&files, "test").unwrap();
    coverage(&book, &files)
}

fn scenario(given: &str, expect: &str) -> String {
    format!(
        "[[scenario]]\nclause = \"test/one\"\nevent = \"post.submit\"\ngiven = {{ {given} }}\nexpect = \"{expect}\"\n"
    )
}

#[test]
fn a_leaf_is_covered_when_its_own_scenarios_saw_it_all_three_ways() {
    let clause = CLAUSE.replace(
        "\"post.has_media\"",
        "\"post.media.all(m, m.alt != '' && !m.ai)\"",
    );
    let both = scenario("\"post.media\" = [{ alt = \"x\", ai = false }]", "pass")
        + &scenario("\"post.media\" = [{ alt = \"\", ai = true }]", "block");
    let found = tested(&clause, &both);
    let leaves: Vec<_> = found.clauses[0]
        .leaves
        .iter()
        .map(|l| (l.leaf.as_str(), l.true_seen, l.false_seen, l.unknown_seen))
        .collect();
    assert_eq!(
        leaves,
        [("post.media[].alt != ''", 1, 1, 0), ("post.media[].ai", 1, 1, 0)]
    );
    assert_eq!(found.clauses[0].gaps, [Gap::Leaf]);
    assert!(!found.complete());
    let found = tested(&clause, &(both + &scenario("", "ask")));
    assert_eq!(found.leaves(), (2, 2));
    assert!(found.complete() && found.accounted() == 1);
}

#[test]
fn a_scenario_that_fails_or_is_missing_is_a_gap() {
    assert_eq!(
        tested(CLAUSE, "scenario = []").clauses[0].gaps[0],
        Gap::NoScenario
    );
    let found = tested(CLAUSE, &scenario("\"post.has_media\" = true", "block"));
    assert_eq!(found.failures.len(), 1);
    assert!(found.failures[0].what.contains("expected block, came pass"));
    assert_eq!(found.failures[0].file, "packs/test/tests/a.toml");
}

#[test]
fn duties_are_the_guidelines_own() {
    let duties = |clause: &str| tested(clause, "scenario = []").duties();
    assert_eq!(duties(CLAUSE), (1, 1));
    assert_eq!(duties(&CLAUSE.replace("\"must\"", "\"may\"")), (0, 0));
    assert_eq!(
        duties(&CLAUSE.replace("status", "product_default = true\nstatus")),
        (0, 0)
    );
    assert_eq!(duties(&CLAUSE.replace("\"automated\"", "\"taught\"")), (1, 0));
}

#[test]
fn a_card_tells_conditions_in_words() {
    let book = load("no-base");
    let files = files();
    let card = book.card("no-base/picture-basis", &files, DAY).unwrap();
    let part = &card.parts[0];
    assert_eq!(
        part.when.as_ref().unwrap().get(Locale::Nb),
        "«Innlegget har bilde»"
    );
    assert_eq!(
        part.require[0].get(Locale::En),
        "for each of “Pictures”: (not “A person can be recognised in the picture” or “Ground for using the picture of \
         the person” is one of consent, task in the public interest, contract, picture of a situation where the person \
         is not the subject)"
    );
    assert_eq!(part.on_fail, Some(Outcome::Block));
    assert!(card.scenarios.len() >= 5 && card.locked);
    assert!(card.place.0.ends_with("law.toml") && card.place.1 > 1);
    let unknown: Vec<_> = card.basis.iter().filter(|(_, checked)| !checked).collect();
    assert_eq!(unknown.len(), 2);
    let deadline = book.card("no-base/reply-deadline", &files, DAY).unwrap();
    assert_eq!(deadline.parts[0].creates.len(), 1);
    assert!(book.card("no-base/nothing", &files, DAY).is_none());
}

#[test]
fn two_municipalities_differ_by_what_matters() {
    let (a, b) = (load("batsfjord"), load("andoy"));
    let found = diff(&a, &b, AT);
    let row = |topic: Topic| found.topics.iter().find(|t| t.topic == topic).unwrap();
    let reply = row(Topic::ReplyTime);
    assert!(!reply.cells[0].is_empty() && !reply.cells[1].is_empty());
    let crisis = row(Topic::Crisis);
    assert!(!crisis.same);
    let holds = |side: usize| match &crisis.cells[side][0].matter {
        What::Crisis { holds, .. } => holds.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        (holds(0).as_str(), holds(1).as_str()),
        ("all-via-group", "decide")
    );
    assert!(!row(Topic::Grounds).same);
    // Båtsfjord replaces the base's default, Andøy keeps it.
    assert!(
        found
            .clauses
            .iter()
            .any(|c| c.clause == "no-base/reply-deadline" && c.change == Change::Added)
    );
    assert!(found.only[0] >= 20 && found.only[1] >= 16);
    assert_eq!(found.topics.len(), Topic::ALL.len());
}

#[test]
fn any_one_of_several_approvers_is_no_chain() {
    let (a, b) = (load("kafjord"), load("batsfjord"));
    let found = diff(&a, &b, AT);
    let row = found.topics.iter().find(|t| t.topic == Topic::ChannelApproval);
    let approvals = |side: usize| -> Vec<(usize, bool)> {
        let cells = row.unwrap().cells[side].iter().filter(|c| !c.product_default);
        let of = |c: &rulebook::diff::Cell| match &c.matter {
            What::Approval { roles, any } => (roles.len(), *any),
            other => panic!("{other:?}"),
        };
        cells.map(of).collect()
    };
    assert!(
        approvals(0).iter().any(|(n, any)| *n > 1 && *any),
        "{:?}",
        approvals(0)
    );
    assert!(approvals(1).iter().all(|(_, any)| !any), "{:?}", approvals(1));
}

#[test]
fn a_guideline_does_not_differ_from_itself() {
    let found = diff(&load("andoy"), &load("andoy"), AT);
    assert!(found.topics.iter().all(|t| t.same));
    assert!(found.clauses.is_empty() && found.params.is_empty() && found.only == [0, 0]);
}

#[test]
fn two_versions_differ_clause_by_clause() {
    let old = Rulebook::load(&pack("test", "", CLAUSE), "test").unwrap();
    let changed = CLAUSE
        .replace("on_fail = \"block\"", "on_fail = \"warn\"")
        .replace("\"must\"", "\"should\"");
    let more = changed + &CLAUSE.replace("\"one\"", "\"two\"");
    let new = Rulebook::load(&pack("test", "", &more), "test").unwrap();
    let rows: Vec<_> = diff(&old, &new, AT)
        .clauses
        .into_iter()
        .map(|c| (c.clause, c.change, c.keys))
        .collect();
    assert_eq!(
        rows,
        [
            ("test/one".to_owned(), Change::Changed, vec!["modality", "effect"]),
            ("test/two".to_owned(), Change::Added, vec![]),
        ]
    );
    assert_eq!(diff(&new, &old, AT).clauses[1].change, Change::Removed);
}

#[test]
fn a_new_pack_loads_is_tested_and_has_nothing_to_mend() {
    for (lang, base, country) in [
        (Locale::Nb, "no-base", "NO"),
        (Locale::Nn, "no-base", "NO"),
        (Locale::Sv, "se-base", "SE"),
    ] {
        let skeleton = Skeleton {
            id: "nordvik-2".into(),
            title: model::Texts(Locale::ALL.map(|l| (l, "Retningslinjer \"ute\"".into())).into()),
            lang,
            base: base.into(),
            jurisdiction: country.into(),
        };
        assert!(skeleton.id_is_fit());
        let mut all = files();
        all.extend(
            skeleton
                .files()
                .into_iter()
                .map(|(path, text)| (format!("packs/nordvik-2/{path}"), text)),
        );
        let book = Rulebook::load(&all, "nordvik-2").unwrap();
        let found = coverage(&book, &all);
        assert!(found.complete(), "{found:#?}");
        assert_eq!((found.scenarios, found.lessons()), (3, 1));
        assert_eq!(rulebook::lint::lint(&book, &all, DAY), []);
    }
    let named = |id: &str| Skeleton {
        id: id.into(),
        title: model::Texts::default(),
        lang: Locale::Nb,
        base: "no-base".into(),
        jurisdiction: "NO".into(),
    };
    for bad in ["", "Nordvik", "1a", "a/b", "a b", "../a"] {
        assert!(!named(bad).id_is_fit(), "{bad}");
    }
}

#[test]
fn a_locked_clause_tells_which_findings_and_facts_it_reads() {
    let locked = |require: &str| {
        let clause = CLAUSE
            .replace("id = \"one\"", "id = \"one\"\nlocked = true")
            .replace("\"post.has_media\"", &format!("\"{require}\""));
        Rulebook::load(&pack("test", "", &clause), "test").unwrap()
    };
    let reads = |require: &str, name: &str, facts: &[&str]| {
        let told = Told::finding("TXT001", name, "severe").with_facts(facts);
        !locked(require).locked_on(&told, AT).is_empty()
    };
    for require in [
        "!post.findings.exists(f, f.name in ['a', 'b'])",
        "!post.findings.exists(f, f.name == 'a' && post.has_media)",
        "post.findings.all(f, f.name != 'a')",
        "post.has_media || !item.findings.exists(f, f.name != 'b')",
        "!post.findings.exists(f, f.severity == 'severe')",
        "!post.findings.exists(f, f.code == 'TXT001')",
        "size(post.findings) == 0",
    ] {
        assert!(reads(require, "a", &[]), "{require}");
    }
    for require in [
        "!post.findings.exists(f, f.name in ['b', 'c'])",
        "post.findings.all(f, f.name != 'b')",
        "!post.findings.exists(f, f.severity == 'hint')",
        "post.has_media",
    ] {
        assert!(!reads(require, "a", &[]), "{require}");
    }
    assert!(reads("post.ai_label", "a", &["post.ai_label"]));
    assert!(!reads("post.has_media", "a", &["post.ai_label"]));
    let field = "post.media.all(m, !m.uncaptioned)";
    assert!(reads(field, "a", &["post.media[].uncaptioned"]));
    let open = Rulebook::load(&pack("test", "", CLAUSE), "test").unwrap();
    let told = Told::default().with_facts(&["post.has_media"]);
    assert!(open.locked_on(&told, AT).is_empty(), "it may be excused from");
    assert!(open.asks_for("test/one", &told));
}
