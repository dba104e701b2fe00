//! Headers, forgery, languages, errors, assets.

use crate::desk::{Desk, between};
use crate::house::{CSRF, House};
use axum::http::StatusCode;
use model::person::Role;
use web::{Route, Settings};

#[tokio::test]
async fn the_start_page_points_the_way() {
    let fresh = House::empty().await.get("/", &[]).await;
    assert_eq!(fresh.status, StatusCode::OK);
    assert!(fresh.body.contains("ikke satt opp ennå") && !fresh.body.contains("href=\"/sign-in\""));

    let visitor = House::new().await.get("/", &[]).await;
    assert!(visitor.body.contains("href=\"/sign-in\"") && visitor.body.contains("href=\"/public/channels\""));
    assert!(visitor.body.contains("Båtsfjord kommune") && !visitor.body.contains("href=\"/posts\""));

    let house = House::new().await;
    house.sign_in("t", &[Role::Moderator], true).await;
    let moderator = house.get("/", &[("cookie", "rettesnor=t")]).await;
    assert!(moderator.body.contains("href=\"/inbox\"") && !moderator.body.contains("href=\"/people\""));
    assert!(moderator.body.contains("Kari &lt;b&gt;") && !moderator.body.contains("<b>Nord"));
}

#[tokio::test]
async fn the_language_is_the_persons_the_cookies_the_browsers_the_municipalitys() {
    let house = House::new().await;
    house.sign_in("t", &[Role::Editor], true).await;
    let lang = |body: &str| body.split("lang=\"").nth(1).unwrap()[..2].to_owned();
    let accept = ("accept-language", "fr, en;q=0.5, sv;q=0.9");
    assert_eq!(lang(&house.get("/", &[]).await.body), "nb");
    assert_eq!(lang(&house.get("/", &[accept]).await.body), "sv");
    assert_eq!(
        lang(
            &house
                .get("/", &[accept, ("cookie", "rettesnor-language=nn")])
                .await
                .body
        ),
        "nn"
    );

    let cookie = ("cookie", "rettesnor=t; rettesnor-language=nn");
    let form = format!("csrf={CSRF}&locale=en&back=/");
    let chosen = house.post("/language", &form, &[cookie]).await;
    assert_eq!(
        (chosen.status, chosen.header("location")),
        (StatusCode::SEE_OTHER, "/")
    );
    assert!(chosen.header("set-cookie").starts_with("rettesnor-language=en;"));
    assert_eq!(lang(&house.get("/", &[cookie]).await.body), "en");
}

#[tokio::test]
async fn choosing_a_language_never_leads_away() {
    let house = House::new().await;
    house.sign_in("t", &[Role::Editor], true).await;
    for back in ["//evil.test", "https://evil.test", "/%5Cevil.test", "evil"] {
        let form = format!("csrf={CSRF}&locale=en&back={back}");
        let answer = house.post("/language", &form, &[("cookie", "rettesnor=t")]).await;
        assert_eq!(answer.header("location"), "/", "{back}");
    }
}

#[tokio::test]
async fn after_a_refused_form_the_language_leads_back_to_its_page() {
    let desk = Desk::new().await;
    let (_, address) = desk.published("Svømmehallen åpner igjen").await;
    let item = desk.commented(&address, "Når åpner dere?").await;
    let waiver = "/waivers/new?clause=batsfjord/4.3-3&whom=municipality";
    for (asked, form, fields) in [
        // This address takes forms alone.
        (
            item.as_str(),
            format!("{item}/answer"),
            [("text", " "), ("do", "send")],
        ),
        // This page is about nothing without its query.
        (
            waiver,
            String::new(),
            [("clause", "batsfjord/4.3-3"), ("whom", "municipality")],
        ),
    ] {
        let page = desk.get("editor", asked).await;
        assert_eq!(page.status, StatusCode::OK, "{asked}");
        let action = "<form class=\"form\" method=\"post\" action=\"";
        let form = match form.as_str() {
            "" => between(&page.body, action, "\"").replace("&amp;", "&"),
            known => known.to_owned(),
        };
        let refused = desk.post("editor", &form, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        let back = between(&refused.body, "name=\"back\" value=\"", "\"").replace("&amp;", "&");
        let chosen = desk
            .post("editor", "/language", &[("locale", "en"), ("back", &back)])
            .await;
        let page = desk.get("editor", chosen.header("location")).await;
        assert_eq!((page.status, back.as_str()), (StatusCode::OK, asked));
        assert!(page.body.contains("lang=\"en\""), "{back}");
    }
    // What a page was asked for stays.
    let found = desk.get("archivist", "/archive?q=hallen&kind=post").await.body;
    assert!(found.contains("name=\"back\" value=\"/archive?q=hallen&amp;kind=post\""));
}

#[tokio::test]
async fn a_change_needs_the_token_and_our_own_origin() {
    let house = House::new().await;
    house.sign_in("t", &[Role::Editor], true).await;
    let me = ("cookie", "rettesnor=t");
    let good = format!("csrf={CSRF}&locale=en&back=/");
    let status = async |form: &str, more: &[(&str, &str)]| {
        let headers: Vec<_> = std::iter::once(me).chain(more.iter().copied()).collect();
        house.post("/language", form, &headers).await.status.as_u16()
    };
    assert_eq!(status(&good, &[]).await, 303);
    assert_eq!(status(&good, &[("sec-fetch-site", "same-origin")]).await, 303);
    assert_eq!(
        status(&good, &[("origin", "http://here.test"), ("host", "here.test")]).await,
        303
    );
    assert_eq!(status("locale=en&back=/", &[("x-csrf-token", CSRF)]).await, 303);
    assert_eq!(status("locale=en&back=/", &[]).await, 403);
    assert_eq!(status("csrf=&locale=en&back=/", &[]).await, 403);
    assert_eq!(status("csrf=other&locale=en&back=/", &[]).await, 403);
    assert_eq!(status(&good, &[("sec-fetch-site", "cross-site")]).await, 403);
    assert_eq!(status(&good, &[("sec-fetch-site", "same-site")]).await, 403);
    assert_eq!(
        status(&good, &[("origin", "http://evil.test"), ("host", "here.test")]).await,
        403
    );
    assert_eq!(
        status(&good, &[("origin", "null"), ("host", "here.test")]).await,
        403
    );
}

#[tokio::test]
async fn a_visitors_form_works_with_the_cookie_of_its_page() {
    let house = House::new().await;
    let page = house.get("/", &[]).await;
    let cookie = page.header("set-cookie").split(';').next().unwrap().to_owned();
    let token = cookie.strip_prefix("rettesnor-form=").unwrap().to_owned();
    assert!(page.body.contains(&format!("name=\"csrf\" value=\"{token}\"")));
    let form = format!("csrf={token}&locale=sv&back=/");
    assert_eq!(
        house
            .post("/language", &form, &[("cookie", &cookie)])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        house.post("/language", &form, &[]).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn an_upload_carries_its_token_among_its_parts() {
    async fn count(mut parts: axum::extract::Multipart) -> String {
        let mut n = 0;
        while let Ok(Some(field)) = parts.next_field().await {
            n += field.bytes().await.unwrap().len();
        }
        n.to_string()
    }
    let table = || vec![Route::post("/up", web::Access::SignedIn, count)];
    let house = House::with(
        Settings {
            body_limit: 2_000,
            ..Settings::default()
        },
        table,
    )
    .await;
    house.sign_in("t", &[Role::Editor], true).await;
    let body = |token: &str, file: &str| {
        format!(
            "--x\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--x\r\n\
             content-disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n{file}\r\n--x--\r\n"
        )
    };
    let send = async |text: String| {
        let request = axum::http::Request::post("/up")
            .header("cookie", "rettesnor=t")
            .header("content-type", "multipart/form-data; boundary=x")
            .body(text.into())
            .unwrap();
        house.ask(request).await
    };
    assert_eq!(send(body(CSRF, "12345")).await.body, (CSRF.len() + 5).to_string());
    assert_eq!(send(body("no", "12345")).await.status, StatusCode::FORBIDDEN);
    let large = send(body(CSRF, &"1".repeat(3_000))).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.body.contains("for stort"));
}

#[tokio::test]
async fn headers_keep_foreign_content_out() {
    let house = House::new().await;
    let first = house.get("/", &[]).await;
    let policy = first.header("content-security-policy").to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    assert!(!policy.contains("unsafe"));
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap()
        .to_owned();
    assert!(first.body.contains(&format!("<script nonce=\"{nonce}\"")));
    assert!(
        !house
            .get("/", &[])
            .await
            .header("content-security-policy")
            .contains(&nonce)
    );
    assert_eq!(first.header("x-content-type-options"), "nosniff");
    assert_eq!(first.header("cache-control"), "no-store");
    assert_eq!(first.header("strict-transport-security"), "");

    let https = House::with(
        Settings {
            https: true,
            ..Settings::default()
        },
        web::routes::all,
    )
    .await;
    let page = https.get("/", &[]).await;
    assert!(page.header("strict-transport-security").starts_with("max-age="));
    let cookie = page.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-rettesnor-form=")
            && cookie.contains("Secure")
            && cookie.contains("HttpOnly")
    );
}

#[tokio::test]
async fn errors_speak_to_people_htmx_and_programs() {
    let house = House::new().await;
    let page = house.get("/nowhere", &[("accept-language", "en")]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("There is no such page.") && page.body.contains("<html"));
    let part = house.get("/nowhere", &[("hx-request", "true")]).await;
    assert!(part.body.contains("Siden finnes ikke.") && !part.body.contains("<html"));
    let json = house.get("/nowhere.json", &[]).await;
    let value: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(value["code"], "not-found");
    assert_eq!(
        house.post("/healthz", "", &[]).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
}

#[tokio::test]
async fn a_broken_store_is_told_without_its_secrets() {
    let house = House::broken().await;
    let page = house.get("/", &[]).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.body.contains("Det gikk ikke å lagre eller lese.") && !page.body.contains("secret path"));
    assert!(page.body.contains(page.header("x-request-id")));
    assert_eq!(
        house.get("/healthz", &[]).await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
}

#[tokio::test]
async fn assets_come_with_type_compression_and_no_cookies() {
    let house = House::new().await;
    let page = house.get("/", &[]).await;
    let css = page
        .body
        .split('"')
        .find(|s| s.ends_with("app.css"))
        .unwrap()
        .to_owned();
    let plain = house.get(&css, &[]).await;
    assert_eq!(
        (plain.status, plain.header("content-type")),
        (StatusCode::OK, "text/css; charset=utf-8")
    );
    assert_eq!(plain.header("set-cookie"), "");
    let packed = house.get(&css, &[("accept-encoding", "gzip")]).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.body.len() < plain.body.len());
    for gone in [
        "/static/x/nothing.css",
        "/static/x/../Cargo.toml",
        "/static/x/%2e%2e/Cargo.toml",
    ] {
        assert_eq!(house.get(gone, &[]).await.status, StatusCode::NOT_FOUND, "{gone}");
    }
}
