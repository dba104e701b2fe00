use crate::bench::{Bench, Db, faults, key, pack_files, packs};
use crate::on_both;
use flow::approvals::Verdict;
use flow::packs::{
    Adoption, Start, adopt, changes, check, choices, decide, discard, force, list, of_digest, open, remove,
    start, submit, take_back, write,
};
use flow::{Actor, Flow, FlowParts, Settings, rules};
use ledger::MasterKey;
use model::duty::{ACKNOWLEDGE, DutyState};
use model::pack::{PackFile, PackState};
use model::person::Role;
use model::{Id as _, PackVersionId};
use rulebook::{Event, Facts};
use std::sync::Arc;
use store::DutyFilter;

on_both!(
    a_version_goes_from_draft_to_force_on_its_day_on_every_node,
    nobody_approves_her_own,
    what_is_wrong_is_told_in_its_place_and_never_comes_into_force,
    damaged_files_leave_the_last_good_version_in_force,
    stored_decisions_stay_replayable,
    two_writers_lose_nothing,
    another_municipality_finds_nothing,
    a_draft_may_begin_from_a_base_or_a_neighbour,
    bad_forms_change_nothing,
);

pub async fn bench(db: Db) -> Bench {
    let mut bench = Bench::new(db).await;
    bench.flow = bench.flow.clone().with_pack_files(pack_files());
    bench
}

/// Another node of the same installation, or this one after a restart: it has compiled nothing yet.
fn node(bench: &Bench) -> Flow {
    Flow::new(FlowParts {
        store: bench.db.store.clone(),
        blobs: bench.db.blobs.clone(),
        source: bench.clock.source(),
        rulebooks: packs(),
        connectors: bench.networks.clone(),
        master: MasterKey::new([5; 32]),
        settings: Settings::default(),
    })
    .with_pack_files(pack_files())
}

/// The actor with the municipality as it is now, as a request has it.
pub async fn now(bench: &Bench, role: &str) -> Actor {
    let mut actor = bench.actor(role);
    let read = bench.flow.store().read().await.unwrap();
    actor.municipality = read.municipality(&actor.municipality.id).await.unwrap();
    actor
}

pub async fn begin(bench: &Bench) -> PackVersionId {
    let form = Start {
        from: "in-force".into(),
        id: String::new(),
    };
    start(&bench.flow, &now(bench, "editor").await, &form)
        .await
        .unwrap()
}

pub async fn files(flow: &Flow, actor: &Actor, id: &PackVersionId) -> Vec<PackFile> {
    open(flow, actor, id).await.unwrap().files
}

/// Says a clause of the draft in other words.
pub async fn reword(bench: &Bench, id: &PackVersionId, words: &str) {
    let editor = now(bench, "editor").await;
    let seen = open(&bench.flow, &editor, id).await.unwrap();
    let file = seen
        .files
        .iter()
        .find(|f| f.path == "batsfjord/clauses/scope.toml")
        .unwrap();
    let said = file
        .text
        .lines()
        .find(|l| l.starts_with("says = { nb = \""))
        .unwrap();
    let text = file.text.replacen(
        said,
        &format!("says = {{ nb = \"{words}\", en = \"{words}\" }}"),
        1,
    );
    write(
        &bench.flow,
        &editor,
        id,
        seen.version.revision,
        vec![(file.path.clone(), text)],
    )
    .await
    .unwrap();
}

async fn submitted(bench: &Bench, id: &PackVersionId) -> String {
    let editor = now(bench, "editor").await;
    let seen = open(&bench.flow, &editor, id).await.unwrap();
    let told: Vec<_> = seen
        .checked
        .troubles
        .iter()
        .filter(|t| t.severity == "error")
        .collect();
    assert!(told.is_empty(), "{told:#?}");
    submit(&bench.flow, &editor, id, seen.version.revision)
        .await
        .unwrap();
    open(&bench.flow, &editor, id).await.unwrap().version.digest
}

/// Submits, approves and adopts a draft from a day.
pub async fn into_force(bench: &Bench, id: &PackVersionId, from: &str) {
    let digest = submitted(bench, id).await;
    let director = now(bench, "director").await;
    decide(&bench.flow, &director, id, &digest, Verdict::Approve, "")
        .await
        .unwrap();
    let form = Adoption {
        body: "Kommunestyret".into(),
        case_ref: "26/114".into(),
        valid_from: from.into(),
    };
    adopt(&bench.flow, &now(bench, "administrator").await, id, &form)
        .await
        .unwrap();
}

async fn in_force(bench: &Bench, flow: &Flow) -> Arc<rules::Book> {
    rules::book(flow, &now(bench, "editor").await.municipality)
        .await
        .unwrap()
}

async fn a_version_goes_from_draft_to_force_on_its_day_on_every_node(db: Db) {
    let bench = bench(db).await;
    let shipped = in_force(&bench, &bench.flow).await;
    let id = begin(&bench).await;
    let editor = now(&bench, "editor").await;
    let seen = open(&bench.flow, &editor, &id).await.unwrap();
    assert_eq!(seen.version.version, "2026.1");
    assert!(seen.checked.ran > 50, "{}", seen.checked.ran);
    reword(&bench, &id, "Retningslinjene gjelder alle.").await;
    let found = changes(&bench.flow, &editor, &id).await.unwrap().unwrap();
    assert_eq!(found.clauses.len(), 1, "{:#?}", found.clauses);
    let changed = &found.clauses[0];
    assert_eq!(
        (changed.what, changed.after.as_str()),
        ("changed", "Retningslinjene gjelder alle.")
    );
    assert!(changed.people >= 1 && found.people >= changed.people);
    // The bench's clock stands at 3 March; it comes into force on the 10th.
    into_force(&bench, &id, "2026-03-10").await;
    assert_eq!(in_force(&bench, &bench.flow).await.digest(), shipped.digest());
    let told = force(&bench.flow, &now(&bench, "leader").await).await.unwrap();
    assert_eq!(told.next, Some((id.as_str().to_owned(), "2026-03-10".to_owned())));
    assert_eq!(told.own, None);
    let asked = acknowledgements(&bench).await;
    // A minute before midnight, and a minute after it, local time.
    bench
        .clock
        .set("2026-03-09T22:59:00Z".parse::<jiff::Timestamp>().unwrap().into());
    assert_eq!(in_force(&bench, &bench.flow).await.digest(), shipped.digest());
    bench
        .clock
        .set("2026-03-09T23:01:00Z".parse::<jiff::Timestamp>().unwrap().into());
    let own = in_force(&bench, &bench.flow).await;
    assert_ne!(own.digest(), shipped.digest());
    // A node that has never compiled it says the same.
    let other = node(&bench);
    assert_eq!(in_force(&bench, &other).await.digest(), own.digest());
    // In the morning those whom it binds are asked to acknowledge it.
    bench
        .clock
        .set("2026-03-10T05:00:00Z".parse::<jiff::Timestamp>().unwrap().into());
    flow::jobs::run_due(&bench.flow, "test").await.unwrap();
    let after = acknowledgements(&bench).await;
    assert!(!after.is_empty() && after != asked, "{after:?}");
    assert!(after.iter().all(|digest| digest == own.digest()));
    for kind in ["pack.started", "pack.submitted", "pack.approved", "pack.adopted"] {
        assert!(bench.journal().await.iter().any(|k| k == kind), "{kind}");
    }
}

/// Digests of the guidelines that open duties ask people to acknowledge.
async fn acknowledgements(bench: &Bench) -> Vec<String> {
    let open = DutyFilter {
        states: vec![DutyState::Open],
        ..DutyFilter::default()
    };
    let read = bench.flow.store().read().await.unwrap();
    let found = read
        .duties(&bench.municipality.id, &open, None, 200)
        .await
        .unwrap();
    found
        .items
        .into_iter()
        .filter(|d| d.kind == ACKNOWLEDGE)
        .map(|d| d.period)
        .collect()
}

async fn nobody_approves_her_own(db: Db) {
    let bench = bench(db).await;
    let id = begin(&bench).await;
    let digest = submitted(&bench, &id).await;
    let editor = now(&bench, "editor").await;
    let yes = Verdict::Approve;
    assert_eq!(
        key(decide(&bench.flow, &editor, &id, &digest, yes, "").await),
        "not-allowed"
    );
    // One person in both roles is still one person.
    let mut both = editor.clone();
    both.person.roles = vec![Role::Editor, Role::Director];
    assert_eq!(
        key(decide(&bench.flow, &both, &id, &digest, yes, "").await),
        "approver-is-author"
    );
    let leader = now(&bench, "leader").await;
    assert_eq!(
        key(decide(&bench.flow, &leader, &id, "other", yes, "").await),
        "revision-outdated"
    );
    let short = decide(&bench.flow, &leader, &id, &digest, Verdict::Return, "nei").await;
    assert_eq!(faults(short), [("note".to_owned(), "note-required")]);
    // What is frozen cannot be written in, and cannot be adopted before it is approved.
    let rev = open(&bench.flow, &editor, &id).await.unwrap().version.revision;
    let file = vec![("batsfjord/clauses/new.toml".to_owned(), String::new())];
    assert_eq!(
        key(write(&bench.flow, &editor, &id, rev, file).await),
        "pack-frozen"
    );
    let form = Adoption {
        body: "Kommunestyret".into(),
        case_ref: String::new(),
        valid_from: "2026-04-01".into(),
    };
    assert_eq!(key(adopt(&bench.flow, &editor, &id, &form).await), "no-such-step");
    decide(
        &bench.flow,
        &leader,
        &id,
        &digest,
        Verdict::Return,
        "Punkt 2 er uklart.",
    )
    .await
    .unwrap();
    let seen = open(&bench.flow, &editor, &id).await.unwrap();
    assert_eq!(
        (seen.version.state, seen.version.note.as_str()),
        (PackState::Draft, "Punkt 2 er uklart.")
    );
    submitted(&bench, &id).await;
    take_back(&bench.flow, &editor, &id).await.unwrap();
    discard(&bench.flow, &editor, &id).await.unwrap();
    assert_eq!(
        list(&bench.flow, &editor).await.unwrap().versions[0].state,
        PackState::Discarded
    );
}

async fn what_is_wrong_is_told_in_its_place_and_never_comes_into_force(db: Db) {
    let bench = bench(db).await;
    let id = begin(&bench).await;
    let before = in_force(&bench, &bench.flow).await;
    let editor = now(&bench, "editor").await;
    let clause = |more: &str| {
        format!(
            r#"[[clause]]
id = "t-1"
title = {{ nb = "T", nn = "T", sv = "T", en = "T" }}
says = {{ nb = "T", en = "T" }}
modality = "must"
binds = {{ roles = [], capacity = "official" }}
status = "automated"
explain.why = {{ nb = "T", nn = "T", sv = "T", en = "T" }}
explain.fix = {{ nb = "T", nn = "T", sv = "T", en = "T" }}
{more}
"#
        )
    };
    let gate = "applies_to = [\"post.submit\"]\nrequire = \"post.has_media\"\neffect = { kind = \"gate\", on_fail = \"block\" }";
    let deep = format!("x = {}1{}", "[".repeat(60), "]".repeat(60));
    let cases = [
        ("error-broken-toml", "[[clause".to_owned(), 1),
        (
            "error-wrong-type",
            clause(gate).replace("\"post.has_media\"", "7"),
            11,
        ),
        (
            "error-unknown-fact",
            clause(gate).replace("has_media", "has_medai"),
            11,
        ),
        (
            "error-unknown-control",
            clause(gate).replace("\"gate\"", "\"gaet\""),
            12,
        ),
        ("error-duplicate-id", clause(gate) + &clause(gate), 14),
        (
            "error-dates-overlap",
            clause(gate).replace("status", "valid_from = 2027-01-02\nvalid_to = 2027-01-01\nstatus"),
            8,
        ),
        ("error-too-deep", deep, 1),
        (
            "error-loosened-lock",
            "[[adjust]]\nclause = \"no-base/national-identity-number\"\non_fail = \"warn\"\n".to_owned(),
            3,
        ),
    ];
    for (expected, text, line) in cases {
        let own = [
            files(&bench.flow, &editor, &id).await,
            vec![PackFile {
                path: "batsfjord/clauses/t.toml".into(),
                text,
                shipped: false,
            }],
        ]
        .concat();
        let found = check(&bench.flow, &editor.municipality, "batsfjord", &own)
            .await
            .unwrap();
        assert!(!found.is_sound(), "{expected}");
        let told = found
            .troubles
            .iter()
            .find(|t| t.key == expected)
            .unwrap_or_else(|| panic!("{expected}: {:#?}", found.troubles));
        assert_eq!(
            (told.file.as_str(), told.line),
            ("batsfjord/clauses/t.toml", line),
            "{told:?}"
        );
        if expected == "error-unknown-fact" {
            assert_eq!(told.nearest.as_deref(), Some("post.has_media"));
        }
    }
    let rev = open(&bench.flow, &editor, &id).await.unwrap().version.revision;
    let broken = vec![(
        "batsfjord/clauses/t.toml".to_owned(),
        clause(gate).replace("has_media", "has_medai"),
    )];
    // What is wrong is kept all the same: nobody loses what she wrote.
    let rev = write(&bench.flow, &editor, &id, rev, broken.clone())
        .await
        .unwrap();
    let kept = files(&bench.flow, &editor, &id).await;
    assert!(kept.iter().any(|f| f.text == broken[0].1));
    assert_eq!(key(submit(&bench.flow, &editor, &id, rev).await), "pack-faulty");
    let huge = vec![("batsfjord/clauses/t.toml".to_owned(), "x".repeat(10_000_000))];
    let refused = write(&bench.flow, &editor, &id, rev, huge).await;
    assert_eq!(faults(refused), [("text".to_owned(), "file-too-large")]);
    for path in [
        "../etc/passwd",
        "batsfjord/clauses/../../x.toml",
        "kafjord/pack.toml",
        "batsfjord/clauses/.toml",
    ] {
        let refused = write(
            &bench.flow,
            &editor,
            &id,
            rev,
            vec![(path.to_owned(), String::new())],
        )
        .await;
        assert_eq!(faults(refused), [("path".to_owned(), "pack-path")], "{path}");
    }
    // A circle of packs, which only files can make.
    let seen = files(&bench.flow, &editor, &id).await;
    let own = seen.iter().find(|f| f.path.ends_with("pack.toml")).unwrap();
    let circle = own.text.replace("id = \"no-base\"", "id = \"batsfjord\"");
    assert_ne!(circle, own.text);
    let rev = write(&bench.flow, &editor, &id, rev, vec![(own.path.clone(), circle)])
        .await
        .unwrap();
    let told = open(&bench.flow, &editor, &id).await.unwrap().checked.troubles;
    assert!(told.iter().any(|t| t.key == "error-cyclic-extends"), "{told:#?}");
    assert_eq!(key(submit(&bench.flow, &editor, &id, rev).await), "pack-faulty");
    assert_eq!(in_force(&bench, &bench.flow).await.digest(), before.digest());
}

async fn damaged_files_leave_the_last_good_version_in_force(db: Db) {
    let bench = bench(db).await;
    let first = begin(&bench).await;
    reword(&bench, &first, "Første utgave.").await;
    into_force(&bench, &first, "2026-03-03").await;
    let good = in_force(&bench, &bench.flow).await;
    let second = begin(&bench).await;
    reword(&bench, &second, "Andre utgave.").await;
    into_force(&bench, &second, "2026-03-03").await;
    assert_ne!(in_force(&bench, &bench.flow).await.digest(), good.digest());
    assert_eq!(
        open(&bench.flow, &now(&bench, "editor").await, &second)
            .await
            .unwrap()
            .version
            .version,
        "2026.2"
    );
    for text in ["this is [[ not TOML", "[pack]\nid = \"batsfjord\""] {
        let tx = bench.flow.store().begin().await.unwrap();
        let file = PackFile {
            path: "batsfjord/pack.toml".into(),
            text: text.into(),
            shipped: false,
        };
        tx.put_pack_file(&bench.municipality.id, &second, &file)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        // As after a restart.
        let flow = node(&bench);
        assert_eq!(in_force(&bench, &flow).await.digest(), good.digest());
        let told = force(&flow, &now(&bench, "leader").await).await.unwrap();
        assert_eq!(told.own.as_deref(), Some(first.as_str()));
        assert_eq!(told.broken, [second.as_str()]);
    }
}

async fn stored_decisions_stay_replayable(db: Db) {
    let bench = bench(db).await;
    let first = begin(&bench).await;
    reword(&bench, &first, "Første utgave.").await;
    into_force(&bench, &first, "2026-03-03").await;
    let book = in_force(&bench, &bench.flow).await;
    let decision = book.decide(Event::PostSubmit, &Facts::new(), bench.flow.source().now());
    let second = begin(&bench).await;
    reword(&bench, &second, "Andre utgave.").await;
    into_force(&bench, &second, "2026-03-03").await;
    // Later the product ships other bases: the version's own are kept with it.
    let flow = node(&bench).with_pack_files(Vec::new());
    let then = of_digest(&flow, &bench.municipality.id, &decision.digest)
        .await
        .unwrap()
        .unwrap();
    let again = then.replay(&decision);
    assert!(again.same_rules && again.same_answer);
    let shipped = of_digest(&flow, &bench.municipality.id, &"0".repeat(64))
        .await
        .unwrap();
    assert!(shipped.is_none());
}

async fn two_writers_lose_nothing(db: Db) {
    let bench = bench(db).await;
    let id = begin(&bench).await;
    let editor = now(&bench, "editor").await;
    let rev = open(&bench.flow, &editor, &id).await.unwrap().version.revision;
    let path = "batsfjord/clauses/new.toml";
    let put = |text: &str| vec![(path.to_owned(), text.to_owned())];
    let next = write(&bench.flow, &editor, &id, rev, put("# one\r\n"))
        .await
        .unwrap();
    let admin = now(&bench, "administrator").await;
    assert_eq!(
        key(write(&bench.flow, &admin, &id, rev, put("# two")).await),
        "conflict"
    );
    let kept = files(&bench.flow, &editor, &id).await;
    assert_eq!(kept.iter().find(|f| f.path == path).unwrap().text, "# one\n");
    remove(&bench.flow, &admin, &id, next, path).await.unwrap();
    assert!(
        files(&bench.flow, &editor, &id)
            .await
            .iter()
            .all(|f| f.path != path)
    );
    let rev = open(&bench.flow, &editor, &id).await.unwrap().version.revision;
    let head = remove(&bench.flow, &admin, &id, rev, "batsfjord/pack.toml").await;
    assert_eq!(faults(head), [("path".to_owned(), "pack-path")]);
}

async fn another_municipality_finds_nothing(db: Db) {
    let bench = bench(db).await;
    let id = begin(&bench).await;
    let digest = submitted(&bench, &id).await;
    let stranger = bench.stranger().await;
    let flow = &bench.flow;
    assert!(list(flow, &stranger).await.unwrap().versions.is_empty());
    assert_eq!(key(open(flow, &stranger, &id).await), "not-found");
    assert_eq!(key(write(flow, &stranger, &id, 1, Vec::new()).await), "not-found");
    assert_eq!(key(submit(flow, &stranger, &id, 1).await), "not-found");
    assert_eq!(key(take_back(flow, &stranger, &id).await), "not-found");
    assert_eq!(key(discard(flow, &stranger, &id).await), "not-found");
    assert_eq!(key(changes(flow, &stranger, &id).await), "not-found");
    assert_eq!(
        key(decide(flow, &stranger, &id, &digest, Verdict::Approve, "").await),
        "not-found"
    );
    let form = Adoption {
        body: "X".into(),
        case_ref: String::new(),
        valid_from: "2026-04-01".into(),
    };
    assert_eq!(key(adopt(flow, &stranger, &id, &form).await), "not-found");
    // Nor does somebody without the permission write.
    for role in ["author", "leader", "employee"] {
        let actor = now(&bench, role).await;
        let none = Start {
            from: "in-force".into(),
            id: String::new(),
        };
        assert_eq!(key(start(flow, &actor, &none).await), "not-allowed");
        assert_eq!(key(write(flow, &actor, &id, 1, Vec::new()).await), "not-allowed");
    }
    assert_eq!(
        key(list(flow, &now(&bench, "employee").await).await),
        "not-allowed"
    );
}

async fn a_draft_may_begin_from_a_base_or_a_neighbour(db: Db) {
    let bench = bench(db).await;
    let admin = now(&bench, "administrator").await;
    let offered = choices(&bench.flow, &admin).await.unwrap();
    let words: Vec<_> = offered.iter().map(|c| (c.word.as_str(), c.kind)).collect();
    assert_eq!(words[0], ("in-force", "in-force"));
    for expected in [
        ("andoy", "guideline"),
        ("no-base", "base"),
        ("norsjo", "guideline"),
    ] {
        assert!(words.contains(&expected), "{words:?}");
    }
    for from in ["no-base", "kafjord"] {
        let form = Start {
            from: from.into(),
            id: "baatsfjord-2027".into(),
        };
        let id = start(&bench.flow, &admin, &form).await.unwrap();
        let seen = open(&bench.flow, &admin, &id).await.unwrap();
        let told: Vec<_> = seen
            .checked
            .troubles
            .iter()
            .filter(|t| t.severity == "error")
            .collect();
        assert!(told.is_empty(), "{from}: {told:#?}");
        assert!(seen.files.iter().all(|f| f.path.starts_with("baatsfjord-2027/")));
        assert_eq!(seen.checked.ran > 50, from == "kafjord");
    }
}

async fn bad_forms_change_nothing(db: Db) {
    let bench = bench(db).await;
    let admin = now(&bench, "administrator").await;
    for (from, id, field, expected) in [
        ("nowhere", "", "from", "pack-unknown"),
        ("andoy", "Å", "id", "pack-id-form"),
        ("andoy", "x-base", "id", "pack-id-form"),
        ("andoy", "../x", "id", "pack-id-form"),
    ] {
        let form = Start {
            from: from.into(),
            id: id.into(),
        };
        let refused = start(&bench.flow, &admin, &form).await;
        assert_eq!(faults(refused), [(field.to_owned(), expected)]);
    }
    let id = begin(&bench).await;
    let digest = submitted(&bench, &id).await;
    let leader = now(&bench, "leader").await;
    decide(&bench.flow, &leader, &id, &digest, Verdict::Approve, "")
        .await
        .unwrap();
    for (body, from, expected) in [
        ("", "2026-04-01", ("body", "required")),
        ("K", "", ("valid_from", "required")),
        ("K", "1.4.2026", ("valid_from", "date-unreadable")),
        ("K", "2026-03-02", ("valid_from", "valid-from-past")),
    ] {
        let form = Adoption {
            body: body.into(),
            case_ref: String::new(),
            valid_from: from.into(),
        };
        let refused = adopt(&bench.flow, &admin, &id, &form).await;
        assert_eq!(faults(refused), [(expected.0.to_owned(), expected.1)]);
    }
    assert!(now(&bench, "editor").await.municipality.own_packs.is_empty());
}
