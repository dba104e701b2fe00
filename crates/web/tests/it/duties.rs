//! What is to be done, as those see it whom it falls to.

use crate::house::{CSRF, House};
use axum::http::StatusCode;
use model::person::{Permission, Role};
use store::DutyFilter;

/// Båtsfjord on the first day of its guideline, with a new channel.
async fn house() -> House {
    let house = House::new().await;
    for role in [
        Role::Editor,
        Role::Leader,
        Role::It,
        Role::Author,
        Role::Archivist,
    ] {
        house.sign_in(role.as_str(), &[role], true).await;
    }
    let editor = house.flow().store().read().await.unwrap();
    let editor = editor
        .person_by_email("editor@batsfjord.example.no")
        .await
        .unwrap()
        .unwrap();
    let form = format!(
        "network=practice&name=B%C3%A5tsfjord+kommune&purpose=Nyheter&audience=Innbyggere&unit=Servicetorget\
         &responsible={0}&administrators={0}&answer.channel.answers.why_here=Innbyggerne+er+der",
        editor.id
    );
    let applied = post(&house, "editor", "/channels/new", &form).await;
    assert_eq!(applied.status, StatusCode::SEE_OTHER, "{}", applied.body);
    flow::jobs::run_due(house.flow(), "test").await.unwrap();
    house
}

async fn get(house: &House, who: &str, path: &str) -> crate::house::Answer {
    house
        .get(
            path,
            &[("cookie", &format!("rettesnor={who}; rettesnor-locale=nb"))],
        )
        .await
}

async fn post(house: &House, who: &str, path: &str, form: &str) -> crate::house::Answer {
    let form = format!("csrf={CSRF}&{form}");
    house
        .post(path, &form, &[("cookie", &format!("rettesnor={who}"))])
        .await
}

/// The address of the open duty of a clause.
async fn duty(house: &House, clause: &str) -> String {
    let read = house.flow().store().read().await.unwrap();
    let filter = DutyFilter {
        clause: Some(clause.to_owned()),
        ..DutyFilter::default()
    };
    let municipality = house.municipality().await.id;
    let mut found = read.duties(&municipality, &filter, None, 10).await.unwrap();
    format!("/duties/{}", found.items.remove(0).id)
}

#[tokio::test]
async fn it_sees_what_it_is_told_and_says_so() {
    let house = house().await;
    let list = get(&house, "it", "/duties").await;
    assert_eq!(list.status, StatusCode::OK);
    for part in [
        "IT får beskjed",
        "Til orientering",
        "Gjelder Båtsfjord kommune",
        "4.3",
    ] {
        assert!(list.body.contains(part), "{part}\n{}", list.body);
    }
    let address = duty(&house, "batsfjord/4.3-6").await;
    let page = get(&house, "it", &address).await;
    assert!(page.body.contains("Jeg har sett det") && page.body.contains("/guideline#batsfjord/4.3-6"));
    // The start page and the navigation tell of it.
    assert!(get(&house, "it", "/").await.body.contains("href=\"/duties\""));
    let seen = post(&house, "it", &address, "do=see").await;
    assert_eq!(
        (seen.status, seen.header("location")),
        (StatusCode::SEE_OTHER, "/duties")
    );
    assert!(!get(&house, "it", "/duties").await.body.contains("IT får beskjed"));
    let past = get(&house, "it", &address).await;
    assert!(past.body.contains("Gjort") && !past.body.contains("Jeg har sett det"));
}

#[tokio::test]
async fn what_is_typed_stays_until_the_proof_is_right() {
    let house = house().await;
    let address = duty(&house, "no-base/consents-yearly").await;
    let empty = post(
        &house,
        "editor",
        &address,
        "do=complete&version=1&note=+&link=nettsiden",
    )
    .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["href=\"#f-note\"", "href=\"#f-link\"", "value=\"nettsiden\""] {
        assert!(empty.body.contains(part), "{part}\n{}", empty.body);
    }
    let short = post(&house, "editor", &address, "do=skip&reason=Nei").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        short.body.contains("f-reason-error") && short.body.contains("<details class=\"panel fold\" open>")
    );
    let stale = post(&house, "editor", &address, "do=complete&version=7&note=Sett+over").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("Sett over"));
    assert_eq!(
        post(&house, "editor", &address, "do=knit").await.status,
        StatusCode::BAD_REQUEST
    );
    let done = post(
        &house,
        "editor",
        &address,
        "do=complete&version=1&note=Sett+over+alle",
    )
    .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let shown = get(&house, "leader", &address).await;
    assert!(shown.body.contains("Sett over alle"));
    let past = get(&house, "leader", "/duties/all?show=past").await;
    assert!(past.body.contains(&address), "{}", past.body);
}

#[tokio::test]
async fn others_duties_are_for_those_who_look_after_them() {
    let house = house().await;
    let address = duty(&house, "no-base/consents-yearly").await;
    assert_eq!(
        get(&house, "archivist", &address).await.status,
        StatusCode::FORBIDDEN
    );
    let done = post(&house, "archivist", &address, "do=complete&version=1&note=Gjort").await;
    assert_eq!(done.status, StatusCode::FORBIDDEN);
    assert!(
        !get(&house, "archivist", "/duties")
            .await
            .body
            .contains("/duties/all")
    );
    let leader = get(&house, "leader", &address).await;
    assert!(leader.status == StatusCode::OK && !leader.body.contains("value=\"complete\""));
    for page in [
        "/duties/all",
        "/duties/all?show=overdue",
        "/duties/all?clause=no-base/consents-yearly",
        "/duties/year",
    ] {
        let shown = get(&house, "leader", page).await;
        assert_eq!(shown.status, StatusCode::OK, "{page}");
    }
    let by_clause = get(&house, "leader", "/duties/all?clause=no-base/consents-yearly").await;
    assert!(by_clause.body.contains(&address));
    // Somebody with every role in another municipality.
    let other = house.other_municipality().await;
    let stranger = house.person(&other, "stranger", Role::ALL).await;
    assert!(stranger.may(Permission::SeeDuties));
    house.session(&stranger, "s", true).await;
    assert_eq!(get(&house, "s", &address).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        post(&house, "s", &address, "do=see").await.status,
        StatusCode::NOT_FOUND
    );
    assert!(!get(&house, "s", "/duties/all").await.body.contains(&address));
}

#[tokio::test]
async fn the_guideline_is_acknowledged_by_one_button() {
    let house = house().await;
    let page = get(&house, "author", "/me/guideline").await;
    assert!(
        page.body.contains("Jeg har lest dette og følger det"),
        "{}",
        page.body
    );
    let digest = page.body.split("name=\"digest\" value=\"").nth(1).unwrap();
    let digest = digest.split('"').next().unwrap().to_owned();
    let wrong = post(&house, "author", "/me/guideline", "digest=00").await;
    assert_eq!(wrong.header("location"), "/me/guideline");
    assert!(
        get(&house, "author", "/me/guideline")
            .await
            .body
            .contains("Jeg har lest dette")
    );
    let mine = get(&house, "author", "/duties").await;
    assert!(mine.body.contains("Les og bekreft"), "{}", mine.body);
    let said = post(&house, "author", "/me/guideline", &format!("digest={digest}")).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER);
    let page = get(&house, "author", "/me/guideline").await;
    assert!(page.body.contains("Du bekreftet denne versjonen") && !page.body.contains("name=\"digest\""));
    assert!(
        !get(&house, "author", "/duties")
            .await
            .body
            .contains("Les og bekreft")
    );
}
