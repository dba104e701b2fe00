//! A server that is killed again and again loses nothing that it said yes to, and does nothing twice.
//!
//! Editors submit, approve and publish posts by the forms, citizens comment on the practice network, and all the while the
//! process gets SIGKILL at moments that a seed chooses, and is started again. An answer that was lost is handled as a
//! person would: the form is sent once more.

use crate::browser::{Browser, Sent};
use crate::program::{Server, free_port, rettesnor, run};
use crate::town::{self, PASSWORD, Town};
use flow::Flow;
use model::clock::Fixed;
use model::publication::{Publication, PublicationState};
use model::{ChannelId, Millis, MunicipalityId, Source};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use store::InboxFilter;
use store_sql::Options;
use tokio::task::JoinSet;

/// Editors at work at the same time, and citizens.
const EDITORS: usize = 3;
const CITIZENS: usize = 3;
/// Comments from one address; the practice page takes thirty a minute.
const FROM_ONE: usize = 25;
/// The longest a step may take, restarts and all.
const PATIENCE: Duration = Duration::from_secs(90);

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_done_twice_when_the_server_is_killed_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    stream(&folder.path().join("data"), None, 500, 500).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_done_twice_when_the_server_is_killed_on_postgresql() {
    let Ok(url) = std::env::var("TEST_DATABASE_URL") else {
        assert!(
            std::env::var("RETTESNOR_PEERS").is_err(),
            "TEST_DATABASE_URL is required and not set"
        );
        println!("left out: TEST_DATABASE_URL is not set");
        return;
    };
    let name = format!("rettesnor_killed_{}", std::process::id());
    let mut admin = PgConnection::connect(&url).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name}")))
        .execute(&mut admin)
        .await
        .unwrap();
    sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut admin)
        .await
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let own = format!("{}/{name}", url.rsplit_once('/').unwrap().0);
    stream(&folder.path().join("data"), Some(own), 300, 300).await;
    sqlx::raw_sql(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)")))
        .execute(&mut admin)
        .await
        .unwrap();
}

/// Everything the tasks share.
struct Scene {
    data: PathBuf,
    database: Option<String>,
    listen: String,
    channel: ChannelId,
    answers: Vec<(String, String)>,
    root: String,
    over: AtomicBool,
    next_post: AtomicUsize,
    next_comment: AtomicUsize,
    acknowledged: AtomicUsize,
}

async fn stream(data: &Path, database: Option<String>, posts: usize, comments: usize) {
    let seed = std::env::var("RETTESNOR_TEST_SEED")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(71);
    println!("RETTESNOR_TEST_SEED={seed}");
    let began = Instant::now();
    let listen = format!("127.0.0.1:{}", free_port());
    let url = format!("http://{listen}");
    let options = Options {
        durable: false,
        ..Options::default()
    };
    let (flow, db) = town::open(data, database.as_deref(), &url, &options).await;
    let town = Town::found(flow).await;
    let root = town.publish("Hva synes dere om den nye skolen?").await;
    let (_, draft) = town.draft("Et innlegg").await;
    let (editor, editor_codes) = town.enrol("editor").await;
    let (approver, approver_codes) = town.enrol("leader").await;
    let (municipality, channel) = (town.municipality.id.clone(), town.channel.clone());
    drop(town);
    db.close().await;

    let scene = Arc::new(Scene {
        data: data.to_owned(),
        database,
        listen,
        channel,
        answers: draft
            .answers
            .into_iter()
            .map(|(name, value)| (format!("answer.{name}"), value))
            .collect(),
        root,
        over: AtomicBool::new(false),
        next_post: AtomicUsize::new(0),
        next_comment: AtomicUsize::new(0),
        acknowledged: AtomicUsize::new(0),
    });
    let server = scene.start();
    let mut signed = Vec::new();
    for n in 0..EDITORS {
        let mut one = Browser::new(&url, Ipv4Addr::LOCALHOST.into());
        one.sign_in(&editor, PASSWORD, &editor_codes[n]).await;
        let mut other = Browser::new(&url, Ipv4Addr::LOCALHOST.into());
        other.sign_in(&approver, PASSWORD, &approver_codes[n]).await;
        signed.push((one, other));
    }
    let killer = tokio::task::spawn_blocking({
        let scene = scene.clone();
        move || kill_and_start(&scene, server, &Fixed::new(Millis(0), seed).source())
    });
    let mut work = JoinSet::new();
    for (editor, approver) in signed {
        let scene = scene.clone();
        work.spawn(async move {
            write_posts(&scene, editor, approver, posts).await;
            Vec::new()
        });
    }
    for citizen in 0..CITIZENS {
        let scene = scene.clone();
        work.spawn(async move { comment(&scene, citizen, comments).await });
    }
    let mut said = BTreeMap::new();
    while let Some(done) = work.join_next().await {
        said.extend(done.unwrap());
    }
    scene.over.store(true, Ordering::SeqCst);
    let (server, kills) = killer.await.unwrap();
    println!(
        "{posts} posts and {comments} comments taken in {:?}, {kills} kills",
        began.elapsed()
    );
    assert!(kills >= 5, "too few kills to prove anything: {kills}");

    let (flow, db) = town::open(data, scene.database.as_deref(), &url, &options).await;
    let texts: Vec<String> = (0..posts).map(text_of).collect();
    settled(&flow, &municipality, &texts, &said).await;
    assert!(server.stop(), "did not stop well");
    exactly_once(&flow, &municipality, &texts, &said).await;
    drop(flow);
    db.close().await;
    let mut verify = rettesnor(
        data.parent().unwrap(),
        &["verify", "--log", "error", "--data", data.to_str().unwrap()],
    );
    if let Some(database) = &scene.database {
        verify.env("DATABASE_URL", database);
    }
    let verified = run(verify);
    assert!(
        verified.ok && verified.out.contains("everything holds"),
        "{}{}",
        verified.out,
        verified.err
    );
    println!("all in {:?}", began.elapsed());
}

impl Scene {
    fn start(&self) -> Server {
        let mut command = rettesnor(self.data.parent().unwrap(), &[]);
        if let Some(database) = &self.database {
            command.env("DATABASE_URL", database);
        }
        Server::started(command, &self.data, &self.listen, &["--poll-seconds", "10"]).unwrap()
    }
}

/// Kills the server and starts it again until the stream has ended; the last one lives.
fn kill_and_start(scene: &Scene, mut server: Server, chance: &Source) -> (Server, usize) {
    let mut kills = 0;
    loop {
        let life = 200 + u64::from_le_bytes(chance.bytes()) % 2_000;
        let until = Instant::now() + Duration::from_millis(life);
        while Instant::now() < until {
            if scene.over.load(Ordering::SeqCst) {
                return (server, kills);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        server.kill();
        server = scene.start();
        kills += 1;
    }
}

fn text_of(post: usize) -> String {
    format!("Innlegg nummer {post:04}: skolen åpner igjen på mandag.")
}

/// Sends a form until it is taken. Once an answer was lost, "that is done already" is as good as a yes.
async fn sure(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Sent {
    let until = Instant::now() + PATIENCE;
    let mut lost = false;
    loop {
        match browser.send(path, fields).await {
            Ok(sent) if sent.taken() => return sent,
            Ok(sent) if sent.status.is_client_error() && lost => return sent,
            Ok(sent) => {
                assert!(
                    sent.status.is_server_error(),
                    "{path}: {} {}",
                    sent.status,
                    sent.html
                );
                lost = true;
            }
            Err(_) => lost = true,
        }
        assert!(Instant::now() < until, "{path} is never answered");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn page(browser: &mut Browser, path: &str) -> String {
    let until = Instant::now() + PATIENCE;
    loop {
        if let Ok((status, html)) = browser.open(path).await
            && !status.is_server_error()
        {
            assert!(status.is_success(), "{path}: {status} {html}");
            return html;
        }
        assert!(Instant::now() < until, "{path} is never answered");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Writes, submits, has approved and publishes posts until there are enough.
async fn write_posts(scene: &Scene, mut editor: Browser, mut approver: Browser, posts: usize) {
    loop {
        let n = scene.next_post.fetch_add(1, Ordering::SeqCst);
        if n >= posts {
            return;
        }
        let text = text_of(n);
        // A draft whose address was lost stays behind empty and is nobody's loss.
        let post = loop {
            if let Some(to) = sure(&mut editor, "/posts", &[]).await.to {
                break to;
            }
        };
        let mut fields = vec![
            ("do", "submit"),
            ("version", "1"),
            ("text", &text),
            ("lang", "nb"),
        ];
        fields.push(("channels", model::Id::as_str(&scene.channel)));
        fields.extend(
            scene
                .answers
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        );
        sure(&mut editor, &post, &fields).await;
        // Gone from the list: approved by a form whose answer was lost.
        while let Some(path) = waiting(&page(&mut approver, "/approvals").await, &text) {
            let html = page(&mut approver, &path).await;
            let digest = html
                .split_once("name=\"digest\" value=\"")
                .and_then(|(_, rest)| rest.split('"').next());
            let fields = [
                ("digest", digest.unwrap_or_default()),
                ("verdict", "approve"),
                ("note", ""),
            ];
            sure(&mut approver, &path, &fields).await;
        }
        sure(&mut editor, &format!("{post}/publish"), &[("when", "now")]).await;
    }
}

/// Address of the step about a post in the list of steps.
fn waiting(html: &str, text: &str) -> Option<String> {
    let (before, _) = html.split_once(text)?;
    let (_, link) = before.rsplit_once("href=\"")?;
    Some(link.split('"').next()?.to_owned())
}

/// Comments until enough are taken; each text with whether it was.
async fn comment(scene: &Scene, citizen: usize, comments: usize) -> Vec<(String, bool)> {
    let mut said = Vec::new();
    let path = format!("/practice/batsfjord/{}", scene.root);
    let url = format!("http://{}", scene.listen);
    let mut browser = None;
    let until = Instant::now() + 4 * PATIENCE;
    while scene.acknowledged.load(Ordering::SeqCst) < comments {
        assert!(Instant::now() < until, "comments are never taken");
        let n = scene.next_comment.fetch_add(1, Ordering::SeqCst);
        if said.len().is_multiple_of(FROM_ONE) {
            let address = Ipv4Addr::new(127, 0, 1 + citizen as u8, 1 + (said.len() / FROM_ONE) as u8);
            let mut another = Browser::new(&url, IpAddr::V4(address));
            page(&mut another, &path).await;
            browser = Some(another);
        }
        let text = format!("Kommentar nummer {n:04}: flott!");
        let sent = browser
            .as_mut()
            .unwrap()
            .send(&path, &[("name", "Kari"), ("text", &text)])
            .await;
        let taken = sent.as_ref().is_ok_and(Sent::taken);
        if let Ok(sent) = &sent {
            assert!(taken || sent.status.is_server_error(), "{}", sent.html);
        }
        if taken {
            scene.acknowledged.fetch_add(1, Ordering::SeqCst);
        } else {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        said.push((text, taken));
    }
    said
}

/// Waits until every post is out, known to be out, and every comment that was taken is in the inbox. What was killed between
/// the network's answer and writing it down is asked for again when its lease has ended.
async fn settled(
    flow: &Flow,
    municipality: &MunicipalityId,
    posts: &[String],
    said: &BTreeMap<String, bool>,
) {
    let until = Instant::now() + PATIENCE;
    loop {
        let (out, inbox) = counts(flow, municipality).await;
        let late: Vec<&String> = posts.iter().filter(|p| !out.contains_key(*p)).collect();
        let lost: Vec<&String> = said
            .iter()
            .filter(|(t, taken)| **taken && !inbox.contains_key(*t))
            .map(|(t, _)| t)
            .collect();
        let open = unpublished(flow, municipality).await;
        if late.is_empty() && lost.is_empty() && open.is_empty() {
            return;
        }
        assert!(
            Instant::now() < until,
            "not published: {late:?}\nnot in the inbox: {lost:?}\nnot known to be out: {open:?}"
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn exactly_once(
    flow: &Flow,
    municipality: &MunicipalityId,
    posts: &[String],
    said: &BTreeMap<String, bool>,
) {
    let (out, inbox) = counts(flow, municipality).await;
    for post in posts {
        assert_eq!(out.get(post), Some(&1), "{post} is not published once");
    }
    assert_eq!(
        out.len(),
        posts.len() + 1,
        "something is published that nobody wrote"
    );
    for (comment, taken) in said {
        let times = inbox.get(comment).copied().unwrap_or(0);
        assert!(
            times == 1 || (times == 0 && !taken),
            "{comment}: {times} times in the inbox, taken: {taken}"
        );
    }
    let open = unpublished(flow, municipality).await;
    assert!(open.is_empty(), "publications are left: {open:?}");
}

/// Publications in any state but published.
async fn unpublished(flow: &Flow, municipality: &MunicipalityId) -> Vec<Publication> {
    let read = flow.store().read().await.unwrap();
    let other = |s: &&PublicationState| **s != PublicationState::Published;
    let states: Vec<_> = PublicationState::ALL.iter().filter(other).copied().collect();
    read.publications_in(municipality, &states).await.unwrap()
}

/// How often each text is on the practice network, and in the inbox.
async fn counts(
    flow: &Flow,
    municipality: &MunicipalityId,
) -> (BTreeMap<String, usize>, BTreeMap<String, usize>) {
    let read = flow.store().read().await.unwrap();
    let (mut out, mut inbox) = (BTreeMap::new(), BTreeMap::new());
    let mut after = None;
    loop {
        let page = read
            .practice_posts(municipality, None, after.as_ref(), 500)
            .await
            .unwrap();
        page.items
            .into_iter()
            .for_each(|p| *out.entry(p.text).or_insert(0) += 1);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    loop {
        let page = read
            .inbox(municipality, &InboxFilter::default(), after.as_ref(), 500)
            .await
            .unwrap();
        page.items
            .into_iter()
            .for_each(|i| *inbox.entry(i.text).or_insert(0) += 1);
        after = page.next;
        if after.is_none() {
            return (out, inbox);
        }
    }
}
