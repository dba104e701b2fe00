//! What is found in a draft: at which words, for which clause, and what mends it.

use crate::bench::{Bench, Db, key};
use crate::on_both;
use crate::town::Town;

on_both!(what_is_found_names_its_clause_and_is_mended);

const CLAUSES: &str = r#"
[[clause]]
id = "plain"
section = "3"
title = { nb = "Klart språk", nn = "Klart språk", sv = "Klarspråk", en = "Plain language" }
says = { nb = "Skriv klart.", en = "Write plainly." }
modality = "should"
binds = { roles = ["editor"], capacity = "official" }
applies_to = ["post.submit"]
status = "automated"
require = "!post.findings.exists(f, f.name == 'officialese')"
explain.why = { nb = "K", nn = "K", sv = "K", en = "K" }
explain.fix = { nb = "K", nn = "K", sv = "K", en = "K" }
effect = { kind = "gate", on_fail = "warn" }
"#;

async fn what_is_found_names_its_clause_and_is_mended(db: Db) {
    let town = Town::of(Bench::under(db, CLAUSES).await).await;
    let author = town.actor("author");
    let post = flow::posts::create(&town.flow, &author).await.unwrap();
    let text = "Hei! 🏊 Vedrørende svømmehallen: ring 987 65 432.";
    let draft = town.draft(text);
    let checked = flow::posts::check(&town.flow, &author, &post, &draft)
        .await
        .unwrap();
    let spotted = |name: &str| checked.found.iter().find(|s| s.note.name == name).unwrap();
    let stiff = spotted("officialese");
    let words: String = text
        .chars()
        .skip(stiff.note.start)
        .take(stiff.note.end - stiff.note.start)
        .collect();
    assert_eq!(
        words, "Vedrørende",
        "at its words, behind what takes several units"
    );
    assert_eq!(stiff.clauses, ["batsfjord/plain"]);
    assert!(stiff.mends.is_some());
    let phone = spotted("phone-number");
    assert!(phone.clauses.is_empty(), "no clause asks for telephone numbers");

    let at = stiff.note.start;
    let mended = flow::posts::mend(&town.flow, &author, text, &stiff.note.code, at)
        .await
        .unwrap();
    assert!(!mended.contains("Vedrørende") && mended.ends_with("svømmehallen: ring 987 65 432."));
    assert_eq!(
        key(flow::posts::mend(&town.flow, &author, &mended, &stiff.note.code, at).await),
        "nothing-to-mend",
        "it is no longer there"
    );
    let employee = town.actor("employee");
    assert_eq!(
        key(flow::posts::mend(&town.flow, &employee, text, &stiff.note.code, at).await),
        "not-allowed"
    );
}
