//! What networks have against what we hold, snapshots, and what everybody may see, through their pages.

use crate::desk::{Desk, between};
use axum::http::StatusCode;
use flow::practice::StoreBoard;
use model::Millis;
use model::person::Role;

#[tokio::test]
async fn a_channel_says_whether_all_is_there_and_settles_what_is_not() {
    let desk = Desk::new().await;
    desk.published("Svømmehallen åpner igjen").await;
    let path = format!("/channels/{}", desk.channel);
    let channel = desk.get("author", &path).await.body;
    let page = format!("{path}/reconciliation");
    assert!(channel.contains(&page), "{channel}");
    let never = desk.get("author", &page).await.body;
    assert!(never.contains("Nettverket er ikke spurt ennå") && !never.contains("Spør nettverket nå"));
    assert_eq!(
        desk.post("author", &page, &[]).await.status,
        StatusCode::FORBIDDEN
    );
    let asked = desk.post("editor", &page, &[]).await;
    assert_eq!(asked.header("location"), page);
    desk.minute().await;
    let whole = desk.get("editor", &page).await.body;
    assert!(
        whole.contains("Fullstendig") && whole.contains("1 egne innlegg og svar"),
        "{whole}"
    );

    // Somebody puts something up without us.
    let account = desk.house.municipality().await.id;
    let account = format!("{account}/{}", desk.channel);
    let out = networks::Outgoing {
        text: "Lagt ut av en annen".into(),
        at: Millis(0),
        ..networks::Outgoing::default()
    };
    let flow = desk.house.flow();
    let board = StoreBoard::new(
        flow.store().clone(),
        flow.blobs().clone(),
        desk.house.clock.source(),
        "http://here.test",
    );
    networks::practice::Board::put_post(&board, &account, "elsewhere", &out)
        .await
        .unwrap();
    desk.post("editor", &page, &[]).await;
    desk.minute().await;
    let torn = desk.get("editor", &page).await.body;
    assert!(torn.contains("Et innlegg på kontoen er ikke laget her"), "{torn}");
    let form = between(&torn, &format!("action=\"{page}/"), "\"").to_owned();
    let settled = desk.post("editor", &format!("{page}/{form}"), &[]).await;
    assert_eq!(settled.header("location"), page);
    let after = desk.get("editor", &page).await.body;
    assert!(after.contains("Én forskjell til er tatt hånd om"), "{after}");
    let record = desk
        .get("archivist", &format!("/archive/of/channel/{}", desk.channel))
        .await;
    let record = desk.get("archivist", record.header("location")).await.body;
    assert!(record.contains("Lagt ut av en annen"), "{record}");
}

#[tokio::test]
async fn without_a_browser_the_page_of_snapshots_says_so() {
    let desk = Desk::new().await;
    let page = format!("/channels/{}/snapshots", desk.channel);
    let none = desk.post("editor", &page, &[]).await;
    let told = none.cookie("rettesnor-flash");
    let told = desk
        .house
        .get(&page, &[("cookie", &format!("rettesnor=editor; {told}"))])
        .await
        .body;
    assert!(told.contains("Kanalen har ingen offentlig adresse"), "{told}");
    let whose = desk.house.municipality().await.id;
    let tx = desk.house.flow().store().begin().await.unwrap();
    let mut channel = tx.channel(&whose, &desk.channel).await.unwrap();
    channel.url = "https://example.org/kommune".into();
    tx.update_channel(&mut channel).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        desk.post("author", &page, &[]).await.status,
        StatusCode::FORBIDDEN
    );
    let taken = desk.post("editor", &page, &[]).await;
    assert_eq!(taken.header("location"), page);
    desk.minute().await;
    let shown = desk.get("editor", &page).await.body;
    assert!(
        shown.contains("Rettesnor har ingen nettleser å ta bilder med"),
        "{shown}"
    );
    let none = format!("{page}/01ARZ3NDEKTSV4RRFFQ69G5FAV/picture");
    assert_eq!(desk.get("editor", &none).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn everybody_sees_what_was_decided_and_nothing_else() {
    let desk = Desk::new().await;
    desk.house.sign_in("admin", &[Role::Administrator], true).await;
    let (path, address) = desk.published("Svømmehallen <b>åpner</b> igjen").await;
    desk.commented(&address, "Hemmelig kommentar").await;
    desk.draft().await;
    let everybody = async |path: &str| desk.house.get(path, &[]).await;
    let archive = "/public/batsfjord/archive";
    let post = format!("{archive}/{}", path.rsplit('/').next().unwrap());
    for off in [archive, post.as_str()] {
        assert_eq!(everybody(off).await.status, StatusCode::NOT_FOUND);
    }
    let refused = desk
        .post("editor", "/settings/public-archive", &[("on", "yes")])
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let decided = desk
        .post("admin", "/settings/public-archive", &[("on", "yes")])
        .await;
    assert_eq!(decided.header("location"), "/settings/public-archive");
    // Long enough for the next checkpoint.
    for _ in 0..15 {
        desk.minute().await;
    }
    let listed = everybody(archive).await;
    assert_eq!(
        (listed.status, listed.header("cache-control")),
        (StatusCode::OK, "private, max-age=60")
    );
    assert!(
        listed.body.contains("Svømmehallen &lt;b&gt;åpner"),
        "{}",
        listed.body
    );
    let channels = everybody("/public/batsfjord/channels").await.body;
    assert!(
        channels.contains(&format!("href=\"{archive}\"")),
        "the way there is shown"
    );
    let found = everybody(&format!("{archive}?q=sv%C3%B8mmehall")).await.body;
    assert!(found.contains(&post), "{found}");
    let none = everybody(&format!("{archive}?q=hemmelig")).await.body;
    assert!(none.contains("Ingen innlegg har disse ordene") && !none.contains(&post));
    let shown = everybody(&post).await.body;
    for inside in [
        "Hemmelig",
        "Grete",
        "Kari Nordmann",
        "/posts/",
        "/archive/records",
    ] {
        assert!(
            !shown.contains(inside) && !listed.body.contains(inside),
            "{inside}\n{shown}"
        );
    }
    let proof = between(&shown, &format!("href=\"{archive}/proof/"), "/content.json").to_owned();
    for (file, begins) in [
        ("content.json", "{"),
        ("commitment.json", "{"),
        ("leaf.txt", "rettesnor/leaf/v1\n"),
        ("proof.txt", "c2sp.org/tlog-proof@v1\nindex "),
    ] {
        let answer = everybody(&format!("{archive}/proof/{proof}/{file}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{file}: {}", answer.body);
        assert!(answer.body.starts_with(begins), "{file}: {}", answer.body);
    }
    for none in [
        format!("{archive}/proof/{proof}/key"),
        format!("{archive}/proof/01ARZ3NDEKTSV4RRFFQ69G5FAV/leaf.txt"),
        format!("{post}/pictures/{}", "ab".repeat(32)),
        format!("{archive}/01ARZ3NDEKTSV4RRFFQ69G5FAV"),
        "/public/nowhere/archive".to_owned(),
    ] {
        assert_eq!(everybody(&none).await.status, StatusCode::NOT_FOUND, "{none}");
    }
    // Turned off, it is gone at once.
    desk.post("admin", "/settings/public-archive", &[]).await;
    for off in [
        archive.to_owned(),
        post,
        format!("{archive}/proof/{proof}/content.json"),
    ] {
        assert_eq!(everybody(&off).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_a_locked_rule_reads_cannot_be_switched_off() {
    let desk = Desk::new().await;
    let page = desk.get("editor", "/settings/words").await.body;
    assert!(page.contains("<input type=\"hidden\" name=\"on\" value=\"TXT001\">"));
    assert!(page.contains("href=\"/guideline/no-base/national-identity-number\""));
    assert!(!page.contains("id=\"f-on-TXT001\" name"), "no box to clear");
    assert!(page.contains("id=\"f-on-TXT004\" name=\"on\""));
    let version = page.split("name=\"version\" value=\"").nth(1).unwrap();
    let version = version.split('"').next().unwrap();
    // A form that leaves everything out, as nobody's browser sends it.
    let forged = desk
        .post("editor", "/settings/words", &[("version", version)])
        .await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = forged.body;
    assert!(told.contains("href=\"#f-on-TXT001\"") && told.contains("«TXT001» kan ikke slås av"));
    assert!(!told.contains("href=\"#f-on-TXT004\""));
    let on = [
        ("version", version),
        ("on", "TXT001"),
        ("on", "TXT002"),
        ("on", "MED020"),
    ];
    let saved = desk.post("editor", "/settings/words", &on).await;
    assert_eq!(saved.header("location"), "/settings/words");
}
