//! Requests for access in the browser: asked for by a stranger, reviewed, confirmed by another, handed out.

use crate::desk::{Desk, between};
use axum::http::StatusCode;

async fn ask(desk: &Desk, text: &str, contact: &str) -> crate::house::Answer {
    let path = "/public/batsfjord/access-request";
    let page = desk.house.get(path, &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    let cookie = page.cookie("rettesnor-form");
    let token = between(&page.body, "name=\"csrf\" value=\"", "\"").to_owned();
    let fields = [
        ("csrf", token.as_str()),
        ("text", text),
        ("contact", contact),
        ("asker", ""),
    ];
    let form = serde_html_form::to_string(fields).unwrap();
    desk.house.post(path, &form, &[("cookie", &cookie)]).await
}

#[tokio::test]
async fn what_a_stranger_asks_for_is_reviewed_and_handed_out() {
    let desk = Desk::new().await;
    let (_, address) = desk.published("Svømmehallen åpner igjen").await;
    desk.commented(&address, "Ring Grete Hansen på 78985300 om svømmehallen")
        .await;

    let empty = ask(&desk, " ", "grete@example.no").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("grete@example.no") && empty.body.contains("href=\"#f-text\""));
    let asked = ask(&desk, "Alt om <b>svømmehallen</b>", "grete@example.no").await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    assert_eq!(
        ask(&desk, "Mer", "a@example.no").await.status,
        StatusCode::SEE_OTHER
    );

    let list = desk.get("archivist", "/requests").await.body;
    assert!(
        list.contains("&lt;b&gt;svømmehallen") && !list.contains("<b>sv"),
        "{list}"
    );
    let to = format!("/requests/01{}", between(&list, "href=\"/requests/01", "\""));
    let found = desk
        .get("archivist", &format!("{to}/choose?q=sv%C3%B8mmehallen"))
        .await
        .body;
    assert!(found.contains("<mark>Svømmehallen</mark>"), "{found}");
    let chosen = desk
        .post(
            "archivist",
            &format!("{to}/choose"),
            &[("q", "svømmehallen"), ("all", "yes")],
        )
        .await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    let page = desk.get("archivist", &to).await.body;
    assert_eq!(page.matches("/requests/things/").count(), 2, "{page}");

    for part in page.split("/requests/things/").skip(1) {
        let thing = format!("/requests/things/{}", part.split('"').next().unwrap());
        let shown = desk.get("archivist", &thing).await.body;
        if shown.contains("78985300") {
            assert!(shown.contains("checked"), "what looks like a number is ticked");
            let number = shown.split("78985300").next().unwrap();
            let place = between(&number[number.rfind("<label").unwrap()..], "value=\"", "\"").to_owned();
            let fields = [("w", place.as_str()), ("ground", "no-personal")];
            desk.post("archivist", &format!("{thing}/mark"), &fields).await;
            let marked = desk.get("archivist", &thing).await.body;
            assert!(
                marked.contains("<del class=\"withheld\">78985300</del>"),
                "{marked}"
            );
        }
        let fields = [
            ("verdict", "give"),
            ("ground", ""),
            ("author_ground", "no-personal"),
        ];
        let done = desk.post("archivist", &format!("{thing}/decide"), &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
    }
    desk.post(
        "archivist",
        &format!("{to}/answer"),
        &[("answer", "Her er det du ba om.")],
    )
    .await;
    desk.post("archivist", &format!("{to}/go"), &[("step", "ready")])
        .await;
    let own = desk.get("archivist", &to).await.body;
    assert!(
        !own.contains("value=\"confirm\""),
        "who reviewed does not confirm"
    );
    desk.post("editor", &format!("{to}/go"), &[("step", "confirm")])
        .await;
    let zip = desk.get("archivist", &format!("{to}/package.zip")).await;
    assert_eq!(
        (zip.status, zip.header("content-type")),
        (StatusCode::OK, "application/zip")
    );
    assert!(zip.header("content-disposition").contains("batsfjord-1.zip"));
    desk.post("archivist", &format!("{to}/go"), &[("step", "sent")])
        .await;
    desk.post("archivist", &format!("{to}/go"), &[("step", "close")])
        .await;
    let closed = desk.get("archivist", "/requests?state=closed").await.body;
    assert!(closed.contains(&to), "{closed}");
    assert_eq!(desk.get("author", &to).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_search_is_narrowed_and_kept() {
    let desk = Desk::new().await;
    let (_, address) = desk.published("Svømmehallen åpner igjen").await;
    desk.commented(&address, "Når åpnet svømmehallen?").await;
    let all = desk.get("archivist", "/archive?q=sv%C3%B8mmehall").await.body;
    assert_eq!(all.matches("<mark>").count(), 2, "{all}");
    assert!(
        all.contains("class=\"facets\"") && all.contains("kind=item"),
        "{all}"
    );
    let items = desk
        .get("archivist", "/archive?q=sv%C3%B8mmehall&kind=item")
        .await
        .body;
    assert_eq!(items.matches("<mark>").count(), 1);
    let typed = desk
        .get("archivist", "/archive?q=sv%C3%B8mmehall+slag%3Akommentar")
        .await
        .body;
    assert_eq!(typed.matches("<mark>").count(), 1);
    let wrong = desk.get("archivist", "/archive?q=hall&from=snart").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("href=\"#f-from\""));
    let fields = [("name", "Haller"), ("query", "q=sv%C3%B8mmehall&kind=item")];
    desk.post("archivist", "/archive/searches", &fields).await;
    let kept = desk.get("archivist", "/archive").await.body;
    assert!(kept.contains(">Haller</a>"), "{kept}");
    assert!(!desk.get("editor", "/archive").await.body.contains(">Haller</a>"));
}
