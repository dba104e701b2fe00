use crate::bench::{Db, key};
use crate::on_both;
use crate::town::Town;
use base64::Engine as _;
use flow::archive::shown::{
    PublicCard, PublicHome, WITHHELD, public_archive, public_home, public_list, public_picture, public_post,
    public_proof, public_search, set_public_archive,
};
use flow::reconciliation::{ask_now, overview, settle};
use ledger::{commit, merkle};
use model::archive::RecordKind;
use model::public::PublicArchive;
use model::{Id as _, Millis, PostId};

on_both!(
    nothing_is_shown_before_it_is_decided,
    published_posts_are_shown_and_nothing_else,
    a_search_finds_what_is_shown_and_nothing_else,
    versions_stand_beside_each_other,
    what_is_gone_is_shown_only_where_that_was_decided,
    what_is_withheld_or_erased_is_not_there,
    a_proof_holds_without_us,
    what_is_of_another_municipality_is_not_found,
);

const ON: PublicArchive = PublicArchive {
    on: true,
    removed: false,
};

async fn turn(town: &Town, to: PublicArchive) {
    let admin = town.actor("administrator");
    set_public_archive(&town.flow, &admin, to).await.unwrap();
    town.work().await;
}

async fn home(town: &Town) -> PublicHome {
    public_home(&town.flow, "batsfjord").await.unwrap()
}

async fn list(town: &Town) -> Vec<PublicCard> {
    let home = home(town).await;
    public_list(&town.flow, &home, None, 25).await.unwrap().items
}

async fn found(town: &Town, words: &str) -> usize {
    let home = home(town).await;
    let page = public_search(&town.flow, &home, words, None, 25).await.unwrap();
    page.items.len()
}

async fn nothing_is_shown_before_it_is_decided(db: Db) {
    let town = Town::new(db).await;
    town.published("Svømmehallen åpner").await;
    let off = public_home(&town.flow, "batsfjord").await;
    assert!(matches!(off, Err(flow::Error::NotFound)));
    for role in ["editor", "archivist", "author"] {
        let refused = set_public_archive(&town.flow, &town.actor(role), ON).await;
        assert_eq!(key(refused), "not-allowed");
    }
    turn(&town, ON).await;
    assert_eq!(list(&town).await.len(), 1);
    let admin = town.actor("administrator");
    assert_eq!(public_archive(&town.flow, &admin).await.unwrap(), ON);
    // What is published later follows by itself.
    town.published("Og biblioteket").await;
    town.bench.clock.advance(5 * Millis::MINUTE);
    town.work().await;
    assert_eq!(list(&town).await.len(), 2);
    turn(&town, PublicArchive::default()).await;
    let off = public_home(&town.flow, "batsfjord").await;
    assert!(matches!(off, Err(flow::Error::NotFound)));
    assert_eq!(town.journalled("municipality.public-archive").await, 2);
    town.verify().await;
}

async fn published_posts_are_shown_and_nothing_else(db: Db) {
    let town = Town::new(db).await;
    let publication = town.published("Svømmehallen åpner").await;
    town.net
        .comment("c1", &publication.remote_id, "Hemmelig kommentar");
    town.poll().await;
    let submitted = town.submitted("Ikke godkjent ennå").await;
    let approved = town.approved("Godkjent, men ikke sendt").await;
    let later = town.now().plus(Millis::DAY);
    let scheduled = town.scheduled("Kommer i morgen", Some(later)).await;
    let author = town.actor("author");
    let draft = flow::posts::create(&town.flow, &author).await.unwrap();
    turn(&town, ON).await;
    let shown = list(&town).await;
    assert_eq!(shown.len(), 1);
    let content = &shown[0].newest.content;
    assert!(content.text.starts_with("Svømmehallen åpner"));
    assert_eq!(content.published_at, publication.published_at.unwrap());
    for post in [submitted, approved, scheduled, draft] {
        let hidden = public_post(&town.flow, &home(&town).await, &post).await;
        assert!(matches!(hidden, Err(flow::Error::NotFound)));
    }
    // The entry that is shown names nobody, and none of what is said inside the house.
    let told = town.bench.journal_data("post.public").await;
    let text = serde_json::to_string(&told).unwrap();
    for role in ["author", "editor", "leader", "administrator"] {
        let person = town.actor(role).person;
        assert!(
            !text.contains(&person.name) && !text.contains(person.id.as_str()),
            "{text}"
        );
    }
    for inside in [
        "answers\"",
        "decision",
        "actor",
        "Hemmelig",
        "basis",
        "permission",
    ] {
        assert!(!text.contains(inside), "{inside}: {text}");
    }
    town.verify().await;
}

async fn a_search_finds_what_is_shown_and_nothing_else(db: Db) {
    let town = Town::new(db).await;
    let publication = town.published("Svømmehallen åpner på mandag").await;
    town.net
        .comment("c1", &publication.remote_id, "Hemmelig kommentar");
    town.poll().await;
    town.submitted("Hemmelig utkast").await;
    turn(&town, ON).await;
    assert_eq!(found(&town, "svømmehall").await, 1, "in all forms of the word");
    assert_eq!(found(&town, "\"på mandag\"").await, 1);
    assert_eq!(found(&town, "hemmelig").await, 0);
    // Fields of the staff's search are words like others here.
    for field in ["person:forfatter", "state:published", "ground:a"] {
        assert_eq!(found(&town, field).await, 0, "{field}");
    }
    assert_eq!(found(&town, &"x".repeat(100_000)).await, 0);
}

async fn versions_stand_beside_each_other(db: Db) {
    let town = Town::new(db).await;
    let first = town.published("Åpner mandag").await;
    // It is taken down there, and a corrected one is published.
    let editor = town.actor("editor");
    town.net.taken_down(&first.remote_id);
    ask_now(&town.flow, &editor, &town.channel).await.unwrap();
    town.work().await;
    let gap = overview(&town.flow, &editor, &town.channel)
        .await
        .unwrap()
        .open
        .remove(0);
    settle(&town.flow, &editor, &gap.id).await.unwrap();
    flow::posts::reopen(&town.flow, &editor, &first.post)
        .await
        .unwrap();
    let post = town.post(&first.post).await;
    let draft = flow::posts::Draft {
        version: post.version,
        ..town.draft("Åpner tirsdag")
    };
    flow::posts::submit(&town.flow, &town.actor("author"), &first.post, draft)
        .await
        .unwrap();
    town.approve(&editor, &first.post).await.unwrap();
    flow::publishing::schedule(&town.flow, &editor, &first.post, None)
        .await
        .unwrap();
    town.bench.clock.advance(Millis::MINUTE);
    town.work().await;
    let all = PublicArchive {
        on: true,
        removed: true,
    };
    turn(&town, all).await;
    let shown = public_post(&town.flow, &home(&town).await, &first.post)
        .await
        .unwrap();
    let texts: Vec<_> = shown
        .versions
        .iter()
        .map(|v| (v.content.number, v.content.text.as_str()))
        .collect();
    assert_eq!(texts, [(1, "Åpner mandag"), (2, "Åpner tirsdag")]);
    let card = list(&town).await.remove(0);
    assert_eq!((card.versions, card.newest.content.number), (2, 2));
}

async fn what_is_gone_is_shown_only_where_that_was_decided(db: Db) {
    let town = Town::new(db).await;
    let publication = town.published("Dette blir borte").await;
    turn(&town, ON).await;
    assert_eq!(list(&town).await.len(), 1);
    town.net.taken_down(&publication.remote_id);
    let editor = town.actor("editor");
    ask_now(&town.flow, &editor, &town.channel).await.unwrap();
    town.work().await;
    let gap = overview(&town.flow, &editor, &town.channel)
        .await
        .unwrap()
        .open
        .remove(0);
    settle(&town.flow, &editor, &gap.id).await.unwrap();
    assert_eq!(list(&town).await.len(), 0);
    let hidden = public_post(&town.flow, &home(&town).await, &publication.post).await;
    assert!(matches!(hidden, Err(flow::Error::NotFound)));
    turn(
        &town,
        PublicArchive {
            on: true,
            removed: true,
        },
    )
    .await;
    let shown = list(&town).await;
    assert!(shown[0].newest.removed);
}

async fn what_is_withheld_or_erased_is_not_there(db: Db) {
    let town = crate::disposal::town(db).await;
    let publication = town.published("Skal ikke vises").await;
    let other = town.published("Skal vises").await;
    turn(&town, ON).await;
    assert_eq!(list(&town).await.len(), 2);
    let entry = list(&town)
        .await
        .into_iter()
        .find(|c| c.post == publication.post)
        .unwrap()
        .newest
        .entry;
    let archivist = town.actor("archivist");
    let read = town.read().await;
    let record = read
        .record_of(
            &publication.municipality,
            RecordKind::Post,
            publication.post.as_str(),
        )
        .await
        .unwrap()
        .unwrap();
    drop(read);
    flow::retention::tag(&town.flow, &archivist, &record.id, WITHHELD, true)
        .await
        .unwrap();
    let texts: Vec<PostId> = list(&town).await.into_iter().map(|c| c.post).collect();
    assert_eq!(texts, [other.post]);
    let home = home(&town).await;
    for hidden in [
        public_post(&town.flow, &home, &publication.post).await.map(drop),
        public_proof(&town.flow, &home, &entry).await.map(drop),
        public_picture(&town.flow, &home, &publication.post, &"ab".repeat(32))
            .await
            .map(drop),
    ] {
        assert!(matches!(hidden, Err(flow::Error::NotFound)));
    }
    assert_eq!(found(&town, "ikke").await, 0);
    // Disposal takes the rows away with the rest.
    let tx = town.flow.store().begin().await.unwrap();
    tx.forget_subject(&record.municipality, RecordKind::Post, &record.subject)
        .await
        .unwrap();
    assert!(
        tx.public_versions(&record.municipality, &publication.post)
            .await
            .unwrap()
            .is_empty()
    );
}

/// Checked as a stranger would, from the four files and the log's public key alone.
async fn a_proof_holds_without_us(db: Db) {
    let town = Town::new(db).await;
    for n in 0..5 {
        town.published(&format!("Innlegg {n}")).await;
    }
    turn(&town, ON).await;
    let home = home(&town).await;
    let cards = list(&town).await;
    assert!(!cards[0].newest.signed, "the page offers no proof yet");
    assert_eq!(
        key(public_proof(&town.flow, &home, &cards[0].newest.entry).await),
        "proof-not-signed",
        "the newest checkpoint does not cover it yet"
    );
    flow::journal::checkpoint(&town.flow, &home.municipality.id)
        .await
        .unwrap();
    let log = flow::archive::public_log(&town.flow, "batsfjord").await.unwrap();
    let verifier = ledger::note::Verifier::parse(&log.key).unwrap();
    for card in cards {
        let proof = public_proof(&town.flow, &home, &card.newest.entry).await.unwrap();
        let content: serde_json::Value = serde_json::from_slice(&proof.content).unwrap();
        assert_eq!(content["text"], card.newest.content.text);
        let told: serde_json::Value = serde_json::from_str(&proof.commitment).unwrap();
        let bytes = |place: &str| hex::decode(told.pointer(place).unwrap().as_str().unwrap()).unwrap();
        let salt: [u8; 32] = bytes("/salt").try_into().unwrap();
        let name = told["part"]["name"].as_str().unwrap();
        let commitment = commit::part(&salt, name, &proof.content);
        assert_eq!(commitment.as_slice(), bytes("/part/commitment"));
        let part = model::archive::Part {
            id: model::PartId::parse(told["part"]["id"].as_str().unwrap()).unwrap(),
            municipality: home.municipality.id.clone(),
            entry: card.newest.entry.clone(),
            position: 0,
            name: name.to_owned(),
            content_type: told["part"]["content_type"].as_str().unwrap().to_owned(),
            commitment: commitment.to_vec(),
            sealed: Vec::new(),
            blob: String::new(),
        };
        let record: [u8; 32] = bytes("/record_digest").try_into().unwrap();
        let entry = hex::encode(commit::entry(&record, [part].iter()));
        let leaf = String::from_utf8(proof.leaf.clone()).unwrap();
        assert_eq!(
            leaf.lines().last().unwrap(),
            entry,
            "the leaf commits to what is shown"
        );
        let (path, note) = proof.proof.split_once("\n\n").unwrap();
        let mut lines = path.lines();
        assert_eq!(lines.next(), Some("c2sp.org/tlog-proof@v1"));
        let index: u64 = lines
            .next()
            .unwrap()
            .strip_prefix("index ")
            .unwrap()
            .parse()
            .unwrap();
        let hashes: Vec<ledger::Hash> = lines
            .map(|l| {
                base64::engine::general_purpose::STANDARD
                    .decode(l)
                    .unwrap()
                    .try_into()
                    .unwrap()
            })
            .collect();
        let signed = verifier.open(note).unwrap();
        let size = u64::try_from(signed.size).unwrap();
        let leaf = merkle::leaf_hash(&proof.leaf);
        merkle::verify_inclusion(leaf, index, size, &hashes, &signed.root).unwrap();
        let other = merkle::leaf_hash(b"other");
        merkle::verify_inclusion(other, index, size, &hashes, &signed.root).unwrap_err();
    }
}

async fn what_is_of_another_municipality_is_not_found(db: Db) {
    let town = Town::new(db).await;
    let publication = town.published("Vårt").await;
    turn(&town, ON).await;
    let entry = list(&town).await.remove(0).newest.entry;
    let mut other = town.bench.stranger().await;
    other.person.roles = vec![model::person::Role::Administrator];
    set_public_archive(&town.flow, &other, ON).await.unwrap();
    let theirs = public_home(&town.flow, "andoy").await.unwrap();
    assert!(
        public_list(&town.flow, &theirs, None, 25)
            .await
            .unwrap()
            .items
            .is_empty()
    );
    let found = public_post(&town.flow, &theirs, &publication.post).await;
    assert!(matches!(found, Err(flow::Error::NotFound)));
    let found = public_proof(&town.flow, &theirs, &entry).await;
    assert!(matches!(found, Err(flow::Error::NotFound)));
}
