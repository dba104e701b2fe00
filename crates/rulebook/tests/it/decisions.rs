//! Decisions as workflows see them.

use crate::bad_packs::{CLAUSE, pack};
use crate::load;
use model::{Locale, Millis};
use rulebook::{Event, FactSource, Facts, Obligation, Outcome, Value, media_value};

const AT: Millis = Millis(1_770_000_000_000);

fn draft() -> Facts {
    let note = model::post::MediaNote {
        alt: "En brygge".into(),
        credit: "Kari".into(),
        ..Default::default()
    };
    Facts::new()
        .with("post.text_length", 300_i64, FactSource::Author)
        .with("post.has_media", true, FactSource::Author)
        .with("post.is_reply", false, FactSource::Register)
        .with(
            "post.findings",
            Vec::<Value>::new(),
            FactSource::Detector("TXT001".into()),
        )
        .with("post.link_own_website", true, FactSource::Detector("link".into()))
        .with("post.media", vec![media_value("m1", &note)], FactSource::Author)
        .with("crisis.active", false, FactSource::Register)
}

#[test]
fn unknown_facts_are_asked_for_and_answers_settle_them() {
    let rulebook = load("batsfjord");
    let mut facts = draft();
    let decision = rulebook.decide(Event::PostSubmit, &facts, AT);
    assert_eq!(decision.outcome, Outcome::Ask);
    let asked: Vec<_> = decision
        .obligations
        .iter()
        .filter_map(|o| match o {
            Obligation::Ask { name, .. } => Some(name.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        asked,
        [
            "person_identifiable",
            "basis",
            "written_consent",
            "colleague",
            "permission"
        ]
        .map(|f| format!("post.media[m1].{f}"))
    );
    rulebook.answer(
        &mut facts,
        &[
            ("post.media[m1].person_identifiable", "no"),
            ("post.media[m1].permission", "yes"),
            ("post.media[m2].alt", "x"),
            ("nonsense", "x"),
        ]
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .into(),
    );
    let decision = rulebook.decide(Event::PostSubmit, &facts, AT);
    assert_eq!(
        decision.outcome,
        Outcome::RequireApproval,
        "{:#?}",
        decision.clauses
    );
    assert!(
        decision
            .obligations
            .iter()
            .any(|o| matches!(o, Obligation::Approve { step: 1, .. }))
    );
}

#[test]
fn answers_never_stand_in_for_registers_and_detectors() {
    let rulebook = load("batsfjord");
    let mut facts = draft();
    let mut answers = std::collections::BTreeMap::new();
    for name in [
        "crisis.active",
        "post.released_in_crisis",
        "moderation.evidence_saved",
        "post.media[m1].alt_useless",
    ] {
        answers.insert(name.to_owned(), "yes".to_owned());
    }
    answers.insert("post.media[m1].alt".to_owned(), "another".to_owned());
    answers.insert("post.first_on_website".to_owned(), "yes".to_owned());
    rulebook.answer(&mut facts, &answers);
    assert_eq!(
        facts,
        draft().with("post.first_on_website", true, FactSource::Author)
    );
}

#[test]
fn hiding_needs_a_ground_of_the_guideline() {
    let rulebook = load("andoy");
    let facts = |ground: &str| {
        Facts::new()
            .with("moderation.ground", ground, FactSource::Author)
            .with("moderation.evidence_saved", true, FactSource::Register)
            .with("moderation.reason_length", 50_i64, FactSource::Author)
    };
    let outcome = |ground: &str| rulebook.decide(Event::ModerationHide, &facts(ground), AT).outcome;
    assert_eq!(outcome("no-base/unlawful-content#a"), Outcome::Pass);
    assert_eq!(outcome("batsfjord/4.4-3#e"), Outcome::Block);
    assert_eq!(outcome("no-base/unlawful-content#z"), Outcome::Block);
}

#[test]
fn decisions_survive_storage_and_can_be_replayed() {
    let rulebook = load("batsfjord");
    let decision = rulebook.decide(Event::PostSubmit, &draft(), AT);
    let stored: rulebook::Decision =
        serde_json::from_str(&serde_json::to_string(&decision).unwrap()).unwrap();
    assert_eq!(stored, decision);
    let replay = rulebook.replay(&stored);
    assert!(replay.same_rules && replay.same_answer);
    let replay = load("andoy").replay(&stored);
    assert!(!replay.same_rules && !replay.same_answer);
}

#[test]
fn questions_about_pictures_say_which_picture() {
    let rulebook = load("batsfjord");
    let picture = |id: &str, allowed: bool| {
        let note = model::post::MediaNote {
            permission: allowed.then_some(true),
            basis: model::post::Basis::NoPerson,
            alt: "En brygge".into(),
            ..Default::default()
        };
        media_value(id, &note)
    };
    let facts = draft().with(
        "post.media",
        vec![picture("a", true), picture("b", false)],
        FactSource::Author,
    );
    let decision = rulebook.decide(Event::PostSubmit, &facts, AT);
    let labels: Vec<_> = decision
        .obligations
        .iter()
        .filter_map(|o| match o {
            Obligation::Ask { name, label, .. } => Some((name.as_str(), label.get(Locale::En))),
            _ => None,
        })
        .collect();
    assert_eq!(
        labels,
        [(
            "post.media[b].permission",
            "Picture 2: The photographer has given permission"
        )]
    );
    let (label, _) = rulebook
        .question_about("post.media[a].permission", &facts)
        .unwrap();
    assert_eq!(label.get(Locale::Nb), "Bilde 1: Fotografen har gitt tillatelse");
    assert!(rulebook.question_about("crisis.active", &facts).is_none());
}

#[test]
fn a_video_is_called_one_in_every_language() {
    let rulebook = load("batsfjord");
    let mut note = model::post::MediaNote::default();
    let asked = |note: &model::post::MediaNote, field: &str| {
        let facts = draft().with("post.media", vec![media_value("m1", note)], FactSource::Author);
        let name = format!("post.media[m1].{field}");
        let (label, _) = rulebook.question_about(&name, &facts).unwrap();
        Locale::ALL.map(|l| label.get(l).to_owned())
    };
    assert!(asked(&note, "artwork")[0].starts_with("Bilde 1: Bildet viser"));
    note.seen.clip = Some(model::picture::Clip {
        millis: 1_000,
        sound: true,
        hidden: 0,
    });
    assert_eq!(
        asked(&note, "person_identifiable"),
        [
            "Video 1: En person kan kjennes igjen i videoen",
            "Video 1: Ein person kan kjennast att i videoen",
            "Video 1: En person kan kännas igen i videon",
            "Video 1: A person can be recognised in the video",
        ]
    );
    for field in [
        "colleague",
        "basis",
        "situation",
        "artwork",
        "personal_info_visible",
        "ai",
    ] {
        let words = asked(&note, field).join(" ").to_lowercase();
        assert!(
            ["bild", "bilete", "picture"].iter().all(|p| !words.contains(p)),
            "{words}"
        );
    }
}

#[test]
fn explanations_speak_every_language() {
    let rulebook = load("batsfjord");
    let decision = rulebook.decide(Event::PostSubmit, &draft(), AT);
    let nb = rulebook
        .explain(&decision, "batsfjord/4.4-6", Locale::Nb)
        .unwrap();
    assert_eq!(
        nb.facts.last().unwrap(),
        &(
            "Bilde 1: Fotografen har gitt tillatelse".to_owned(),
            "ikke oppgitt".to_owned()
        )
    );
    assert!(!nb.product_default && nb.section.contains("4.4"));
    for locale in Locale::ALL {
        for clause in &decision.clauses {
            let e = rulebook.explain(&decision, &clause.clause, locale).unwrap();
            assert!(
                [&e.title, &e.says, &e.why, &e.fix, &e.pack]
                    .iter()
                    .all(|t| !t.is_empty()),
                "{e:?}"
            );
        }
    }
    assert!(
        rulebook
            .explain(&decision, "batsfjord/none", Locale::Nb)
            .is_none()
    );
}

#[test]
fn a_crisis_holds_what_is_due_until_it_is_released() {
    for id in ["batsfjord", "andoy"] {
        let rulebook = load(id);
        let facts = draft().with("crisis.active", true, FactSource::Register).with(
            "post.released_in_crisis",
            false,
            FactSource::Register,
        );
        let held = rulebook.decide(Event::PostPublish, &facts, AT);
        assert!(
            held.obligations
                .iter()
                .any(|o| matches!(o, Obligation::Hold { .. })),
            "{id}"
        );
        assert_eq!(held.outcome, Outcome::Block);
        let released = rulebook.decide(
            Event::PostPublish,
            &facts.with("post.released_in_crisis", true, FactSource::Register),
            AT,
        );
        assert!(
            !released
                .obligations
                .iter()
                .any(|o| matches!(o, Obligation::Hold { .. })),
            "{id}"
        );
    }
}

#[test]
fn a_draft_is_decided_in_no_time() {
    let rulebook = load("andoy");
    let facts = draft();
    let rounds = 200;
    let began = std::time::Instant::now();
    for _ in 0..rounds {
        std::hint::black_box(rulebook.decide(Event::PostCheck, &facts, AT));
    }
    // Far above what is measured (docs/operate/performance.md): an unoptimised build on a busy machine.
    assert!(
        began.elapsed().as_micros() / rounds < 10_000,
        "{:?}",
        began.elapsed() / 200
    );
}

#[test]
fn clauses_hold_from_their_first_day_to_their_last_by_local_time() {
    let dated = CLAUSE.replace(
        "id = \"one\"",
        "id = \"one\"\nvalid_from = 2026-02-01\nvalid_to = 2026-02-28",
    );
    let rulebook = rulebook::Rulebook::load(&pack("test", "", &dated), "test").unwrap();
    let count = |at: &str| {
        let at = Millis::from(at.parse::<jiff::Timestamp>().unwrap());
        rulebook
            .decide(Event::PostSubmit, &Facts::new(), at)
            .clauses
            .len()
    };
    // 23:30 UTC on 31 January is 1 February in Norway.
    assert_eq!(count("2026-01-31T22:30:00Z"), 0);
    assert_eq!(count("2026-01-31T23:30:00Z"), 1);
    assert_eq!(count("2026-02-28T22:30:00Z"), 1);
    assert_eq!(count("2026-02-28T23:30:00Z"), 0);
}

/// A pack whose clauses `a` and `b` send questions on cases to these places, the second when `when` holds.
fn two_routes(to: &str, when: &str) -> Result<rulebook::Rulebook, Vec<rulebook::PackProblem>> {
    let route = |id: &str, to: &str, when: &str| {
        CLAUSE
            .replace("\"one\"", &format!("\"{id}\""))
            .replace("post.submit", "item.received")
            .replace("require = \"post.has_media\"\n", when)
            .replace(
                "kind = \"gate\", on_fail = \"block\"",
                &format!("kind = \"redirect\", matter = \"case\", route = {{ nb = '{to}', nn = '{to}', sv = '{to}', en = '{to}' }}"),
            )
    };
    let text = format!("{}\n{}", route("a", "here", ""), route("b", to, when));
    rulebook::Rulebook::load(&pack("test", "", &text), "test")
}

#[test]
fn clauses_that_send_the_same_matter_to_two_places_are_in_conflict() {
    let decide = |to: &str, political: bool| {
        let rulebook = two_routes(to, "when = \"item.political_question\"\n").unwrap();
        let facts = Facts::new().with("item.political_question", political, FactSource::Author);
        rulebook.decide(Event::ItemReceived, &facts, AT)
    };
    assert_eq!(decide("here", true).outcome, Outcome::Pass);
    assert_eq!(decide("there", false).outcome, Outcome::Pass);
    let decision = decide("there", true);
    assert!(decision.clauses.iter().all(|c| c.outcome == Outcome::Conflict));
    assert_eq!(decision.clauses[0].against, ["test/b"]);
    assert_eq!(decision.clauses[1].against, ["test/a"]);
    assert_eq!(decision.outcome, Outcome::Conflict);
    // What is certain is an error of the pack.
    let problems = two_routes("there", "").unwrap_err();
    assert_eq!(problems[0].key, "contradiction");
    assert_eq!(
        (problems[0].line, problems[0].subject.as_str()),
        (14, "test/a, test/b")
    );
}

#[test]
fn only_what_concerns_the_post_is_asked() {
    let rulebook = load("kafjord");
    let asked = |media: bool, found: &[&str], answers: &[(&str, &str)]| {
        let findings: Vec<_> = found
            .iter()
            .map(|n| Value::from([("name", (*n).into())]))
            .collect();
        let mut facts = Facts::new()
            .with("post.has_media", media, FactSource::Register)
            .with("post.is_reply", false, FactSource::Register)
            .with("post.findings", findings, FactSource::Detector("text".into()));
        let answers = answers
            .iter()
            .map(|(name, word)| ((*name).to_owned(), (*word).to_owned()));
        rulebook.answer(&mut facts, &answers.collect());
        let mut names: Vec<_> = rulebook
            .questions(Event::PostSubmit, &facts)
            .into_iter()
            .map(|q| q.name.replace("post.answers.", ""))
            .collect();
        names.sort();
        names
    };
    assert_eq!(asked(false, &[], &[]), ["purpose", "ready"]);
    assert_eq!(asked(true, &[], &[]), ["graphic_profile", "purpose", "ready"]);
    let political = ["political-question"];
    assert_eq!(
        asked(false, &political, &[]),
        ["political_state", "purpose", "ready"],
        "what depends on another answer waits for it"
    );
    assert_eq!(
        asked(false, &political, &[("post.answers.political_state", "pending")]),
        ["political_content", "political_state", "purpose", "ready"]
    );
}
