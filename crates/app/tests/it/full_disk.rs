//! A disk that is full: what was taken stays, the page says what is wrong, and when there is room again it goes on.

use crate::browser::Browser;
use crate::program::{Server, free_port, rettesnor, verify};
use crate::town::{self, Town};
use reqwest::StatusCode;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::process::Command;
use store_sql::Options;

/// Comments from one address; the practice page takes thirty a minute.
const FROM_ONE: usize = 25;

/// A file system of a few megabytes in memory; unmounted when dropped.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// `None` where one may not mount.
    fn new(at: &Path) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=24m", "tmpfs"])
            .arg(at)
            .output();
        mount
            .is_ok_and(|m| m.status.success())
            .then(|| Self(at.to_owned()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_loses_nothing_and_says_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let Some(_disk) = SmallDisk::new(&data) else {
        println!("left out: a small file system cannot be mounted here (it takes root)");
        return;
    };
    let listen = format!("127.0.0.1:{}", free_port());
    let url = format!("http://{listen}");
    let options = Options {
        durable: false,
        ..Options::default()
    };
    let (flow, db) = town::open(&data, None, &url, &options).await;
    let town = Town::found(flow).await;
    let root = town.publish("Hva synes dere om den nye skolen?").await;
    let municipality = town.municipality.id.clone();
    drop(town);
    db.close().await;
    let server = Server::started(rettesnor(folder.path(), &[]), &data, &listen, &[]).unwrap();
    let mut street = Street {
        url,
        path: format!("/practice/batsfjord/{root}"),
        said: BTreeMap::new(),
        browser: None,
    };
    assert_eq!(street.comment().await.0, StatusCode::SEE_OTHER);

    let ballast = data.join("ballast");
    fill(&ballast);
    let (status, html) = loop {
        let answer = street.comment().await;
        if answer.0 != StatusCode::SEE_OTHER {
            break answer;
        }
        assert!(street.said.len() < 2_000, "the disk is never full");
    };
    assert_eq!(status, StatusCode::INSUFFICIENT_STORAGE, "{html}");
    assert!(html.contains("Det er ikke mer plass på disken."), "{html}");
    let (status, _) = street.browser.as_mut().unwrap().open(&street.path).await.unwrap();
    assert_eq!(
        status,
        StatusCode::OK,
        "pages cannot be read while the disk is full"
    );

    std::fs::remove_file(&ballast).unwrap();
    for _ in 0..5 {
        let (status, html) = street.comment().await;
        assert_eq!(status, StatusCode::SEE_OTHER, "does not go on: {html}");
    }
    assert!(server.stop());

    let (flow, db) = town::open(&data, None, "http://127.0.0.1:1", &options).await;
    let read = flow.store().read().await.unwrap();
    let posts = read.practice_posts(&municipality, None, None, 10).await.unwrap();
    let comments = read
        .practice_comments(&municipality, &[posts.items[0].id.clone()])
        .await
        .unwrap();
    drop(read);
    for (text, taken) in &street.said {
        let times = comments.iter().filter(|c| c.text == *text).count();
        assert_eq!(times, usize::from(*taken), "{text}");
    }
    drop(flow);
    db.close().await;
    let said = verify(&data);
    assert!(said.ok, "{}{}", said.out, said.err);
}

/// Writes until nothing more goes in.
fn fill(ballast: &Path) {
    let mut file = File::create(ballast).unwrap();
    let mut block = vec![0; 1 << 20];
    while !block.is_empty() {
        if file.write_all(&block).is_err() {
            block.truncate(block.len() / 2);
        }
    }
}

/// Citizens who comment, each with what became of it.
struct Street {
    url: String,
    path: String,
    said: BTreeMap<String, bool>,
    browser: Option<Browser>,
}

impl Street {
    async fn comment(&mut self) -> (StatusCode, String) {
        let n = self.said.len();
        if n.is_multiple_of(FROM_ONE) {
            let address = Ipv4Addr::new(127, 0, 9, 1 + (n / FROM_ONE) as u8);
            let mut browser = Browser::new(&self.url, IpAddr::V4(address));
            browser.open(&self.path).await.unwrap();
            self.browser = Some(browser);
        }
        let text = format!("Kommentar nummer {n:04}: {}", "flott! ".repeat(50));
        let fields = [("name", "Kari"), ("text", text.as_str().trim())];
        let sent = self
            .browser
            .as_mut()
            .unwrap()
            .send(&self.path, &fields)
            .await
            .unwrap();
        self.said.insert(text.trim().to_owned(), sent.taken());
        (sent.status, sent.html)
    }
}
