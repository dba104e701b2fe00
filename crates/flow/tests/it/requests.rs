//! Requests for access: from the public page to the package, and that nothing withheld is in it.

use crate::bench::Db;
use crate::on_both;
use crate::town::Town;
use flow::archive::Wanted;
use flow::requests::{self, Decided, NewRequest, Words};
use image::{GenericImageView as _, ImageFormat, RgbImage};
use model::request::{CoverBox, RequestItemKind, RequestOutcome, RequestState, RequestVerdict, RequestWay};
use model::{Locale, Millis, RequestId, RequestItemId};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

on_both!(
    nothing_withheld_is_in_the_package,
    an_answer_takes_two_people_and_no_haste,
    what_is_asked_is_bounded,
);

const SECRET: &str = "Grete Johansen";
const NUMBER: &str = "78985300";

fn asked(text: &str) -> NewRequest {
    NewRequest {
        asker: String::new(),
        contact: "borger@example.no".to_owned(),
        text: text.to_owned(),
    }
}

pub fn words() -> Words {
    Words {
        lang: "nb".to_owned(),
        title: "Svar".to_owned(),
        columns: ["Nr", "Slag", "Tid", "Kanal", "Av", "Innsyn", "Hjemmel", "Fil"].map(str::to_owned),
        kinds: BTreeMap::new(),
        given: ["alt", "delvis", "ikke"].map(str::to_owned),
        grounds: BTreeMap::from([("no-personal".to_owned(), "Personlige forhold".to_owned())]),
    }
}

pub async fn begun(town: &Town) -> RequestId {
    requests::receive(
        &town.flow,
        "batsfjord",
        asked("Alt om svømmehallen"),
        Locale::Nb,
        "192.0.2.1",
    )
    .await
    .unwrap();
    let found = requests::list(&town.flow, &town.actor("archivist"), &[], None, 10)
        .await
        .unwrap();
    let newest = found.items.iter().max_by_key(|r| r.number).unwrap();
    newest.id.clone()
}

pub async fn things(town: &Town, id: &RequestId) -> Vec<requests::Thing> {
    requests::one(&town.flow, &town.actor("archivist"), id)
        .await
        .unwrap()
        .things
}

fn span(text: &str, part: &str) -> (usize, usize) {
    let at = text.find(part).unwrap();
    let start = text[..at].chars().count();
    (start, start + part.chars().count())
}

pub async fn give(town: &Town, item: &RequestItemId) {
    let decided = Decided {
        verdict: RequestVerdict::Give,
        ground: String::new(),
        author_ground: String::new(),
    };
    requests::decide(&town.flow, &town.actor("archivist"), item, decided)
        .await
        .unwrap();
}

/// The files of a package; it says nothing beside them.
pub fn unzipped(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    assert!(archive.comment().is_empty());
    for n in 0..archive.len() {
        let mut file = archive.by_index(n).unwrap();
        assert!(file.comment().is_empty() && file.extra_data().is_none_or(|extra| extra.is_empty()));
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().unwrap().into_owned(), bytes);
    }
    files
}

/// A picture that is red in its left half and white in its right.
fn picture() -> Vec<u8> {
    let image = RgbImage::from_fn(200, 100, |x, _| {
        if x < 100 {
            image::Rgb([250, 10, 10])
        } else {
            image::Rgb([255; 3])
        }
    });
    let mut bytes = Vec::new();
    image
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg)
        .unwrap();
    bytes
}

async fn nothing_withheld_is_in_the_package(db: Db) {
    let town = Town::new(db).await;
    let author = town.actor("author");
    // A post with a picture, a comment that tells too much, and its first version too.
    let post = flow::posts::create(&town.flow, &author).await.unwrap();
    let media = flow::posts::add_media(&town.flow, &author, &post, picture())
        .await
        .unwrap();
    let note = model::post::MediaNote {
        alt: "Rødt og hvitt".to_owned(),
        credit: "Kommunen".to_owned(),
        permission: Some(true),
        basis: model::post::Basis::NoPerson,
        ai: Some(false),
        ..Default::default()
    };
    flow::posts::note_media(&town.flow, &author, &media.id, note)
        .await
        .unwrap();
    let mut draft = town.draft("Svømmehallen åpner igjen");
    let about = |field: &str| format!("post.media[{}].{field}", media.id);
    draft.answers.insert(about("person_identifiable"), "no".into());
    flow::posts::submit(&town.flow, &author, &post, draft)
        .await
        .unwrap();
    let item = town
        .commented(
            "c1",
            &format!("Svømmehallen: {SECRET}, ring {NUMBER} 📞 om svømmehallen"),
        )
        .await;
    let id = begun(&town).await;
    let archivist = town.actor("archivist");
    let wanted = Wanted {
        q: "svømmehallen".to_owned(),
        ..Wanted::default()
    };
    assert_eq!(
        requests::add_found(&town.flow, &archivist, &id, &wanted)
            .await
            .unwrap(),
        2
    );
    assert_eq!(
        requests::add_found(&town.flow, &archivist, &id, &wanted)
            .await
            .unwrap(),
        0,
        "chosen once"
    );

    for thing in things(&town, &id).await {
        let chosen = &thing.item.id;
        let (shown, suggested) = requests::thing(&town.flow, &archivist, chosen).await.unwrap();
        let said = shown.content.unwrap();
        if thing.item.kind == RequestItemKind::Version {
            assert!(
                suggested.iter().any(|s| s.name == "phone-number"),
                "{suggested:?}"
            );
            let spans = [
                span(&said.text, "Grete"),
                span(&said.text, "Johansen,"),
                span(&said.text, NUMBER),
            ];
            requests::mark(&town.flow, &archivist, chosen, &spans, "no-personal")
                .await
                .unwrap();
            let decided = Decided {
                verdict: RequestVerdict::Give,
                ground: String::new(),
                author_ground: "no-personal".to_owned(),
            };
            requests::decide(&town.flow, &archivist, chosen, decided)
                .await
                .unwrap();
        } else {
            let area = CoverBox {
                media: said.media[0].id.clone(),
                left: 0,
                top: 0,
                width: 500,
                height: 1000,
                ground: "no-personal".to_owned(),
            };
            requests::cover(&town.flow, &archivist, chosen, area)
                .await
                .unwrap();
        }
    }
    requests::answer(&town.flow, &archivist, &id, "Her er det du ba om.")
        .await
        .unwrap();
    requests::ready(&town.flow, &archivist, &id).await.unwrap();
    requests::confirm(&town.flow, &town.actor("privacy-officer"), &id)
        .await
        .unwrap();
    let zip = requests::package(&town.flow, &archivist, &id, &words())
        .await
        .unwrap();
    assert_eq!(
        zip,
        requests::package(&town.flow, &archivist, &id, &words())
            .await
            .unwrap(),
        "the same each time"
    );

    let kept = town
        .read()
        .await
        .item(&archivist.municipality.id, &item)
        .await
        .unwrap();
    let files = unzipped(&zip);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let order: Vec<RequestItemKind> = things(&town, &id)
        .await
        .into_iter()
        .map(|t| t.item.kind)
        .collect();
    let number = |kind| order.iter().position(|k| *k == kind).unwrap() + 1;
    let (comment, post) = (
        number(RequestItemKind::Version),
        number(RequestItemKind::Revision),
    );
    let picture = format!("{post:03}-1.jpg");
    let mut expected = vec![
        "001.txt",
        "002.txt",
        "answer.txt",
        "data.json",
        "list.csv",
        "list.html",
        &picture,
    ];
    expected.sort_unstable();
    assert_eq!(names, expected);
    // In every file, and in the zip's own bytes: no word of it, in any letters or coding, and no digest that would confirm a
    // guess.
    let digest = |text: &str| {
        use sha2::Digest as _;
        hex::encode(sha2::Sha256::digest(text.as_bytes()))
    };
    let mut hidden = vec![
        "Grete".to_owned(),
        "Johansen".to_owned(),
        NUMBER.to_owned(),
        digest(&kept.text),
    ];
    hidden.extend([kept.author_handle.clone(), kept.id.to_string()]);
    hidden.extend(
        [kept.author_name.clone(), kept.url.clone()]
            .into_iter()
            .filter(|s| !s.is_empty()),
    );
    for (name, bytes) in files.iter().map(|(n, b)| (n.as_str(), b)).chain([("zip", &zip)]) {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for secret in &hidden {
            assert!(!text.contains(&secret.to_lowercase()), "{secret} is in {name}");
            let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(
                !bytes.windows(wide.len()).any(|w| w == wide),
                "{secret} is in {name}, two bytes a letter"
            );
        }
    }
    let given = String::from_utf8(files[&format!("{comment:03}.txt")].clone()).unwrap();
    assert_eq!(given, "Svømmehallen: █████ ring █████ 📞 om svømmehallen");
    // The picture: black where it was red, in the pixels; and nothing in the file but pixels.
    let jpeg = &files[&picture];
    for mark in [&b"Exif"[..], b"http", b"ICC_PROFILE", b"Photoshop"] {
        assert!(!jpeg.windows(mark.len()).any(|w| w == mark));
    }
    let shown = image::load_from_memory(jpeg).unwrap();
    for (x, y) in [(0, 0), (50, 50), (90, 99)] {
        assert!(
            shown.get_pixel(x, y).0[..3].iter().all(|c| *c < 40),
            "({x}, {y}) is covered"
        );
    }
    assert!(
        shown.get_pixel(150, 50).0[..3].iter().all(|c| *c > 220),
        "the rest is as it was"
    );
    let red = shown
        .to_rgb8()
        .pixels()
        .filter(|p| p.0[0] > 120 && p.0[1] < 80)
        .count();
    assert_eq!(red, 0);
    // The originals are untouched.
    assert!(kept.text.contains(SECRET));
    assert_eq!(
        town.flow.blobs().get(&media.blob).await.unwrap().len(),
        usize::try_from(media.size).unwrap()
    );
    town.verify().await;
}

async fn an_answer_takes_two_people_and_no_haste(db: Db) {
    let town = Town::new(db).await;
    town.commented("c1", "Når åpner svømmehallen?").await;
    let id = begun(&town).await;
    let (archivist, other) = (town.actor("archivist"), town.actor("privacy-officer"));
    let request = requests::one(&town.flow, &archivist, &id).await.unwrap().request;
    assert_eq!(
        (request.number, request.state, request.way),
        (1, RequestState::Received, RequestWay::Page)
    );
    assert!(
        request.due_at >= request.received_at.plus(5 * 24 * Millis::HOUR),
        "five working days"
    );

    let wanted = Wanted {
        q: "svømmehallen kanal:kommune slag:kommentar".to_owned(),
        ..Wanted::default()
    };
    requests::add_found(&town.flow, &archivist, &id, &wanted)
        .await
        .unwrap();
    let chosen = things(&town, &id).await;
    let early = requests::ready(&town.flow, &archivist, &id).await;
    assert_eq!(early.unwrap_err().key(), "request-answer-missing");
    requests::answer(&town.flow, &archivist, &id, "Her er det.")
        .await
        .unwrap();
    let open = requests::ready(&town.flow, &archivist, &id).await;
    assert_eq!(open.unwrap_err().key(), "request-not-reviewed");
    for thing in &chosen {
        give(&town, &thing.item.id).await;
    }
    requests::ready(&town.flow, &archivist, &id).await.unwrap();
    let own = requests::confirm(&town.flow, &archivist, &id).await;
    assert_eq!(own.unwrap_err().key(), "request-confirmer-reviewed");
    let soon = requests::package(&town.flow, &archivist, &id, &words()).await;
    assert_eq!(soon.unwrap_err().key(), "request-not-confirmed");
    let late = requests::mark(&town.flow, &other, &chosen[0].item.id, &[(0, 3)], "no-personal").await;
    assert_eq!(late.unwrap_err().key(), "request-not-open");
    requests::confirm(&town.flow, &other, &id).await.unwrap();
    requests::hold_off(&town.flow, &archivist, &id, "Det tar litt tid.")
        .await
        .unwrap();
    requests::sent(&town.flow, &archivist, &id).await.unwrap();
    requests::appeal(&town.flow, &archivist, &id, "Jeg vil ha mer.")
        .await
        .unwrap();
    requests::add_found(&town.flow, &archivist, &id, &wanted)
        .await
        .unwrap();
    let again = requests::one(&town.flow, &archivist, &id).await.unwrap().request;
    assert_eq!(
        (again.state, again.confirmed_by, again.outcome),
        (RequestState::Working, None, Some(RequestOutcome::Full))
    );
    let closed = requests::close(&town.flow, &archivist, &id).await;
    assert_eq!(closed.unwrap_err().key(), "no-such-step");
    requests::ready(&town.flow, &archivist, &id).await.unwrap();
    requests::take_back(&town.flow, &other, &id).await.unwrap();
    requests::ready(&town.flow, &archivist, &id).await.unwrap();
    requests::confirm(&town.flow, &other, &id).await.unwrap();
    requests::sent(&town.flow, &archivist, &id).await.unwrap();
    requests::close(&town.flow, &archivist, &id).await.unwrap();
    assert_eq!(town.journalled("request.confirmed").await, 2);
    town.verify().await;
}

async fn what_is_asked_is_bounded(db: Db) {
    let town = Town::new(db).await;
    let receive = |form| requests::receive(&town.flow, "batsfjord", form, Locale::Sv, "192.0.2.1");
    assert_eq!(receive(asked(" ")).await.unwrap_err().key(), "invalid");
    assert_eq!(
        receive(asked(&"x".repeat(10_001))).await.unwrap_err().key(),
        "invalid"
    );
    let nowhere = requests::receive(&town.flow, "nowhere", asked("Alt"), Locale::Nb, "192.0.2.2").await;
    assert_eq!(nowhere.unwrap_err().key(), "not-found");
    for n in 1..=10 {
        assert_eq!(receive(asked("Alt")).await.unwrap(), n);
    }
    assert_eq!(
        receive(asked("Alt")).await.unwrap_err().key(),
        "requests-too-many"
    );
    requests::receive(&town.flow, "batsfjord", asked("Alt"), Locale::Nb, "192.0.2.9")
        .await
        .unwrap();

    let archivist = town.actor("archivist");
    let tomorrow = town.now().plus(24 * Millis::HOUR);
    let later = requests::enter(&town.flow, &archivist, asked("Alt"), RequestWay::Email, tomorrow).await;
    assert_eq!(later.unwrap_err().key(), "invalid");
    let refused = requests::enter(
        &town.flow,
        &town.actor("author"),
        asked("Alt"),
        RequestWay::Email,
        town.now(),
    )
    .await;
    assert_eq!(refused.unwrap_err().key(), "not-allowed");
    let id = requests::enter(
        &town.flow,
        &archivist,
        asked("Alt"),
        RequestWay::Letter,
        town.now().plus(-Millis::HOUR),
    )
    .await
    .unwrap();
    assert_eq!(
        requests::one(&town.flow, &archivist, &id)
            .await
            .unwrap()
            .request
            .number,
        12
    );
}
