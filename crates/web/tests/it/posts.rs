//! Writing, checking, submitting and publishing, as the browser sends it.

use crate::desk::{Desk, LINK, between};
use axum::http::StatusCode;

/// 40 × 40 pixels in one colour.
const PNG: &str = "89504e470d0a1a0a0000000d4948445200000028000000280802000000039c2f3a0000002f4944415478daedcd310d00000803b0dd284622b23041c2d3a47f533d2f22168bc562b1582c168bc562b1582c16df59f7c00ef9eccafd930000000049454e44ae426082";

#[tokio::test]
async fn findings_stand_beside_the_text_while_one_types() {
    let desk = Desk::new().await;
    let path = desk.draft().await;
    let text = "Ring rådmannen på 987 65 432 <b>nå</b>";
    let part = desk
        .part(
            "author",
            &format!("{path}/check"),
            &[("text", text), ("version", "1")],
        )
        .await;
    assert_eq!(part.status, StatusCode::OK);
    assert!(
        !part.body.contains("<html") && !part.body.contains("<b>nå"),
        "{}",
        part.body
    );
    assert!(
        part.body.contains("Telefonnummer") && part.body.contains("987 65 432"),
        "{}",
        part.body
    );
    assert!(
        part.body
            .contains("id=\"outcome\" role=\"status\" hx-swap-oob=\"true\""),
        "{}",
        part.body
    );
    assert!(part.body.contains("Kommunens nettsted først"), "{}", part.body);
    // Nothing is stored by it.
    assert_eq!(desk.stored(&path).await.text, "");

    // Without scripts the button does the same, and the text stays in the form.
    let page = desk
        .post(
            "author",
            &path,
            &[("text", text), ("version", "1"), ("do", "check")],
        )
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("Ring rådmannen på 987 65 432 &lt;b&gt;nå") && page.body.contains("Telefonnummer")
    );
    assert_eq!(desk.stored(&path).await.text, "");
}

#[tokio::test]
async fn a_stale_form_shows_both_texts_and_loses_none() {
    let desk = Desk::new().await;
    let path = desk.draft().await;
    let first = desk
        .post(
            "editor",
            &path,
            &[("text", "Redaktørens tekst"), ("version", "1"), ("do", "save")],
        )
        .await;
    assert_eq!(first.header("location"), path);
    let second = desk
        .post(
            "author",
            &path,
            &[("text", "Skribentens tekst"), ("version", "1"), ("do", "save")],
        )
        .await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(
        second.body.contains("Redaktørens tekst") && second.body.contains("Skribentens tekst</textarea>")
    );
    assert_eq!(desk.stored(&path).await.text, "Redaktørens tekst");

    // Whoever saves again after seeing both, means it.
    let version = between(&second.body, "name=\"version\" value=\"", "\"").to_owned();
    let third = desk
        .post(
            "author",
            &path,
            &[("text", "Felles tekst"), ("version", &version), ("do", "save")],
        )
        .await;
    assert_eq!(third.header("location"), path);
    assert_eq!(desk.stored(&path).await.text, "Felles tekst");
}

#[tokio::test]
async fn pictures_come_with_the_text_and_their_questions() {
    let desk = Desk::new().await;
    let path = desk.draft().await;
    let fields = [("text", "Ny benk i parken"), ("version", "1"), ("do", "upload")];
    let other = desk.upload("author", &path, &fields, b"this is no picture").await;
    assert!(
        other.body.contains("Denne typen fil kan ikke brukes")
            && other.body.contains("Ny benk i parken</textarea>")
    );
    let png = hex::decode(PNG).unwrap();
    let version = between(&other.body, "name=\"version\" value=\"", "\"").to_owned();
    let fields = [
        ("text", "Ny benk i parken"),
        ("version", version.as_str()),
        ("do", "upload"),
    ];
    let broken = desk.upload("author", &path, &fields, &png[..60]).await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        broken.body.contains("ikke et bilde vi kan lese")
            && broken.body.contains("Ny benk i parken</textarea>")
    );

    let version = between(&broken.body, "name=\"version\" value=\"", "\"").to_owned();
    let fields = [
        ("text", "Ny benk i parken"),
        ("version", version.as_str()),
        ("do", "upload"),
    ];
    let taken = desk.upload("author", &path, &fields, &png).await;
    assert_eq!(taken.header("location"), path, "{}", taken.body);
    let page = desk.get("author", &path).await.body;
    let media = between(&page, "src=\"/media/", "\"").to_owned();
    let bytes = desk.get("author", &format!("/media/{media}")).await;
    assert_eq!(
        (bytes.status, bytes.header("content-type")),
        (StatusCode::OK, "image/jpeg")
    );
    assert_eq!(
        desk.house.get(&format!("/media/{media}"), &[]).await.status,
        StatusCode::SEE_OTHER
    );

    // A person in the picture raises the guideline's question, at the picture, while one fills in the form.
    let (alt, basis) = (format!("picture.{media}.alt"), format!("picture.{media}.basis"));
    let version = between(&page, "name=\"version\" value=\"", "\"").to_owned();
    let fields = [
        ("text", "Ny benk"),
        ("version", version.as_str()),
        (alt.as_str(), "En benk"),
        (basis.as_str(), "consent"),
        ("asked", ""),
    ];
    let part = desk.part("author", &format!("{path}/check"), &fields).await.body;
    assert!(part.contains(&format!("id=\"questions-{media}\"")), "{part}");
    assert!(
        part.contains(&format!("name=\"answer.post.media[{media}].written_consent\"")),
        "{part}"
    );

    let fields = [
        ("text", "Ny benk"),
        ("version", version.as_str()),
        ("do", &format!("remove-{media}")),
    ];
    let removed = desk.post("author", &path, &fields).await;
    assert_eq!(removed.header("location"), path, "{}", removed.body);
    assert!(!desk.get("author", &path).await.body.contains("src=\"/media/"));
}

#[tokio::test]
async fn the_guideline_stops_a_submission_and_the_draft_stays() {
    let desk = Desk::new().await;
    let path = desk.draft().await;
    let channel = desk.channel.to_string();
    let fields = [
        ("text", "Svømmehallen åpner"),
        ("channels", channel.as_str()),
        ("version", "1"),
        ("do", "submit"),
    ];
    let stopped = desk.post("author", &path, &fields).await;
    assert_eq!(stopped.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        stopped.body.contains("Retningslinjene stanser dette")
            && stopped.body.contains("Svømmehallen åpner</textarea>")
    );
    assert!(
        stopped.body.contains("Kommunens nettsted først")
            && stopped.body.contains("lenk dit eller bekreft det")
    );
    let field = "f-answer.post.first_on_website";
    assert!(
        stopped.body.contains(&format!("href=\"#{field}\""))
            && stopped.body.contains(&format!("{field}-error")),
        "the field that wants an answer says so"
    );
    let empty = desk
        .post("author", &path, &[("version", "1"), ("do", "submit")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("href=\"#f-text\"") && empty.body.contains("href=\"#f-channels\""));

    let fields = [
        ("text", "Svømmehallen åpner"),
        ("link", LINK),
        ("channels", channel.as_str()),
        ("version", "1"),
        ("do", "submit"),
    ];
    let sent = desk.post("author", &path, &fields).await;
    assert_eq!(sent.header("location"), path, "{}", sent.body);
    let page = desk.get("author", &path).await.body;
    assert!(
        page.contains("Til godkjenning") && page.contains("Versjon 1") && !page.contains("<textarea"),
        "{page}"
    );
    let list = desk.get("author", "/posts?state=submitted").await.body;
    assert!(
        list.contains("Svømmehallen åpner") && list.contains("Venter på godkjenning av"),
        "{list}"
    );

    let back = desk.post("author", &format!("{path}/reopen"), &[]).await;
    assert_eq!(back.header("location"), path);
    assert!(
        desk.get("author", &path)
            .await
            .body
            .contains("Svømmehallen åpner</textarea>")
    );
}

#[tokio::test]
async fn an_approved_post_is_scheduled_or_published() {
    let desk = Desk::new().await;
    let path = desk.approved("Brannvernuka begynner mandag").await;
    let publish = format!("{path}/publish");
    assert_eq!(
        desk.post("author", &publish, &[("when", "now")]).await.status,
        StatusCode::FORBIDDEN
    );
    let odd = desk
        .post(
            "editor",
            &publish,
            &[("when", "later"), ("date", "i morgen"), ("time", "09:00")],
        )
        .await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(odd.body.contains("Skriv en dato og et klokkeslett") && odd.body.contains("value=\"i morgen\""));
    let past = desk
        .post(
            "editor",
            &publish,
            &[("when", "later"), ("date", "2020-01-01"), ("time", "09:00")],
        )
        .await;
    assert!(past.body.contains("Tidspunktet er passert"));
    let later = desk
        .post(
            "editor",
            &publish,
            &[("when", "later"), ("date", "2026-11-23"), ("time", "09:00")],
        )
        .await;
    assert_eq!(later.header("location"), path);
    let page = desk.get("editor", &path).await.body;
    assert!(
        page.contains("Planlagt") && page.contains("23. november 2026 kl. 09.00"),
        "{page}"
    );

    let cancel = format!("/posts/{}", between(&page, "action=\"/posts/", "cancel\"")) + "cancel";
    assert_eq!(desk.post("editor", &cancel, &[]).await.header("location"), path);
    assert!(desk.get("editor", &path).await.body.contains("Avlyst"));

    let (path, address) = desk.published("Brøyting i natt").await;
    assert!(desk.get("editor", &path).await.body.contains("Publisert"));
    assert!(
        desk.house
            .get(&address, &[])
            .await
            .body
            .contains("Brøyting i natt")
    );
}
