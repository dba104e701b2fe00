use crate::bench::{Db, faults, key};
use crate::on_both;
use crate::pictures::png;
use crate::posts::{begun, stopped};
use crate::requests::{begun as asked, give, things, unzipped, words};
use crate::town::Town;
use flow::archive::Wanted;
use flow::archive::shown::{public_captions, public_home, public_list, public_picture, set_public_archive};
use flow::posts::{add_captions, add_media, captions_of, note_media, remove_captions, remove_media, submit};
use flow::requests;
use model::post::{Basis, Media, MediaNote, Speech};
use model::public::PublicArchive;
use model::request::CoverBox;
use model::{Id as _, Locale, PostId};
use std::collections::BTreeMap;

on_both!(
    a_video_is_taken_in_without_what_its_file_tells,
    a_post_has_one_video_or_pictures,
    the_law_asks_for_captions,
    questions_on_a_video_call_it_one,
    captions_are_taken_in_and_refused_in_words,
    a_video_goes_out_with_its_captions,
    what_a_channel_does_not_take_is_told_before_anybody_approves,
    what_is_said_in_a_video_is_found_and_shown,
    a_video_is_handed_out_whole_or_not_at_all,
);

const SRT: &str = "1\n00:00:00,000 --> 00:00:01,500\nVelkommen til havna i Nordvik.\n";

/// One of the clips for tests.
pub fn clip(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../detect/tests/video/");
    std::fs::read(format!("{folder}{name}.mp4")).unwrap()
}

/// The clip of two seconds with sound, which says that it lasts so long: each picture, and what is shown of the tracks.
fn lasting(seconds: u32) -> Vec<u8> {
    let mut file = clip("talk");
    // In `stts` the second number of each pair is a length, in `elst` the first of three.
    for (name, first, every) in [(b"stts", 16, 8), (b"elst", 12, 12)] {
        let places: Vec<usize> = (0..file.len() - 4)
            .filter(|at| &file[*at..at + 4] == name)
            .collect();
        for at in places {
            let number = |file: &[u8], at: usize| u32::from_be_bytes(file[at..at + 4].try_into().unwrap());
            for n in 0..number(&file, at + 8) as usize {
                let place = at + first + n * every;
                let length = number(&file, place) * seconds / 2 + 1;
                file[place..place + 4].copy_from_slice(&length.to_be_bytes());
            }
        }
    }
    file
}

fn has(bytes: &[u8], what: &str) -> bool {
    bytes.windows(what.len()).any(|window| window == what.as_bytes())
}

async fn kept(town: &Town, media: &Media) -> Media {
    let read = town.read().await;
    read.media(&town.bench.municipality.id, &media.id).await.unwrap()
}

/// Says all that the guideline asks of a picture.
pub async fn described(town: &Town, media: &Media) {
    let note = MediaNote {
        alt: "Havna i Nordvik i sol".into(),
        credit: "Kommunen".into(),
        permission: Some(true),
        basis: Basis::NoPerson,
        ai: Some(false),
        ..kept(town, media).await.note
    };
    let author = town.actor("author");
    note_media(&town.flow, &author, &media.id, note).await.unwrap();
}

/// A draft with the clip that has sound, all said of it but captions.
async fn filmed(town: &Town) -> (PostId, Media) {
    let (author, post) = begun(town).await;
    let media = add_media(&town.flow, &author, &post, clip("talk")).await.unwrap();
    described(town, &media).await;
    (post, media)
}

async fn submitted(town: &Town, post: &PostId, text: &str) -> flow::Result<model::RevisionId> {
    submit(&town.flow, &town.actor("author"), post, town.draft(text)).await
}

/// A post with a video and captions, published.
async fn published(town: &Town, text: &str) -> (PostId, Media) {
    let (post, media) = filmed(town).await;
    let author = town.actor("author");
    add_captions(&town.flow, &author, &media.id, SRT.as_bytes())
        .await
        .unwrap();
    submitted(town, &post, text).await.unwrap();
    town.approve(&town.actor("editor"), &post).await.unwrap();
    let editor = town.actor("editor");
    flow::publishing::schedule(&town.flow, &editor, &post, None)
        .await
        .unwrap();
    town.work().await;
    (post, media)
}

async fn a_video_is_taken_in_without_what_its_file_tells(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let raw = clip("talk");
    assert!(has(&raw, "+69.3142") && has(&raw, "Nordvik havn"));
    let media = add_media(&town.flow, &author, &post, raw.clone()).await.unwrap();
    assert_eq!(
        (media.mime.as_str(), media.width, media.height),
        ("video/mp4", 640, 360)
    );
    assert!(media.removed.contains(&"gps".to_owned()), "{:?}", media.removed);
    let told = media.note.seen.clip.unwrap();
    assert!(told.sound && (1_900..2_200).contains(&told.millis), "{told:?}");
    let bytes = town.flow.blobs().get(&media.blob).await.unwrap();
    assert_eq!(bytes.len(), raw.len());
    assert!(!has(&bytes, "+69.3142") && !has(&bytes, "Nordvik havn"));
    // The author's words do not change what the file says.
    described(&town, &media).await;
    assert_eq!(kept(&town, &media).await.note.seen.clip, Some(told));
    let broken = add_media(&town.flow, &author, &post, raw[..raw.len() / 2].to_vec()).await;
    assert_eq!(key(broken), "video-unreadable");
    remove_media(&town.flow, &author, &media.id).await.unwrap();
    let long = add_media(&town.flow, &author, &post, lasting(3_601)).await;
    assert_eq!(key(long), "video-too-long");
}

async fn a_post_has_one_video_or_pictures(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let video = add_media(&town.flow, &author, &post, clip("talk")).await.unwrap();
    for more in [clip("silent"), png(40, 30)] {
        let refused = add_media(&town.flow, &author, &post, more).await;
        assert_eq!(key(refused), "video-stands-alone");
    }
    remove_media(&town.flow, &author, &video.id).await.unwrap();
    add_media(&town.flow, &author, &post, png(40, 30)).await.unwrap();
    let refused = add_media(&town.flow, &author, &post, clip("talk")).await;
    assert_eq!(key(refused), "video-stands-alone");
}

async fn questions_on_a_video_call_it_one(db: Db) {
    let town = Town::new(db).await;
    let author = town.actor("author");
    let (post, media) = filmed(&town).await;
    let nothing_said = MediaNote {
        alt: "Havna".into(),
        ..MediaNote::default()
    };
    note_media(&town.flow, &author, &media.id, nothing_said)
        .await
        .unwrap();
    let checked = flow::posts::check(&town.flow, &author, &post, &town.draft("Havna"))
        .await
        .unwrap();
    let asked: Vec<_> = checked
        .questions
        .iter()
        .filter(|q| q.name.starts_with("post.media["))
        .map(|q| q.label.as_str())
        .collect();
    assert!(
        !asked.is_empty() && asked.iter().all(|label| label.starts_with("Video 1: ")),
        "{asked:?}"
    );
    // As whoever approves reads the answers.
    let book = flow::rules::book(&town.flow, &author.municipality).await.unwrap();
    let video = kept(&town, &media).await;
    let given = BTreeMap::from([(format!("post.media[{}].artwork", video.id), "no".to_owned())]);
    let shown = flow::rules::answered(&book, &given, &[(video.id.as_str(), &video.note)], Locale::En);
    assert_eq!(shown[0].0, "Video 1: The video shows somebody's work");
}

async fn the_law_asks_for_captions(db: Db) {
    let town = Town::new(db).await;
    let (post, media) = filmed(&town).await;
    let author = town.actor("author");
    let law = "no-base/captions";
    let draft = town.draft("Havna");
    let checked = flow::posts::check(&town.flow, &author, &post, &draft)
        .await
        .unwrap();
    let finding = checked.pictures[0]
        .findings
        .iter()
        .find(|f| f.name == "missing-captions");
    assert_eq!(finding.unwrap().clause, law, "told beside the video");
    assert_eq!(stopped(submitted(&town, &post, "Havna").await), [law]);

    // The law asks also where a municipality has switched the detector off.
    let mut without = author.clone();
    let off = flow::detectors::Options {
        off: vec!["MED020".to_owned()],
        ..flow::detectors::Options::default()
    };
    without.municipality.detectors = serde_json::to_string(&off).unwrap();
    let checked = flow::posts::check(&town.flow, &without, &post, &draft)
        .await
        .unwrap();
    let mut findings = checked.pictures[0].findings.iter();
    assert!(
        findings.any(|f| f.name == "missing-captions"),
        "its clause is locked"
    );
    assert_eq!(crate::posts::outcome(&checked, law), "block");

    for (speech, wanted) in [
        (Speech::None, "pass"),
        (Speech::InPicture, "pass"),
        (Speech::Unknown, "block"),
    ] {
        let note = MediaNote {
            speech,
            ..kept(&town, &media).await.note
        };
        note_media(&town.flow, &author, &media.id, note).await.unwrap();
        let checked = flow::posts::check(&town.flow, &author, &post, &draft)
            .await
            .unwrap();
        assert_eq!(crate::posts::outcome(&checked, "no-base/captions"), wanted);
    }

    // What is said in it goes out as the text does.
    let told = "1\n00:00:00,000 --> 00:00:01,500\nHun har fødselsnummer 01010750160.\n";
    add_captions(&town.flow, &author, &media.id, told.as_bytes())
        .await
        .unwrap();
    let left = stopped(submitted(&town, &post, "Havna").await);
    assert_eq!(left, ["no-base/national-identity-number"]);
    let checked = flow::posts::check(&town.flow, &author, &post, &draft)
        .await
        .unwrap();
    let findings = &checked.pictures[0].findings;
    assert!(
        findings.iter().any(|f| f.name == "personal-data-in-words"),
        "told beside the video"
    );

    // What has no sound needs none.
    let (author, quiet) = begun(&town).await;
    let media = add_media(&town.flow, &author, &quiet, clip("silent"))
        .await
        .unwrap();
    described(&town, &media).await;
    submitted(&town, &quiet, "Havna uten lyd").await.unwrap();
}

async fn captions_are_taken_in_and_refused_in_words(db: Db) {
    let town = Town::new(db).await;
    let (post, media) = filmed(&town).await;
    let author = town.actor("author");
    let add = |bytes: &'static [u8]| add_captions(&town.flow, &author, &media.id, bytes);
    assert_eq!(key(add(b"").await), "captions-empty");
    assert_eq!(key(add(b"Velkommen til Nordvik").await), "captions-unreadable");
    assert_eq!(
        key(captions_of(&town.flow, &author, &media.id).await),
        "not-found"
    );
    add(SRT.as_bytes()).await.unwrap();
    let vtt = captions_of(&town.flow, &author, &media.id).await.unwrap();
    assert!(vtt.starts_with("WEBVTT"), "{vtt}");
    assert!(
        vtt.contains("00:00:00.000 --> 00:00:01.500\nVelkommen til havna i Nordvik."),
        "{vtt}"
    );
    // What is said of the video besides leaves them as they are, and the other way round.
    described(&town, &media).await;
    assert_eq!(kept(&town, &media).await.note.captions, vtt);
    remove_captions(&town.flow, &author, &media.id).await.unwrap();
    let left = kept(&town, &media).await.note;
    assert_eq!(
        (left.captions.as_str(), left.alt.as_str()),
        ("", "Havna i Nordvik i sol")
    );

    let reader = town.actor("archivist");
    assert_eq!(
        key(add_captions(&town.flow, &reader, &media.id, SRT.as_bytes()).await),
        "not-allowed"
    );
    let stranger = town.bench.stranger().await;
    assert_eq!(
        key(captions_of(&town.flow, &stranger, &media.id).await),
        "not-found"
    );
    let picture = begun(&town).await.1;
    let picture = add_media(&town.flow, &author, &picture, png(40, 30))
        .await
        .unwrap();
    assert_eq!(
        key(add_captions(&town.flow, &author, &picture.id, SRT.as_bytes()).await),
        "not-a-video"
    );
    add(SRT.as_bytes()).await.unwrap();
    submitted(&town, &post, "Havna").await.unwrap();
    assert_eq!(key(add(SRT.as_bytes()).await), "not-a-draft");
}

async fn a_video_goes_out_with_its_captions(db: Db) {
    let town = Town::new(db).await;
    published(&town, "Havna i dag").await;
    let put = town.net.put("Havna i dag");
    let (alt, captions) = put[0].video.clone().unwrap();
    assert_eq!((put.len(), alt.as_str()), (1, "Havna i Nordvik i sol"));
    assert!(captions.contains("Velkommen til havna i Nordvik."));
    assert!(put[0].alts.is_empty(), "it is no picture");
    town.verify().await;
}

async fn what_a_channel_does_not_take_is_told_before_anybody_approves(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let media = add_media(&town.flow, &author, &post, lasting(181)).await.unwrap();
    described(&town, &media).await;
    add_captions(&town.flow, &author, &media.id, SRT.as_bytes())
        .await
        .unwrap();
    let refused = submitted(&town, &post, "Langt møte").await;
    assert_eq!(key(refused), "video-too-long-for-channel");

    let (post, media) = filmed(&town).await;
    let line = "Velkommen til havna. ".repeat(1_000);
    let srt = format!("1\n00:00:00,000 --> 00:00:01,500\n{line}\n");
    add_captions(&town.flow, &author, &media.id, srt.as_bytes())
        .await
        .unwrap();
    let refused = submitted(&town, &post, "Mye tekst").await;
    assert_eq!(key(refused), "captions-too-large-for-channel");
    assert_eq!(town.journalled("post.submitted").await, 0);
}

async fn what_is_said_in_a_video_is_found_and_shown(db: Db) {
    let town = Town::new(db).await;
    let (post, media) = published(&town, "Sommer").await;
    let wanted = Wanted {
        q: "velkommen havna".to_owned(),
        ..Wanted::default()
    };
    let archivist = town.actor("archivist");
    let found = flow::archive::find(&town.flow, &archivist, &wanted, None, 25)
        .await
        .unwrap();
    assert_eq!(found.hits.len(), 1, "by what is said in it");

    let on = PublicArchive {
        on: true,
        removed: false,
    };
    set_public_archive(&town.flow, &town.actor("administrator"), on)
        .await
        .unwrap();
    town.work().await;
    let home = public_home(&town.flow, "batsfjord").await.unwrap();
    assert_eq!(
        public_list(&town.flow, &home, None, 25)
            .await
            .unwrap()
            .items
            .len(),
        1
    );
    let (bytes, mime) = public_picture(&town.flow, &home, &post, &media.blob)
        .await
        .unwrap();
    assert_eq!((mime, bytes.len()), ("video/mp4", clip("talk").len()));
    let vtt = public_captions(&town.flow, &home, &post, &media.blob)
        .await
        .unwrap();
    assert!(vtt.contains("Velkommen til havna"));
    let other = public_captions(&town.flow, &home, &post, &"0".repeat(64)).await;
    assert_eq!(key(other), "not-found");
}

/// The package of a request that chose the post; `withheld` says whether its video is.
async fn handed_out(town: &Town, withheld: bool) -> BTreeMap<String, Vec<u8>> {
    let id = asked(town).await;
    let archivist = town.actor("archivist");
    let wanted = Wanted {
        q: "sommer".to_owned(),
        ..Wanted::default()
    };
    requests::add_found(&town.flow, &archivist, &id, &wanted)
        .await
        .unwrap();
    let item = things(town, &id).await.remove(0).item.id;
    let thing = requests::thing(&town.flow, &archivist, &item).await.unwrap();
    let said = thing.0.content.unwrap();
    assert!(
        said.text.contains("Velkommen til havna"),
        "what is said can be blanked: {}",
        said.text
    );
    let over = |width| CoverBox {
        media: said.media[0].id.clone(),
        left: 0,
        top: 0,
        width,
        height: 1000,
        ground: "no-personal".to_owned(),
    };
    let part = requests::cover(&town.flow, &archivist, &item, over(500)).await;
    assert_eq!(faults(part), [("box".to_owned(), "request-box-wrong")]);
    if withheld {
        requests::cover(&town.flow, &archivist, &item, over(1000))
            .await
            .unwrap();
    } else {
        give(town, &item).await;
    }
    requests::answer(&town.flow, &archivist, &id, "Her er det du ba om.")
        .await
        .unwrap();
    requests::ready(&town.flow, &archivist, &id).await.unwrap();
    let second = town.actor("privacy-officer");
    requests::confirm(&town.flow, &second, &id).await.unwrap();
    unzipped(
        &requests::package(&town.flow, &archivist, &id, &words())
            .await
            .unwrap(),
    )
}

async fn a_video_is_handed_out_whole_or_not_at_all(db: Db) {
    let town = Town::new(db).await;
    published(&town, "Havna i sommer").await;
    let whole = handed_out(&town, false).await;
    assert_eq!(whole["001-1.mp4"].len(), clip("talk").len());
    let without = handed_out(&town, true).await;
    assert!(
        without
            .iter()
            .all(|(name, bytes)| !name.ends_with(".mp4") && !has(bytes, "ftyp"))
    );
    assert!(
        has(&without["list.csv"], "Personlige forhold"),
        "the ground is named"
    );
}
