//! Clauses that cannot both be kept: an error where it is certain, a conflict where it depends on the case.

use crate::kinds::{book, clause, facts, faults, noon};
use rulebook::{Event, Outcome};

fn gates(first: &str, second: &str) -> String {
    let gate = |id: &str, keys: &str| {
        clause(
            id,
            &["post.submit"],
            &format!("{keys}\neffect = {{ kind = 'gate', on_fail = 'block' }}"),
        )
    };
    gate("a", first) + &gate("b", second)
}

#[test]
fn gates_that_want_contrary_things_are_an_error() {
    for (first, second) in [
        ("post.has_media", "!post.has_media"),
        (
            "post.has_media == true && post.link_present",
            "post.has_media == false",
        ),
        (
            "post.ai_text == 'none'",
            "post.ai_text in ['support', 'substantial']",
        ),
        ("post.ai_text == 'none'", "post.ai_text != 'none'"),
        ("post.text_length >= 100", "post.text_length < 100"),
        ("size(post.media) > 1", "2 > size(post.media)"),
        ("5 == post.text_length", "post.text_length >= 6"),
        ("5 < post.text_length", "post.text_length <= 5"),
        ("6 <= post.text_length", "6 > post.text_length"),
    ] {
        let text = gates(
            &format!("require = \"{first}\""),
            &format!("require = \"{second}\""),
        );
        assert_eq!(faults(&text), ["contradiction"], "{first} | {second}");
    }
    for (first, second) in [
        ("post.has_media", "post.has_media"),
        ("post.has_media || post.link_present", "!post.has_media"),
        ("post.has_media", "!post.link_present"),
        ("post.text_length >= 100", "post.text_length <= 100"),
        ("post.text_length >= 100", "size(post.media) < 100"),
        ("post.ai_text in ['none', 'support']", "post.ai_text != 'none'"),
        ("post.media.all(m, m.ai)", "post.media.all(m, !m.ai)"),
    ] {
        let text = gates(
            &format!("require = \"{first}\""),
            &format!("require = \"{second}\""),
        );
        assert_eq!(faults(&text), [""; 0], "{first} | {second}");
    }
}

#[test]
fn what_depends_on_the_case_is_a_conflict_in_that_case() {
    let text = gates(
        "when = 'post.is_reply'\nrequire = 'post.has_media'",
        "when = 'post.link_present'\nrequire = '!post.has_media'",
    );
    let book = book(&text);
    let decide = |reply: bool, link: bool| {
        let known = facts(&[
            ("post.is_reply", reply.into()),
            ("post.link_present", link.into()),
            ("post.has_media", true.into()),
        ]);
        book.decide(Event::PostSubmit, &known, noon("2026-03-02"))
    };
    assert_eq!(decide(true, false).outcome, Outcome::Pass);
    assert_eq!(decide(false, true).outcome, Outcome::Block);
    let both = decide(true, true);
    assert_eq!(both.outcome, Outcome::Conflict);
    assert_eq!(
        (
            both.clauses[0].against[0].as_str(),
            both.clauses[1].against[0].as_str()
        ),
        ("test/b", "test/a")
    );
    assert!(book.replay(&both).same_answer);
}

#[test]
fn what_is_settled_or_only_advised_contradicts_nobody() {
    let contrary = |more: &str| {
        gates(
            "require = 'post.has_media'",
            &format!("{more}\nrequire = '!post.has_media'"),
        )
    };
    assert_eq!(
        faults(&contrary("overrides = [{ clause = 'test/a', reason = 'r' }]")),
        [""; 0]
    );
    assert_eq!(faults(&contrary("product_default = true")), [""; 0]);
    assert_eq!(faults(&contrary("measure = true")), [""; 0]);
    assert_eq!(
        faults(
            &(clause(
                "a",
                &["post.submit"],
                "valid_to = 2026-12-31\nrequire = 'post.has_media'\neffect = { kind = 'gate', on_fail = 'block' }"
            ) + &clause(
                "b",
                &["post.submit"],
                "valid_from = 2027-01-01\nrequire = '!post.has_media'\neffect = { kind = 'gate', on_fail = 'block' }"
            ))
        ),
        [""; 0]
    );
    let mild =
        gates("require = 'post.has_media'", "require = '!post.has_media'").replacen("'block'", "'warn'", 1);
    assert_eq!(faults(&mild), [""; 0], "a warning and a stop differ in strength");
}

#[test]
fn times_orders_and_keeping_have_to_agree() {
    let two = |event: &str, first: &str, second: &str| {
        let one = |id: &str, effect: &str| clause(id, &[event], &format!("effect = {{ {effect} }}"));
        faults(&(one("a", first) + &one("b", second)))
    };
    let answer = |days: u32, more: &str| format!("kind = 'deadline', business_days = {days}{more}");
    assert_eq!(
        two("item.received", &answer(1, ""), &answer(2, "")),
        ["contradiction"]
    );
    assert_eq!(two("item.received", &answer(1, ""), &answer(1, "")), [""; 0]);
    assert_eq!(
        two(
            "item.received",
            &answer(1, ", holding_reply = true"),
            &answer(5, "")
        ),
        [""; 0]
    );
    let chain = |roles: &[&str]| {
        let steps: Vec<_> = roles.iter().map(|r| format!("{{ role = '{r}' }}")).collect();
        format!("kind = 'approve', steps = [{}]", steps.join(", "))
    };
    assert_eq!(
        two(
            "post.submit",
            &chain(&["leader", "director"]),
            &chain(&["director", "leader"])
        ),
        ["contradiction"]
    );
    assert_eq!(
        two(
            "post.submit",
            &chain(&["leader", "director"]),
            &chain(&["editor", "director"])
        ),
        [""; 0]
    );
    let keep = |of: &str, years: u32| {
        format!("kind = 'retain', of = '{of}', keep = {{ years = {years} }}, then = 'review'")
    };
    assert_eq!(
        two("post.publish", &keep("post", 1), &keep("post", 2)),
        ["contradiction"]
    );
    assert_eq!(
        two("post.publish", &keep("post", 1), &keep("evidence", 2)),
        [""; 0]
    );
    // A special case has a time of its own.
    let special = clause(
        "a",
        &["item.received"],
        &format!("effect = {{ {} }}", answer(1, "")),
    ) + &clause(
        "b",
        &["item.received"],
        &format!("when = 'item.case_question'\neffect = {{ {} }}", answer(15, "")),
    );
    assert_eq!(faults(&special), [""; 0]);
}
