//! What each kind of effect answers, and whom it gives what to do by when.

use crate::bad_packs::pack;
use model::Millis;
use rulebook::{Due, Event, FactSource, Facts, Obligation, Outcome, Rulebook, Value};

pub const T: &str = "{ nb = 'a', nn = 'a', sv = 'a', en = 'a' }";

/// A clause with these events and this body (an effect, and whatever else).
pub fn clause(id: &str, events: &[&str], body: &str) -> String {
    let events: Vec<_> = events.iter().map(|e| format!("'{e}'")).collect();
    format!(
        "[[clause]]\nid = '{id}'\ntitle = {T}\nsays = {T}\nmodality = 'must'\nbinds = {{ capacity = 'official' }}\nstatus = 'automated'\nexplain = {{ why = {T}, fix = {T} }}\napplies_to = [{}]\n{}\n",
        events.join(", "),
        body.replace("{T}", T),
    )
}

pub fn book(clauses: &str) -> Rulebook {
    Rulebook::load(&pack("test", "", clauses), "test").unwrap_or_else(|p| panic!("{p:#?}"))
}

/// The keys of all problems.
pub fn faults(clauses: &str) -> Vec<&'static str> {
    match Rulebook::load(&pack("test", "", clauses), "test") {
        Ok(_) => Vec::new(),
        Err(problems) => problems.into_iter().map(|p| p.key).collect(),
    }
}

/// Noon UTC on a day.
pub fn noon(day: &str) -> Millis {
    Millis::from(format!("{day}T12:00:00Z").parse::<jiff::Timestamp>().unwrap())
}

pub fn facts(given: &[(&str, Value)]) -> Facts {
    given.iter().fold(Facts::new(), |facts, (name, value)| {
        facts.with(*name, value.clone(), FactSource::Register)
    })
}

/// Outcome, and of every duty its period and due time.
fn duties(
    book: &Rulebook,
    event: Event,
    given: &[(&str, Value)],
    day: &str,
) -> (Outcome, Vec<(Option<String>, Due)>) {
    let decision = book.decide(event, &facts(given), noon(day));
    assert!(book.replay(&decision).same_answer);
    let due = decision
        .obligations
        .iter()
        .filter_map(|o| match o {
            Obligation::Duty { period, due, .. } => Some((period.clone(), due.clone())),
            _ => None,
        })
        .collect();
    (decision.clauses[0].outcome, due)
}

fn on(period: &str, day: &str) -> (Option<String>, Due) {
    (Some(period.to_owned()), Due::On(day.to_owned()))
}

#[test]
fn a_task_falls_after_an_event_or_once_in_each_period() {
    let leaver = book(&clause(
        "a",
        &["person.leave"],
        "when = 'person.channels_count > 0'\neffect = { kind = 'task', roles = ['administrator'], what = {T}, within_days = 7 }",
    ));
    let left = |n: i64| {
        duties(
            &leaver,
            Event::PersonLeave,
            &[("person.channels_count", n.into())],
            "2026-03-02",
        )
    };
    assert_eq!(left(2), (Outcome::Pass, vec![(None, Due::Days(7))]));
    assert_eq!(left(0), (Outcome::NotApplicable, Vec::new()));
    let every_on = |word: &str, day: &str| {
        let text = clause(
            "a",
            &["schedule.day"],
            &format!("effect = {{ kind = 'task', roles = ['editor'], what = {{T}}, every = '{word}' }}"),
        );
        duties(&book(&text), Event::ScheduleDay, &[], day).1
    };
    let every = |word: &str| every_on(word, "2026-12-30");
    assert_eq!(every("day"), [on("2026-12-30", "2026-12-30")]);
    // Weeks belong to the year of their Thursday.
    assert_eq!(every("week"), [on("2026-W53", "2027-01-03")]);
    assert_eq!(every_on("week", "2027-01-01"), [on("2026-W53", "2027-01-03")]);
    assert_eq!(every("month"), [on("2026-12", "2026-12-31")]);
    assert_eq!(every("quarter"), [on("2026-Q4", "2026-12-31")]);
    assert_eq!(every("half-year"), [on("2026-H2", "2026-12-31")]);
    assert_eq!(every("year"), [on("2026", "2026-12-31")]);
    let first = clause(
        "a",
        &["schedule.day"],
        "effect = { kind = 'task', roles = ['editor'], what = {T}, every = 'quarter' }",
    );
    assert_eq!(
        duties(&book(&first), Event::ScheduleDay, &[], "2026-02-28").1,
        [on("2026-Q1", "2026-03-31")]
    );
}

#[test]
fn windows_open_and_close_by_local_days() {
    let snapshot = |windows: &str| {
        book(&clause(
            "a",
            &["channel.review"],
            &format!(
                "effect = {{ kind = 'record', of = 'snapshot', roles = ['editor'], every = 'half-year', windows = {windows}, naming = 'ÅÅÅÅ-MM-DD kanal' }}"
            ),
        ))
    };
    let twice = snapshot("['03-15/04-30', '10-01/11-30']");
    let at = |day| duties(&twice, Event::ChannelReview, &[], day);
    assert_eq!(at("2026-03-14").0, Outcome::NotApplicable);
    assert_eq!(
        at("2026-03-15"),
        (Outcome::Pass, vec![on("2026-H1", "2026-04-30")])
    );
    assert_eq!(at("2026-04-30").1, [on("2026-H1", "2026-04-30")]);
    assert_eq!(at("2026-05-01"), (Outcome::NotApplicable, Vec::new()));
    assert_eq!(at("2027-11-30").1, [on("2027-H2", "2027-11-30")]);
    // Over New Year it is the period in which the window begins.
    let winter = snapshot("['12-15/01-15']");
    let at = |day| duties(&winter, Event::ChannelReview, &[], day).1;
    assert_eq!(at("2026-12-15"), [on("2026-H2", "2027-01-15")]);
    assert_eq!(at("2027-01-15"), [on("2026-H2", "2027-01-15")]);
    assert_eq!(at("2027-01-16"), []);
    let decision = winter.decide(Event::ChannelReview, &Facts::new(), noon("2026-12-20"));
    let Obligation::Duty { naming, of, what, .. } = &decision.obligations[0] else {
        panic!("{decision:#?}")
    };
    assert_eq!(
        (naming.as_str(), of.map(|o| o.as_str())),
        ("ÅÅÅÅ-MM-DD kanal", Some("snapshot"))
    );
    assert!(!what.0.is_empty(), "the clause's title says what is to be done");
}

#[test]
fn a_watch_is_kept_several_times_on_working_days() {
    let watch = |keys: &str| {
        book(&clause(
            "a",
            &["channel.review"],
            &format!("effect = {{ kind = 'watch', roles = ['editor'], {keys} }}"),
        ))
    };
    let count = |book: &Rulebook, day| duties(book, Event::ChannelReview, &[], day).1.len();
    let thrice = watch("times_per_day = 3");
    assert_eq!(
        duties(&thrice, Event::ChannelReview, &[], "2026-03-02").1,
        ["2026-03-02.1", "2026-03-02.2", "2026-03-02.3"].map(|p| on(p, "2026-03-02"))
    );
    // A Sunday, Easter Monday, and a Monday on which a decision is asked for late at night UTC.
    assert_eq!(count(&thrice, "2026-03-01"), 0);
    assert_eq!(count(&thrice, "2026-04-06"), 0);
    assert_eq!(count(&watch("times_per_day = 2, days = 'all'"), "2026-03-01"), 2);
    assert_eq!(
        duties(&watch("every = 'week'"), Event::ChannelReview, &[], "2026-03-01").1,
        [on("2026-W09", "2026-03-01")]
    );
}

#[test]
fn procedures_keep_their_steps_and_reports_their_readers() {
    let text = clause(
        "a",
        &["case.open"],
        "when = \"case.kind == 'threat'\"\neffect = { kind = 'procedure', roles = ['moderator'], evidence = 'link', within_hours = 4, steps = [{ what = {T} }, { what = {T} }] }\n[[clause.also]]\napplies_to = ['case.close']\neffect = { kind = 'report', roles = ['editor'], to = ['director', 'it'], what = {T} }",
    );
    let book = book(&text);
    let given = facts(&[("case.kind", "threat".into())]);
    let opened = book.decide(Event::CaseOpen, &given, noon("2026-03-02"));
    let Obligation::Duty {
        steps, evidence, due, ..
    } = &opened.obligations[0]
    else {
        panic!("{opened:#?}")
    };
    assert_eq!((steps.len(), evidence.as_str(), due), (2, "link", &Due::Hours(4)));
    let closed = book.decide(Event::CaseClose, &Facts::new(), noon("2026-03-02"));
    let Obligation::Duty { to, due, .. } = &closed.obligations[0] else {
        panic!("{closed:#?}")
    };
    assert_eq!((to.len(), due), (2, &Due::BusinessDays(5)));
}

#[test]
fn whoever_has_not_acknowledged_is_told_or_stopped() {
    let text = |on_fail: &str| {
        clause(
            "a",
            &["person.role", "guideline.adopt", "post.submit"],
            &format!("effect = {{ kind = 'acknowledge', roles = ['author', 'editor']{on_fail} }}"),
        )
    };
    let book_ = book(&text(""));
    let given = |event: Event, name: &str, value: Option<bool>| {
        let known: Vec<_> = value.map(|v| (name, v.into())).into_iter().collect();
        let (outcome, duties) = duties(&book_, event, &known, "2026-03-02");
        (outcome, duties.len())
    };
    assert_eq!(
        given(Event::PersonRole, "person.acknowledged", None),
        (Outcome::Pass, 1)
    );
    assert_eq!(
        given(Event::PersonRole, "person.acknowledged", Some(false)),
        (Outcome::Pass, 1)
    );
    assert_eq!(
        given(Event::PersonRole, "person.acknowledged", Some(true)),
        (Outcome::Pass, 0)
    );
    assert_eq!(
        given(Event::GuidelineAdopt, "person.acknowledged", Some(true)),
        (Outcome::Pass, 1)
    );
    let post = |value| given(Event::PostSubmit, "author.acknowledged", value);
    assert_eq!(post(Some(true)), (Outcome::Pass, 0));
    assert_eq!(post(Some(false)), (Outcome::Warn, 0));
    assert_eq!(post(None), (Outcome::Pass, 0));
    let strict = book(&text(", on_fail = 'block'"));
    let unread = [("author.acknowledged", false.into())];
    assert_eq!(
        duties(&strict, Event::PostSubmit, &unread, "2026-03-02").0,
        Outcome::Block
    );
}

#[test]
fn a_channel_is_posted_to_neither_too_seldom_nor_too_often() {
    let book = book(&clause(
        "a",
        &["channel.review", "post.submit"],
        "effect = { kind = 'cadence', roles = ['editor'], per = 'week', at_least = 1, at_most = 5, networks = ['bluesky'], then = 'close', after_days = 90 }",
    ));
    let review = |posts: i64, since: i64, age: i64, network: &str| {
        let given = facts(&[
            ("channel.network", network.into()),
            ("channel.posts_7_days", posts.into()),
            ("channel.days_since_post", since.into()),
            ("channel.age_days", age.into()),
        ]);
        let decision = book.decide(Event::ChannelReview, &given, noon("2026-03-02"));
        let closes = decision.obligations.iter().map(|o| match o {
            Obligation::Duty { closes, .. } => *closes,
            other => panic!("{other:?}"),
        });
        (decision.outcome, closes.collect::<Vec<_>>())
    };
    assert_eq!(review(3, 1, 400, "bluesky"), (Outcome::Pass, vec![]));
    assert_eq!(review(0, 8, 400, "bluesky"), (Outcome::Warn, vec![false]));
    assert_eq!(review(0, 90, 400, "bluesky"), (Outcome::Warn, vec![true]));
    assert_eq!(review(6, 0, 400, "bluesky"), (Outcome::Warn, vec![]));
    assert_eq!(
        review(0, 3, 3, "bluesky"),
        (Outcome::Pass, vec![]),
        "a new channel has had no week yet"
    );
    let other = book.decide(
        Event::ChannelReview,
        &facts(&[
            ("channel.network", "mastodon".into()),
            ("channel.posts_7_days", 0_i64.into()),
        ]),
        noon("2026-03-02"),
    );
    assert_eq!(other.clauses[0].outcome, Outcome::NotApplicable);
    // A draft comes on top.
    let submit = |posts: i64| {
        let given = [
            ("channel.network", "bluesky".into()),
            ("channel.posts_7_days", posts.into()),
        ];
        duties(&book, Event::PostSubmit, &given, "2026-03-02")
    };
    assert_eq!(submit(0), (Outcome::Pass, vec![]));
    assert_eq!(submit(4), (Outcome::Pass, vec![]));
    assert_eq!(submit(5), (Outcome::Warn, vec![]));
}

#[test]
fn a_decision_between_options_has_its_reason() {
    let book = book(&clause(
        "a",
        &["case.open"],
        "effect = { kind = 'decide', field = 'case.answers.limit', roles = ['leader'], reason_min = 10, options = [{ word = 'yes', label = {T} }, { word = 'no', label = {T} }] }",
    ));
    let decide = |answers: &[(&str, &str)]| {
        let mut known = Facts::new();
        let answers = answers
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect();
        book.answer(&mut known, &answers);
        let decision = book.decide(Event::CaseOpen, &known, noon("2026-03-02"));
        (decision.outcome, decision.clauses[0].missing.join(" "))
    };
    let (field, reason) = ("case.answers.limit", "case.answers.limit_reason");
    assert_eq!(decide(&[]), (Outcome::Ask, format!("{field} {reason}")));
    assert_eq!(decide(&[(field, "yes")]), (Outcome::Ask, reason.to_owned()));
    assert_eq!(
        decide(&[(field, "maybe"), (reason, "long enough")]).0,
        Outcome::Ask
    );
    assert_eq!(decide(&[(field, "no"), (reason, "too short")]).0, Outcome::Block);
    assert_eq!(decide(&[(field, "no"), (reason, "long enough")]).0, Outcome::Pass);
    let questions = book.questions(Event::CaseOpen, &Facts::new());
    assert_eq!(questions.len(), 2);
    assert!(questions.iter().all(|q| q.roles == [model::person::Role::Leader]));
}

#[test]
fn seasons_hold_in_their_weeks() {
    let season = |more: &str| {
        book(&clause(
            "a",
            &["post.submit"],
            &format!(
                "{more}\neffect = {{ kind = 'mode', name = 'election', windows = ['2027-08-10/2027-09-13'], text = {{T}}, on_fail = 'warn' }}"
            ),
        ))
    };
    let at = |book: &Rulebook, given: &[(&str, Value)], day| duties(book, Event::PostSubmit, given, day).0;
    let plain = season("");
    assert_eq!(at(&plain, &[], "2027-08-09"), Outcome::NotApplicable);
    assert_eq!(at(&plain, &[], "2027-08-10"), Outcome::Warn);
    assert_eq!(at(&plain, &[], "2027-09-14"), Outcome::NotApplicable);
    let elected = season("require = '!author.elected'");
    assert_eq!(
        at(&elected, &[("author.elected", false.into())], "2027-09-01"),
        Outcome::Pass
    );
    assert_eq!(
        at(&elected, &[("author.elected", true.into())], "2027-09-01"),
        Outcome::Warn
    );
    // Out of season nothing is asked, whatever is unknown.
    let some = season("when = 'author.elected'");
    assert_eq!(at(&some, &[], "2027-01-01"), Outcome::NotApplicable);
    assert_eq!(at(&some, &[], "2027-09-01"), Outcome::Ask);
    assert_eq!(plain.seasons()[0].windows[0].to_string(), "2027-08-10/2027-09-13");
    assert!(plain.crisis_rule().is_none());
}

#[test]
fn what_is_kept_has_its_time() {
    let keep = |keep: &str| {
        clause(
            "a",
            &["post.publish"],
            &format!(
                "effect = {{ kind = 'retain', of = 'post', keep = {keep}, then = 'review', decision = 'KS 12/26' }}"
            ),
        )
    };
    for (text, expected) in [
        ("{ years = 5 }", rulebook::Keep::Years(5)),
        ("{ months = 6 }", rulebook::Keep::Months(6)),
        ("{ until_weeded = true }", rulebook::Keep::UntilWeeded),
        ("'until-weeded'", rulebook::Keep::UntilWeeded),
    ] {
        let decision = book(&keep(text)).decide(Event::PostPublish, &Facts::new(), noon("2026-03-02"));
        let Obligation::Retain { keep, decision, .. } = &decision.obligations[0] else {
            panic!("{decision:#?}")
        };
        assert_eq!((*keep, decision.as_str()), (expected, "KS 12/26"));
    }
    for text in ["{ years = 5, days = 1 }", "{}", "'forever'", "5"] {
        assert!(!faults(&keep(text)).is_empty(), "{text}");
    }
}

#[test]
fn statements_are_shown_and_never_done() {
    let text = [
        clause("a", &[], "effect = { kind = 'house-rule', text = {T} }"),
        clause(
            "b",
            &[],
            "effect = { kind = 'consequence', text = {T} }\n[[clause.also]]\nbeyond_text = true\neffect = { kind = 'house-rule', text = {T} }",
        ),
    ];
    let book = book(&text.concat());
    let rules: Vec<_> = book
        .house_rules()
        .into_iter()
        .map(|s| (s.clause, s.product_default))
        .collect();
    assert_eq!(rules, [("test/a".to_owned(), false), ("test/b".to_owned(), true)]);
    assert_eq!(book.consequences().len(), 1);
    for event in Event::ALL {
        assert!(
            book.decide(*event, &Facts::new(), noon("2026-03-02"))
                .clauses
                .is_empty()
        );
    }
}

#[test]
fn one_of_several_may_be_enough_and_others_are_told() {
    let steps = |id: &str, roles: &[&str], more: &str| {
        let steps: Vec<_> = roles.iter().map(|r| format!("{{ role = '{r}' }}")).collect();
        clause(
            id,
            &["post.submit"],
            &format!(
                "effect = {{ kind = 'approve', steps = [{}]{more} }}",
                steps.join(", ")
            ),
        )
    };
    let chain = |text: &[String]| -> Vec<(u32, &'static str, bool)> {
        let decision = book(&text.concat()).decide(Event::PostSubmit, &Facts::new(), noon("2026-03-02"));
        assert_eq!(decision.outcome, Outcome::RequireApproval);
        decision
            .obligations
            .iter()
            .map(|o| match o {
                Obligation::Approve { step, role, any, .. } => (*step, role.as_str(), *any),
                Obligation::Notify { role, .. } => (0, role.as_str(), false),
                other => panic!("{other:?}"),
            })
            .collect()
    };
    let any = steps(
        "a",
        &["leader", "editor"],
        ", any = true, copy_to = ['archivist']",
    );
    assert_eq!(
        chain(std::slice::from_ref(&any)),
        [(1, "leader", true), (1, "editor", true), (0, "archivist", false)]
    );
    // Who must approve anyway is one of the several.
    assert_eq!(
        chain(&[steps("b", &["leader", "director"], ""), any.clone()]),
        [
            (1, "leader", false),
            (2, "director", false),
            (0, "archivist", false)
        ]
    );
    // Somebody of several is not everybody: the leader must approve by the second clause.
    assert_eq!(
        chain(&[any, steps("b", &["leader"], "")]),
        [
            (1, "leader", true),
            (1, "editor", true),
            (0, "archivist", false),
            (2, "leader", false)
        ]
    );
}

#[test]
fn a_time_to_answer_may_stand_still_at_weekends() {
    let text = clause(
        "a",
        &["item.received"],
        "effect = { kind = 'deadline', hours = 24, pause = 'weekend', holding_reply = true, escalate_to = ['leader'] }",
    );
    let decision = book(&text).decide(Event::ItemReceived, &Facts::new(), noon("2026-03-02"));
    assert!(matches!(
        &decision.obligations[0],
        Obligation::Deadline { hours: Some(24), pause_weekend: true, holding_reply: true, escalate_to, .. } if escalate_to.len() == 1
    ));
}

#[test]
fn kinds_answer_only_to_events_that_they_know() {
    let at = |event: &str, effect: &str| faults(&clause("a", &[event], &format!("effect = {{ {effect} }}")));
    let task = "kind = 'task', roles = ['editor'], what = {T}";
    assert_eq!(
        at("schedule.day", task),
        ["control-at-event"],
        "it would fall every day"
    );
    assert_eq!(
        at("post.submit", &format!("{task}, every = 'year'")),
        ["control-at-event"]
    );
    assert_eq!(at("schedule.day", &format!("{task}, every = 'year'")), [""; 0]);
    assert_eq!(
        at("post.submit", "kind = 'watch', roles = ['editor'], every = 'day'"),
        ["control-at-event"]
    );
    assert_eq!(
        at(
            "schedule.day",
            &format!("{task}, every = 'year', within_days = 3")
        ),
        ["missing-key"]
    );
    assert_eq!(
        at(
            "schedule.day",
            &format!("{task}, every = 'year', windows = ['01-01/01-31', '06-01/06-30']")
        ),
        ["dates-overlap"],
        "the second would never fall due"
    );
    assert_eq!(
        at(
            "schedule.day",
            &format!("{task}, every = 'month', windows = ['01-01/02-10', '02-01/02-28']")
        ),
        ["dates-overlap"]
    );
    for window in [
        "01-01",
        "13-01/13-02",
        "2027-02-30/2027-03-01",
        "2027-03-02/2027-03-01",
        "1-1/2-2",
    ] {
        assert_eq!(
            at(
                "schedule.day",
                &format!("{task}, every = 'year', windows = ['{window}']")
            ),
            ["wrong-type"],
            "{window}"
        );
    }
    assert_eq!(
        at("item.received", "kind = 'acknowledge', roles = ['editor']"),
        ["control-at-event"]
    );
    assert_eq!(
        faults(&clause(
            "a",
            &["schedule.day"],
            "when = 'crisis.active'\neffect = { kind = 'task', roles = [], what = {T} }"
        )),
        ["missing-key"]
    );
}
