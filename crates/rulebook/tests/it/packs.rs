//! Every pack loads, and every scenario of every clause comes out as it says.

use crate::{files, load};
use rulebook::{Outcome, scenario};
use std::collections::BTreeMap;

/// Folders of packs, and the municipality's pack with which a base's scenarios are run too.
const PACKS: [&str; 3] = ["no-base", "batsfjord", "andoy"];

#[test]
fn all_scenarios_pass_and_every_clause_that_decides_has_good_and_bad_ones() {
    let mut faults = Vec::new();
    for id in PACKS {
        let rulebook = load(id);
        let mut seen: BTreeMap<String, Vec<Outcome>> = BTreeMap::new();
        for (path, text) in files()
            .iter()
            .filter(|(p, _)| p.starts_with(&format!("packs/{id}/tests/")))
        {
            let report = scenario::run(&rulebook, text);
            faults.extend(report.failures.iter().map(|f| format!("{path}: {f}")));
            for (clause, outcome) in report.ran {
                seen.entry(clause).or_default().push(outcome);
            }
        }
        for clause in rulebook
            .clauses()
            .iter()
            .filter(|c| c.pack == id && !c.applies_to.is_empty())
        {
            let outcomes = seen.get(&clause.id).cloned().unwrap_or_default();
            if outcomes.iter().collect::<std::collections::BTreeSet<_>>().len() < 2
                && !["approve", "notify", "deadline"].contains(&clause.kind)
            {
                faults.push(format!(
                    "{}: needs scenarios with at least two outcomes, has {outcomes:?}",
                    clause.id
                ));
            }
            if outcomes.is_empty() {
                faults.push(format!("{}: no scenario", clause.id));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
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
