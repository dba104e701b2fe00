//! A desk to work at: a house with a channel on the practice network, an editor, a leader, an archivist.

use crate::house::{Answer, CSRF, House, NOW};
use axum::http::Request;
use flow::Actor;
use flow::approvals::Verdict;
use model::approval::{ApprovalState, ApprovalSubject};
use model::channel::{Channel, ChannelState, Network};
use model::person::{Person, Role};
use model::{ChannelId, Id as _, Locale, Millis, PostId};
use std::collections::BTreeMap;

/// A page of the municipality's own website.
pub const LINK: &str = "https://www.batsfjord.kommune.no/svommehall";

pub struct Desk {
    pub house: House,
    pub channel: ChannelId,
    people: BTreeMap<&'static str, Person>,
}

impl Desk {
    pub async fn new() -> Self {
        let house = House::new().await;
        let municipality = house.municipality().await;
        let mut people = BTreeMap::new();
        for (token, roles) in [
            ("author", vec![Role::Author, Role::Moderator]),
            ("editor", vec![Role::Editor]),
            ("leader", vec![Role::Leader, Role::Director]),
            ("archivist", vec![Role::Archivist]),
        ] {
            people.insert(token, house.sign_in(token, &roles, true).await);
        }
        let channel = Channel {
            id: house.flow().source().id(),
            municipality: municipality.id,
            network: Network::Practice,
            name: "Øvingssiden".into(),
            handle: String::new(),
            url: String::new(),
            purpose: "Øving".into(),
            audience: "Alle".into(),
            unit: "Service".into(),
            responsible: people["editor"].id.clone(),
            administrators: vec![people["editor"].id.clone()],
            answers: BTreeMap::new(),
            state: ChannelState::Active,
            server: String::new(),
            secret_sealed: None,
            health: String::new(),
            polled_at: None,
            cursor: String::new(),
            applied_by: people["editor"].id.clone(),
            created_at: NOW,
            version: 1,
        };
        let tx = house.flow().store().begin().await.unwrap();
        tx.insert_channel(&channel).await.unwrap();
        tx.commit().await.unwrap();
        flow::jobs::ensure_recurring(house.flow()).await.unwrap();
        Self {
            house,
            channel: channel.id,
            people,
        }
    }

    pub async fn get(&self, who: &str, path: &str) -> Answer {
        self.house
            .get(path, &[("cookie", &format!("rettesnor={who}"))])
            .await
    }

    pub async fn post(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(who, path, fields, &[]).await
    }

    /// As htmx sends it.
    pub async fn part(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(who, path, fields, &[("hx-request", "true")]).await
    }

    async fn send(&self, who: &str, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let mut all = vec![("csrf", CSRF)];
        all.extend_from_slice(fields);
        let form = serde_html_form::to_string(&all).unwrap();
        let cookie = format!("rettesnor={who}");
        let mut sent = vec![("cookie", cookie.as_str())];
        sent.extend_from_slice(headers);
        self.house.post(path, &form, &sent).await
    }

    /// The composer's form with a file.
    pub async fn upload(&self, who: &str, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in [("csrf", CSRF)].iter().chain(fields) {
            body.extend(
                format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        body.extend(b"--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n");
        body.extend(file);
        body.extend(b"\r\n--x--\r\n");
        let request = Request::post(path)
            .header("cookie", format!("rettesnor={who}"))
            .header("content-type", "multipart/form-data; boundary=x");
        self.house.ask(request.body(body.into()).unwrap()).await
    }

    pub fn actor(&self, who: &str, municipality: model::municipality::Municipality) -> Actor {
        Actor {
            person: self.people[who].clone(),
            municipality,
            locale: Locale::Nb,
        }
    }

    /// A minute goes by, and all that is due is done.
    pub async fn minute(&self) {
        self.house.clock.advance(Millis::MINUTE);
        flow::jobs::run_due(self.house.flow(), "test").await.unwrap();
    }

    /// A fresh draft: its path.
    pub async fn draft(&self) -> String {
        let made = self.post("author", "/posts", &[]).await;
        made.header("location").to_owned()
    }

    /// The stored post behind a path.
    pub async fn stored(&self, path: &str) -> model::post::Post {
        let id = PostId::parse(path.rsplit('/').next().unwrap()).unwrap();
        let municipality = self.house.municipality().await;
        let read = self.house.flow().store().read().await.unwrap();
        read.post(&municipality.id, &id).await.unwrap()
    }

    /// Submits a post that the guideline has nothing against, and has it approved by whoever must.
    pub async fn approved(&self, text: &str) -> String {
        let path = self.draft().await;
        let channel = self.channel.to_string();
        let fields = [
            ("version", "1"),
            ("text", text),
            ("link", LINK),
            ("channels", channel.as_str()),
            ("do", "submit"),
        ];
        let sent = self.post("author", &path, &fields).await;
        assert_eq!(sent.header("location"), path, "{}", sent.body);
        let municipality = self.house.municipality().await;
        let post = self.stored(&path).await;
        for _ in 0..5 {
            let read = self.house.flow().store().read().await.unwrap();
            let steps = read
                .approvals_of(&municipality.id, ApprovalSubject::Post, post.id.as_str())
                .await
                .unwrap();
            drop(read);
            let Some(step) = steps.into_iter().find(|s| s.state == ApprovalState::Open) else {
                break;
            };
            let who = self
                .people
                .iter()
                .find(|(_, p)| p.is(step.role))
                .expect("nobody has the role")
                .0;
            let actor = self.actor(who, municipality.clone());
            let flow = self.house.flow();
            flow::approvals::decide(flow, &actor, &step.id, &step.digest, Verdict::Approve, "")
                .await
                .unwrap();
        }
        path
    }

    /// A post that is out: its path and its page on the practice network.
    pub async fn published(&self, text: &str) -> (String, String) {
        let path = self.approved(text).await;
        let sent = self
            .post("editor", &format!("{path}/publish"), &[("when", "now")])
            .await;
        assert_eq!(sent.header("location"), path, "{}", sent.body);
        self.minute().await;
        let page = self.get("editor", &path).await.body;
        let address = between(&page, "href=\"http://here.test", "\"").to_owned();
        (path, address)
    }

    /// A citizen comments under a post's page on the practice network; the path of the item in the inbox.
    pub async fn commented(&self, address: &str, text: &str) -> String {
        let page = self.house.get(address, &[]).await;
        let cookie = page.cookie("rettesnor-form");
        let token = between(&page.body, "name=\"csrf\" value=\"", "\"").to_owned();
        let fields = [("csrf", token.as_str()), ("name", "Grete Fisker"), ("text", text)];
        let form = serde_html_form::to_string(fields).unwrap();
        let sent = self.house.post(address, &form, &[("cookie", &cookie)]).await;
        assert_eq!(sent.header("location"), address, "{}", sent.body);
        self.minute().await;
        let list = self.get("editor", "/inbox").await.body;
        format!("/inbox/{}", between(&list, "<a href=\"/inbox/", "\""))
    }
}

/// What stands between two texts.
pub fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let rest = text
        .split(start)
        .nth(1)
        .unwrap_or_else(|| panic!("no {start:?} in {text}"));
    rest.split(end).next().unwrap()
}
