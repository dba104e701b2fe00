//! WACZ files, checked by their reference tool and played by a web-archive player.

use crate::boxes::{changed, unpack};
use crate::{peer, sample};
use model::Millis;
use records::warc::{Packing, Writer, cdx};
use records::{uri, wacz};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Cursor, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const BASE: &str = "https://sosiale.batsfjord.kommune.no";

struct Made {
    warc: Vec<u8>,
    index: Vec<u8>,
    wacz: Vec<u8>,
    /// Address and bytes.
    contents: BTreeMap<String, Vec<u8>>,
}

fn made() -> Made {
    let (record, entries) = sample::record();
    let mut warc = Writer::new(Vec::new(), Packing::Gzip).under(BASE).indexed();
    let at = Millis(1_760_000_000_000);
    warc.info(
        &uri::uuid(&record.id),
        at,
        wacz::WARC,
        &[("software", "Rettesnor")],
    )
    .unwrap();
    let mut pages = wacz::PAGES_HEAD.to_owned();
    let mut runs = Vec::new();
    let mut contents = BTreeMap::new();
    for entry in &entries {
        let page = warc.page(&record, entry, "nb").unwrap();
        pages.push_str(&format!("{}\n", serde_json::to_string(&page).unwrap()));
        warc.entry(&record, entry).unwrap();
        let mut run: Vec<_> = warc
            .take_index()
            .iter()
            .map(|l| l.text(wacz::WARC) + "\n")
            .collect();
        run.sort_unstable();
        runs.push(run.concat().into_bytes());
        for part in entry.parts.iter().filter(|p| p.content.is_some()) {
            let url = part.source.clone();
            let url = url.unwrap_or_else(|| uri::part_under(BASE, &record, &part.part));
            contents.insert(url, part.content.clone().unwrap());
        }
    }
    let warc = warc.finish().unwrap();
    let mut index = Vec::new();
    cdx::merge(
        runs.iter().map(|r| Cursor::new(r.as_slice())).collect(),
        &mut index,
    )
    .unwrap();
    let file = wacz::write(
        Cursor::new(Vec::new()),
        at,
        "Båtsfjord kommune",
        &mut warc.as_slice(),
        &mut index.as_slice(),
        &mut pages.as_bytes(),
    );
    Made {
        wacz: file.unwrap().into_inner(),
        warc,
        index,
        contents,
    }
}

#[test]
fn the_index_leads_to_every_content_and_the_pages_say_what_it_is() {
    let made = made();
    let files: BTreeMap<_, _> = unpack(&made.wacz).into_iter().collect();
    assert_eq!(files["archive/data.warc.gz"], made.warc);
    let index = std::str::from_utf8(&files["indexes/index.cdx"]).unwrap();
    assert!(index.lines().is_sorted());
    let mut found = BTreeMap::new();
    for line in index.lines() {
        let json: serde_json::Value = serde_json::from_str(line.splitn(3, ' ').nth(2).unwrap()).unwrap();
        let number = |name: &str| json[name].as_str().unwrap().parse::<usize>().unwrap();
        let member = &made.warc[number("offset")..][..number("length")];
        let mut record = Vec::new();
        flate2::read::GzDecoder::new(member)
            .read_to_end(&mut record)
            .unwrap();
        let body = record.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
        let url = json["url"].as_str().unwrap().to_owned();
        found.insert(url, record[body..record.len() - 4].to_vec());
    }
    for (url, content) in &made.contents {
        assert_eq!(found.get(url), Some(content), "{url}");
    }
    let pages = std::str::from_utf8(&files["pages/pages.jsonl"]).unwrap();
    let mut titles = Vec::new();
    for line in pages.lines().skip(1) {
        let page: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(found.contains_key(page["url"].as_str().unwrap()), "{line}");
        titles.push(page["title"].as_str().unwrap().to_owned());
    }
    assert_eq!(titles[0], "Vegen er open");
    assert_eq!(
        titles[1], "decision.made",
        "what has no text is named by its kind"
    );
    let html = found
        .iter()
        .find(|(_, b)| b.starts_with(b"<!DOCTYPE html>"))
        .unwrap()
        .1;
    let html = String::from_utf8(html.clone()).unwrap();
    assert!(html.contains("<html lang=\"nb\">"), "{html}");
}

#[test]
fn keys_of_addresses_are_as_players_make_them() {
    for (url, key) in [
        ("https://www.Example.no/A/b/", "no,example)/a/b"),
        ("http://example.no", "no,example)/"),
        ("https://example.no:443/?b=2&A=1#x", "no,example)/?a=1&b=2"),
        ("http://127.0.0.1:8080/x", "127.0.0.1:8080)/x"),
        ("rettesnor:01/02", "rettesnor:01/02"),
    ] {
        assert_eq!(cdx::surt(url), key);
    }
}

#[test]
fn the_reference_tools_accept_file_and_index() {
    let Some(wacz) = peer::program("wacz") else { return };
    let folder = tempfile::tempdir().unwrap();
    let made = made();
    let path = folder.path().join("a.wacz");
    let validate = || {
        Command::new(&wacz)
            .args(["validate", "-f"])
            .arg(&path)
            .output()
            .unwrap()
    };
    std::fs::write(&path, &made.wacz).unwrap();
    let output = validate();
    assert!(output.status.success(), "{}", peer::said(&output));
    let tampered = changed(&made.wacz, "pages/pages.jsonl", |mut bytes| {
        let last = bytes.len() - 3;
        bytes[last] ^= 1;
        Some(bytes)
    });
    std::fs::write(&path, tampered).unwrap();
    let output = validate();
    let refused = !output.status.success() || peer::said(&output).contains("does not match");
    assert!(refused, "{}", peer::said(&output));

    let warc = folder.path().join(records::wacz::WARC);
    std::fs::write(&warc, &made.warc).unwrap();
    let theirs = peer::run(
        Command::new(peer::program("cdxj-indexer").unwrap())
            .arg("--sort")
            .arg(&warc),
    );
    let key = |line: &str| {
        let mut words = line.splitn(3, ' ');
        let head = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
        let json: serde_json::Value = serde_json::from_str(words.next().unwrap()).unwrap();
        let place = (
            json["offset"].to_string(),
            json["length"].to_string(),
            json["url"].to_string(),
        );
        (head, place)
    };
    let ours = String::from_utf8(made.index).unwrap();
    let ours: Vec<_> = ours.lines().map(key).collect();
    let mut theirs: Vec<_> = theirs.lines().filter(|l| l.contains('{')).map(key).collect();
    // Theirs lists metadata records too.
    theirs.retain(|line| ours.contains(line));
    assert_eq!(theirs.len(), ours.len(), "{ours:#?}");
}

#[test]
fn a_player_shows_every_content_byte_for_byte() {
    let Some(manager) = peer::program("wb-manager") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let made = made();
    let warc = folder.path().join(wacz::WARC);
    std::fs::write(&warc, &made.warc).unwrap();
    let mut command = Command::new(&manager);
    peer::run(command.args(["init", "demo"]).current_dir(&folder));
    let mut command = Command::new(&manager);
    peer::run(command.args(["add", "demo"]).arg(&warc).current_dir(&folder));
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let mut player = Command::new(peer::program("wayback").unwrap())
        .args(["-b", "127.0.0.1", "-p", &port.to_string()])
        .current_dir(&folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let shown = std::panic::catch_unwind(|| {
        let until = Instant::now() + Duration::from_secs(90);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "the player did not start");
            std::thread::sleep(Duration::from_millis(200));
        }
        for (url, content) in &made.contents {
            assert_eq!(&get(port, &format!("/demo/2025id_/{url}")), content, "{url}");
        }
    });
    player.kill().unwrap();
    player.wait().unwrap();
    shown.unwrap();
}

/// Body of an answer.
fn get(port: u16, path: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n").unwrap();
    let mut answer = BufReader::new(stream);
    let mut line = String::new();
    answer.read_line(&mut line).unwrap();
    if !line.contains(" 200 ") {
        let mut rest = String::new();
        let _ = answer.read_to_string(&mut rest);
        // A player sends on to the exact time of the capture.
        let to = rest
            .lines()
            .find_map(|l| l.strip_prefix("Location: ").or(l.strip_prefix("location: ")));
        let to = to
            .unwrap_or_else(|| panic!("{path}: {line}{rest}"))
            .trim()
            .to_owned();
        let to = to
            .strip_prefix(&format!("http://127.0.0.1:{port}"))
            .unwrap_or(&to)
            .to_owned();
        return get(port, &to);
    }
    while line.trim() != "" {
        line.clear();
        answer.read_line(&mut line).unwrap();
    }
    let mut body = Vec::new();
    answer.read_to_end(&mut body).unwrap();
    body
}
