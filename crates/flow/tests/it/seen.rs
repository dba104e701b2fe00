//! What a picture's file says and what a look at it shows, from the upload to the frozen revision.

use crate::bench::{Bench, Db, key};
use crate::ffmpeg;
use crate::on_both;
use crate::pictures::png;
use crate::posts::{begun, revision};
use crate::town::Town;
use crate::videos::{clip, described};
use flow::posts::{
    Mend, PictureChecked, PictureFinding, TextReader, VideoReader, add_media, check, mend_media, note_media,
    remove_media, submit,
};
use flow::{Error, Flow};
use model::picture::{Reading, Stills};
use model::post::{Basis, Media, MediaNote};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

on_both!(
    what_was_seen_is_told_mended_and_frozen,
    words_are_read_by_a_program_of_its_own,
    an_upload_does_not_wait_for_the_program,
    a_submission_knows_what_its_pictures_say,
    faces_in_a_video_are_looked_for_on_its_stills,
    a_video_that_nobody_could_look_at_says_so,
);

const XMP: &str = "<rdf:Description photoshop:Credit='NASA' \
     Iptc4xmpExt:DigitalSourceType='http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia'/>";

/// A portrait whose file names who to credit and says that AI was used.
fn portrait() -> Vec<u8> {
    let jpeg = include_bytes!("../../../detect/tests/pictures/astronaut.jpg");
    let body = [b"http://ns.adobe.com/xap/1.0/\0", XMP.as_bytes()].concat();
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &body, &jpeg[2..]].concat()
}

fn named<'c>(checked: &'c PictureChecked, name: &str) -> Option<&'c PictureFinding> {
    checked.findings.iter().find(|f| f.name == name)
}

async fn what_was_seen_is_told_mended_and_frozen(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let media = add_media(&town.flow, &author, &post, portrait()).await.unwrap();
    let seen = media.note.seen.clone();
    assert_eq!(seen.credit, "NASA");
    assert_eq!(seen.origin, "compositeWithTrainedAlgorithmicMedia");
    assert_eq!(seen.faces.as_ref().map(Vec::len), Some(1));
    assert_eq!(seen.words, None, "nobody read it");

    let mut draft = town.draft("Besøk fra verdensrommet");
    let checked = check(&town.flow, &author, &post, &draft).await.unwrap().pictures;
    let picture = &checked[0];
    assert_eq!(named(picture, "faces").unwrap().kind, "1");
    assert_eq!(named(picture, "credit-in-file").unwrap().instead, "NASA");
    assert_eq!(named(picture, "ai-made-picture").unwrap().kind, "edited");
    assert_eq!(
        named(picture, "missing-alt-text").unwrap().clause,
        "no-base/alt-text"
    );
    assert!(
        !named(picture, "faces").unwrap().clause.is_empty(),
        "the guideline asks about people"
    );
    assert!(picture.not_looked.contains(&"text-in-picture".to_owned()));
    assert!(!picture.not_looked.contains(&"faces".to_owned()));

    // What the form sends cannot change what was seen; the buttons do what they say and no more.
    let note = MediaNote {
        alt: "En astronaut smiler foran et flagg".into(),
        permission: Some(true),
        basis: Basis::Situation,
        ..MediaNote::default()
    };
    note_media(&town.flow, &author, &media.id, note).await.unwrap();
    for what in [Mend::Credit, Mend::Ai] {
        mend_media(&town.flow, &author, &media.id, what, "")
            .await
            .unwrap();
        let again = mend_media(&town.flow, &author, &media.id, what, "").await;
        assert_eq!(key(again), "nothing-to-mend");
    }
    let none = mend_media(&town.flow, &author, &media.id, Mend::Alt, "Tekst:").await;
    assert_eq!(key(none), "nothing-to-mend");
    let stored = one(&town, &media).await;
    assert_eq!(
        (stored.note.credit.as_str(), stored.note.ai),
        ("NASA", Some(true))
    );
    assert_eq!(stored.note.alt, "En astronaut smiler foran et flagg");
    assert_eq!(stored.note.seen, seen);

    let mut note = stored.note;
    note.basis = Basis::NoPerson;
    note_media(&town.flow, &author, &media.id, note).await.unwrap();
    let checked = check(&town.flow, &author, &post, &draft).await.unwrap().pictures;
    assert_eq!(named(&checked[0], "faces").unwrap().severity, "warning");
    let questions = check(&town.flow, &author, &post, &draft).await.unwrap().questions;
    for question in questions {
        draft.answers.insert(question.name, "no".into());
    }
    draft.text.push_str("\nBildet er endret med KI.");
    if let Ok(frozen) = submit(&town.flow, &author, &post, draft).await {
        let frozen = revision(&town, &frozen).await.content.media;
        assert_eq!(
            frozen[0].note.seen, seen,
            "decisions on the revision know what was seen"
        );
    } else {
        panic!("the draft stands in nothing's way");
    }
    town.verify().await;
}

/// A program that behaves as `script` says when it is asked to read, and knows Norwegian.
fn program(folder: &Path, script: &str) -> PathBuf {
    let path = folder.join("reader");
    let whole = format!(
        "#!/bin/sh\nif [ \"$1\" = --list-langs ]; then echo 'List:'; echo eng; echo nor; exit 0; fi\n{script}\n"
    );
    std::fs::write(&path, whole).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path
}

const HEAD: &str = "level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n";

async fn words_are_read_by_a_program_of_its_own(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let folder = tempfile::tempdir().unwrap();
    let started = Instant::now();
    let answers = format!(
        "cat > /dev/null; [ -z \"$HOME$RETTESNOR_MASTER_KEY\" ] && printf '{}'",
        table()
    );
    for (script, read) in [
        (answers.as_str(), Some(2)),
        ("cat > /dev/null; exit 1", None),
        ("echo 'Error opening data file'", None),
        ("exec sleep 600", None),
        ("exec yes", None),
    ] {
        let reader = TextReader::find(program(folder.path(), script)).await.unwrap();
        let reader = reader.patient(Duration::from_secs(3));
        let flow = town.flow.clone().with_text_reader(Some(reader));
        let media = add_media(&flow, &author, &post, png(640, 480)).await.unwrap();
        work(&flow).await;
        let seen = one(&town, &media).await.note.seen;
        assert_eq!(seen.words.as_ref().map(Vec::len), read, "{script}");
        let failed = read.is_none().then_some(Reading::Failed);
        assert_eq!(
            seen.reading, failed,
            "that it could not be read is told: {script}"
        );
        let draft = town.draft("Møte");
        let checked = check(&flow, &author, &post, &draft).await.unwrap().pictures;
        let checked = checked.iter().find(|c| c.id == media.id).unwrap();
        assert_eq!(named(checked, "text-in-picture").is_some(), read.is_some());
        assert_eq!(
            checked.not_looked.contains(&"text-in-picture".to_owned()),
            read.is_none(),
            "that nobody looked is told: {script}"
        );
        if read.is_some() {
            mend_media(&flow, &author, &media.id, Mend::Alt, "Tekst på bildet:")
                .await
                .unwrap();
            let alt = one(&town, &media).await.note.alt;
            assert_eq!(alt, "Tekst på bildet: Folkemøte torsdag");
        }
        flow::posts::remove_media(&flow, &author, &media.id)
            .await
            .unwrap();
    }
    assert!(started.elapsed() < Duration::from_secs(60), "no program goes on");
    assert!(TextReader::find(folder.path().join("nothing")).await.is_none());
    town.verify().await;
}

const CLAUSES: &str = r#"
[[clause]]
id = "text"
section = "3"
title = { nb = "Tekst på bilder", nn = "Tekst på bilete", sv = "Text på bilder", en = "Text in pictures" }
says = { nb = "Si hva som står på bildet.", en = "Say what the picture says." }
modality = "must"
binds = { roles = ["editor"], capacity = "official" }
applies_to = ["post.submit"]
status = "automated"
require = "post.media.all(m, !m.text_untold)"
explain.why = { nb = "T", nn = "T", sv = "T", en = "T" }
explain.fix = { nb = "T", nn = "T", sv = "T", en = "T" }
effect = { kind = "gate", on_fail = "block", on_unknown = "warn" }
"#;

async fn work(flow: &Flow) {
    flow::jobs::run_due(flow, "test").await.unwrap();
}

/// What a program prints that read two words.
fn table() -> String {
    let word = |n: u8, text: &str| format!("5\\t1\\t1\\t1\\t1\\t{n}\\t10\\t10\\t80\\t30\\t91.5\\t{text}\\n");
    format!("{HEAD}{}{}", word(1, "Folkemøte"), word(2, "torsdag"))
}

async fn an_upload_does_not_wait_for_the_program(db: Db) {
    let town = Town::of(Bench::under(db, CLAUSES).await).await;
    let (author, post) = begun(&town).await;
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    // It answers when something is written into the pipe, and not before.
    let script = format!(
        "cat > /dev/null; read line < '{}'; printf '{}'",
        pipe.display(),
        table()
    );
    let reader = TextReader::find(program(folder.path(), &script)).await.unwrap();
    let reader = reader.patient(Duration::from_secs(600));
    let flow = town.flow.clone().with_text_reader(Some(reader));
    let media = add_media(&flow, &author, &post, png(640, 480)).await.unwrap();
    let draft = town.draft("Møte");
    // What nobody knows yet is no "no text".
    let unread = async || {
        let seen = one(&town, &media).await.note.seen;
        assert_eq!((seen.words, seen.reading), (None, Some(Reading::Waiting)));
        let checked = check(&flow, &author, &post, &draft).await.unwrap();
        assert_eq!(checked.outcome, "warn");
        assert!(
            checked.pictures[0]
                .not_looked
                .contains(&"text-in-picture".to_owned())
        );
    };
    unread().await;
    let job = tokio::spawn({
        let flow = flow.clone();
        async move { work(&flow).await }
    });
    // It opens once the program is at work.
    let open = move || std::fs::OpenOptions::new().write(true).open(pipe).unwrap();
    let mut program = tokio::task::spawn_blocking(open).await.unwrap();
    unread().await;
    program.write_all(b"\n").unwrap();
    drop(program);
    job.await.unwrap();
    let seen = one(&town, &media).await.note.seen;
    assert_eq!((seen.words.map(|w| w.len()), seen.reading), (Some(2), None));
    let checked = check(&flow, &author, &post, &draft).await.unwrap();
    assert_eq!(checked.outcome, "block");
    assert!(named(&checked.pictures[0], "text-in-picture").is_some());
}

async fn a_submission_knows_what_its_pictures_say(db: Db) {
    let town = Town::of(Bench::under(db, CLAUSES).await).await;
    let (author, post) = begun(&town).await;
    let folder = tempfile::tempdir().unwrap();
    let draft = town.draft("Møte");
    let with = async |script: &str| {
        let reader = TextReader::find(program(folder.path(), script)).await.unwrap();
        town.flow.clone().with_text_reader(Some(reader))
    };

    // The job has not come to it: the submission reads it.
    let flow = with(&format!("cat > /dev/null; printf '{}'", table())).await;
    let media = add_media(&flow, &author, &post, png(640, 480)).await.unwrap();
    let stopped = submit(&flow, &author, &post, draft.clone()).await;
    assert!(matches!(stopped, Err(Error::Stopped(_))), "{stopped:?}");
    let read = one(&town, &media).await;
    assert_eq!(read.note.seen.words.as_ref().map(Vec::len), Some(2));
    work(&flow).await;
    assert_eq!(one(&town, &media).await, read, "nothing is left for the job");
    remove_media(&flow, &author, &media.id).await.unwrap();

    // Where the program is no longer there, nobody looks; a picture that is gone is not read.
    let media = add_media(&flow, &author, &post, png(640, 480)).await.unwrap();
    work(&town.flow).await;
    let seen = one(&town, &media).await.note.seen;
    assert_eq!((seen.words, seen.reading), (None, None));
    remove_media(&flow, &author, &media.id).await.unwrap();
    let media = add_media(&flow, &author, &post, png(640, 480)).await.unwrap();
    remove_media(&flow, &author, &media.id).await.unwrap();
    work(&flow).await;
    let failed = [model::job::JobState::Failed];
    let read = town.read().await;
    let jobs = read.jobs(&media.municipality, &failed, None, 10).await.unwrap();
    assert_eq!(jobs.items, []);
    drop(read);

    // What could not be read is frozen as such.
    let flow = with("cat > /dev/null; exit 1").await;
    add_media(&flow, &author, &post, png(640, 480)).await.unwrap();
    let frozen = submit(&flow, &author, &post, draft).await.unwrap();
    let seen = revision(&town, &frozen).await.content.media.remove(0).note.seen;
    assert_eq!((seen.words, seen.reading), (None, Some(Reading::Failed)));
    town.verify().await;
}

async fn one(town: &Town, media: &Media) -> Media {
    town.read()
        .await
        .media(&media.municipality, &media.id)
        .await
        .unwrap()
}

/// With the real program, where it is installed: letters drawn as blocks are no words, but an answer.
#[tokio::test]
async fn the_real_program_answers_where_it_is_installed() {
    if let Some(reader) = TextReader::find("tesseract".into()).await {
        let town = Town::new(crate::bench::sqlite().await).await;
        let (author, post) = begun(&town).await;
        let flow = town.flow.clone().with_text_reader(Some(reader));
        let media = add_media(&flow, &author, &post, png(400, 300)).await.unwrap();
        work(&flow).await;
        assert_eq!(
            one(&town, &media).await.note.seen.words,
            Some(Vec::new()),
            "it looked and found nothing"
        );
    }
}

async fn faces_in_a_video_are_looked_for_on_its_stills(db: Db) {
    let town = Town::new(db).await;
    let Some(program) = ffmpeg::program() else { return };
    let reader = VideoReader::find(program).await.unwrap();
    let flow = town.flow.clone().with_video_reader(Some(reader));
    let (author, post) = begun(&town).await;
    let media = add_media(&flow, &author, &post, clip("portrait")).await.unwrap();
    let draft = town.draft("Besøk fra verdensrommet");
    let checked = check(&flow, &author, &post, &draft).await.unwrap().pictures;
    assert_eq!(media.note.seen.reading, Some(Reading::Waiting));
    assert!(checked[0].not_looked.contains(&"faces".to_owned()));

    work(&flow).await;
    let seen = one(&town, &media).await.note.seen;
    // Half of it is a colour, then somebody looks at the camera.
    let told = Stills {
        looked: 5,
        with_faces: 2,
        most_at: 3_000,
    };
    assert_eq!((seen.stills, seen.reading), (Some(told), None));
    let faces = seen.faces.unwrap();
    let [face] = faces.as_slice() else {
        panic!("{faces:?}")
    };
    let middle = (face.left + face.width / 2, face.top + face.height / 2);
    assert!(
        (200..340).contains(&middle.0) && (40..200).contains(&middle.1),
        "{face:?}"
    );

    let checked = check(&flow, &author, &post, &draft).await.unwrap().pictures;
    let found = named(&checked[0], "faces").unwrap();
    assert_eq!(found.kind, "1");
    assert!(!found.clause.is_empty(), "the guideline asks about people");
    assert!(!checked[0].not_looked.contains(&"faces".to_owned()));

    // A clip without anybody; what is frozen knows as much, though the job had no time.
    remove_media(&flow, &author, &media.id).await.unwrap();
    let media = add_media(&flow, &author, &post, clip("silent")).await.unwrap();
    described(&town, &media).await;
    let mut draft = draft;
    for question in check(&flow, &author, &post, &draft).await.unwrap().questions {
        draft.answers.insert(question.name, "no".into());
    }
    let frozen = submit(&flow, &author, &post, draft).await.unwrap();
    let frozen = revision(&town, &frozen).await.content.media;
    let seen = &frozen[0].note.seen;
    assert_eq!(seen.faces.as_ref().map(Vec::len), Some(0));
    assert_eq!(seen.stills.map(|stills| stills.looked), Some(2));
    town.verify().await;
}

async fn a_video_that_nobody_could_look_at_says_so(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let folder = tempfile::tempdir().unwrap();
    let draft = town.draft("Møte");
    for script in [
        "exit 1",
        "cat > /dev/null",
        "exec sleep 600",
        "exec yes",
        "printf short; exit 0",
    ] {
        let path = folder.path().join("taker");
        let whole = format!(
            "#!/bin/sh\nif [ \"$1\" = -version ]; then echo 'ffmpeg version 7'; exit 0; fi\n{script}\n"
        );
        std::fs::write(&path, whole).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        let reader = VideoReader::find(path)
            .await
            .unwrap()
            .patient(Duration::from_secs(3));
        let flow = town.flow.clone().with_video_reader(Some(reader));
        let media = add_media(&flow, &author, &post, clip("silent")).await.unwrap();
        work(&flow).await;
        let seen = one(&town, &media).await.note.seen;
        assert_eq!((seen.faces, seen.stills), (None, None), "{script}");
        assert_eq!(seen.reading, Some(Reading::Failed), "{script}");
        let checked = check(&flow, &author, &post, &draft).await.unwrap().pictures;
        assert!(checked[0].not_looked.contains(&"faces".to_owned()), "{script}");
        remove_media(&flow, &author, &media.id).await.unwrap();
    }
    // Where there is no such program, or it is another, nobody is waited for.
    assert!(VideoReader::find(folder.path().join("nothing")).await.is_none());
    assert!(VideoReader::find("/bin/echo".into()).await.is_none());
    let media = add_media(&town.flow, &author, &post, clip("silent"))
        .await
        .unwrap();
    assert_eq!(media.note.seen.reading, None);
    town.verify().await;
}
