//! The whole way on a real AT Protocol network: PDS, directory and AppView.

use crate::support::{open, patient, peer, picture, plain, post, unique, until};
use model::channel::Network;
use networks::{CallError, Connector, Credentials, RemoteRef, ReplyTo, Seen};
use serde_json::{Value, json};
use std::sync::Arc;

/// Somebody who talks to the server by plain HTTP.
pub struct Person {
    client: reqwest::Client,
    pub pds: String,
    pub did: String,
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

    async fn call(&self, name: &str, body: Value) -> Value {
        let url = format!("{}/xrpc/{name}", self.pds);
        let mut request = self.client.post(url).json(&body);
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        let response = request.send().await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        assert!(status.is_success(), "{name}: {status} {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    pub async fn get(&self, name: &str, query: &[(&str, &str)]) -> Value {
        let url = format!("{}/xrpc/{name}", self.pds);
        let request = self.client.get(url).query(query).bearer_auth(&self.token);
        request.send().await.unwrap().json().await.unwrap()
    }

    pub async fn sees(&self, post: &RemoteRef) {
        until("the AppView shows the post", || async {
            let uris = [("uris", post.remote_id.as_str())];
            let seen = self.get("app.bsky.feed.getPosts", &uris).await;
            seen["posts"]
                .as_array()
                .filter(|posts| !posts.is_empty())
                .map(drop)
        })
        .await;
    }

    async fn reply(&self, root: &RemoteRef, parent: &RemoteRef, text: &str) -> RemoteRef {
        let strong = |r: &RemoteRef| json!({"uri": r.remote_id, "cid": r.cid});
        let body = json!({
            "repo": self.did, "collection": "app.bsky.feed.post",
            "record": {
                "$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-11-22T12:00:00.000Z",
                "reply": {"root": strong(root), "parent": strong(parent)},
            },
        });
        let made = self.call("com.atproto.repo.createRecord", body).await;
        RemoteRef::new(made["uri"].as_str().unwrap(), made["cid"].as_str().unwrap())
    }
}

pub async fn municipality(peer: &Value) -> (Person, Arc<dyn Connector>) {
    let owner = Person::new(peer, "kommune").await;
    let made = owner
        .call(
            "com.atproto.server.createAppPassword",
            json!({"name": "rettesnor"}),
        )
        .await;
    let credentials = Credentials::new(&owner.handle, made["password"].as_str().unwrap());
    let connector = open(patient(), Network::Bluesky, &owner.pds, &credentials);
    (owner, connector)
}

#[tokio::test]
async fn a_post_is_published_answered_moderated_and_restored() {
    let Some(peer) = peer("RETTESNOR_ATPROTO") else {
        return;
    };
    let (owner, network) = municipality(&peer).await;
    let citizen = Person::new(&peer, "kari").await;

    let account = network.connect().await.unwrap();
    assert_eq!(
        (account.remote_id.as_str(), account.handle.as_str()),
        (owner.did.as_str(), owner.handle.as_str())
    );

    // A post with a picture, a link, a hashtag and a mention.
    let mut out = post(&format!("Blåbærfest 🫐 i #Båtsfjord, @{}!", citizen.handle));
    out.link = "https://kommune.example/blåbær".into();
    out.images = vec![picture("Et grått bilde")];
    let source = crate::support::source();
    let key = network.prepare(&source);
    assert_eq!(network.find(&out, &key).await, Ok(None));
    let first = network.publish(&out, &key).await.unwrap();
    assert_eq!(
        first.url,
        format!("https://bsky.app/profile/{}/post/{key}", owner.handle)
    );

    // The same key again: still one post, and found under its key.
    let again = network.publish(&out, &key).await.unwrap();
    assert_eq!((&again.remote_id, &again.cid), (&first.remote_id, &first.cid));
    let found = network.find(&out, &key).await.unwrap().unwrap();
    assert_eq!(found.cid, first.cid);
    let repo = [("repo", owner.did.as_str()), ("collection", "app.bsky.feed.post")];
    let records = owner.get("com.atproto.repo.listRecords", &repo).await;
    assert_eq!(records["records"].as_array().unwrap().len(), 1);
    let value = &records["records"][0]["value"];
    assert_eq!(value["embed"]["images"][0]["alt"], "Et grått bilde");
    assert_eq!(
        value["embed"]["images"][0]["aspectRatio"],
        json!({"width": 2, "height": 2})
    );
    assert_eq!(value["langs"], json!(["nb"]));
    let text = value["text"].as_str().unwrap();
    let marked: Vec<&str> = value["facets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|facet| {
            let at = |end: &str| facet["index"][end].as_u64().unwrap() as usize;
            &text[at("byteStart")..at("byteEnd")]
        })
        .collect();
    let mention = format!("@{}", citizen.handle);
    assert_eq!(
        marked,
        ["#Båtsfjord", mention.as_str(), "https://kommune.example/blåbær"]
    );
    assert_eq!(value["facets"][1]["features"][0]["did"], citizen.did.as_str());

    // A citizen answers what can be seen (the AppView tells nobody of an answer that it reads before the post
    // it answers); the answer is polled in.
    let root = RemoteRef::new(first.remote_id, first.cid);
    citizen.sees(&root).await;
    let comment = citizen.reply(&root, &root, "Dette var stygt sagt").await;
    let item = until("the answer is polled in", || async {
        let page = network.replies("").await.unwrap();
        page.items
            .into_iter()
            .find(|item| item.remote_id == comment.remote_id)
    })
    .await;
    assert_eq!(item.text, "Dette var stygt sagt");
    assert_eq!(item.author_handle, citizen.handle);
    assert_eq!(
        (&item.root_remote_id, &item.parent_remote_id),
        (&root.remote_id, &root.remote_id)
    );
    assert_eq!(item.remote_cid, comment.cid);
    let raw: Value = serde_json::from_str(&item.raw).unwrap();
    assert_eq!(raw["record"]["text"], "Dette var stygt sagt");

    // It is answered in our name, by our own key. The thread holds theirs and not ours.
    let mut answer = post("Takk for at du sier fra.");
    answer.reply = Some(ReplyTo {
        parent: RemoteRef::new(&item.remote_id, ""), // the content id is looked up
        root: root.clone(),
    });
    let answer_key = network.prepare(&source);
    let answered = network.publish(&answer, &answer_key).await.unwrap();
    let seen = owner.get("com.atproto.repo.listRecords", &repo).await;
    let ours = seen["records"]
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r["uri"] == answered.remote_id.as_str());
    assert_eq!(
        ours.unwrap()["value"]["reply"]["parent"]["cid"],
        comment.cid.as_str()
    );
    let thread = until("the thread is read", || async {
        let thread = network.thread(&root).await.unwrap();
        (!thread.is_empty()).then_some(thread)
    })
    .await;
    assert_eq!(
        thread.iter().map(|i| &i.remote_id).collect::<Vec<_>>(),
        [&comment.remote_id]
    );

    // Hidden, re-read, hidden for others too, restored.
    assert_eq!(network.look(&root, &comment).await, Ok(Seen::Visible));
    network.hide(&root, &comment).await.unwrap();
    network.hide(&root, &comment).await.unwrap();
    assert_eq!(network.is_hidden(&root, &comment).await, Ok(true));
    let second = citizen.reply(&root, &root, "Enda styggere").await;
    network.hide(&root, &second).await.unwrap();
    assert_eq!(
        network.is_hidden(&root, &comment).await,
        Ok(true),
        "the first stays hidden"
    );
    until("the AppView tells others that it is hidden", || async {
        let uris = [("uris", root.remote_id.as_str())];
        let seen = citizen.get("app.bsky.feed.getPosts", &uris).await;
        let hidden = &seen["posts"][0]["threadgate"]["record"]["hiddenReplies"];
        (hidden == &json!([comment.remote_id, second.remote_id])).then_some(())
    })
    .await;
    network.restore(&root, &comment).await.unwrap();
    network.restore(&root, &comment).await.unwrap();
    assert_eq!(network.look(&root, &comment).await, Ok(Seen::Visible));
    until("the second is known", || async {
        (network.look(&root, &second).await == Ok(Seen::Hidden)).then_some(())
    })
    .await;

    // Its author takes it back.
    let key = comment.remote_id.rsplit('/').next().unwrap();
    let gone = json!({"repo": citizen.did, "collection": "app.bsky.feed.post", "rkey": key});
    citizen.call("com.atproto.repo.deleteRecord", gone).await;
    until("it is seen to be gone", || async {
        (network.look(&root, &comment).await == Ok(Seen::Gone)).then_some(())
    })
    .await;
}

#[tokio::test]
async fn the_account_has_what_it_has_whoever_put_it_up() {
    let Some(peer) = peer("RETTESNOR_ATPROTO") else {
        return;
    };
    let (owner, network) = municipality(&peer).await;
    let source = crate::support::source();
    let first = network
        .publish(&post("Herfra"), &network.prepare(&source))
        .await
        .unwrap();
    let (root, mut names) = (
        RemoteRef::new(&first.remote_id, &first.cid),
        vec![first.remote_id.clone()],
    );
    // Another program of the same account answers often enough for a second page.
    for n in 0..101 {
        names.push(
            owner
                .reply(&root, &root, &format!("Fra telefonen {n}"))
                .await
                .remote_id,
        );
    }
    let page = network.own("").await.unwrap();
    assert_eq!((page.posts.len(), page.cursor.is_empty()), (100, false));
    let rest = network.own(&page.cursor).await.unwrap();
    assert_eq!(rest.posts.len(), 2);
    let mut all: Vec<_> = page
        .posts
        .iter()
        .chain(&rest.posts)
        .map(|p| p.remote_id.clone())
        .collect();
    all.sort();
    names.sort();
    assert_eq!(all, names);
    let reply = page
        .posts
        .iter()
        .find(|p| p.remote_id != first.remote_id)
        .unwrap();
    assert_eq!(reply.parent_remote_id, first.remote_id);
    assert!(reply.text.starts_with("Fra telefonen"));
    // A record that is put anew has another content id; one that is deleted is not listed.
    let key = first.remote_id.rsplit('/').next().unwrap();
    let record =
        json!({"$type": "app.bsky.feed.post", "text": "Endret", "createdAt": "2026-11-22T12:00:00.000Z"});
    let put = json!({"repo": owner.did, "collection": "app.bsky.feed.post", "rkey": key, "record": record});
    owner.call("com.atproto.repo.putRecord", put).await;
    let ours = async || {
        let page = network.own("").await.unwrap();
        let rest = network.own(&page.cursor).await.unwrap();
        let mut posts = page.posts.into_iter().chain(rest.posts);
        posts.find(|p| p.remote_id == first.remote_id)
    };
    let changed = ours().await.unwrap();
    assert_eq!(changed.text, "Endret");
    assert_ne!(changed.cid, first.cid);
    let gone = json!({"repo": owner.did, "collection": "app.bsky.feed.post", "rkey": key});
    owner.call("com.atproto.repo.deleteRecord", gone).await;
    assert!(ours().await.is_none());
}

#[tokio::test]
async fn an_answer_in_a_thread_of_others_cannot_be_hidden() {
    let Some(peer) = peer("RETTESNOR_ATPROTO") else {
        return;
    };
    let (_, network) = municipality(&peer).await;
    let root = RemoteRef::new("at://did:plc:somebodyelse/app.bsky.feed.post/3kabc", "");
    let outcome = network.hide(&root, &root).await;
    assert!(matches!(outcome, Err(CallError::NotSupported { means }) if means.contains(&"report")));
}

#[tokio::test]
async fn a_withdrawn_app_password_says_expired() {
    let Some(peer) = peer("RETTESNOR_ATPROTO") else {
        return;
    };
    let (owner, network) = municipality(&peer).await;
    network.connect().await.unwrap();
    owner
        .call(
            "com.atproto.server.revokeAppPassword",
            json!({"name": "rettesnor"}),
        )
        .await;
    let outcome = network.connect().await;
    assert!(matches!(outcome, Err(CallError::Expired(_))), "{outcome:?}");
}

#[tokio::test]
async fn notifications_beyond_one_page_are_walked_through_and_polled_on() {
    let Some(peer) = peer("RETTESNOR_ATPROTO") else {
        return;
    };
    let (_, network) = municipality(&peer).await;
    let citizen = Person::new(&peer, "ola").await;
    let key = network.prepare(&crate::support::source());
    let first = network.publish(&post("Mange svarer"), &key).await.unwrap();
    let root = RemoteRef::new(first.remote_id, first.cid);
    citizen.sees(&root).await;
    let strong = json!({"uri": root.remote_id, "cid": root.cid});
    // The network sorts by the authors' clocks, and a poll reaches back an hour behind the newest it has seen.
    let now = crate::support::real_now();
    let writes: Vec<Value> = (0..105)
        .map(|n| {
            json!({
                "$type": "com.atproto.repo.applyWrites#create", "collection": "app.bsky.feed.post",
                "value": {
                    "$type": "app.bsky.feed.post", "text": format!("Svar {n}"),
                    // The network pages by time, so each has its own.
                    "createdAt": now.plus(n).rfc3339(),
                    "reply": {"root": strong, "parent": strong},
                },
            })
        })
        .collect();
    let all = json!({"repo": citizen.did, "writes": writes});
    citizen.call("com.atproto.repo.applyWrites", all).await;
    // As the inbox does it: the cursor goes on from page to page and from poll to poll.
    let state = tokio::sync::Mutex::new((String::new(), std::collections::BTreeSet::new()));
    until("all are polled in", || async {
        let mut state = state.lock().await;
        let page = network.replies(&state.0).await.unwrap();
        state.0 = page.cursor;
        state.1.extend(page.items.into_iter().map(|item| item.text));
        (state.1.len() == 105).then_some(())
    })
    .await;
}
