//! A row of the working tables that somebody changed at the database's own console is named by the verification.

use crate::bench::Db;
use crate::town::Town;
use flow::inbox;
use flow::moderation::{grounds, hide};
use model::Id as _;
use std::sync::Arc;

#[tokio::test]
async fn a_row_changed_by_hand_is_named_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let store = store_sql::testing::sqlite(folder.path()).await.unwrap();
    a_row_changed_by_hand_is_named(store, folder).await;
}

#[tokio::test]
async fn a_row_changed_by_hand_is_named_on_postgresql() {
    if let Some(store) = store_sql::testing::postgres().await.unwrap() {
        a_row_changed_by_hand_is_named(store, tempfile::tempdir().unwrap()).await;
    }
}

/// Changes a column of a row, whose id is the last word of `place`, sees it named, and changes it back.
pub async fn is_named(
    store: &store_sql::Db,
    town: &Town,
    (table, column, value): (&str, &str, &str),
    place: &str,
) {
    let id = place.rsplit(' ').next().unwrap();
    let change = async |sql: String| {
        let changed = store_sql::testing::run(store, &sql).await.unwrap();
        assert_eq!(changed, 1, "{sql}");
    };
    store_sql::testing::run(store, "CREATE TABLE kept (value TEXT)")
        .await
        .unwrap();
    change(format!(
        "INSERT INTO kept SELECT {column} FROM {table} WHERE id = '{id}'"
    ))
    .await;
    change(format!(
        "UPDATE {table} SET {column} = '{value}' WHERE id = '{id}'"
    ))
    .await;
    assert_eq!(
        named(town).await,
        [(place.to_owned(), "copy-differs")],
        "{table}.{column}"
    );
    change(format!(
        "UPDATE {table} SET {column} = (SELECT value FROM kept) WHERE id = '{id}'"
    ))
    .await;
    store_sql::testing::run(store, "DROP TABLE kept").await.unwrap();
}

pub async fn named(town: &Town) -> Vec<(String, &'static str)> {
    let mut reports = flow::archive::verify(&town.flow).await.unwrap();
    let problems = reports.remove(0).problems.into_iter();
    problems.map(|p| (p.place.to_string(), p.key)).collect()
}

async fn a_row_changed_by_hand_is_named(store: store_sql::Db, folder: tempfile::TempDir) {
    let store = Arc::new(store);
    let town = Town::new(Db::new(store.clone(), folder)).await;
    let publication = town.published("Vegen er åpen").await;
    for (name, text) in [("kind", "Når åpner dere?"), ("bad", "Jeg vet hvor du bor")] {
        town.net.comment(name, &publication.remote_id, text);
    }
    town.poll().await;
    let (kind, bad) = (town.item("kind").await, town.item("bad").await);
    let editor = town.actor("editor");
    inbox::answer(&town.flow, &editor, &kind.id, "Klokken ti.")
        .await
        .unwrap();
    let moderator = town.actor("moderator");
    let ground = grounds(&town.flow, &moderator).await.unwrap().remove(3).id;
    hide(
        &town.flow,
        &moderator,
        &bad.id,
        &ground,
        "Kommentaren truer en navngitt ansatt.",
    )
    .await
    .unwrap();
    town.work().await;
    assert_eq!(named(&town).await, []);

    let whose = &town.bench.municipality.id;
    let read = town.read().await;
    let answer = read.answers_of(whose, std::slice::from_ref(&kind.id)).await;
    let answer = format!("answer {}", answer.unwrap()[0].id);
    let moderation = read.moderations_of(whose, &bad.id).await.unwrap().remove(0);
    let ended = moderation.state.as_str();
    let moderation = format!("moderation {}", moderation.id);
    drop(read);
    let publication_is = format!("publication {}", publication.id);
    let item = format!("item {}", bad.id);
    assert_eq!(ended, "confirmed");
    for (table, column, value, place) in [
        ("answers", "text", "Klokken elleve.", &answer),
        ("items", "text", "Ha en fin dag", &item),
        ("items", "visibility", "visible", &item),
        ("moderations", "reason", "Uenig med kommunen.", &moderation),
        ("moderations", "ground", "batsfjord/annet", &moderation),
        ("moderations", "state", "failed", &moderation),
        (
            "moderations",
            "decided_by",
            editor.person.id.as_str(),
            &moderation,
        ),
        ("publications", "url", "https://example.org/", &publication_is),
        ("publications", "state", "failed", &publication_is),
    ] {
        is_named(&store, &town, (table, column, value), place).await;
    }
    assert_eq!(named(&town).await, []);
    let id = answer.rsplit(' ').next().unwrap();
    store_sql::testing::run(&store, &format!("DELETE FROM answers WHERE id = '{id}'"))
        .await
        .unwrap();
    assert_eq!(named(&town).await, [(answer.clone(), "copy-missing")]);
}
