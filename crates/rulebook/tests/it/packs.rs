//! Every pack loads, and every scenario of every clause comes out as it says.

use crate::{files, load};
use rulebook::coverage::coverage;
use rulebook::lint::{Severity, lint};
use rulebook::{Modality, Outcome, Rulebook, scenario};
use std::collections::{BTreeMap, BTreeSet};

/// Every shipped pack, and how many clauses its guideline has; a base has as many as it needs.
const PACKS: [(&str, usize); 7] = [
    ("no-base", 0),
    ("se-base", 0),
    ("kafjord", 55),
    ("batsfjord", 70),
    ("hustadvika", 57),
    ("norsjo", 52),
    ("andoy", 91),
];

/// Kinds that can come out in more than one way whatever the conditions are.
const ANSWERS_BOTH_WAYS: [&str; 8] = [
    "ask", "decide", "register", "check", "grounds", "mode", "gate", "cadence",
];

#[test]
fn every_shipped_pack_is_whole() {
    let mut faults = Vec::new();
    let files = files();
    let shipped = files.iter().filter(|(path, _)| path.ends_with("/pack.toml"));
    assert_eq!(
        shipped.count(),
        PACKS.len(),
        "a pack that is not named here is not tested"
    );
    for (id, own) in PACKS {
        let book = load(id);
        let found = coverage(&book, &files);
        for f in &found.failures {
            faults.push(format!(
                "{} scenario {} ({}): {}",
                f.file, f.number, f.clause, f.what
            ));
        }
        for clause in &found.clauses {
            for gap in &clause.gaps {
                faults.push(format!("{}: {}", clause.id, gap.as_str()));
            }
            for leaf in clause.leaves.iter().filter(|l| !l.whole()) {
                faults.push(format!("{}: not seen all three ways: {}", clause.id, leaf.leaf));
            }
        }
        for l in lint(&book, &files, "2026-11-22")
            .iter()
            .filter(|l| l.severity == Severity::Error)
        {
            faults.push(format!(
                "{}:{}: {} {} {} {}",
                l.file, l.line, l.code, l.name, l.clause, l.detail
            ));
        }
        let count = found.clauses.len();
        if own > 0 && count != own {
            faults.push(format!("{id}: the guideline has {own} clauses, the pack {count}"));
        }
        both_ways(&book, &files, &mut faults);
    }
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// A clause that can answer in several ways has scenarios with at least two outcomes.
fn both_ways(book: &Rulebook, files: &[(String, String)], faults: &mut Vec<String>) {
    let id = book.id();
    let mut seen: BTreeMap<String, BTreeSet<Outcome>> = BTreeMap::new();
    for (_, text) in files
        .iter()
        .filter(|(p, _)| p.starts_with(&format!("packs/{id}/tests/")))
    {
        for (clause, outcome) in scenario::run(book, text).ran {
            seen.entry(clause).or_default().insert(outcome);
        }
    }
    for clause in book.clauses().iter().filter(|c| c.pack == id) {
        let outcomes = seen.get(&clause.id).cloned().unwrap_or_default();
        let several = clause.parts.iter().any(|p| ANSWERS_BOTH_WAYS.contains(&p.kind));
        if several && clause.modality != Modality::Informative && outcomes.len() < 2 {
            faults.push(format!(
                "{}: needs scenarios with at least two outcomes, has {outcomes:?}",
                clause.id
            ));
        }
    }
}

#[test]
fn the_two_municipalities_differ_where_their_guidelines_do() {
    let (batsfjord, andoy) = (load("batsfjord"), load("andoy"));
    assert_ne!(batsfjord.digest(), andoy.digest());
    let has = |r: &rulebook::Rulebook, id: &str| r.clause(id).is_some();
    assert!(has(&batsfjord, "batsfjord/4.3-3") && !andoy.clauses().iter().any(|c| c.id.ends_with("4.3-3")));
    assert!(has(&andoy, "no-base/reply-deadline") && !has(&batsfjord, "no-base/reply-deadline"));
    assert!(has(&andoy, "andoy/9ki-2b"));
    let letters = |r: &rulebook::Rulebook| r.grounds().into_iter().map(|g| g.id).collect::<Vec<_>>();
    assert_eq!(letters(&batsfjord).len(), 6);
    assert_eq!(letters(&batsfjord)[0], "batsfjord/4.4-3#a");
    assert!(
        andoy
            .grounds()
            .iter()
            .all(|g| g.product_default && g.save_first && g.notice && g.reason_min == 20)
    );
    let (ours, theirs) = (batsfjord.crisis_rule().unwrap(), andoy.crisis_rule().unwrap());
    assert_eq!(
        (ours.effect, ours.product_default),
        (rulebook::CrisisEffect::AllViaGroup, false)
    );
    assert_eq!(
        (theirs.effect, theirs.product_default),
        (rulebook::CrisisEffect::Decide, true)
    );
}

#[test]
fn digests_do_not_depend_on_comments_or_order_and_do_depend_on_values() {
    let original = load("andoy");
    let commented: Vec<_> = files()
        .into_iter()
        .rev()
        .map(|(p, t)| (p, format!("# a note\n{t}")))
        .collect();
    assert_eq!(
        rulebook::Rulebook::load(&commented, "andoy").unwrap().digest(),
        original.digest()
    );
    let changed: Vec<_> = files()
        .into_iter()
        .map(|(p, t)| (p, t.replace("andoy.kommune.*", "andoy.*")))
        .collect();
    assert_ne!(
        rulebook::Rulebook::load(&changed, "andoy").unwrap().digest(),
        original.digest()
    );
}
