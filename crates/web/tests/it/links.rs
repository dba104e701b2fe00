//! What the composer says of a draft's links.

use crate::desk::{Desk, LINK};
use axum::http::StatusCode;
use flow::posts::Pages;
use networks::{Http, HttpConfig};

/// A website with one page; its address.
async fn website() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let site = axum::Router::new().route("/finnes", axum::routing::get(|| async { "her" }));
    tokio::spawn(async move { axum::serve(listener, site).await });
    address
}

/// A desk of a municipality whose website is on this machine.
async fn desk() -> Desk {
    let mut desk = Desk::new().await;
    let flow = desk.house.flow().clone();
    let mut municipality = desk.house.municipality().await;
    "127.0.0.1".clone_into(&mut municipality.website);
    let tx = flow.store().begin().await.unwrap();
    tx.update_municipality(&mut municipality).await.unwrap();
    tx.commit().await.unwrap();
    let config = HttpConfig {
        allow_private: true,
        ..HttpConfig::default()
    };
    let pages = Pages::new(Http::new(config, flow.source().clone()).unwrap());
    desk.house.web.flow = flow.with_pages(Some(pages));
    desk
}

#[tokio::test]
async fn a_page_that_is_not_there_is_told_after_a_pause_and_by_the_button() {
    let (desk, site) = (desk().await, website().await);
    let path = desk.draft().await;
    let text = format!("Les {site}/borte og {site}/finnes");
    let fields = [("text", text.as_str()), ("version", "1")];

    // While one types, nothing is asked; a pause asks for the rest.
    let typed = desk.part("author", &format!("{path}/check"), &fields).await;
    assert!(
        typed.body.contains(&format!("hx-post=\"{path}/look\"")) && !typed.body.contains("Siden finnes ikke"),
        "{}",
        typed.body
    );
    let looked = desk.part("author", &format!("{path}/look"), &fields).await;
    assert_eq!(looked.status, StatusCode::OK);
    assert!(
        looked.body.contains("Siden finnes ikke på nettstedet") && !looked.body.contains("/look"),
        "{}",
        looked.body
    );
    assert!(
        looked
            .body
            .contains(&format!("data-select=\"11 {}\"", 11 + site.len() - 1)),
        "at its words: {}",
        looked.body
    );
    assert_eq!(looked.body.matches("Siden finnes ikke").count(), 1);

    // Without scripts the page says what is known, and the button asks.
    let other = format!("Les {site}/ukjent");
    let fields = [("text", other.as_str()), ("version", "1"), ("do", "save")];
    desk.post("author", &path, &fields).await;
    let page = desk.get("author", &path).await.body;
    assert!(
        page.contains("Ingen har sett etter om siden finnes på nettstedet."),
        "{page}"
    );
    let fields = [("text", other.as_str()), ("version", "2"), ("do", "check")];
    let checked = desk.post("author", &path, &fields).await;
    assert!(
        checked.body.contains("Siden finnes ikke på nettstedet"),
        "{}",
        checked.body
    );
    let page = desk.get("author", &path).await.body;
    assert!(
        page.contains("Siden finnes ikke på nettstedet"),
        "it is remembered: {page}"
    );
}

#[tokio::test]
async fn a_link_that_was_published_leads_to_its_post() {
    let desk = Desk::new().await;
    let (before, _) = desk.published("Svømmehallen åpner").await;
    let path = desk.draft().await;
    let fields = [("text", "Åpent igjen"), ("link", LINK), ("version", "1")];
    let part = desk.part("author", &format!("{path}/check"), &fields).await.body;
    assert!(
        part.contains("Publisert før") && part.contains(&format!("href=\"{before}\">Svømmehallen åpner</a>")),
        "{part}"
    );
}
