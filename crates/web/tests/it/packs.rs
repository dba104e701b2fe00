//! The municipality's own pack in the browser: drafts, forms, errors in their place, approval, adoption.

use crate::house::{Answer, CSRF, House};
use axum::http::StatusCode;
use model::person::Role;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

const EDITOR: [(&str, &str); 1] = [("cookie", "rettesnor=editor")];
const DIRECTOR: [(&str, &str); 1] = [("cookie", "rettesnor=director")];

fn form(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let all = fields.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v)));
    std::iter::once(format!("csrf={CSRF}"))
        .chain(all)
        .collect::<Vec<_>>()
        .join("&")
}

async fn begun(house: &House) -> String {
    house.sign_in("editor", &[Role::Editor], true).await;
    house.sign_in("director", &[Role::Director], true).await;
    let made = house
        .post("/packs", &form(&[("from", "in-force"), ("id", "")]), &EDITOR)
        .await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    made.header("location").to_owned()
}

/// The value of a hidden field.
fn hidden(page: &Answer, name: &str) -> String {
    let after = page.body.split(&format!("name=\"{name}\" value=\"")).nth(1);
    after
        .unwrap_or_else(|| panic!("{name}: {}", page.body))
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn from_a_clause_in_a_form_to_a_guideline_in_force() {
    let house = House::new().await;
    let at = begun(&house).await;
    let page = house
        .get(&format!("{at}/clause?name=clauses/scope.toml&place=0"), &EDITOR)
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let revision = hidden(&page, "revision");
    let typed = |says: &str| {
        form(&[
            ("name", "clauses/scope.toml"),
            ("place", "0"),
            ("revision", &revision),
            ("c.says.nb", says),
            ("c.says.en", "Everybody."),
        ])
    };
    let live = house
        .post(&format!("{at}/clause/check"), &typed("Alle."), &EDITOR)
        .await;
    assert_eq!(live.status, StatusCode::OK, "{}", live.body);
    assert!(!live.body.contains("<html"), "only the part beside the form");
    let saved = house
        .post(&format!("{at}/clause"), &typed("Alle sammen."), &EDITOR)
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    // The file's text says the same; the rest of it stands as it stood.
    let text = house
        .get(&format!("{at}/file?name=clauses/scope.toml"), &EDITOR)
        .await;
    assert!(
        text.body.contains("nb = &quot;Alle sammen.&quot;"),
        "{}",
        text.body
    );
    // Whoever saw the earlier revision writes over nothing.
    let stale = house
        .post(&format!("{at}/clause"), &typed("Ingen."), &EDITOR)
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("Ingen."), "what was typed is still there");
    let page = house.get(&at, &EDITOR).await;
    assert!(page.body.contains("<ins>Alle sammen.</ins>"), "{}", page.body);
    let sent = form(&[("revision", &hidden(&page, "revision"))]);
    let sent = house.post(&format!("{at}/submit"), &sent, &EDITOR).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let page = house.get(&at, &DIRECTOR).await;
    let yes = form(&[
        ("digest", &hidden(&page, "digest")),
        ("verdict", "approve"),
        ("note", ""),
    ]);
    let decided = house.post(&format!("{at}/decide"), &yes, &DIRECTOR).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.body);
    let bad = form(&[("body", ""), ("case_ref", "26/7"), ("valid_from", "2020-01-01")]);
    let refused = house.post(&format!("{at}/adopt"), &bad, &EDITOR).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"26/7\""), "{}", refused.body);
    let zone = model::calendar::zone(model::municipality::Country::Norway);
    let today = house
        .flow()
        .source()
        .now()
        .timestamp()
        .to_zoned(zone)
        .date()
        .to_string();
    let good = form(&[
        ("body", "Kommunestyret"),
        ("case_ref", "26/7"),
        ("valid_from", &today),
    ]);
    let adopted = house.post(&format!("{at}/adopt"), &good, &EDITOR).await;
    assert_eq!(adopted.status, StatusCode::SEE_OTHER, "{}", adopted.body);
    let municipality = house.municipality().await;
    let book = flow::rules::book(house.flow(), &municipality).await.unwrap();
    assert!(
        book.clauses()
            .iter()
            .any(|c| c.says.get(model::Locale::Nb) == "Alle sammen.")
    );
    assert!(
        house
            .get("/guideline", &EDITOR)
            .await
            .body
            .contains("Alle sammen.")
    );
}

#[tokio::test]
async fn errors_stand_in_their_place_and_nothing_is_lost() {
    let house = House::new().await;
    let at = begun(&house).await;
    let page = house.get(&format!("{at}/file"), &EDITOR).await;
    let revision = hidden(&page, "revision");
    let bad = "[[clause]]\nid = \"x\"\nrequire = \"post.has_medai\"\n";
    let typed = |name: &str, text: &str, then: &str| {
        form(&[
            ("name", name),
            ("revision", &revision),
            ("text", text),
            ("then", then),
        ])
    };
    let told = house
        .post(
            &format!("{at}/file"),
            &typed("clauses/egne.toml", bad, "check"),
            &EDITOR,
        )
        .await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
    assert!(told.body.contains("post.has_medai") && told.body.contains("clauses/egne.toml"));
    let wrong = house
        .post(
            &format!("{at}/file"),
            &typed("../../x", "kept as typed", ""),
            &EDITOR,
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("kept as typed"));
    // Larger than a pack's file may be: told at the field, with what was typed.
    let large = "# x\n".repeat(100_000);
    let told = house
        .post(
            &format!("{at}/file"),
            &typed("clauses/egne.toml", &large, ""),
            &EDITOR,
        )
        .await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("f-text-error") && told.body.len() > large.len());
    // Larger than any form may be: not even read.
    let huge = "x".repeat(10_000_000);
    let refused = house
        .post(
            &format!("{at}/file"),
            &typed("clauses/egne.toml", &huge, ""),
            &EDITOR,
        )
        .await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    // Saved with its errors, and not sent with them.
    let saved = house
        .post(
            &format!("{at}/file"),
            &typed("clauses/egne.toml", bad, ""),
            &EDITOR,
        )
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = house.get(&at, &EDITOR).await;
    let sent = form(&[("revision", &hidden(&page, "revision"))]);
    house.post(&format!("{at}/submit"), &sent, &EDITOR).await;
    assert!(
        house.get(&at, &EDITOR).await.body.contains("name=\"revision\""),
        "still a draft"
    );
    assert!(house.municipality().await.own_packs.is_empty());
}

#[tokio::test]
async fn clauses_are_added_and_taken_away() {
    let house = House::new().await;
    let at = begun(&house).await;
    let name = ("name", "clauses/scope.toml");
    let count = async || {
        let page = house.get(&at, &EDITOR).await;
        (
            page.body.matches("clause?name=clauses/scope.toml").count(),
            hidden(&page, "revision"),
        )
    };
    let (before, revision) = count().await;
    let add = form(&[
        name,
        ("revision", &revision),
        ("then", "add"),
        ("clause", "eget-1"),
    ]);
    let added = house.post(&format!("{at}/clause"), &add, &EDITOR).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let page = house.get(added.header("location"), &EDITOR).await;
    assert!(page.body.contains("eget-1"), "{}", page.body);
    let (after, revision) = count().await;
    assert!(after > before, "in the list, and where a hint names it");
    let place = added.header("location").split("place=").nth(1).unwrap();
    let place = place.split(['&', '#']).next().unwrap().to_owned();
    let away = form(&[
        name,
        ("place", &place),
        ("revision", &revision),
        ("then", "remove"),
    ]);
    house.post(&format!("{at}/clause"), &away, &EDITOR).await;
    assert_eq!(count().await.0, before);
}

#[tokio::test]
async fn lists_values_and_whole_packs_are_changed_without_writing_toml() {
    let house = House::new().await;
    let at = begun(&house).await;
    let clause = format!("{at}/clause?name=clauses/channels.toml&place=");
    // The clause whose effect is an approval by steps.
    let mut place = 0;
    let page = loop {
        let page = house.get(&format!("{clause}{place}"), &EDITOR).await;
        assert_eq!(page.status, StatusCode::OK, "no clause with steps: {place}");
        if page.body.contains("name=\"c.effect.steps\"") {
            break page;
        }
        place += 1;
    };
    let place = place.to_string();
    let revision = hidden(&page, "revision");
    let typed = |then: &'static str, steps: &[(&str, &str)]| {
        let mut all = vec![
            ("name", "clauses/channels.toml"),
            ("place", place.as_str()),
            ("revision", revision.as_str()),
            ("then", then),
            ("c.effect.steps.0.was", "0"),
            ("c.effect.steps.0.role", "leader"),
        ];
        all.extend_from_slice(steps);
        form(&all)
    };
    let count = ("c.effect.steps", "1");
    let more = house
        .post(
            &format!("{at}/clause"),
            &typed("list:add:effect.steps", &[count]),
            &EDITOR,
        )
        .await;
    assert_eq!(more.status, StatusCode::OK);
    assert!(
        more.body.contains("name=\"c.effect.steps.1.role\""),
        "{}",
        more.body
    );
    let saved = house
        .post(
            &format!("{at}/clause"),
            &typed(
                "",
                &[("c.effect.steps", "2"), ("c.effect.steps.1.role", "director")],
            ),
            &EDITOR,
        )
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let text = house
        .get(&format!("{at}/file?name=clauses/channels.toml"), &EDITOR)
        .await;
    assert!(text.body.contains("role = &quot;director&quot;"), "{}", text.body);
    // Values: what cannot be read is kept as it was typed; what can be is in pack.toml.
    let page = house.get(&format!("{at}/values"), &EDITOR).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let name = page
        .body
        .split("name=\"c.")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let field = format!("c.{name}");
    let revision = hidden(&page, "revision");
    let value = |value: &str| {
        form(&[
            ("revision", &revision),
            (&field, value),
            (&format!("{field}.change"), "0"),
        ])
    };
    let wrong = house
        .post(&format!("{at}/values"), &value("mange"), &EDITOR)
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"mange\""), "{}", wrong.body);
    let saved = house.post(&format!("{at}/values"), &value("7"), &EDITOR).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(
        house
            .get(&format!("{at}/values"), &EDITOR)
            .await
            .body
            .contains("value=\"7\"")
    );
    let zip = house.get(&format!("{at}/zip"), &EDITOR).await;
    assert_eq!(zip.status, StatusCode::OK);
    assert_eq!(zip.header("content-type"), "application/zip");
    // Who is to acknowledge it, and the guideline as a draft beside the one in force.
    let page = house.get(&at, &EDITOR).await;
    assert!(page.body.contains("aria-labelledby=\"who\""), "{}", page.body);
    let version = at.strip_prefix("/packs/").unwrap();
    let compared = house
        .get(&format!("/guidelines/compare?a=batsfjord&b={version}"), &EDITOR)
        .await;
    assert_eq!(compared.status, StatusCode::OK, "{}", compared.body);
    assert!(compared.body.contains("/clauses/batsfjord/"), "{}", compared.body);
}
