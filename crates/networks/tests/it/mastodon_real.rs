//! The whole way on a running server with the Mastodon API. A real one hides no answers of others.

use crate::support::{open, patient, peer, picture, plain, post, unique, until, video};
use model::channel::Network;
use networks::{CallError, Connector, Credentials, RemoteRef, ReplyTo, Seen};
use serde_json::Value;

/// Somebody who talks to the server by plain HTTP.
struct Citizen {
    client: reqwest::Client,
    server: String,
    token: String,
}

impl Citizen {
    async fn send(&self, method: &str, path: &str, form: &[(&str, &str)]) -> Value {
        let url = format!("{}{path}", self.server);
        let request = match method {
            "GET" => self.client.get(url),
            "PUT" => self.client.put(url).form(form),
            "DELETE" => self.client.delete(url),
            _ => self.client.post(url).form(form),
        };
        let response = request.bearer_auth(&self.token).send().await.unwrap();
        assert!(response.status().is_success(), "{path}: {}", response.status());
        response.json().await.unwrap()
    }
}

#[tokio::test]
async fn a_post_is_published_answered_and_looked_after() {
    let Some(peer) = peer("RETTESNOR_MASTODON") else {
        return;
    };
    let text = |name: &str| peer[name].as_str().unwrap().to_owned();
    let citizen_of = |token: String| Citizen {
        client: plain(),
        server: text("server"),
        token,
    };
    let network = open(
        patient(),
        Network::Mastodon,
        &text("server"),
        &Credentials::new("", text("token")),
    );
    let (citizen, owner) = (citizen_of(text("citizen_token")), citizen_of(text("token")));

    let account = network.connect().await.unwrap();
    assert_eq!(account.handle, "kommune@127.0.0.1");
    assert_eq!(account.name, "Testkommune");

    let mut out = post(&format!("Blåbærfest 🫐 <3 & {} @innbygger@127.0.0.1", unique()));
    out.link = "https://kommune.example/en/ganske/lang/adresse/som/vises/forkortet".into();
    out.images = vec![picture("Et grått bilde")];
    // The server's own clock judges the time, so the key must carry the real one.
    let key = format!(
        "{:012x}-{}",
        model::Millis::from(server_time(&owner).await).0,
        unique()
    );
    assert_eq!(network.find(&out, &key).await, Ok(None));
    let first = network.publish(&out, &key).await.unwrap();
    let again = network.publish(&out, &key).await.unwrap();
    assert_eq!(again.remote_id, first.remote_id);
    let found = network.find(&out, &key).await.unwrap().unwrap();
    assert_eq!(found.remote_id, first.remote_id);
    let shown = owner
        .send("GET", &format!("/api/v1/statuses/{}", first.remote_id), &[])
        .await;
    assert_eq!(shown["media_attachments"][0]["description"], "Et grått bilde");
    assert_eq!(shown["language"], "nb");
    let mine = owner
        .send(
            "GET",
            &format!("/api/v1/accounts/{}/statuses", account.remote_id),
            &[],
        )
        .await;
    let same = mine
        .as_array()
        .unwrap()
        .iter()
        .filter(|s| s["content"] == shown["content"]);
    assert_eq!(same.count(), 1);

    // A citizen answers, directly and deeper in the thread.
    let before = network.replies("").await.unwrap();
    let status = [
        ("status", "@kommune <Dette> var stygt & feil"),
        ("in_reply_to_id", &first.remote_id),
    ];
    let comment = citizen.send("POST", "/api/v1/statuses", &status).await;
    let id = comment["id"].as_str().unwrap();
    // The second citizen's program is an independent client library.
    let python = text("python");
    let by_library = async |arguments: &[&str]| {
        let script = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/peers/mastodon/citizen.py"
        );
        let mut command = tokio::process::Command::new(&python);
        command.arg(script).args([&citizen.server, &citizen.token]);
        let output = command.args(arguments).output().await.unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let deeper = by_library(&["reply", id, "@kommune og enda mer"]).await;
    let seen: Value = serde_json::from_str(&by_library(&["show", &first.remote_id]).await).unwrap();
    assert_eq!(seen["alt"], serde_json::json!(["Et grått bilde"]));
    let items = until("the answers are polled in", || async {
        let page = network.replies(&before.cursor).await.unwrap();
        (page.items.len() == 2).then_some(page.items)
    })
    .await;
    assert_eq!(items[0].remote_id, id, "oldest first");
    assert_eq!(items[0].text, "@kommune <Dette> var stygt & feil");
    assert_eq!(items[0].author_handle, "innbygger");
    assert_eq!(items[0].root_remote_id, first.remote_id);
    assert_eq!(items[1].parent_remote_id, id);
    assert_eq!(
        items[1].root_remote_id, first.remote_id,
        "the thread's beginning, not the parent"
    );
    assert_eq!(items[1].remote_id, deeper);

    // It is answered in our name.
    let root = RemoteRef::new(&first.remote_id, "");
    let item = RemoteRef::new(id, "");
    let mut answer = post("@innbygger Takk for at du sier fra.");
    answer.reply = Some(ReplyTo {
        parent: item.clone(),
        root: root.clone(),
    });
    let answered = network.publish(&answer, &format!("{key}-2")).await.unwrap();
    let shown = owner
        .send("GET", &format!("/api/v1/statuses/{}", answered.remote_id), &[])
        .await;
    assert_eq!(shown["in_reply_to_id"], id);

    // What the account has: ours, and what somebody puts up with another program, changes and removes.
    let outside = owner
        .send("POST", "/api/v1/statuses", &[("status", "Fra telefonen")])
        .await;
    let outside = outside["id"].as_str().unwrap();
    let own = network.own("").await.unwrap();
    let listed = |id: &str| own.posts.iter().find(|p| p.remote_id == id).unwrap();
    assert_eq!(own.posts[0].remote_id, outside, "newest first");
    assert_eq!(listed(outside).text, "Fra telefonen");
    assert_eq!(listed(&answered.remote_id).parent_remote_id, id);
    assert_eq!(listed(&first.remote_id).edited, Some(false));
    assert!(own.posts.iter().all(|p| p.remote_id != deeper), "nobody else's");
    owner
        .send(
            "PUT",
            &format!("/api/v1/statuses/{outside}"),
            &[("status", "Fra telefonen, rettet")],
        )
        .await;
    let own = network.own("").await.unwrap();
    let changed = own.posts.iter().find(|p| p.remote_id == outside).unwrap();
    assert_eq!(
        (changed.edited, changed.text.as_str()),
        (Some(true), "Fra telefonen, rettet")
    );
    owner
        .send("DELETE", &format!("/api/v1/statuses/{outside}"), &[])
        .await;
    let own = network.own("").await.unwrap();
    assert!(own.posts.iter().all(|p| p.remote_id != outside));
    let older = network.own(&first.remote_id).await.unwrap();
    assert!(
        older.posts.iter().all(|p| p.remote_id != first.remote_id),
        "pages go on"
    );

    // Its author edits it; the thread shows the new text, and not our own answer.
    citizen
        .send(
            "PUT",
            &format!("/api/v1/statuses/{id}"),
            &[("status", "@kommune Unnskyld")],
        )
        .await;
    let thread = network.thread(&root).await.unwrap();
    let texts: Vec<&str> = thread.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(texts, ["@kommune Unnskyld", "@kommune og enda mer"]);

    // Nothing here hides it: said plainly, with what there is instead.
    let hidden = network.hide(&root, &item).await;
    assert!(matches!(hidden, Err(CallError::NotSupported { means }) if means.contains(&"report")));
    assert_eq!(network.look(&root, &item).await, Ok(Seen::Visible));
    citizen
        .send("DELETE", &format!("/api/v1/statuses/{id}"), &[])
        .await;
    assert_eq!(network.look(&root, &item).await, Ok(Seen::Gone));

    // In the same test: the account is one, and what is its newest post is looked at above.
    a_video_is_shown_with_its_text(&*network, &owner, &key).await;
}

async fn a_video_is_shown_with_its_text(network: &dyn Connector, owner: &Citizen, key: &str) {
    let mut out = post(&format!("Slik melder du feil på vei {}", unique()));
    out.video = Some(video("En traktor på Storgata"));
    let made = network.publish(&out, &format!("{key}-video")).await.unwrap();
    let path = format!("/api/v1/statuses/{}", made.remote_id);
    let shown = owner.send("GET", &path, &[]).await;
    let [attached] = shown["media_attachments"].as_array().unwrap().as_slice() else {
        panic!("{shown}")
    };
    assert_eq!(attached["type"], "video");
    assert_eq!(attached["description"], "En traktor på Storgata");
    let file = owner.client.get(attached["url"].as_str().unwrap());
    let file = file.send().await.unwrap().bytes().await.unwrap();
    assert_eq!(file, out.video.unwrap().bytes);
}

/// The server's time, by the newest thing it has made.
async fn server_time(owner: &Citizen) -> jiff::Timestamp {
    let made = owner
        .send("POST", "/api/v1/statuses", &[("status", "klokke")])
        .await;
    made["created_at"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn an_unknown_token_says_expired() {
    let Some(peer) = peer("RETTESNOR_MASTODON") else {
        return;
    };
    let server = peer["server"].as_str().unwrap();
    let network = open(
        patient(),
        Network::Mastodon,
        server,
        &Credentials::new("", "unknown"),
    );
    let outcome = network.connect().await;
    assert!(matches!(outcome, Err(CallError::Expired(_))), "{outcome:?}");
}
