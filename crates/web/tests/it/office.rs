//! Set-up, signing in, people, channels and approvals, as the browser sends them; bad input loses nothing.

use crate::house::{Answer, CSRF, House, NOW, PASSWORD};
use axum::http::StatusCode;
use model::Millis;
use model::person::Role;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use totp_rs::{Builder, Secret};

fn form(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    fields
        .iter()
        .map(|(n, v)| format!("{}={}", encode(n), encode(v)))
        .collect::<Vec<_>>()
        .join("&")
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split(from)
        .nth(1)
        .unwrap_or_else(|| panic!("{from}: {text}"))
        .split(to)
        .next()
        .unwrap()
}

/// A browser: keeps cookies and sends the token of the page it is on.
struct Browser<'a> {
    house: &'a House,
    cookies: Vec<(String, String)>,
    page: Answer,
}

impl<'a> Browser<'a> {
    async fn open(house: &'a House, path: &str) -> Self {
        let page = house.get(path, &[]).await;
        let mut browser = Self {
            house,
            cookies: Vec::new(),
            page,
        };
        browser.keep();
        browser
    }

    fn keep(&mut self) {
        for set in self.page.headers.get_all("set-cookie") {
            let (name, value) = set
                .to_str()
                .unwrap()
                .split(';')
                .next()
                .unwrap()
                .split_once('=')
                .unwrap();
            self.cookies.retain(|(n, _)| n != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    fn cookie(&self) -> String {
        self.cookies
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    async fn go(&mut self, path: &str) -> &Answer {
        self.page = self.house.get(path, &[("cookie", &self.cookie())]).await;
        self.keep();
        &self.page
    }

    /// Sends a form of the page that is open; follows where it leads.
    async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> &Answer {
        let csrf = between(&self.page.body, "name=\"csrf\" value=\"", "\"").to_owned();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend(fields);
        self.page = self
            .house
            .post(path, &form(&all), &[("cookie", &self.cookie())])
            .await;
        self.keep();
        if self.page.status == StatusCode::SEE_OTHER {
            let to = self.page.header("location").to_owned();
            self.go(&to).await;
        }
        &self.page
    }
}

fn code(secret: &str, at: Millis) -> String {
    let totp = Builder::new()
        .with_secret(Secret::try_from_base32(secret.replace(' ', "")).unwrap())
        .build()
        .unwrap();
    totp.generate(u64::try_from(at.0 / 1000).unwrap()).to_string()
}

#[tokio::test]
async fn the_set_up_leads_through_the_second_factor_to_the_start_page() {
    let house = House::empty().await;
    let token = flow::setup::begin(house.flow()).await.unwrap().unwrap();
    let path = format!("/setup/{token}");
    let mut browser = Browser::open(&house, &path).await;
    assert!(
        browser.page.body.contains("Retningslinjer for sosiale medier"),
        "{}",
        browser.page.body
    );
    let good = [
        ("name", "Båtsfjord kommune"),
        ("country", "NO"),
        ("org_number", "938 795 592"),
        ("language", "nb"),
        ("languages", "nn"),
        ("website", "batsfjord.kommune.no"),
        ("opens", "08:00"),
        ("closes", "15:30"),
        ("pack", "batsfjord"),
        ("admin_name", "Anne Administrator"),
        ("admin_email", "anne@batsfjord.example.no"),
        ("password", PASSWORD),
    ];

    // Each fault is told at its field, and nothing that was typed is lost but the password.
    for (field, value, told) in [
        ("name", " ", "Fyll ut dette feltet."),
        ("org_number", "938 795 593", "Kontrollsifferet stemmer ikke."),
        ("org_number", "1234", "ni siffer i Norge"),
        ("opens", "åtte", "Skriv et klokkeslett"),
        ("closes", "07:00", "stenge etter at det åpner"),
        ("website", "ikke en adresse", "Skriv en adresse som"),
        ("pack", "ingen", "Velg hvilke retningslinjer"),
        ("admin_email", "anne", "ikke en e-postadresse"),
        ("password", "kort", "minst 12 tegn"),
    ] {
        let bad: Vec<_> = good
            .iter()
            .map(|(n, v)| if *n == field { (*n, value) } else { (*n, *v) })
            .collect();
        let page = browser.send(&path, &bad).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(page.body.contains(told), "{field}: {}", page.body);
        assert!(
            page.body.contains(&format!("href=\"#f-{field}\"")),
            "{field} is not in the summary"
        );
        assert!(
            page.body.contains("value=\"nn\" checked") && !page.body.contains(PASSWORD),
            "{field}"
        );
        if field != "admin_name" {
            assert!(page.body.contains("value=\"Anne Administrator\""), "{field}");
        }
    }

    let page = browser.send(&path, &good).await;
    assert!(
        page.body.contains("<svg class=\"qr\"") && !page.body.contains(" style="),
        "{}",
        page.body
    );
    let secret = between(&page.body, "class=\"secret\">", "<").to_owned();
    assert!(
        browser
            .send("/sign-in/enroll", &[("code", "000000")])
            .await
            .body
            .contains("Koden er feil")
    );
    let page = browser
        .send("/sign-in/enroll", &[("code", &code(&secret, NOW))])
        .await;
    assert_eq!(
        between(&page.body, "id=\"codes\">", "</ul>")
            .matches("<li>")
            .count(),
        10
    );
    let recovery = between(&page.body, "id=\"codes\"><li>", "<").to_owned();
    assert!(browser.go("/").await.body.contains("Hei, Anne"));

    // The link is used up.
    let mut late = Browser::open(&house, "/sign-in").await;
    assert!(
        late.send(&path, &good)
            .await
            .body
            .contains("brukt eller erstattet")
    );

    // Out, and in again with a recovery code, to the page that was asked for. The code works once.
    assert!(
        browser
            .send("/sign-out", &[])
            .await
            .body
            .contains("Du er logget ut.")
    );
    for (first, told) in [(true, "Personer</h1>"), (false, "Koden er feil")] {
        let mut other = Browser::open(&house, "/people").await;
        assert_eq!(other.page.header("location"), "/sign-in?next=%2Fpeople");
        other.go("/sign-in?next=%2Fpeople").await;
        let next = [("email", "anne@batsfjord.example.no"), ("next", "/people")];
        let wrong = other
            .send("/sign-in", &[next[0], next[1], ("password", "feil passord her")])
            .await;
        assert!(wrong.body.contains("E-posten eller passordet er feil."));
        assert!(
            wrong.body.contains("value=\"anne@batsfjord.example.no\"")
                && !wrong.body.contains("feil passord")
        );
        other
            .send("/sign-in", &[next[0], next[1], ("password", PASSWORD)])
            .await;
        let half = other.go("/people").await;
        assert_eq!(half.status, StatusCode::SEE_OTHER, "half a sign-in opens nothing");
        other.go("/sign-in/code?next=%2Fpeople").await;
        let page = other.send("/sign-in/code", &[("code", &recovery), next[1]]).await;
        assert!(page.body.contains(told), "{first}: {}", page.body);
    }
}

#[tokio::test]
async fn an_invited_person_chooses_a_password_and_the_link_works_once() {
    let house = House::new().await;
    house.sign_in("t", &[Role::Administrator], true).await;
    let me = [("cookie", "rettesnor=t")];
    let post = async |path: &str, fields: &[(&str, &str)]| {
        let all: Vec<_> = [("csrf", CSRF)].iter().chain(fields).copied().collect();
        house.post(path, &form(&all), &me).await
    };
    let bad = post(
        "/people/new",
        &[("name", "Ola <i>"), ("email", "ola"), ("roles", "editor")],
    )
    .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("value=\"Ola &lt;i&gt;\"") && bad.body.contains("value=\"editor\" checked"));
    assert!(bad.body.contains("ikke en e-postadresse"));
    let none = post("/people/new", &[("name", "Ola"), ("email", "ola@example.no")]).await;
    assert!(none.body.contains("Velg minst én rolle."));

    let done = post(
        "/people/new",
        &[("name", "Ola"), ("email", "ola@example.no"), ("roles", "editor")],
    )
    .await;
    assert_eq!(done.status, StatusCode::OK);
    let path = format!("/invitation/{}", between(&done.body, "/invitation/", "\""));
    assert!(
        !house.get("/people", &me).await.body.contains("/invitation/"),
        "the link is shown once"
    );

    let mut ola = Browser::open(&house, &path).await;
    assert!(ola.page.body.contains("Velkommen, Ola"));
    assert!(
        ola.send(&path, &[("password", "kort")])
            .await
            .body
            .contains("minst 12 tegn")
    );
    assert!(
        ola.send(&path, &[("password", PASSWORD)])
            .await
            .body
            .contains("<svg class=\"qr\"")
    );
    let again = house.get(&path, &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("Lenken er brukt eller gått ut."));
}

#[tokio::test]
async fn a_person_changes_the_own_password_and_is_out_elsewhere() {
    let house = House::new().await;
    let admin = house.sign_in("t", &[Role::Administrator], true).await;
    let municipality = house.municipality().await;
    let actor = flow::Actor {
        locale: municipality.locale(),
        person: admin,
        municipality,
    };
    let invite = flow::people::Invite {
        name: "Ola".to_owned(),
        email: "ola@example.no".to_owned(),
        unit: String::new(),
        roles: vec![Role::Editor],
        temporary: false,
    };
    let (_, link) = flow::people::invite(house.flow(), &actor, invite).await.unwrap();
    flow::access::accept_invitation(house.flow(), &link, PASSWORD)
        .await
        .unwrap();
    let read = house.flow().store().read().await.unwrap();
    let ola = read.person_by_email("ola@example.no").await.unwrap().unwrap();
    drop(read);
    house.session(&ola, "here", true).await;
    house.session(&ola, "elsewhere", true).await;
    let me = [("cookie", "rettesnor=here")];
    assert!(house.get("/me", &me).await.body.contains("href=\"/me/password\""));
    assert_eq!(house.get("/me/password", &me).await.status, StatusCode::OK);
    let new = "svømmehall og lakselv";
    let send = async |current: &str, again: &str| {
        let fields = [
            ("csrf", CSRF),
            ("current", current),
            ("new", new),
            ("again", again),
        ];
        house.post("/me/password", &form(&fields), &me).await
    };
    let wrong = send("noe annet", new).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("href=\"#f-current\"") && !wrong.body.contains("svømmehall og"));
    let unlike = send(PASSWORD, "noe annet").await;
    assert!(unlike.body.contains("href=\"#f-again\""), "{}", unlike.body);

    let done = send(PASSWORD, new).await;
    assert_eq!(
        (done.status, done.header("location")),
        (StatusCode::SEE_OTHER, "/me")
    );
    let cookies: Vec<_> = done
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|c| c.to_str().unwrap())
        .collect();
    let session = cookies.iter().find(|c| c.starts_with("rettesnor=")).unwrap();
    let session = session.split(';').next().unwrap();
    for out in ["rettesnor=here", "rettesnor=elsewhere"] {
        let page = house.get("/me", &[("cookie", out)]).await;
        assert!(page.header("location").starts_with("/sign-in"), "{out}");
    }
    let page = house.get("/me", &[("cookie", session)]).await;
    assert_eq!(page.status, StatusCode::OK);
}

#[tokio::test]
async fn the_last_administrator_cannot_be_taken_away_and_stale_forms_are_told() {
    let house = House::new().await;
    let it = house.sign_in("t", &[Role::Administrator], true).await;
    let read = house.flow().store().read().await.unwrap();
    let anne = read
        .person_by_email("anne@batsfjord.example.no")
        .await
        .unwrap()
        .unwrap();
    drop(read);
    let change = async |person: &str, version: &str, active: &str| {
        let fields = [
            ("csrf", CSRF),
            ("name", "Nytt navn"),
            ("roles", "administrator"),
            ("active", active),
            ("version", version),
        ];
        house
            .post(
                &format!("/people/{person}"),
                &form(&fields),
                &[("cookie", "rettesnor=t")],
            )
            .await
    };
    let stale = change(anne.id.to_string().as_str(), "99", "yes").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(
        stale.body.contains("En annen har endret dette imens.") && stale.body.contains("value=\"Nytt navn\"")
    );
    let version = anne.version.to_string();
    assert_eq!(
        change(anne.id.to_string().as_str(), &version, "no").await.status,
        StatusCode::SEE_OTHER
    );
    let last = change(it.id.to_string().as_str(), "1", "no").await;
    assert!(
        last.body.contains("Dette er den eneste administratoren."),
        "{}",
        last.body
    );
}

#[tokio::test]
async fn a_channel_goes_from_application_to_the_public_list() {
    let house = House::new().await;
    let editor = house
        .sign_in("editor", &[Role::Editor], true)
        .await
        .id
        .to_string();
    for role in [
        Role::Leader,
        Role::Director,
        Role::It,
        Role::PrivacyOfficer,
        Role::CrisisLead,
    ] {
        house.sign_in(role.as_str(), &[role], true).await;
    }
    let post = async |who: &str, path: &str, fields: &[(&str, &str)]| {
        let all: Vec<_> = [("csrf", CSRF)].iter().chain(fields).copied().collect();
        house
            .post(path, &form(&all), &[("cookie", &format!("rettesnor={who}"))])
            .await
    };
    let get = async |who: &str, path: &str| house.get(path, &[("cookie", &format!("rettesnor={who}"))]).await;

    let empty = get("editor", "/channels/new").await;
    assert!(empty.body.contains("Ingenting å bemerke så langt.") && !empty.body.contains("class=\"point\""));
    let part = post("editor", "/channels/new/check", &[("name", "Havna")]).await;
    assert_eq!(part.status, StatusCode::OK);
    assert!(
        part.body.contains("class=\"point\"") && !part.body.contains("<html"),
        "{}",
        part.body
    );
    let bad = post(
        "editor",
        "/channels/new",
        &[("name", "Båtsfjord kommune"), ("purpose", "Fortelle <b>nytt</b>")],
    )
    .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bad.body.contains("Fortelle &lt;b&gt;nytt&lt;/b&gt;</textarea>"),
        "{}",
        bad.body
    );
    for field in ["network", "audience", "administrators"] {
        assert!(
            bad.body.contains(&format!("href=\"#f-{field}\"")),
            "{field}: {}",
            bad.body
        );
    }

    let applied = post(
        "editor",
        "/channels/new",
        &[
            ("network", "practice"),
            ("name", "Båtsfjord kommune"),
            ("purpose", "Fortelle hva som skjer"),
            ("audience", "Innbyggere"),
            ("unit", "Servicetorget"),
            ("responsible", &editor),
            ("administrators", &editor),
            ("answer.channel.answers.why_here", "Innbyggerne er der"),
        ],
    )
    .await;
    assert_eq!(applied.status, StatusCode::SEE_OTHER, "{}", applied.body);
    let channel = applied.header("location").to_owned();
    assert!(get("editor", &channel).await.body.contains("Innbyggerne er der"));

    // Every step shows exactly what is approved; a return needs a note; another digest than what stands is refused.
    let mut decided = 0;
    for who in ["leader", "director", "it", "privacy-officer"] {
        let list = get(who, "/approvals").await.body;
        let Some(step) = list.split("href=\"/approvals/").nth(1) else {
            continue;
        };
        let path = format!("/approvals/{}", step.split('"').next().unwrap());
        let page = get(who, &path).await.body;
        assert!(
            page.contains("Innbyggerne er der") && page.contains("Servicetorget"),
            "{page}"
        );
        let digest = between(&page, "name=\"digest\" value=\"", "\"").to_owned();
        let short = post(
            who,
            &path,
            &[("digest", &digest), ("verdict", "return"), ("note", "Nei <")],
        )
        .await;
        assert!(
            short.body.contains("minst ti tegn") && short.body.contains("Nei &lt;</textarea>"),
            "{}",
            short.body
        );
        let other = "0".repeat(64);
        let outdated = post(who, &path, &[("digest", &other), ("verdict", "approve")]).await;
        assert_eq!(outdated.status, StatusCode::UNPROCESSABLE_ENTITY);
        let approved = post(who, &path, &[("digest", &digest), ("verdict", "approve")]).await;
        assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.body);
        decided += 1;
    }
    assert!(decided > 0);

    assert!(
        !house
            .get("/public/channels", &[])
            .await
            .body
            .contains("Fortelle hva som skjer")
    );
    let connect = format!("{channel}/connect");
    let page = get("editor", &connect).await.body;
    let version = between(&page, "name=\"version\" value=\"", "\"").to_owned();
    let mut fields = vec![("version".to_owned(), version)];
    for question in page.split("name=\"answer.").skip(1) {
        let name = format!("answer.{}", question.split('"').next().unwrap());
        if fields.iter().all(|(n, _)| *n != name) {
            fields.push((name, "yes".to_owned()));
        }
    }
    let fields: Vec<_> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let connected = post("editor", &connect, &fields).await;
    assert_eq!(connected.status, StatusCode::SEE_OTHER, "{}", connected.body);

    let public = house.get("/public/batsfjord/channels", &[]).await;
    assert!(
        public.body.contains("Fortelle hva som skjer") && !public.body.contains("Kari"),
        "{}",
        public.body
    );
    let ask = "/public/batsfjord/access-request";
    assert!(public.body.contains(ask) && !public.body.contains("/public/batsfjord/archive"));
    let json = house.get("/public/channels.json", &[]).await;
    let value: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(value[0]["channels"][0]["name"], "Båtsfjord kommune");
    assert_eq!(value[0]["org_number"], "938795592");
    let none = house.get("/public/ingen/channels.json", &[]).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    assert!(none.body.contains("\"code\":\"not-found\""));

    let close = post("editor", &format!("{channel}/close"), &[("reason", " ")]).await;
    assert!(close.body.contains("Fyll ut dette feltet."));
    assert_eq!(
        post(
            "editor",
            &format!("{channel}/close"),
            &[("reason", "Øvelsen er over")]
        )
        .await
        .status,
        StatusCode::SEE_OTHER
    );
    assert!(
        !house
            .get("/public/channels", &[])
            .await
            .body
            .contains("Fortelle hva som skjer")
    );
}

#[tokio::test]
async fn a_crisis_is_declared_shown_everywhere_and_ended() {
    let house = House::new().await;
    house.sign_in("lead", &[Role::CrisisLead], true).await;
    house.sign_in("author", &[Role::Author], true).await;
    let me = [("cookie", "rettesnor=lead")];
    let empty = house
        .post("/crisis", &form(&[("csrf", CSRF), ("title", " ")]), &me)
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = house.get("/crisis", &me).await.body;
    assert!(
        page.contains("Når krisegruppen er oppnevnt"),
        "the clause is shown: {page}"
    );
    let declare = form(&[("csrf", CSRF), ("title", "Storm & flom")]);
    assert_eq!(
        house.post("/crisis", &declare, &me).await.status,
        StatusCode::SEE_OTHER
    );
    let other = house.get("/", &[("cookie", "rettesnor=author")]).await.body;
    assert!(other.contains("Storm &amp; flom"));
    assert!(
        !house.get("/", &[]).await.body.contains("Storm"),
        "visitors are not told"
    );
    let twice = house.post("/crisis", &declare, &me).await;
    assert!(twice.body.contains("En krise er allerede erklært."));
    assert_eq!(
        house
            .post("/crisis/end", &form(&[("csrf", CSRF)]), &me)
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    assert!(
        !house
            .get("/", &[("cookie", "rettesnor=author")])
            .await
            .body
            .contains("Storm")
    );
}
