//! An archive that was read back, and the first person who signs in to it.

use crate::browser::Browser;
use crate::program::{Server, rettesnor, run, verify};
use crate::town::{self, PASSWORD, Town};
use flow::archive::exports::{self, Wish};
use reqwest::StatusCode;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use store_sql::Options;

const EMAIL: &str = "berit@batsfjord.example.no";

/// An export of all of a town's archive.
async fn exported(folder: &Path) -> PathBuf {
    let options = Options {
        durable: false,
        ..Options::default()
    };
    let (flow, db) = town::open(&folder.join("old"), None, "http://127.0.0.1:1", &options).await;
    let mut town = Town::found(flow).await;
    town.flow = town.flow.clone().with_exports(folder.join("exports"));
    town.publish("Loppemarked på lørdag").await;
    let archivist = town.actor("archivist");
    let wish = Wish {
        format: "bagit".to_owned(),
        ..Wish::default()
    };
    let id = exports::ask(&town.flow, &archivist, &wish).await.unwrap();
    flow::jobs::run_due(&town.flow, "test").await.unwrap();
    let path = exports::fetch(&town.flow, &archivist, &id).await.unwrap().path;
    drop(town);
    db.close().await;
    path
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_named_at_the_restore_signs_in_and_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let package = exported(folder.path()).await;
    let package = package.to_str().unwrap();
    let new = folder.path().join("new");
    let restore = |more: &[&str]| {
        let data = ["--log", "error", "--data", new.to_str().unwrap()];
        let arguments = [&["restore", package], &data[..], more].concat();
        run(rettesnor(folder.path(), &arguments))
    };
    restore(&["--administrator", "berit"]).refused("invalid");
    let said = restore(&["--administrator", EMAIL]);
    assert!(said.ok, "{}", said.err);
    let (_, token) = said.out.split_once("/invitation/").unwrap();
    let path = format!("/invitation/{}", token.trim());

    let server = Server::started(rettesnor(folder.path(), &[]), &new, "127.0.0.1:0", &[]).unwrap();
    let from = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let mut berit = Browser::new(&server.url, from);
    let (status, html) = berit.open(&path).await.unwrap();
    assert_eq!(status, StatusCode::OK);
    assert!(
        html.contains(EMAIL) && html.contains("Båtsfjord kommune"),
        "{html}"
    );
    let sent = berit.send(&path, &[("password", PASSWORD)]).await.unwrap();
    assert!(sent.taken(), "{}", sent.html);
    // The second factor comes next, as for everybody.
    let (status, html) = berit.open(&sent.to.unwrap()).await.unwrap();
    assert_eq!(status, StatusCode::OK, "{html}");
    // The link is for once, and those who were in the old installation are not in this one.
    let mut other = Browser::new(&server.url, from);
    let (_, html) = other.open(&path).await.unwrap();
    assert!(!html.contains(EMAIL), "{html}");
    other.open("/sign-in").await.unwrap();
    let anne = [("email", "anne@batsfjord.example.no"), ("password", PASSWORD)];
    let sent = other.send("/sign-in", &anne).await.unwrap();
    assert!(!sent.taken());
    assert!(server.stop());
    let said = verify(&new);
    assert!(said.ok && said.out.contains("everything holds"), "{}", said.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_name_it_is_said_that_nobody_can_sign_in() {
    let folder = tempfile::tempdir().unwrap();
    let package = exported(folder.path()).await;
    let package = package.to_str().unwrap();
    let said = run(rettesnor(folder.path(), &["restore", package, "--log", "error"]));
    assert!(said.ok, "{}", said.err);
    assert!(said.out.contains("--administrator") && !said.out.contains("/invitation/"));
}
