//! The commands that look at guidelines, and the one that recomputes decisions.

use crate::program::{Said, rettesnor, run, verify};
use std::path::Path;
use tempfile::TempDir;

fn pack(folder: &Path, args: &[&str]) -> Said {
    let mut command = rettesnor(folder, &["pack"]);
    command.args(args);
    run(command)
}

fn in_english(args: &[&str]) -> Said {
    let folder = TempDir::new().unwrap();
    let mut command = rettesnor(folder.path(), &["pack", "--lang", "en"]);
    command.args(args);
    run(command)
}

#[test]
fn every_scenario_of_every_pack_passes() {
    let said = in_english(&["test", "--all"]);
    assert!(said.ok, "{}", said.out);
    let last = said.out.lines().last().unwrap();
    let numbers: Vec<usize> = last
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|n| n.parse().ok())
        .collect();
    assert!(numbers[0] >= 650 && numbers[0] == numbers[1], "{last}");
}

#[test]
fn every_clause_is_accounted_for_and_nothing_is_against_law() {
    let said = in_english(&["coverage", "--all"]);
    assert!(said.ok, "{}", said.out);
    for (id, clauses) in [
        ("kafjord", 55),
        ("batsfjord", 70),
        ("hustadvika", 57),
        ("norsjo", 52),
        ("andoy", 91),
    ] {
        assert!(
            said.out
                .contains(&format!("{clauses} of {clauses} clauses accounted for")),
            "{id}: {}",
            said.out
        );
    }
    let said = in_english(&["lint", "--all"]);
    assert!(said.ok, "{}", said.out);
    let said = in_english(&["list"]);
    assert!(said.ok && said.out.contains("andoy") && said.out.contains("extends no-base"));
}

#[test]
fn a_clause_is_explained_in_the_readers_language() {
    let folder = TempDir::new().unwrap();
    let says = |lang: &str| pack(folder.path(), &["explain", "no-base/alt-text", "--lang", lang]).out;
    assert!(says("nb").contains("Må holde: for hvert av «Bilder»"));
    assert!(says("nn").contains("Må halde: for kvart av «Bilete»"));
    assert!(says("sv").contains("Måste hålla: för varje av ”Bilder”"));
    assert!(says("en").contains("Otherwise: stops"));
    let said = in_english(&["explain", "no-base/nothing"]);
    assert!(!said.ok && said.err.contains("no-base/nothing"));
}

#[test]
fn guidelines_are_compared_by_what_matters() {
    let said = in_english(&["diff", "batsfjord", "andoy"]);
    assert!(said.ok, "{}", said.err);
    for topic in ["Who approves a channel", "What may be removed", "In a crisis"] {
        assert!(said.out.contains(topic), "{topic}: {}", said.out);
    }
    let said = in_english(&["diff", "batsfjord", "andoy", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(json["sides"][1]["id"], "andoy");
    assert!(json["topics"].as_array().unwrap().len() >= 7);
    let said = in_english(&["diff", "batsfjord", "andøy"]);
    assert!(!said.ok && said.err.contains("andoy"));
}

#[test]
fn a_new_pack_is_whole_at_once_and_a_broken_one_is_told_of_in_four_languages() {
    let folder = TempDir::new().unwrap();
    let made = |args: &[&str]| pack(folder.path(), args);
    let said = made(&[
        "new",
        "nordvik",
        "--title",
        "Nordviks retningslinjer",
        "--into",
        "own",
    ]);
    assert!(said.ok, "{}", said.err);
    assert!(!made(&["new", "nordvik", "--into", "own"]).ok);
    assert!(!made(&["new", "Nord/vik"]).ok);
    // The base stands beside it in the municipality's own folder.
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/no-base");
    copy(&shipped, &folder.path().join("own/no-base"));
    for verb in ["test", "coverage", "lint"] {
        let said = made(&[verb, "nordvik", "--packs", "own"]);
        assert!(said.ok, "{verb}: {}{}", said.out, said.err);
    }
    assert!(made(&["diff", "own/nordvik", "andoy"]).ok);
    let file = folder.path().join("own/nordvik/clauses/channels.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("kind = \"register\"", "kind = \"registr\"")).unwrap();
    for (lang, words) in [
        ("nb", "Mente du register?"),
        ("nn", "Meinte du register?"),
        ("sv", "Menade du register?"),
        ("en", "Did you mean register?"),
    ] {
        let said = made(&["lint", "nordvik", "--packs", "own", "--lang", lang]);
        assert!(!said.ok && said.out.contains(words), "{}", said.out);
        assert!(
            said.out
                .contains("own/nordvik/clauses/channels.toml:14:19: unknown-control"),
            "{}",
            said.out
        );
    }
}

#[test]
fn a_pack_is_printed_as_an_oscal_catalog() {
    let said = in_english(&["oscal", "andoy"]);
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        json["catalog"]["groups"][0]["controls"].as_array().unwrap().len(),
        91
    );
}

#[test]
fn the_demos_decisions_are_still_the_same_and_a_changed_one_is_found() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    let said = run(rettesnor(
        folder.path(),
        &["demo", "--prepare-only", "--log", "error", "--data", data],
    ));
    assert!(said.ok, "{}", said.err);
    let replay = |more: &[&str]| {
        let mut command = rettesnor(
            folder.path(),
            &[
                "decide", "--replay", "--lang", "en", "--log", "error", "--data", data,
            ],
        );
        command.args(more);
        run(command)
    };
    let said = replay(&[]);
    assert!(said.ok, "{}{}", said.out, said.err);
    assert!(
        said.out.contains(" 0 NOT") || said.out.contains(", 0 not the same, 0 unreadable"),
        "{}",
        said.out
    );
    let json: serde_json::Value = serde_json::from_str(&replay(&["--json"]).out).unwrap();
    let decisions = json[0]["decisions"].as_array().unwrap();
    assert!(
        decisions.len() > 5 && decisions.iter().all(|d| d["again"] == "same"),
        "{decisions:?}"
    );
    let id = decisions[3]["id"].as_str().unwrap();
    assert!(replay(&[id]).ok);
    assert!(!replay(&["01ZZZZZZZZZZZZZZZZZZZZZZZZ"]).ok);

    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let file = format!("sqlite://{data}/{}", store_sql::FILE);
        let pool = sqlx::SqlitePool::connect(&file).await.unwrap();
        let changed = sqlx::query("UPDATE decisions SET json = replace(json, '\"outcome\":\"pass\"', '\"outcome\":\"warn\"') WHERE id = $1")
            .bind(id)
            .execute(&pool)
            .await
            .unwrap();
        assert_eq!(changed.rows_affected(), 1);
        pool.close().await;
    });
    let said = replay(&[id]);
    assert!(
        !said.ok && said.out.contains("NOT the same"),
        "{}{}",
        said.out,
        said.err
    );
    assert!(verify(Path::new(data)).out.contains("journal entries"));
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let beside = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &beside);
        } else {
            std::fs::copy(&path, &beside).unwrap();
        }
    }
}
