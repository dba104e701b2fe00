//! The same case on a server with the Mastodon API, as far as that API goes: it hides nothing of others.

use crate::lossy::{Fault, Lossy};
use crate::real::{Town, peer, plain, unique};
use flow::{inbox, moderation};
use model::Millis;
use model::channel::{ChannelState, Network};
use model::item::Visibility;
use model::publication::PublicationState;
use serde_json::{Value, json};

/// What a citizen does by an independent client library, and what anybody reads by plain HTTP.
struct Citizen {
    server: String,
    token: String,
    python: String,
}

impl Citizen {
    fn new(peer: &Value) -> Self {
        let text = |name: &str| peer[name].as_str().unwrap().to_owned();
        Self {
            server: text("server"),
            token: text("citizen_token"),
            python: text("python"),
        }
    }

    async fn does(&self, arguments: &[&str]) -> String {
        let script = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/peers/mastodon/citizen.py"
        );
        let mut command = tokio::process::Command::new(&self.python);
        let output = command
            .arg(script)
            .args([&self.server, &self.token])
            .args(arguments)
            .output()
            .await
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    async fn shown(&self, id: &str) -> Value {
        serde_json::from_str(&self.does(&["show", id]).await).unwrap()
    }

    async fn get(&self, path: &str) -> Value {
        let request = plain()
            .get(format!("{}{path}", self.server))
            .bearer_auth(&self.token);
        request.send().await.unwrap().json().await.unwrap()
    }

    /// How many statuses of the account hold these words.
    async fn count(&self, account: &str, words: &str) -> usize {
        let all = self
            .get(&format!("/api/v1/accounts/{account}/statuses?limit=40"))
            .await;
        all.as_array()
            .unwrap()
            .iter()
            .filter(|s| s["content"].as_str().unwrap().contains(words))
            .count()
    }
}

async fn account(peer: &Value) -> String {
    let path = format!(
        "{}/api/v1/accounts/verify_credentials",
        peer["server"].as_str().unwrap()
    );
    let request = plain().get(path).bearer_auth(peer["token"].as_str().unwrap());
    let found: Value = request.send().await.unwrap().json().await.unwrap();
    found["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_case_is_carried_as_far_as_the_api_allows() {
    let Some(peer) = peer("RETTESNOR_MASTODON") else {
        return;
    };
    let citizen = Citizen::new(&peer);
    let town = Town::new(Network::Mastodon).await;
    let (flow, bench) = (&town.bench.flow, &town.bench);

    let form = town.form(&citizen.server, "", "unknown-token").await;
    let wrong = flow::channels::connect(flow, &bench.actor("it"), &town.channel, form).await;
    assert_eq!(wrong.unwrap_err().key(), "network-token-expired");
    assert_eq!(bench.channel(&town.channel).await.state, ChannelState::Approved);
    town.connect(&citizen.server, "", peer["token"].as_str().unwrap())
        .await;
    assert_eq!(bench.channel(&town.channel).await.handle, "kommune@127.0.0.1");

    let words = format!("Blåbærfest 🫐 nummer {}", unique());
    let post = town
        .scheduled(&words, "https://www.batsfjord.kommune.no/blaabaer")
        .await;
    town.work(0).await;
    let publication = town.publication(&post).await;
    assert_eq!(
        (publication.state, publication.problem.as_str()),
        (PublicationState::Published, "")
    );
    let shown = citizen.shown(&publication.remote_id).await;
    assert!(shown["content"].as_str().unwrap().contains(&words), "{shown}");
    assert!(
        shown["content"]
            .as_str()
            .unwrap()
            .contains("batsfjord.kommune.no/blaabaer"),
        "{shown}"
    );
    assert_eq!(
        shown["alt"],
        json!(["Et blått felt med en grå kant, som kommunens gamle segl"])
    );

    // A citizen answers; however often one polls, it is one item with a due time.
    let question = citizen
        .does(&[
            "reply",
            &publication.remote_id,
            "@kommune Er det <gratis> & åpent?",
        ])
        .await;
    let item = town
        .until("the question is polled in", async || {
            town.item_of(&question).await
        })
        .await;
    town.work(Millis::SECOND).await;
    town.work(Millis::SECOND).await;
    let same = town
        .inbox()
        .await
        .into_iter()
        .filter(|i| i.remote_id == question)
        .count();
    assert_eq!(same, 1);
    assert_eq!(item.text, "@kommune Er det <gratis> & åpent?");
    assert_eq!(item.publication.as_ref(), Some(&publication.id));
    assert!(item.due_at.is_some());

    let reply = format!("@innbygger Ja, {} er gratis.", unique());
    inbox::answer(flow, &bench.actor("moderator"), &item.id, &reply)
        .await
        .unwrap();
    town.work(0).await;
    let answer = town.answers(&item.id).await.remove(0);
    assert_eq!(
        (answer.state, answer.problem.as_str()),
        (PublicationState::Published, "")
    );
    assert_eq!(
        citizen.shown(&answer.remote_id).await["in_reply_to_id"],
        question.as_str()
    );

    // The network has no way to hide it: said before anything is decided or written down.
    let moderator = bench.actor("moderator");
    assert_eq!(
        moderation::means(flow, &moderator, &item.id).await.unwrap(),
        "none"
    );
    let before = bench.journal().await;
    let ground = moderation::grounds(flow, &moderator).await.unwrap().remove(0).id;
    let refused = moderation::hide(
        flow,
        &moderator,
        &item.id,
        &ground,
        "Personangrep på en navngitt ansatt.",
    )
    .await;
    assert_eq!(refused.unwrap_err().key(), "network-cannot-hide");
    assert_eq!(bench.journal().await, before);
    assert_eq!(town.item(&item.id).await.visibility, Visibility::Visible);

    // Its author changes it, and then takes it back: a version more, then gone, and kept.
    citizen
        .does(&["edit", &question, "@kommune Unnskyld, jeg fant det."])
        .await;
    let changed = town
        .until("the edit is seen", async || {
            town.item_of(&question)
                .await
                .filter(|i| i.text == "@kommune Unnskyld, jeg fant det.")
        })
        .await;
    assert_eq!(changed.versions, 2);
    citizen.does(&["delete", &question]).await;
    town.until("it is seen to be gone", async || {
        (town.item(&item.id).await.visibility == Visibility::Gone).then_some(())
    })
    .await;
    assert_eq!(town.item(&item.id).await.text, "@kommune Unnskyld, jeg fant det.");
    town.proves().await;
}

#[tokio::test]
async fn a_lost_answer_is_looked_for_among_our_own_statuses() {
    let Some(peer) = peer("RETTESNOR_MASTODON") else {
        return;
    };
    let citizen = Citizen::new(&peer);
    let own = account(&peer).await;
    for (fault, there) in [(Fault::Cut, 1), (Fault::Fails, 1), (Fault::Swallowed, 0)] {
        let line = Lossy::before(&citizen.server).await;
        let town = Town::new(Network::Mastodon).await;
        town.connect(&line.url, "", peer["token"].as_str().unwrap()).await;
        let words = format!("Veien er stengt {}", unique());
        let post = town
            .scheduled(&words, "https://www.batsfjord.kommune.no/vei")
            .await;
        line.lose("POST /api/v1/statuses", fault);
        town.work(0).await;
        assert_eq!(line.lost(), 1);
        assert_eq!(
            town.publication(&post).await.state,
            PublicationState::Unknown,
            "{fault:?}"
        );
        assert_eq!(citizen.count(&own, &words).await, there, "{fault:?}");
        line.mend();
        town.work(Millis::HOUR).await;
        let publication = town.publication(&post).await;
        assert_eq!(
            (publication.state, publication.problem.as_str()),
            (PublicationState::Published, ""),
            "{fault:?}"
        );
        assert_eq!(citizen.count(&own, &words).await, 1, "{fault:?}");
        town.proves().await;
    }
}
