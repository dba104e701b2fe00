//! Every route against every kind of visitor. The table here is written by hand: whoever changes a route's access changes
//! it here as well, and says why.

use crate::house::{CSRF, House};
use axum::http::{Method, StatusCode};
use model::person::{Permission, PersonState, Role};
use std::fmt::Write as _;
use web::access::{Access, Route};
use web::{Settings, Signed};

/// Method, path, and who may come in: `bare`, `public`, `anonymous`, `signed-in`, or a permission.
const TABLE: &str = include_str!("access.txt");

fn written(route: &Route) -> String {
    let who = match route.access {
        Access::Bare => "bare",
        Access::Public => "public",
        Access::Anonymous => "anonymous",
        Access::SignedIn => "signed-in",
        Access::May(permission) => permission.as_str(),
    };
    format!("{} {} {who}", route.method, route.path)
}

#[test]
fn every_route_is_in_the_table() {
    let mut declared: Vec<String> = web::routes::all().iter().map(written).collect();
    let mut expected: Vec<String> = TABLE
        .lines()
        .map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    declared.sort();
    expected.sort();
    let mut differences = String::new();
    for missing in declared.iter().filter(|d| !expected.contains(d)) {
        writeln!(differences, "declared, not in access.txt: {missing}").unwrap();
    }
    for gone in expected.iter().filter(|e| !declared.contains(e)) {
        writeln!(differences, "in access.txt, not declared: {gone}").unwrap();
    }
    assert!(differences.is_empty(), "\n{differences}");
    assert_eq!(declared.len(), expected.len(), "a route is there twice");
}

/// An address of the route: every parameter is an id that nothing has.
fn address(path: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        p if p.starts_with('{') => "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        p => p,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// What the door does: lets in, sends to sign in, refuses, or sends to the start page those who are in already.
#[derive(Debug, PartialEq, Eq)]
enum Door {
    In,
    SignIn,
    Refused,
    Start,
}

async fn knock(house: &House, route: &Route, cookie: &str, csrf: &str) -> Door {
    let path = address(route.path);
    let headers = [("cookie", cookie)];
    let answer = if route.method == Method::GET {
        house.get(&path, &headers).await
    } else {
        house.post(&path, &format!("csrf={csrf}"), &headers).await
    };
    match (answer.status, answer.header("location")) {
        (StatusCode::UNAUTHORIZED, _) => Door::SignIn,
        (StatusCode::SEE_OTHER, to) if to.starts_with("/sign-in?next=") => Door::SignIn,
        (StatusCode::FORBIDDEN, _) => Door::Refused,
        (StatusCode::SEE_OTHER, "/") if route.access == Access::Anonymous => Door::Start,
        (status, _) => {
            assert!(
                !status.is_server_error(),
                "{} {path} answers {status}",
                route.method
            );
            Door::In
        }
    }
}

fn paged() -> Vec<Route> {
    web::routes::all()
        .into_iter()
        .filter(|r| r.access != Access::Bare)
        .collect()
}

#[tokio::test]
async fn a_visitor_and_half_a_sign_in_open_public_pages_only() {
    let house = House::new().await;
    let half = house.person(&house.municipality().await, "half", Role::ALL).await;
    for route in paged() {
        let expected = match route.access {
            Access::Public | Access::Anonymous => Door::In,
            _ => Door::SignIn,
        };
        assert_eq!(
            knock(&house, &route, "rettesnor-form=f", "f").await,
            expected,
            "visitor: {route:?}"
        );
        house.session(&half, "half", false).await;
        assert_eq!(
            knock(&house, &route, "rettesnor=half", CSRF).await,
            expected,
            "half: {route:?}"
        );
    }
}

#[tokio::test]
async fn every_role_opens_what_its_permissions_say() {
    let house = House::new().await;
    let municipality = house.municipality().await;
    for role in Role::ALL {
        let person = house.person(&municipality, role.as_str(), &[*role]).await;
        for route in paged() {
            house.session(&person, "t", true).await;
            let expected = match route.access {
                Access::Anonymous => Door::Start,
                Access::May(permission) if !role.permissions().contains(&permission) => Door::Refused,
                _ => Door::In,
            };
            assert_eq!(
                knock(&house, &route, "rettesnor=t", CSRF).await,
                expected,
                "{role:?}: {route:?}"
            );
        }
    }
}

/// Whatever the answer to a form is, the choice of a language on it leads to an address that can be read.
#[tokio::test]
async fn after_every_form_the_language_leads_back_to_a_page() {
    let house = House::new().await;
    let municipality = house.municipality().await;
    let forms = || paged().into_iter().filter(|r| r.method == Method::POST);
    for role in Role::ALL {
        let person = house.person(&municipality, role.as_str(), &[*role]).await;
        let me = [("cookie", "rettesnor=t")];
        for route in forms() {
            house.session(&person, "t", true).await;
            let path = address(route.path);
            let answer = house.post(&path, &format!("csrf={CSRF}&x=1"), &me).await;
            let Some(back) = answer.body.split("name=\"back\" value=\"").nth(1) else {
                continue;
            };
            let back = back.split('"').next().unwrap().replace("&amp;", "&");
            let chosen = format!("csrf={CSRF}&locale=en&back={}", back.replace('&', "%26"));
            let chosen = house.post("/language", &chosen, &me).await;
            assert_eq!(chosen.header("location"), back, "{route:?}");
            let page = house.get(&back, &me).await;
            // Nothing has these ids; the address is a page's all the same.
            let fine = match page.status {
                StatusCode::OK => true,
                StatusCode::NOT_FOUND => back.contains("01ARZ3NDEKTSV4RRFFQ69G5FAV"),
                StatusCode::SEE_OTHER => !page.header("location").starts_with("/sign-in"),
                _ => false,
            };
            // Without its query this one is about nothing; its form sends it along.
            let fine = fine || back == "/waivers/new";
            assert!(fine, "{role:?}: {route:?} leads back to {back}: {}", page.status);
        }
    }
}

/// Somebody with every role, but of another municipality, finds nothing that is Båtsfjord's.
#[tokio::test]
async fn another_municipality_finds_nothing() {
    let house = House::new().await;
    let editor = house.sign_in("editor", &[Role::Editor], true).await;
    let director = house.sign_in("director", &[Role::Director], true).await;
    let me = [("cookie", "rettesnor=editor")];
    let form = format!(
        "csrf={CSRF}&network=practice&name=B%C3%A5tsfjord+kommune&purpose=Nyheter&audience=Innbyggere&unit=Servicetorget\
         &responsible={0}&administrators={0}&answer.channel.answers.why_here=Innbyggerne+er+der",
        editor.id
    );
    for role in [Role::Leader, Role::It, Role::PrivacyOfficer, Role::CrisisLead] {
        house.sign_in(role.as_str(), &[role], true).await;
    }
    let applied = house.post("/channels/new", &form, &me).await;
    assert_eq!(applied.status, StatusCode::SEE_OTHER, "{}", applied.body);
    let channel = applied.header("location").to_owned();
    assert!(house.get(&channel, &me).await.body.contains("Servicetorget"));

    let other = house.other_municipality().await;
    let stranger = house.person(&other, "stranger", Role::ALL).await;
    house.session(&stranger, "s", true).await;
    let them = [("cookie", "rettesnor=s")];
    for list in ["/channels", "/people", "/approvals", "/jobs", "/crisis"] {
        let page = house.get(list, &them).await;
        assert_eq!(page.status, StatusCode::OK, "{list}");
        for theirs in ["Servicetorget", "batsfjord.example.no"] {
            assert!(!page.body.contains(theirs), "{list} shows {theirs}");
        }
    }
    let person = format!("/people/{}", director.id);
    for path in [
        channel.clone(),
        format!("{channel}/connect"),
        format!("{channel}/close"),
        person.clone(),
    ] {
        assert_eq!(
            house.get(&path, &them).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let change = format!("csrf={CSRF}&version=1&name=X&roles=it&active=yes&reason=Ikke+v%C3%A5r");
    for path in [
        person.clone(),
        format!("{person}/invite"),
        format!("{channel}/close"),
        format!("{channel}/connect"),
    ] {
        assert_eq!(
            house.post(&path, &change, &them).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

async fn needs_signed(_: Signed) -> &'static str {
    "signed"
}

#[tokio::test]
async fn a_handler_cannot_have_somebody_whom_the_route_did_not_ask_for() {
    let table = || vec![Route::get("/wrong", Access::Public, needs_signed)];
    let house = House::with(Settings::default(), table).await;
    assert_eq!(house.get("/wrong", &[]).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn unknown_tokens_and_closed_accounts_open_nothing() {
    let house = House::new().await;
    let mut person = house.sign_in("real", &[Role::It], true).await;
    let jobs = async |cookie| house.get("/jobs", &[("cookie", cookie)]).await.status;
    assert_eq!(jobs("rettesnor=real").await, StatusCode::OK);
    assert_eq!(jobs("rettesnor=guess").await, StatusCode::SEE_OTHER);
    person.state = PersonState::Disabled;
    let tx = house.flow().store().begin().await.unwrap();
    tx.update_person(&mut person).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(jobs("rettesnor=real").await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn reading_sends_to_sign_in_and_back() {
    let house = House::new().await;
    assert_eq!(
        house.get("/posts", &[]).await.header("location"),
        "/sign-in?next=%2Fposts"
    );
    // htmx and programs get the error instead of a page that they cannot use.
    assert_eq!(
        house.get("/posts", &[("hx-request", "true")]).await.status,
        StatusCode::UNAUTHORIZED
    );
}

/// The permissions themselves: who may do what, in the words of the roles.
#[test]
fn what_roles_may_do_is_as_agreed() {
    let who = |permission: Permission| {
        let roles = Role::ALL.iter().filter(|r| r.permissions().contains(&permission));
        roles.map(|r| r.as_str()).collect::<Vec<_>>().join(" ")
    };
    let agreed = [
        (Permission::ManagePeople, "administrator"),
        (Permission::ManageSettings, "administrator"),
        (Permission::ConnectChannel, "administrator editor it"),
        (Permission::Publish, "editor leader director crisis-lead mayor"),
        (Permission::Moderate, "editor moderator"),
        (Permission::ExportArchive, "archivist"),
        (Permission::Crisis, "director crisis-lead"),
        (
            Permission::Approve,
            "administrator editor leader director privacy-officer it crisis-lead mayor",
        ),
        (Permission::SeeJobs, "administrator editor it"),
    ];
    for (permission, roles) in agreed {
        assert_eq!(who(permission), roles, "{permission:?}");
    }
}
