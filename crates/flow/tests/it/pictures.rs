use crate::bench::{Db, faults, key};
use crate::on_both;
use crate::posts::{begun, outcome, revision, stopped};
use crate::town::Town;
use flow::posts::{add_media, check, note_media, remove_media, submit, withdraw};
use model::post::{Basis, Media, MediaNote};
use model::{Id as _, MediaId, PostId};

on_both!(
    batsfjord_asks_about_pictures,
    pictures_are_taken_in_and_refused_in_words
);

pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(width, height)
        .write_to(&mut out, image::ImageFormat::Png)
        .unwrap();
    out.into_inner()
}

/// The same file, which says that it is `width` × `height`.
fn pretending(width: u32, height: u32) -> Vec<u8> {
    let mut file = png(2, 2);
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = file[12..29].iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| {
            if c & 1 == 1 { c >> 1 ^ 0xEDB8_8320 } else { c >> 1 }
        })
    });
    file[29..33].copy_from_slice(&(!crc).to_be_bytes());
    file
}

async fn batsfjord_asks_about_pictures(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let media = add_media(&town.flow, &author, &post, png(40, 30)).await.unwrap();
    let mut draft = town.draft("Ny brannbil");
    let mut note = MediaNote::default();
    let (alt, consent) = ("no-base/alt-text", "batsfjord/4.4-4b");
    let (permission, basis, colleague) = ("batsfjord/4.4-6", "no-base/picture-basis", "batsfjord/4.4-5");
    let all = stopped(submit(&town.flow, &author, &post, draft.clone()).await);
    for clause in [alt, consent, permission, basis] {
        assert!(all.contains(&clause.to_owned()), "{clause}: {all:?}");
    }
    let about = |field: &str| format!("post.media[{}].{field}", media.id);
    let checked = check(&town.flow, &author, &post, &draft).await.unwrap();
    assert!(
        checked
            .questions
            .iter()
            .any(|q| q.name == about("person_identifiable")),
        "{:?}",
        checked.questions
    );

    note.alt = "Brannkonstabel Ola ved den røde brannbilen".into();
    note.permission = Some(false);
    note_media(&town.flow, &author, &media.id, note.clone())
        .await
        .unwrap();
    draft.answers.insert(about("person_identifiable"), "yes".into());
    let left = stopped(submit(&town.flow, &author, &post, draft.clone()).await);
    assert!(
        !left.contains(&alt.to_owned()) && left.contains(&permission.to_owned()),
        "{left:?}"
    );

    note.permission = Some(true);
    note.credit = "Kari Fotograf".into();
    note.basis = Basis::Situation;
    note_media(&town.flow, &author, &media.id, note.clone())
        .await
        .unwrap();
    let left = stopped(submit(&town.flow, &author, &post, draft.clone()).await);
    assert!(
        left.contains(&consent.to_owned())
            && !left.contains(&basis.to_owned())
            && !left.contains(&permission.to_owned()),
        "{left:?}"
    );

    note.basis = Basis::Consent;
    note_media(&town.flow, &author, &media.id, note).await.unwrap();
    assert_eq!(
        stopped(submit(&town.flow, &author, &post, draft.clone()).await),
        [consent],
        "in writing"
    );
    draft.answers.insert(about("written_consent"), "no".into());
    assert_eq!(
        stopped(submit(&town.flow, &author, &post, draft.clone()).await),
        [consent]
    );
    draft.answers.insert(about("written_consent"), "yes".into());
    assert_eq!(
        outcome(
            &check(&town.flow, &author, &post, &draft).await.unwrap(),
            colleague
        ),
        "pass"
    );
    let frozen = submit(&town.flow, &author, &post, draft).await.unwrap();
    let frozen = revision(&town, &frozen).await.content.media;
    assert_eq!(
        (frozen.len(), frozen[0].note.credit.as_str()),
        (1, "Kari Fotograf")
    );
    town.approve(&town.actor("editor"), &post).await.unwrap();
    flow::publishing::schedule(&town.flow, &town.actor("editor"), &post, None)
        .await
        .unwrap();
    town.work().await;
    assert_eq!(
        town.net.put("Ny brannbil")[0].alts,
        ["Brannkonstabel Ola ved den røde brannbilen"]
    );
    town.verify().await;
}

async fn pictures_are_taken_in_and_refused_in_words(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let media = add_media(&town.flow, &author, &post, png(40, 30)).await.unwrap();
    assert_eq!((media.width, media.height, media.position), (40, 30, 0));
    assert_eq!(
        town.flow.blobs().get(&media.blob).await.unwrap().len(),
        usize::try_from(media.size).unwrap()
    );
    for (bytes, key_) in [
        (b"ikke et bilde".to_vec(), "picture-type-not-allowed"),
        (png(40, 30)[..60].to_vec(), "picture-unreadable"),
        (pretending(20_000, 10_000), "picture-too-large"),
        (vec![0; 25_000_001], "picture-too-many-bytes"),
    ] {
        assert_eq!(key(add_media(&town.flow, &author, &post, bytes).await), key_);
    }
    let large = add_media(&town.flow, &author, &post, pretending(20_000, 10_000))
        .await
        .unwrap_err();
    assert_eq!(
        large.params(),
        [("megapixels", "200".to_owned()), ("limit", "40".to_owned())]
    );
    assert_eq!(
        of(&town, &post).await,
        std::slice::from_ref(&media),
        "the draft is as it was"
    );

    for n in 1..4 {
        assert_eq!(
            add_media(&town.flow, &author, &post, png(10 + n, 10))
                .await
                .unwrap()
                .position,
            i64::from(n)
        );
    }
    assert_eq!(
        key(add_media(&town.flow, &author, &post, png(50, 50)).await),
        "pictures-too-many"
    );
    let long = MediaNote {
        alt: "a".repeat(1_501),
        ..MediaNote::default()
    };
    assert_eq!(
        faults(note_media(&town.flow, &author, &media.id, long).await),
        [("alt".to_owned(), "text-too-long")]
    );
    remove_media(&town.flow, &author, &media.id).await.unwrap();
    assert_eq!(of(&town, &post).await.len(), 3);
    let unknown = MediaId::parse("01ARZ3NDEKTSV4RRFFQ69G5FAV").unwrap();
    assert_eq!(
        key(remove_media(&town.flow, &author, &unknown).await),
        "not-found"
    );

    withdraw(&town.flow, &author, &post).await.unwrap();
    let left = &of(&town, &post).await[0];
    assert_eq!(
        key(add_media(&town.flow, &author, &post, png(9, 9)).await),
        "not-a-draft"
    );
    assert_eq!(
        key(note_media(&town.flow, &author, &left.id, MediaNote::default()).await),
        "not-a-draft"
    );
    assert_eq!(
        key(remove_media(&town.flow, &author, &left.id).await),
        "not-a-draft"
    );
    town.verify().await;
}

async fn of(town: &Town, post: &PostId) -> Vec<Media> {
    town.read()
        .await
        .media_of(&town.bench.municipality.id, post)
        .await
        .unwrap()
}
