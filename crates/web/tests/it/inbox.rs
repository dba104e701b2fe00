//! Comments from the practice network: answered, hidden, restored, and found again in the archive.

use crate::desk::{Desk, between};
use axum::http::StatusCode;

#[tokio::test]
async fn a_comment_is_answered_in_the_municipalitys_name() {
    let desk = Desk::new().await;
    let (_, address) = desk.published("Svømmehallen åpner igjen").await;
    let item = desk.commented(&address, "Når åpner dere? <script>").await;
    let page = desk.get("editor", &item).await.body;
    assert!(
        page.contains("Når åpner dere? &lt;script&gt;") && page.contains("Svømmehallen åpner igjen"),
        "{page}"
    );
    assert!(
        page.contains("Svarfrist") && page.contains("november 2026"),
        "{page}"
    );

    assert_eq!(
        desk.post("editor", &format!("{item}/claim"), &[])
            .await
            .header("location"),
        item
    );
    let other = desk.post("author", &format!("{item}/claim"), &[]).await;
    assert_eq!(other.header("location"), item);
    let mine = desk.get("editor", "/inbox?state=mine").await.body;
    assert!(mine.contains("Når åpner dere?"));
    assert!(
        !desk
            .get("author", "/inbox?state=mine")
            .await
            .body
            .contains("Når åpner dere?")
    );

    let check = format!("{item}/answer/check");
    let part = desk.part("editor", &check, &[("text", "Ring 987 65 432")]).await;
    assert!(
        part.body.contains("Telefonnummer")
            && part.body.contains("av 500 tegn")
            && !part.body.contains("<html"),
        "{}",
        part.body
    );
    let none = desk
        .post(
            "editor",
            &format!("{item}/answer"),
            &[("text", " "), ("do", "send")],
        )
        .await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("href=\"#f-text\""));
    let sent = desk
        .post(
            "editor",
            &format!("{item}/answer"),
            &[("text", "Klokka 11 på søndag."), ("do", "send")],
        )
        .await;
    assert_eq!(sent.header("location"), item, "{}", sent.body);
    desk.minute().await;
    assert!(
        desk.house
            .get(&address, &[])
            .await
            .body
            .contains("Klokka 11 på søndag.")
    );
    assert!(desk.get("editor", &item).await.body.contains("Besvart"));
}

#[tokio::test]
async fn a_comment_is_hidden_with_ground_and_reason_and_restored() {
    let desk = Desk::new().await;
    let (_, address) = desk.published("Svømmehallen åpner igjen").await;
    let item = desk
        .commented(&address, "Dere er noen idioter hele gjengen")
        .await;
    let page = desk.get("author", &item).await.body;
    let ground = between(&page, "name=\"ground\" value=\"", "\"").to_owned();
    assert!(page.contains("tatt ut av tråden for alle"), "{page}");
    assert!(
        !desk
            .get("archivist", &item)
            .await
            .body
            .contains("name=\"ground\"")
    );

    let hide = format!("{item}/hide");
    let short = desk
        .post("author", &hide, &[("ground", &ground), ("reason", "Stygt")])
        .await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        short.body.contains("minst 20 tegn") && short.body.contains("Stygt</textarea>"),
        "{}",
        short.body
    );
    let none = desk
        .post(
            "author",
            &hide,
            &[("reason", "Kommentaren er ren sjikane av ansatte.")],
        )
        .await;
    assert!(none.body.contains("href=\"#f-ground\""));
    let reason = "Kommentaren er ren sjikane av ansatte.";
    let done = desk
        .post("author", &hide, &[("ground", &ground), ("reason", reason)])
        .await;
    assert_eq!(done.header("location"), item, "{}", done.body);
    desk.minute().await;
    let public = desk.house.get(&address, &[]).await.body;
    assert!(
        !public.contains("idioter") && public.contains("Én kommentar er skjult av kommunen"),
        "{public}"
    );
    let page = desk.get("author", &item).await.body;
    assert!(
        page.contains("Utført") && page.contains("Lest på nytt hos nettverket") && page.contains(reason),
        "{page}"
    );

    let restore = format!("{item}/restore");
    let none = desk.post("author", &restore, &[("restore_reason", "")]).await;
    assert!(none.body.contains("href=\"#f-restore_reason\""), "{}", none.body);
    let done = desk
        .post("author", &restore, &[("restore_reason", "Feil kommentar.")])
        .await;
    assert_eq!(done.header("location"), item);
    desk.minute().await;
    assert!(desk.house.get(&address, &[]).await.body.contains("idioter"));
}

#[tokio::test]
async fn the_list_narrows_and_closes() {
    let desk = Desk::new().await;
    let (_, address) = desk.published("Svømmehallen åpner igjen").await;
    let item = desk.commented(&address, "Endelig!").await;
    assert!(
        desk.get("editor", "/inbox?q=endelig")
            .await
            .body
            .contains("Endelig!")
    );
    assert!(
        desk.get("editor", "/inbox?q=fotball")
            .await
            .body
            .contains("Ingenting passer med filtrene")
    );
    assert!(
        !desk
            .get("editor", "/inbox?overdue=yes")
            .await
            .body
            .contains("Endelig!")
    );
    let none = desk
        .post("editor", &format!("{item}/close"), &[("close_reason", " ")])
        .await;
    assert!(none.body.contains("href=\"#f-close_reason\""), "{}", none.body);
    let done = desk
        .post(
            "editor",
            &format!("{item}/close"),
            &[("close_reason", "Trenger ikke svar")],
        )
        .await;
    assert_eq!(done.header("location"), item);
    assert!(
        desk.get("editor", "/inbox")
            .await
            .body
            .contains("Ingenting venter")
    );
    assert!(
        desk.get("editor", "/inbox?state=closed")
            .await
            .body
            .contains("Endelig!")
    );
}
