//! The archive, its export and the public log; the practice page as strangers meet it.

use crate::desk::{Desk, between};
use axum::http::StatusCode;

#[tokio::test]
async fn what_was_written_is_found_read_and_taken_out() {
    let desk = Desk::new().await;
    let (_, address) = desk.published("Svømmehallen åpner igjen").await;
    desk.commented(&address, "Endelig <i>åpent</i>!").await;
    let found = desk.get("archivist", "/archive?q=%C3%A5pe").await.body;
    assert!(found.contains("<mark>"), "{found}");
    assert!(found.contains("&lt;i&gt;") && !found.contains("<i>"), "{found}");
    let to = between(&found, "<a href=\"/archive/of/", "\"").to_owned();
    let record = desk.get("archivist", &format!("/archive/of/{to}")).await;
    let record = record.header("location").to_owned();
    let page = desk.get("archivist", &record).await.body;
    for event in [
        "Utkast påbegynt",
        "Sendt inn til godkjenning",
        "Publisert på nettverket",
        "Kommentar mottatt",
    ] {
        assert!(page.contains(event), "{event}\n{page}");
    }

    let id = record.rsplit('/').next().unwrap().to_owned();
    let warc = desk
        .post("archivist", "/archive/export", &[("record", &id)])
        .await;
    assert_eq!(
        (warc.status, warc.header("content-type")),
        (StatusCode::OK, "application/warc")
    );
    assert!(warc.header("content-disposition").contains(&id) && warc.body.len() > 500);
    assert_eq!(
        desk.post("editor", "/archive/export", &[]).await.status,
        StatusCode::FORBIDDEN
    );
    let unknown = desk
        .post(
            "archivist",
            "/archive/export",
            &[("record", "01ARZ3NDEKTSV4RRFFQ69G5FAV")],
        )
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let municipality = desk.get("archivist", "/archive?kind=municipality").await.body;
    assert!(municipality.contains("Båtsfjord kommune"));
}

#[tokio::test]
async fn anybody_may_read_the_log_and_nothing_else_of_it() {
    let desk = Desk::new().await;
    desk.published("Svømmehallen åpner igjen").await;
    desk.minute().await;
    let page = desk.house.get("/ledger/batsfjord", &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    let note = desk.house.get("/ledger/batsfjord/checkpoint", &[]).await;
    assert!(
        note.body.starts_with("rettesnor/") && note.body.contains("\n\n\u{2014} rettesnor/"),
        "{}",
        note.body
    );
    let size: usize = note.body.lines().nth(1).unwrap().parse().unwrap();
    let key = desk.house.get("/ledger/batsfjord/key", &[]).await.body;
    let verifier = ledger::note::Verifier::parse(&key).unwrap();
    assert_eq!(
        verifier.open(&note.body).unwrap().size,
        i64::try_from(size).unwrap()
    );
    let tile = desk
        .house
        .get(&format!("/ledger/batsfjord/tile/0/000.p/{size}"), &[])
        .await;
    assert_eq!(
        (tile.status, tile.header("content-type")),
        (StatusCode::OK, "application/octet-stream")
    );
    assert_eq!(tile.header("set-cookie"), "");
    for beyond in [
        "tile/0/000",
        "tile/0/000.p/255",
        "tile/0/001.p/1",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/0/0",
    ] {
        let answer = desk.house.get(&format!("/ledger/batsfjord/{beyond}"), &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{beyond}");
    }
    assert_eq!(
        desk.house.get("/ledger/nowhere", &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_practice_page_says_what_it_is_and_keeps_what_was_typed() {
    let desk = Desk::new().await;
    let (_, address) = desk.published("Svømmehallen åpner igjen").await;
    let page = desk.house.get("/practice/batsfjord", &[]).await;
    assert!(
        page.body.contains("Dette er ikke et ekte sosialt nettverk") && page.body.contains("Svømmehallen")
    );
    let one = desk.house.get(&address, &[]).await;
    let cookie = one.cookie("rettesnor-form");
    let token = between(&one.body, "name=\"csrf\" value=\"", "\"").to_owned();
    let form = serde_html_form::to_string([("csrf", token.as_str()), ("name", ""), ("text", "Hei på dere")])
        .unwrap();
    let back = desk.house.post(&address, &form, &[("cookie", &cookie)]).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.body.contains("Hei på dere</textarea>") && back.body.contains("href=\"#f-name\""));
    let foreign = desk
        .house
        .post(&address, "csrf=no&name=a&text=b", &[("cookie", &cookie)])
        .await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_export_is_asked_for_made_and_fetched() {
    let desk = Desk::new().await;
    desk.published("Svømmehallen åpner igjen").await;
    let page = desk.get("archivist", "/archive/exports").await.body;
    assert!(
        page.contains("Ingen uttrekk ennå") && page.contains("E-ARK / FGS 2.0"),
        "{page}"
    );
    assert_eq!(
        desk.get("editor", "/archive/exports").await.status,
        StatusCode::FORBIDDEN
    );
    let wrong = desk
        .post(
            "archivist",
            "/archive/exports",
            &[("format", "bagit"), ("from", "1. mai")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"1. mai\"") && wrong.body.contains("href=\"#f-from\""));

    let asked = desk
        .post("archivist", "/archive/exports", &[("format", "bagit")])
        .await;
    assert_eq!(
        (asked.status, asked.header("location")),
        (StatusCode::SEE_OTHER, "/archive/exports")
    );
    let page = desk.get("archivist", "/archive/exports").await.body;
    assert!(
        page.contains("<progress") && page.contains("hx-trigger=\"every 2s\""),
        "{page}"
    );
    assert!(!page.contains("/file\""), "nothing to fetch before it is made");
    desk.minute().await;
    let page = desk.get("archivist", "/archive/exports").await.body;
    assert!(
        !page.contains("<progress") && !page.contains("every 2s"),
        "{page}"
    );
    let file = format!(
        "/archive/exports/{}/file",
        between(&page, "href=\"/archive/exports/", "/file\"")
    );
    let digest = between(&page, "SHA-256 <code>", "<").to_owned();
    assert_eq!(digest.len(), 64);
    let fetched = desk.get("archivist", &file).await;
    assert_eq!(
        (fetched.status, fetched.header("content-type")),
        (StatusCode::OK, "application/zip")
    );
    assert!(fetched.header("content-disposition").contains("batsfjord-"));
    assert_eq!(desk.get("editor", &file).await.status, StatusCode::FORBIDDEN);

    let gone = desk
        .post("archivist", &file.replace("/file", "/remove"), &[])
        .await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.get("archivist", &file).await.status, StatusCode::NOT_FOUND);
    assert!(
        desk.get("archivist", "/archive/exports")
            .await
            .body
            .contains("Slettet")
    );
}
