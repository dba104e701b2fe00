//! Packs that are wrong: each gives a stable key, the place, and what mends it.

use rulebook::{PackProblem, Rulebook};

pub const HEADER: &str = r#"
[pack]
id = "ID"
version = "1"
format = 1
title = { nb = "a", nn = "a", sv = "a", en = "a" }
jurisdiction = "NO"
"#;

pub const CLAUSE: &str = r#"[[clause]]
id = "one"
title = { nb = "a", nn = "a", sv = "a", en = "a" }
says = { nb = "a", en = "a" }
modality = "must"
binds = { capacity = "official" }
applies_to = ["post.submit"]
status = "automated"
require = "post.has_media"
effect = { kind = "gate", on_fail = "block" }
explain.why = { nb = "a", nn = "a", sv = "a", en = "a" }
explain.fix = { nb = "a", nn = "a", sv = "a", en = "a" }
"#;

pub fn pack(id: &str, extra: &str, clauses: &str) -> Vec<(String, String)> {
    vec![
        (format!("packs/{id}/pack.toml"), HEADER.replace("ID", id) + extra),
        (format!("packs/{id}/clauses/a.toml"), clauses.to_owned()),
    ]
}

fn problems(files: &[(String, String)]) -> Vec<PackProblem> {
    Rulebook::load(files, "test").expect_err("a problem")
}

/// The one problem of a pack with these clauses.
fn one(clauses: &str) -> PackProblem {
    let mut all = problems(&pack("test", "", clauses));
    assert_eq!(all.len(), 1, "{all:#?}");
    all.remove(0)
}

fn changed(from: &str, to: &str) -> PackProblem {
    assert!(CLAUSE.contains(from));
    one(&CLAUSE.replace(from, to))
}

#[test]
fn the_sample_itself_is_right() {
    Rulebook::load(&pack("test", "", CLAUSE), "test").unwrap();
}

#[test]
fn broken_toml_names_line_and_column() {
    let p = changed("modality = \"must\"", "modality = must");
    assert_eq!((p.key, p.line, p.column), ("broken-toml", 5, 12), "{p}");
    assert!(p.file.ends_with("test/clauses/a.toml") && !p.expected.is_empty());
}

#[test]
fn wrong_types_name_what_was_expected() {
    let p = changed("id = \"one\"", "id = \"one\"\nsection = 4");
    assert_eq!(
        (p.key, p.line, p.column, p.expected.as_str()),
        ("wrong-type", 3, 11, "a text")
    );
    let p = changed("\"post.has_media\"", "\"post.text_length\"");
    assert_eq!(
        (p.key, p.line, p.column, p.expected.as_str()),
        ("condition-type", 9, 12, "true or false")
    );
}

#[test]
fn unknown_names_come_with_the_nearest_known_one() {
    let near = |from, to| {
        let p = changed(from, to);
        (p.key, p.nearest.unwrap_or_default())
    };
    assert_eq!(
        near("\"post.has_media\"", "\"post.has_meda\""),
        ("unknown-fact", "post.has_media".into())
    );
    assert_eq!(
        near("\"post.has_media\"", "\"post.media.all(m, m.alt_txt == '')\""),
        ("unknown-fact", "m.alt".into())
    );
    assert_eq!(
        near("\"post.has_media\"", "\"post.ai_text == 'suport'\""),
        ("unknown-word", "support".into())
    );
    assert_eq!(
        near("kind = \"gate\"", "kind = \"gaet\""),
        ("unknown-control", "gate".into())
    );
    assert_eq!(
        near("modality = \"must\"", "modality = \"mst\""),
        ("unknown-word", "must".into())
    );
    assert_eq!(
        near("on_fail = \"block\"", "on_fail = \"block\", on_unknwon = \"ask\""),
        ("unknown-key", "on_unknown".into())
    );
    assert_eq!(
        near("[\"post.submit\"]", "[\"post.sumbit\"]"),
        ("unknown-word", "post.submit".into())
    );
}

#[test]
fn a_fault_in_a_condition_is_placed_inside_it() {
    let p = changed("\"post.has_media\"", "\"post.has_media && \"");
    assert_eq!((p.key, p.line, p.column), ("condition-syntax", 9, 30), "{p}");
}

#[test]
fn private_speech_is_never_gated() {
    let p = changed("capacity = \"official\"", "capacity = \"private\"");
    assert_eq!(p.key, "private-clause-checked");
    assert!(p.expected.contains("never gated"));
    for effect in [
        "kind = \"deadline\", hours = 1",
        "kind = \"check\", fact = \"channel.name\", pattern = \"*\", on_fail = \"warn\"",
    ] {
        let text = CLAUSE
            .replace("capacity = \"official\"", "capacity = \"private\"")
            .replace("kind = \"gate\", on_fail = \"block\"", effect);
        assert!(
            problems(&pack("test", "", &text))
                .iter()
                .any(|p| p.key == "private-clause-checked")
        );
    }
}

#[test]
fn texts_for_users_are_in_all_languages() {
    let p = changed(
        "explain.fix = { nb = \"a\", nn = \"a\", sv = \"a\", en = \"a\" }",
        "explain.fix = { nb = \"a\", nn = \"a\", en = \"a\" }",
    );
    assert_eq!((p.key, p.expected.as_str()), ("missing-language", "sv"));
}

#[test]
fn ids_are_used_once() {
    let p = one(&format!("{CLAUSE}\n{CLAUSE}"));
    assert_eq!(
        (p.key, p.subject.as_str(), p.line),
        ("duplicate-id", "test/one", 15)
    );
}

fn with_base(base: &str, extra: &str, local: &str) -> Result<Rulebook, Vec<PackProblem>> {
    let mut files = pack(
        "base",
        "[params.days]\nvalue = 3\nbound = \"at-most\"\nlabel = { nb = \"a\", nn = \"a\", sv = \"a\", en = \"a\" }\n",
        base,
    );
    files.extend(pack(
        "test",
        &format!("[[extends]]\nid = \"base\"\n{extra}"),
        local,
    ));
    Rulebook::load(&files, "test")
}

#[test]
fn a_locked_clause_is_tightened_never_loosened() {
    let locked = CLAUSE.replace("id = \"one\"", "id = \"one\"\nlocked = true");
    let key = |local: &str| {
        with_base(&locked, "", local)
            .map(|_| "")
            .unwrap_or_else(|p| p[0].key)
    };
    let adjust = |what: &str| format!("[[adjust]]\nclause = \"base/one\"\nreason = \"r\"\n{what}\n");
    assert_eq!(key(&adjust("off = true")), "loosened-lock");
    assert_eq!(key(&adjust("on_fail = \"warn\"")), "loosened-lock");
    assert_eq!(key(&adjust("on_unknown = \"pass\"")), "loosened-lock");
    assert_eq!(
        key(&CLAUSE.replace("id = \"one\"", "id = \"one\"\nreplaces = [\"base/one\"]")),
        "loosened-lock"
    );
    assert_eq!(
        key(&adjust(
            "on_unknown = \"block\"\nrequire_also = \"post.link_present\""
        )),
        ""
    );
    assert_eq!(
        key(&adjust("off = true").replace("base/one", "base/two")),
        "unknown-clause"
    );
    // Without the lock all of it is allowed.
    assert!(
        with_base(CLAUSE, "", &adjust("off = true"))
            .unwrap()
            .clauses()
            .is_empty()
    );
}

#[test]
fn what_a_base_leaves_off_is_on_when_a_pack_says_so() {
    let off = CLAUSE.replace("id = \"one\"", "id = \"one\"\noff = true");
    let ids = |local: &str| {
        let book = with_base(&off, "", local).unwrap();
        book.clauses().iter().map(|c| c.id.clone()).collect::<Vec<_>>()
    };
    assert!(ids("").is_empty());
    let on = "[[adjust]]\nclause = \"base/one\"\nreason = \"checked\"\noff = false\n";
    assert_eq!(ids(on), ["base/one"]);
    let base = Rulebook::load(&pack("base", "", &off), "base").unwrap();
    assert!(base.clause("base/one").is_some());
}

#[test]
fn parameters_keep_to_their_bounds() {
    let key = |set: &str| {
        with_base(CLAUSE, set, "")
            .map(|_| "")
            .unwrap_or_else(|p| p[0].key)
    };
    assert_eq!(key("set = { days = 2 }"), "");
    assert_eq!(key("set = { days = 4 }"), "loosened-lock");
    assert_eq!(key("set = { days = \"2\" }"), "wrong-type");
    assert_eq!(key("set = { dais = 2 }"), "unknown-parameter");
}

#[test]
fn packs_do_not_extend_one_another_in_a_circle() {
    let mut files = pack("test", "[[extends]]\nid = \"other\"\n", CLAUSE);
    files.extend(pack("other", "[[extends]]\nid = \"test\"\n", ""));
    let p = &problems(&files)[0];
    assert_eq!(
        (p.key, p.subject.as_str(), p.line),
        ("cyclic-extends", "test → other → test", 9)
    );
    let p = &problems(&pack("test", "[[extends]]\nid = \"tset\"\n", ""))[0];
    assert_eq!((p.key, p.nearest.as_deref()), ("unknown-pack", Some("test")));
    assert_eq!(
        Rulebook::load(&pack("test", "", ""), "nowhere").unwrap_err()[0].key,
        "unknown-pack"
    );
}

#[test]
fn size_and_depth_are_bounded() {
    let p = one(&format!("{CLAUSE}# {}", "x".repeat(10_000_000)));
    assert_eq!(p.key, "file-too-large");
    for deep in [
        format!("a = {}", "[".repeat(100_000)),
        format!("a = {}", "{a=".repeat(60_000)),
        format!("{}a = 1", "a.".repeat(100_000)),
        format!("[{}a]", "a.".repeat(100_000)),
    ] {
        assert_eq!(one(&deep).key, "too-deep");
    }
    let p = changed(
        "\"post.has_media\"",
        &format!("\"{}post.has_media{}\"", "(".repeat(500), ")".repeat(500)),
    );
    assert_eq!(p.key, "condition-too-deep");
    let p = changed(
        "\"post.has_media\"",
        &format!("\"{}post.has_media\"", "!".repeat(500)),
    );
    assert_eq!(p.key, "condition-too-deep");
    let p = changed(
        "\"post.has_media\"",
        &format!("\"post.has_media{}\"", " && true".repeat(200)),
    );
    assert_eq!(p.key, "condition-too-large");
    let p = changed(
        "\"post.has_media\"",
        &format!("\"post.has_media{}\"", " ".repeat(3_000)),
    );
    assert_eq!(p.key, "condition-too-long");
}

#[test]
fn two_rules_on_crises_contradict_each_other() {
    let mode = |id: &str| {
        CLAUSE
            .replace("\"one\"", &format!("\"{id}\""))
            .replace("require = \"post.has_media\"\n", "")
            .replace(
                "kind = \"gate\", on_fail = \"block\"",
                "kind = \"mode\", holds = \"topic\", declare = [\"director\"], release = [\"director\"]",
            )
    };
    let p = one(&format!("{}\n{}", mode("a"), mode("b")));
    assert_eq!((p.key, p.subject.as_str()), ("contradiction", "test/a, test/b"));
}

#[test]
fn all_problems_come_at_once_and_never_too_many() {
    let all = problems(&pack(
        "test",
        "",
        &CLAUSE.replace("must", "mst").replace("\"gate\"", "\"gat\""),
    ));
    assert_eq!(all.len(), 2);
    let many = (0..500)
        .map(|i| {
            CLAUSE
                .replace("\"one\"", &format!("\"c{i}\""))
                .replace("must", "mst")
        })
        .collect::<Vec<_>>();
    assert_eq!(problems(&pack("test", "", &many.join("\n")))[..].len(), 100);
}

#[test]
fn what_only_registers_know_is_not_asked_of_people() {
    let ask = CLAUSE.replace("require = \"post.has_media\"\n", "").replace(
        "kind = \"gate\", on_fail = \"block\"",
        "kind = \"ask\", on_fail = \"block\", questions = [{ name = \"crisis.active\" }]",
    );
    assert_eq!(one(&ask).key, "not-a-question");
    assert!(
        Rulebook::load(
            &pack("test", "", &ask.replace("crisis.active", "post.ai_checked")),
            "test"
        )
        .is_ok()
    );
}

#[test]
fn private_speech_is_not_checked_by_a_further_effect_either() {
    let private = |also: &str| {
        format!(
            "{}[[clause.also]]\n{also}\n",
            CLAUSE
                .replace("capacity = \"official\"", "capacity = \"private\"")
                .replace("applies_to = [\"post.submit\"]\n", "")
                .replace("require = \"post.has_media\"\n", "")
                .replace("kind = \"gate\", on_fail = \"block\"", "kind = \"teach\"")
        )
    };
    for effect in [
        "applies_to = ['post.submit']\nbeyond_text = true\nrequire = 'post.has_media'\neffect = { kind = 'gate', on_fail = 'warn' }",
        "applies_to = ['item.received']\neffect = { kind = 'deadline', hours = 1 }",
        "applies_to = ['case.open']\neffect = { kind = 'report', roles = ['leader'], to = ['director'] }",
        "applies_to = ['person.role']\neffect = { kind = 'acknowledge', roles = ['employee'] }",
        "applies_to = ['schedule.day']\neffect = { kind = 'watch', roles = ['editor'], every = 'day' }",
        "applies_to = ['case.open']\neffect = { kind = 'notify', roles = ['leader'] }",
        "effect = { kind = 'consequence', text = { nb = 'a', nn = 'a', sv = 'a', en = 'a' } }",
    ] {
        let p = one(&private(effect));
        assert_eq!((p.key, p.line > 11), ("private-clause-checked", true), "{p}");
    }
    assert!(
        Rulebook::load(
            &pack("test", "", &private("effect = { kind = 'advice' }")),
            "test"
        )
        .is_ok()
    );
}

#[test]
fn what_nobody_holds_has_its_reason() {
    let manual = CLAUSE.replace("status = \"automated\"", "status = \"manual\"");
    assert_eq!(one(&manual).key, "missing-key");
    let reason = manual.replace(
        "id = \"one\"",
        "id = \"one\"\nmanual_reason = { nb = \"a\", en = \"a\" }",
    );
    assert!(Rulebook::load(&pack("test", "", &reason), "test").is_ok());
}

/// Loads a pack with these files beside `pack.toml`, and says how long that took.
fn timed(files: impl IntoIterator<Item = (String, String)>) -> (Vec<PackProblem>, std::time::Duration) {
    let mut all = pack("test", "", "");
    all.truncate(1);
    all.extend(files);
    let began = std::time::Instant::now();
    (problems(&all), began.elapsed())
}

#[test]
fn ten_megabytes_in_many_files_are_not_read() {
    let file = |folder: &str, n: usize| {
        (
            format!("packs/test/{folder}/{n}.toml"),
            format!("# {}", "x".repeat(200_000)),
        )
    };
    for folder in ["clauses", "lessons"] {
        let (found, took) = timed((0..50).map(|n| file(folder, n)));
        assert_eq!((found.len(), found[0].key), (1, "pack-too-large"));
        // A debug build on a busy machine; it is a sum of lengths.
        assert!(took.as_secs() < 2, "{took:?}");
    }
}

#[test]
fn no_pack_takes_unbounded_time() {
    let files = |clause: &dyn Fn(usize) -> String| {
        // Just below what a pack may hold.
        let mut out = Vec::new();
        let (mut text, mut sum) = (String::new(), 0);
        for i in 0..4_000 {
            let next = clause(i);
            if sum + next.len() > 1_000_000 {
                break;
            }
            sum += next.len();
            if text.len() + next.len() > 250_000 {
                out.push((
                    format!("packs/test/clauses/{}.toml", out.len()),
                    std::mem::take(&mut text),
                ));
            }
            text.push_str(&next);
        }
        out.push((format!("packs/test/clauses/{}.toml", out.len()), text));
        out
    };
    let named = |i: usize| CLAUSE.replace("\"one\"", &format!("\"c{i}\""));
    // Nothing but problems; gates that all have to be compared with one another; names that are near everything.
    let long = "post.has_media && ".repeat(80) + "post.link_present";
    let flood: [&dyn Fn(usize) -> String; 4] = [
        &|i| named(i).replace("modality", "modalty"),
        &|i| named(i).replace("post.has_media", &long),
        &|i| named(i).replace("post.has_media", &format!("post.has_medi{i}")),
        &|i| format!("[[x{i}]]\ny.z = 1\n"),
    ];
    for clause in flood {
        let (found, took) = timed(files(clause));
        assert!(found.len() <= 100);
        assert!(took.as_secs() < 20, "{took:?} for {}", found[0]);
    }
}
