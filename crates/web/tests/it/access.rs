//! Every kind of access against every kind of visitor.

use crate::house::{House, Memory};
use axum::http::StatusCode;
use model::person::{Permission, Role};
use web::access::{Access, Route};
use web::{Settings, Signed};

async fn open() -> &'static str {
    "open"
}
async fn needs_signed(_: Signed) -> &'static str {
    "signed"
}

fn table() -> Vec<Route> {
    vec![
        Route::get("/public", Access::Public, open),
        Route::get("/anonymous", Access::Anonymous, open),
        Route::get("/signed", Access::SignedIn, needs_signed),
        Route::get("/jobs", Access::May(Permission::SeeJobs), needs_signed),
        Route::get("/wrong", Access::Public, needs_signed),
        Route::get("/bare", Access::Bare, open),
    ]
}

async fn statuses(cookie: &str, memory: Memory) -> Vec<u16> {
    let house = House::with(memory, Settings::default(), table);
    let mut seen = Vec::new();
    for route in table() {
        seen.push(house.get(route.path, &[("cookie", cookie)]).await.status.as_u16());
    }
    seen
}

#[tokio::test]
async fn a_visitor_sees_public_and_sign_in_pages_only() {
    assert_eq!(
        statuses("", Memory::set_up()).await,
        [200, 200, 303, 303, 401, 200]
    );
}

#[tokio::test]
async fn a_session_without_the_second_factor_opens_nothing() {
    let memory = Memory::set_up();
    memory.sign_in("half", &[Role::It], false);
    assert_eq!(
        statuses("rettesnor=half", memory).await,
        [200, 200, 303, 303, 401, 200]
    );
}

#[tokio::test]
async fn an_unknown_token_is_a_visitor() {
    let memory = Memory::set_up();
    memory.sign_in("real", &[Role::It], true);
    assert_eq!(
        statuses("rettesnor=guess", memory).await,
        [200, 200, 303, 303, 401, 200]
    );
}

#[tokio::test]
async fn roles_open_what_their_permissions_say() {
    for role in Role::ALL {
        let memory = Memory::set_up();
        memory.sign_in("t", &[*role], true);
        let jobs = if role.permissions().contains(&Permission::SeeJobs) {
            200
        } else {
            403
        };
        assert_eq!(
            statuses("rettesnor=t", memory).await,
            [200, 303, 200, jobs, 200, 200],
            "{role:?}"
        );
    }
}

#[tokio::test]
async fn a_disabled_person_may_nothing() {
    let memory = Memory::set_up();
    memory.sign_in("t", &[Role::It], true);
    for (_, person) in memory.sessions.lock().unwrap().values_mut() {
        person.state = model::person::PersonState::Disabled;
    }
    let house = House::with(memory, Settings::default(), table);
    let answer = house.get("/jobs", &[("cookie", "rettesnor=t")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn reading_sends_to_sign_in_and_back() {
    let house = House::with(Memory::set_up(), Settings::default(), table);
    assert_eq!(
        house.get("/signed", &[]).await.header("location"),
        "/sign-in?next=%2Fsigned"
    );
    // htmx and programs get the error instead of a page that they cannot use.
    assert_eq!(
        house.get("/signed", &[("hx-request", "true")]).await.status,
        StatusCode::UNAUTHORIZED
    );
}
