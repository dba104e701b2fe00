//! One case on a real AT Protocol network, from the application for a channel to the proof of the archive.

use crate::lossy::{Fault, Lossy};
use crate::real::{Town, peer, plain, unique};
use flow::{inbox, moderation};
use model::Millis;
use model::channel::{ChannelState, Network};
use model::item::{ItemState, Visibility};
use model::moderation::{ModerationAct, ModerationState};
use model::publication::PublicationState;
use serde_json::{Value, json};

/// Somebody who talks to the network by plain HTTP.
struct Person {
    client: reqwest::Client,
    pds: String,
    did: String,
    handle: String,
    token: String,
}

impl Person {
    async fn new(peer: &Value, name: &str) -> Self {
        let mut person = Self {
            client: plain(),
            pds: peer["pds"].as_str().unwrap().to_owned(),
            did: String::new(),
            handle: format!("{name}{}{}", unique(), peer["handle_domain"].as_str().unwrap()),
            token: String::new(),
        };
        let account = json!({
            "handle": person.handle, "email": format!("{name}-{}@example.com", unique()),
            "password": "long-enough-password",
        });
        let made = person.call("com.atproto.server.createAccount", account).await;
        person.did = made["did"].as_str().unwrap().to_owned();
        person.token = made["accessJwt"].as_str().unwrap().to_owned();
        person
    }

    async fn app_password(&self) -> String {
        let made = self
            .call(
                "com.atproto.server.createAppPassword",
                json!({ "name": "rettesnor" }),
            )
            .await;
        made["password"].as_str().unwrap().to_owned()
    }

    async fn call(&self, name: &str, body: Value) -> Value {
        let mut request = self.client.post(format!("{}/xrpc/{name}", self.pds)).json(&body);
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        let response = request.send().await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        assert!(status.is_success(), "{name}: {status} {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    async fn get(&self, name: &str, query: &[(&str, &str)]) -> Value {
        let request = self.client.get(format!("{}/xrpc/{name}", self.pds)).query(query);
        request
            .bearer_auth(&self.token)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap()
    }

    /// Posts in the repository of `did`, as anybody may list them.
    async fn posts_of(&self, did: &str) -> Vec<Value> {
        let query = [("repo", did), ("collection", "app.bsky.feed.post")];
        let list = self.get("com.atproto.repo.listRecords", &query).await;
        list["records"].as_array().unwrap().clone()
    }

    async fn reply(&self, root: (&str, &str), text: &str) -> String {
        let strong = json!({ "uri": root.0, "cid": root.1 });
        let body = json!({
            "repo": self.did, "collection": "app.bsky.feed.post",
            "record": {
                "$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-11-22T12:00:00.000Z",
                "reply": { "root": strong, "parent": strong },
            },
        });
        let made = self.call("com.atproto.repo.createRecord", body).await;
        made["uri"].as_str().unwrap().to_owned()
    }

    async fn take_back(&self, uri: &str) {
        let key = uri.rsplit('/').next().unwrap();
        let body = json!({ "repo": self.did, "collection": "app.bsky.feed.post", "rkey": key });
        self.call("com.atproto.repo.deleteRecord", body).await;
    }
}

#[tokio::test]
async fn a_case_is_carried_from_the_application_to_the_proof() {
    let Some(peer) = peer("RETTESNOR_ATPROTO") else {
        return;
    };
    let owner = Person::new(&peer, "kommune").await;
    let citizen = Person::new(&peer, "kari").await;
    let town = Town::new(Network::Bluesky).await;
    let (flow, bench) = (&town.bench.flow, &town.bench);

    // A wrong password is the network's answer; the channel is as it was. The right one puts it into use.
    let form = town.form(&owner.pds, &owner.handle, "wrong-wrong-wrong").await;
    let wrong = flow::channels::connect(flow, &bench.actor("it"), &town.channel, form).await;
    assert_eq!(wrong.unwrap_err().key(), "network-token-expired");
    assert_eq!(bench.channel(&town.channel).await.state, ChannelState::Approved);
    town.connect(&owner.pds, &owner.handle, &owner.app_password().await)
        .await;
    let channel = bench.channel(&town.channel).await;
    assert_eq!(
        (channel.state, &channel.handle),
        (ChannelState::Active, &owner.handle)
    );
    assert_eq!(channel.url, format!("https://bsky.app/profile/{}", owner.handle));

    // Written, approved by somebody else, published by the job: the network has it, as a citizen reads it.
    let link = "https://www.batsfjord.kommune.no/blaabaer";
    let post = town
        .scheduled("Blåbærfest 🫐 på torget i #Båtsfjord lørdag kl. 12.", link)
        .await;
    town.work(0).await;
    let publication = town.publication(&post).await;
    assert_eq!(
        (publication.state, publication.problem.as_str()),
        (PublicationState::Published, "")
    );
    let records = citizen.posts_of(&owner.did).await;
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["uri"], publication.remote_id.as_str());
    let value = &records[0]["value"];
    let text = value["text"].as_str().unwrap();
    assert_eq!(
        text,
        format!("Blåbærfest 🫐 på torget i #Båtsfjord lørdag kl. 12.\n\n{link}")
    );
    assert_eq!(
        value["embed"]["images"][0]["alt"],
        "Et blått felt med en grå kant, som kommunens gamle segl"
    );
    assert_eq!(
        value["embed"]["images"][0]["aspectRatio"],
        json!({ "width": 640, "height": 480 })
    );
    let marked: Vec<&str> = value["facets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|facet| {
            let at = |end: &str| facet["index"][end].as_u64().unwrap() as usize;
            &text[at("byteStart")..at("byteEnd")]
        })
        .collect();
    assert_eq!(marked, ["#Båtsfjord", link]);

    // A citizen answers. It is polled in once, however often one polls, with a due time by the clause.
    let root = (publication.remote_id.as_str(), publication.remote_cid.as_str());
    let question = citizen.reply(root, "Er det gratis inngang?").await;
    let item = town
        .until("the question is polled in", async || {
            town.item_of(&question).await
        })
        .await;
    town.work(Millis::MINUTE).await;
    town.work(Millis::MINUTE).await;
    assert_eq!(town.inbox().await.len(), 1);
    assert_eq!(
        (item.text.as_str(), item.author_handle.as_str()),
        ("Er det gratis inngang?", citizen.handle.as_str())
    );
    assert_eq!(item.publication.as_ref(), Some(&publication.id));
    assert!(item.due_at.unwrap() > item.received_at && !item.due_clause.is_empty());
    assert_eq!(
        bench
            .journal()
            .await
            .iter()
            .filter(|k| *k == "item.received")
            .count(),
        1
    );

    // The answer in the municipality's name stands under the question, for the citizen too.
    inbox::answer(
        flow,
        &bench.actor("moderator"),
        &item.id,
        "Ja, det er gratis for alle.",
    )
    .await
    .unwrap();
    town.work(0).await;
    let answer = town.answers(&item.id).await.remove(0);
    assert_eq!(
        (answer.state, answer.problem.as_str()),
        (PublicationState::Published, "")
    );
    town.until("the answer stands in the thread", async || {
        let thread = citizen
            .get("app.bsky.feed.getPostThread", &[("uri", root.0)])
            .await;
        let under = &thread["thread"]["replies"][0];
        (under["post"]["uri"] == question.as_str()
            && under["replies"][0]["post"]["uri"] == answer.remote_id.as_str()
            && under["replies"][0]["post"]["author"]["did"] == owner.did.as_str())
        .then_some(())
    })
    .await;
    assert_eq!(town.item(&item.id).await.state, ItemState::Answered);
    assert_eq!(town.inbox().await.len(), 1, "our own answer is no item");

    // A second comment breaks the rules: evidence first, then the thread gate, then what the network says of it.
    let insult = citizen
        .reply(root, "Din udugelige idiot, du burde skamme deg.")
        .await;
    let item = town
        .until("the insult is polled in", async || town.item_of(&insult).await)
        .await;
    let moderator = bench.actor("moderator");
    let ground = moderation::grounds(flow, &moderator).await.unwrap().remove(0).id;
    assert_eq!(
        moderation::means(flow, &moderator, &item.id).await.unwrap(),
        "thread-gate"
    );
    let decided = moderation::hide(
        flow,
        &moderator,
        &item.id,
        &ground,
        "Personangrep på en navngitt ansatt.",
    )
    .await
    .unwrap();
    let gate = [
        ("repo", owner.did.as_str()),
        ("collection", "app.bsky.feed.threadgate"),
        ("rkey", root.0.rsplit('/').next().unwrap()),
    ];
    let journal = bench.journal().await;
    assert_eq!(
        journal[journal.len() - 2..],
        ["moderation.evidence", "moderation.decided"]
    );
    assert_eq!(
        citizen.get("com.atproto.repo.getRecord", &gate).await["error"],
        "RecordNotFound",
        "nothing was asked yet"
    );
    assert_eq!(town.item(&item.id).await.visibility, Visibility::Hiding);
    let hidden = town
        .until("the network has confirmed", async || {
            let found = town.moderations(&item.id).await.remove(0);
            (found.state == ModerationState::Confirmed).then_some(found)
        })
        .await;
    assert_eq!(
        (hidden.id, hidden.act, hidden.means.as_str()),
        (decided, ModerationAct::Hide, "thread-gate")
    );
    assert_eq!(town.item(&item.id).await.visibility, Visibility::Hidden);
    let held = citizen.get("com.atproto.repo.getRecord", &gate).await;
    assert_eq!(held["value"]["hiddenReplies"], json!([insult]));
    let stranger = Person::new(&peer, "ola").await;
    let seen_hidden = async || {
        let seen = stranger.get("app.bsky.feed.getPosts", &[("uris", root.0)]).await;
        let hidden = &seen["posts"][0]["threadgate"]["record"]["hiddenReplies"];
        hidden.as_array().map(Vec::len)
    };
    town.until("others are told that it is hidden", async || {
        (seen_hidden().await == Some(1)).then_some(())
    })
    .await;

    // It can be shown again.
    moderation::restore(flow, &moderator, &item.id, "Forfatteren har beklaget.")
        .await
        .unwrap();
    town.until("it is shown again", async || {
        (town.item(&item.id).await.visibility == Visibility::Visible).then_some(())
    })
    .await;
    town.until("others are told so", async || {
        (seen_hidden().await == Some(0)).then_some(())
    })
    .await;

    // Its author takes it back: the item is gone from the network and kept here.
    citizen.take_back(&insult).await;
    town.until("it is seen to be gone", async || {
        (town.item(&item.id).await.visibility == Visibility::Gone).then_some(())
    })
    .await;
    assert_eq!(
        town.item(&item.id).await.text,
        "Din udugelige idiot, du burde skamme deg."
    );
    assert_eq!(
        bench.journal().await.iter().filter(|k| *k == "item.gone").count(),
        1
    );
    town.proves().await;
}

/// A municipality whose line to the network goes over a server that loses answers.
async fn behind(peer: &Value) -> (Person, Town, Lossy) {
    let owner = Person::new(peer, "kommune").await;
    let line = Lossy::before(&owner.pds.replace("localhost", "127.0.0.1")).await;
    let town = Town::new(Network::Bluesky).await;
    town.connect(&line.url, &owner.handle, &owner.app_password().await)
        .await;
    (owner, town, line)
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_and_never_made_good_by_a_second_post() {
    let Some(peer) = peer("RETTESNOR_ATPROTO") else {
        return;
    };
    for (fault, there) in [(Fault::Cut, 1), (Fault::Fails, 1), (Fault::Swallowed, 0)] {
        let (owner, town, line) = behind(&peer).await;
        let post = town
            .scheduled("Veien er stengt i dag.", "https://www.batsfjord.kommune.no/vei")
            .await;
        line.lose("com.atproto.repo.createRecord", fault);
        town.work(0).await;
        assert_eq!(line.lost(), 1);
        let publication = town.publication(&post).await;
        assert_eq!(publication.state, PublicationState::Unknown, "{fault:?}");
        assert_eq!(owner.posts_of(&owner.did).await.len(), there, "{fault:?}");

        // While the network cannot be asked, nothing is known and nothing is sent.
        town.work(Millis::MINUTE).await;
        assert_eq!(town.publication(&post).await.state, PublicationState::Unknown);
        line.mend();
        town.work(Millis::HOUR).await;
        let publication = town.publication(&post).await;
        assert_eq!(
            (publication.state, publication.problem.as_str()),
            (PublicationState::Published, ""),
            "{fault:?}"
        );
        let posts = owner.posts_of(&owner.did).await;
        assert_eq!(posts.len(), 1, "{fault:?}");
        assert_eq!(posts[0]["uri"], publication.remote_id.as_str());
        assert_eq!(
            town.bench
                .journal()
                .await
                .iter()
                .filter(|k| *k == "post.published")
                .count(),
            1
        );
        town.proves().await;
    }
}
