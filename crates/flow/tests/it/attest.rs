//! Time stamps and witnesses: services on the loopback that say yes, no, and nothing.

use crate::bench::{Bench, Db};
use crate::on_both;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signer as _, SigningKey};
use flow::archive::{Outside, copy, public_log, verify};
use flow::jobs::{ensure_recurring, run_due};
use ledger::attest::Attestors;
use ledger::copy::CopyTrust;
use ledger::stamp::Roots;
use ledger::witness::Witness;
use ledger::{Hash, merkle, note};
use model::Millis;
use model::job::JobState;
use networks::{Http, HttpConfig};
use sha2::{Digest as _, Sha256};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

on_both!(
    a_days_checkpoint_is_stamped_and_kept,
    an_authority_that_is_away_or_lies_is_asked_again,
    a_witness_signs_what_continues_what_it_signed,
);

type Answer = (u16, Vec<u8>);

/// Answers every request with what `answer` says to its body, until dropped with the test's runtime; gives its address.
async fn service(answer: impl Fn(&[u8]) -> Answer + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut bytes = Vec::new();
            let body = loop {
                let mut more = [0; 4096];
                let n = stream.read(&mut more).await.unwrap();
                bytes.extend_from_slice(&more[..n]);
                let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") else {
                    continue;
                };
                let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
                let length = head
                    .lines()
                    .find_map(|l| l.strip_prefix("content-length: "))
                    .unwrap();
                let length: usize = length.parse().unwrap();
                if bytes.len() >= end + 4 + length {
                    break bytes[end + 4..].to_vec();
                }
            };
            let (status, body) = answer(&body);
            let head = format!(
                "HTTP/1.1 {status} so\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            stream
                .write_all(&[head.as_bytes(), &body].concat())
                .await
                .unwrap();
        }
    });
    address
}

fn openssl(folder: &Path, arguments: &str) {
    let ran = Command::new("openssl")
        .args(arguments.split(' '))
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{arguments}: {}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

/// A root and an authority below it.
fn authority() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "cnf",
        "[tsa]\ndefault_tsa = one\n[one]\nserial = serial\ndefault_policy = 1.2.3.4.1\ndigests = sha256\ness_cert_id_alg = sha256\nsigner_digest = sha256\n",
    );
    write("serial", "01\n");
    write(
        "ext",
        "keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n",
    );
    let ec = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
    openssl(
        folder.path(),
        &format!(
            "req -x509 {ec} -keyout root.key -out root.pem -subj /CN=Root -days 9 -addext keyUsage=critical,keyCertSign"
        ),
    );
    openssl(
        folder.path(),
        &format!("req -new {ec} -keyout tsa.key -out tsa.csr -subj /CN=Stempel"),
    );
    openssl(
        folder.path(),
        "x509 -req -in tsa.csr -out tsa.pem -CA root.pem -CAkey root.key -CAcreateserial -days 9 -extfile ext",
    );
    folder
}

fn stamped(folder: &Path, query: &[u8]) -> Answer {
    std::fs::write(folder.join("query"), query).unwrap();
    openssl(
        folder,
        "ts -reply -config cnf -queryfile query -signer tsa.pem -inkey tsa.key -chain root.pem -out answer",
    );
    (200, std::fs::read(folder.join("answer")).unwrap())
}

fn outside(
    bench: &Bench,
    authority: Option<String>,
    roots: Roots,
    witnesses: Vec<(Witness, String)>,
) -> Outside {
    let config = HttpConfig {
        allow_private: true,
        ..HttpConfig::default()
    };
    Outside {
        http: Http::new(config, bench.flow.source().clone()).unwrap(),
        authority,
        attestors: Attestors {
            roots,
            witnesses: witnesses.iter().map(|(w, _)| w.clone()).collect(),
        },
        witnesses,
    }
}

/// Makes a checkpoint, then lets others see it.
async fn turn(bench: &Bench) {
    bench.clock.advance(11 * Millis::MINUTE);
    while run_due(&bench.flow, "test").await.unwrap() > 0 {}
    bench.clock.advance(61 * Millis::MINUTE);
    while run_due(&bench.flow, "test").await.unwrap() > 0 {}
}

async fn trouble(bench: &Bench) -> Vec<(String, String)> {
    let read = bench.flow.store().read().await.unwrap();
    let jobs = read
        .jobs(&bench.municipality.id, &[JobState::Ready], None, 50)
        .await
        .unwrap();
    let named = jobs.items.into_iter().filter(|j| !j.problem.is_empty());
    named.map(|j| (j.problem, j.detail)).collect()
}

async fn times(bench: &Bench, kind: &str) -> usize {
    bench.journal().await.iter().filter(|k| *k == kind).count()
}

async fn a_days_checkpoint_is_stamped_and_kept(db: Db) {
    let mut bench = Bench::new(db).await;
    let folder = authority();
    let pem = std::fs::read_to_string(folder.path().join("root.pem")).unwrap();
    let place = folder.path().to_owned();
    let address = service(move |query| stamped(&place, query)).await;
    let roots = Roots::parse(&pem).unwrap();
    bench.flow = bench
        .flow
        .clone()
        .with_outside(outside(&bench, Some(address), roots, Vec::new()));
    ensure_recurring(&bench.flow).await.unwrap();
    turn(&bench).await;
    assert_eq!(times(&bench, "checkpoint.stamped").await, 1);
    // What only says what others say is not signed anew, and a day has one stamp.
    bench.practice().await;
    turn(&bench).await;
    assert_eq!(times(&bench, "checkpoint.stamped").await, 1);
    bench.clock.advance(Millis::DAY);
    turn(&bench).await;
    assert_eq!(times(&bench, "checkpoint.stamped").await, 2);
    assert_eq!(trouble(&bench).await, Vec::<(String, String)>::new());
    let report = verify(&bench.flow).await.unwrap().remove(0);
    assert!(report.holds(), "{:?}", report.problems);
    assert_eq!(report.attested.stamps.len(), 2);
    assert!(
        report
            .attested
            .stamps
            .iter()
            .all(|(_, s)| s.trusted && s.authority.contains("Stempel"))
    );

    let mut out = Vec::new();
    copy(&bench.flow, &bench.municipality, None, &mut out)
        .await
        .unwrap();
    let trust = CopyTrust {
        attestors: bench.flow.outside().unwrap().attestors.clone(),
        ..CopyTrust::default()
    };
    let copied = ledger::copy::verify(out.as_slice(), &trust).unwrap();
    assert!(copied.holds(), "{:?}", copied.problems);
    assert_eq!(copied.attested.stamps, report.attested.stamps);
}

async fn an_authority_that_is_away_or_lies_is_asked_again(db: Db) {
    let mut bench = Bench::new(db).await;
    let folder = authority();
    let pem = std::fs::read_to_string(folder.path().join("root.pem")).unwrap();
    let (place, old) = (folder.path().to_owned(), Mutex::new(None));
    let mood = Arc::new(Mutex::new("away"));
    let now = mood.clone();
    let address = service(move |query| match *now.lock().unwrap() {
        "away" => (503, Vec::new()),
        // The answer to another request of the same checkpoint.
        "repeats" => old.lock().unwrap().clone().unwrap_or((200, b"no".to_vec())),
        _ => {
            let answer = stamped(&place, query);
            *old.lock().unwrap() = Some(answer.clone());
            answer
        }
    })
    .await;
    let stranger = authority();
    let other = std::fs::read_to_string(stranger.path().join("root.pem")).unwrap();
    let without = bench.flow.clone();
    let with = |roots: &str| {
        let outside = outside(
            &bench,
            Some(address.clone()),
            Roots::parse(roots).unwrap(),
            Vec::new(),
        );
        without.clone().with_outside(outside)
    };
    let (right, wrong) = (with(&pem), with(&other));
    bench.flow = right.clone();
    ensure_recurring(&bench.flow).await.unwrap();
    turn(&bench).await;
    let problem = |detail: &str| vec![("no-time-stamp".to_owned(), detail.to_owned())];
    assert_eq!(trouble(&bench).await, problem("status 503"));
    *mood.lock().unwrap() = "answers";
    bench.flow = wrong;
    turn(&bench).await;
    assert_eq!(trouble(&bench).await, problem("stamp-not-trusted"));
    bench.flow = right;
    *mood.lock().unwrap() = "repeats";
    turn(&bench).await;
    assert_eq!(trouble(&bench).await, problem("stamp-wrong-nonce"));
    assert_eq!(times(&bench, "checkpoint.stamped").await, 0);
    *mood.lock().unwrap() = "answers";
    bench.clock.advance(Millis::DAY);
    turn(&bench).await;
    assert_eq!(
        (times(&bench, "checkpoint.stamped").await, trouble(&bench).await),
        (1, Vec::new())
    );
}

/// A witness as c2sp.org/tlog-witness describes it, for one log.
struct Seer {
    key: SigningKey,
    log: note::Verifier,
    last: Mutex<(u64, Hash)>,
}

impl Seer {
    fn id(&self) -> Vec<u8> {
        let key = self.key.verifying_key();
        Sha256::digest([b"seer.example/w1\n\x04".as_slice(), key.as_bytes()].concat())[..4].to_vec()
    }

    fn vkey(&self) -> String {
        let key = [&[4_u8][..], self.key.verifying_key().as_bytes()].concat();
        format!(
            "seer.example/w1+{}+{}",
            hex::encode(self.id()),
            STANDARD.encode(key)
        )
    }

    fn add_checkpoint(&self, body: &[u8]) -> Answer {
        let body = std::str::from_utf8(body).unwrap();
        let (head, note) = body.split_once("\n\n").unwrap();
        let mut lines = head.lines();
        let old: u64 = lines
            .next()
            .unwrap()
            .strip_prefix("old ")
            .unwrap()
            .parse()
            .unwrap();
        let proof: Vec<Hash> = lines
            .map(|l| STANDARD.decode(l).unwrap().try_into().unwrap())
            .collect();
        let Ok(stated) = self.log.open(note) else {
            return (403, Vec::new());
        };
        let mut last = self.last.lock().unwrap();
        let size = u64::try_from(stated.size).unwrap();
        if old != last.0 {
            return (409, format!("{}\n", last.0).into_bytes());
        }
        if old > 0 && merkle::verify_consistency(old, &last.1, size, &stated.root, &proof).is_err() {
            return (422, Vec::new());
        }
        *last = (size, stated.root);
        let (text, time) = (&note[..note.find("\n\n").unwrap() + 1], 1_795_000_000_u64);
        let signature = self
            .key
            .sign(format!("cosignature/v1\ntime {time}\n{text}").as_bytes());
        let line = [
            self.id(),
            time.to_be_bytes().to_vec(),
            signature.to_bytes().to_vec(),
        ]
        .concat();
        (
            200,
            format!("\u{2014} seer.example/w1 {}\n", STANDARD.encode(line)).into_bytes(),
        )
    }
}

async fn a_witness_signs_what_continues_what_it_signed(db: Db) {
    let mut bench = Bench::new(db).await;
    let slug = bench.municipality.slug.clone();
    let log = note::Verifier::parse(&public_log(&bench.flow, &slug).await.unwrap().key).unwrap();
    let seer = Arc::new(Seer {
        key: SigningKey::from_bytes(&[6; 32]),
        log: log.clone(),
        last: Mutex::new((0, [0; 32])),
    });
    let witness = Witness::parse(&seer.vkey()).unwrap();
    let works = seer.clone();
    let address = service(move |body| works.add_checkpoint(body)).await;
    let gone = service(|_| (500, Vec::new())).await;
    let silent = Witness::parse(
        &Seer {
            key: SigningKey::from_bytes(&[7; 32]),
            log,
            last: Mutex::default(),
        }
        .vkey(),
    )
    .unwrap();
    let both = vec![(silent, gone), (witness.clone(), address.clone())];
    bench.flow = bench
        .flow
        .clone()
        .with_outside(outside(&bench, None, Roots::default(), both));
    ensure_recurring(&bench.flow).await.unwrap();
    turn(&bench).await;
    let first = seer.last.lock().unwrap().0;
    assert!(first > 0);
    assert_eq!(
        times(&bench, "checkpoint.witnessed").await,
        1,
        "one that is away keeps nobody from signing"
    );
    assert_eq!(trouble(&bench).await[0].0, "no-cosignature");

    let alone = vec![(witness.clone(), address)];
    bench.flow = bench
        .flow
        .clone()
        .with_outside(outside(&bench, None, Roots::default(), alone));
    bench.practice().await;
    turn(&bench).await;
    let second = seer.last.lock().unwrap().0;
    assert!(second > first);
    assert!(times(&bench, "checkpoint.witnessed").await >= 2);
    turn(&bench).await;
    assert_eq!(
        seer.last.lock().unwrap().0,
        second,
        "what only says what others say is not shown anew"
    );
    let public = public_log(&bench.flow, &slug).await.unwrap();
    let checkpoint = public.checkpoint.unwrap();
    let key = note::Verifier::parse(&public.key).unwrap();
    let seen = ledger::witness::open(&checkpoint.note, &key, std::slice::from_ref(&witness)).unwrap();
    assert_eq!((seen.statement.size as u64, seen.cosignatures.len()), (second, 1));

    // It remembers more, or less, than we do.
    let tx = bench.flow.store().begin().await.unwrap();
    tx.put_setting(
        &format!(
            "cosigned/{}/seer.example/w1/{}",
            bench.municipality.id,
            hex::encode(witness.id())
        ),
        "",
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    copy(&bench.flow, &bench.municipality, None, &mut Vec::new())
        .await
        .unwrap();
    turn(&bench).await;
    assert!(seer.last.lock().unwrap().0 > second);
    assert_eq!(trouble(&bench).await, Vec::<(String, String)>::new());
    let report = verify(&bench.flow).await.unwrap().remove(0);
    assert!(report.holds(), "{:?}", report.problems);
    assert!(report.attested.witnesses["seer.example/w1"].0 >= 3);
}
