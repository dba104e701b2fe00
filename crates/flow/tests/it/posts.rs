use crate::bench::{Bench, Db, PASSWORD, faults, key, set_up};
use crate::on_both;
use crate::town::{LINK, Town, verify};
use flow::posts::{Checked, Draft, add_media, check, create, note_media, remove_media, reopen, save, submit, withdraw};
use flow::setup::SetUp;
use flow::{Actor, Error, Flow};
use model::approval::ApprovalSubject;
use model::person::Role;
use model::post::{Basis, Media, MediaNote, PostState, Revision};
use model::{ChannelId, Id as _, Locale, MediaId, PostId, RevisionId};

on_both!(
    a_draft_is_saved_and_checked_without_a_trace,
    what_is_missing_is_said_field_by_field,
    a_conflict_loses_neither_text,
    a_revision_is_frozen,
    an_author_never_approves_her_own,
    an_outdated_revision_is_not_approved,
    a_text_over_the_limit_is_counted_as_the_network_counts,
    batsfjord_wants_its_website_first,
    batsfjord_asks_about_pictures,
    personal_numbers_never_go_out,
    andoy_wants_ai_named_and_asks_nothing_of_the_website,
    pictures_are_taken_in_and_refused_in_words,
    others_cannot_touch_a_post,
);

async fn begun(town: &Town) -> (Actor, PostId) {
    let author = town.actor("author");
    let post = create(&town.flow, &author).await.unwrap();
    (author, post)
}

async fn revision(town: &Town, id: &RevisionId) -> Revision {
    town.read().await.revision(&town.bench.municipality.id, id).await.unwrap()
}

/// Outcome of a clause among the points; "pass" when it is not there.
fn outcome(checked: &Checked, clause: &str) -> String {
    checked.points.iter().find(|p| p.clause == clause).map_or("pass".into(), |p| p.outcome.clone())
}

/// Clauses that stopped a submission.
fn stopped<T: std::fmt::Debug>(result: flow::Result<T>) -> Vec<String> {
    match result.unwrap_err() {
        Error::Stopped(points) => {
            let hard = ["block", "ask", "conflict"];
            points.into_iter().filter(|p| hard.contains(&p.outcome.as_str())).map(|p| p.clause).collect()
        }
        other => panic!("not stopped by the guideline: {other:?}"),
    }
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(width, height).write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

/// The same file, which says that it is `width` × `height`.
fn pretending(width: u32, height: u32) -> Vec<u8> {
    let mut file = png(2, 2);
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = file[12..29].iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { c >> 1 ^ 0xEDB8_8320 } else { c >> 1 })
    });
    file[29..33].copy_from_slice(&(!crc).to_be_bytes());
    file
}

async fn a_draft_is_saved_and_checked_without_a_trace(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let version = save(&town.flow, &author, &post, town.draft("Sol på\r\nSkjærgårdsfesten")).await.unwrap();
    let stored = town.post(&post).await;
    assert_eq!((stored.version, stored.text.as_str(), stored.link.as_str()), (version, "Sol på\nSkjærgårdsfesten", LINK));
    assert_eq!((stored.channels.clone(), stored.lang.as_str(), stored.state), (vec![town.channel.clone()], "nb", PostState::Draft));

    let before = town.bench.journal().await;
    let mut draft = town.draft("Ring Kari på 78 98 53 00");
    draft.link = String::new();
    let checked = check(&town.flow, &author, &post, &draft).await.unwrap();
    assert_eq!(checked.outcome, "ask");
    assert_eq!(outcome(&checked, "batsfjord/4.3-3"), "ask");
    assert!(checked.questions.iter().any(|q| q.name == "post.first_on_website" && q.kind == "yes-no"));
    assert_eq!(checked.findings.iter().map(|f| (f.name.as_str(), f.start)).collect::<Vec<_>>(), [("phone-number", 13)]);
    let point = checked.points.iter().find(|p| p.clause == "batsfjord/4.3-3").unwrap();
    assert!(point.says.contains("nettsted") && !point.why.is_empty() && !point.fix.is_empty() && point.section == "4.3 avsnitt 1, setning 3");
    let length = &checked.lengths[0];
    assert_eq!((length.used, length.limit, length.fits, length.unit.as_str()), (24, 300, true, "graphemes"));
    assert_eq!(checked.steps, [("editor".to_owned(), "no-base/second-pair-of-eyes".to_owned())]);
    assert_eq!(town.post(&post).await, stored);
    assert_eq!(town.bench.journal().await, before);
    town.verify().await;
}

async fn what_is_missing_is_said_field_by_field(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let field = |field: &str, key: &'static str| (field.to_owned(), key);
    let empty = Draft { version: 1, ..Draft::default() };
    assert_eq!(faults(submit(&town.flow, &author, &post, empty).await), [field("channels", "required"), field("text", "required")]);
    let bad = Draft { text: "a".repeat(20_001), link: "nettsiden vår".into(), ..town.draft("") };
    assert_eq!(faults(save(&town.flow, &author, &post, bad).await), [field("link", "link-form"), field("text", "text-too-long")]);
    for link in ["ftp://batsfjord.kommune.no", "https://", "javascript:alert(1)"] {
        let draft = Draft { link: link.into(), ..town.draft("Hei") };
        assert_eq!(faults(save(&town.flow, &author, &post, draft).await), [field("link", "link-form")], "{link}");
    }
    let elsewhere = Draft { channels: vec![ChannelId::parse("01ARZ3NDEKTSV4RRFFQ69G5FAV").unwrap()], ..town.draft("Hei") };
    assert_eq!(faults(save(&town.flow, &author, &post, elsewhere).await), [field("channels", "channel-unknown")]);
    let twice = Draft { channels: vec![town.channel.clone(); 2], ..town.draft("Hei") };
    save(&town.flow, &author, &post, twice).await.unwrap();
    let stored = town.post(&post).await;
    assert_eq!((stored.channels.len(), stored.version), (1, 2), "nothing else was stored");
    town.verify().await;
}

async fn a_conflict_loses_neither_text(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    save(&town.flow, &author, &post, town.draft("Min tekst")).await.unwrap();
    // A second window, opened before: what is in its form stays there, what is stored stays stored.
    let mine = town.draft("Den andre teksten");
    assert_eq!(key(save(&town.flow, &author, &post, mine.clone()).await), "conflict");
    assert_eq!(key(submit(&town.flow, &author, &post, mine.clone()).await), "conflict");
    assert_eq!(town.post(&post).await.text, "Min tekst");
    let seen = Draft { version: town.post(&post).await.version, ..mine };
    save(&town.flow, &author, &post, seen).await.unwrap();
    assert_eq!(town.post(&post).await.text, "Den andre teksten");
}

async fn a_revision_is_frozen(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let id = submit(&town.flow, &author, &post, town.draft("Første utgave")).await.unwrap();
    let first = revision(&town, &id).await;
    assert_eq!((first.number, first.content.text.as_str(), first.content.link.as_str()), (1, "Første utgave", LINK));
    assert_eq!(key(save(&town.flow, &author, &post, Draft { version: town.post(&post).await.version, ..town.draft("Nei") }).await), "not-a-draft");
    reopen(&town.flow, &author, &post).await.unwrap();
    let again = |text: &str, version| Draft { version, ..town.draft(text) };
    let second = submit(&town.flow, &author, &post, again("Andre utgave", town.post(&post).await.version)).await.unwrap();
    reopen(&town.flow, &author, &post).await.unwrap();
    let third = submit(&town.flow, &author, &post, again("Første utgave", town.post(&post).await.version)).await.unwrap();
    assert_eq!(revision(&town, &id).await, first, "later edits do not reach it");
    let (second, third) = (revision(&town, &second).await, revision(&town, &third).await);
    assert_eq!((second.number, third.number), (2, 3));
    assert_ne!(second.digest, first.digest);
    assert_eq!(third.digest, first.digest, "the digest is of the content and nothing else");
    assert_eq!(town.journalled("post.submitted").await, 3);
    town.verify().await;
}

async fn an_author_never_approves_her_own(db: Db) {
    let town = Town::new(db).await;
    // The only editor writes: nobody is left to approve as the guideline's base says.
    let editor = town.actor("editor");
    let post = create(&town.flow, &editor).await.unwrap();
    let refused = submit(&town.flow, &editor, &post, town.draft("Av redaktøren selv")).await.unwrap_err();
    assert_eq!((refused.key(), refused.params()), ("nobody-can-approve", vec![("role", "editor".to_owned())]));
    assert_eq!(town.post(&post).await.state, PostState::Draft);
    let other = town.bench.another(Role::Editor, "else").await;
    submit(&town.flow, &editor, &post, town.draft("Av redaktøren selv")).await.unwrap();
    assert_eq!(key(town.approve(&editor, &post).await), "approver-is-author");
    assert_eq!(key(town.approve(&town.actor("leader"), &post).await), "not-allowed");
    assert_eq!(town.post(&post).await.state, PostState::Submitted);
    town.approve(&other, &post).await.unwrap();
    assert_eq!(town.post(&post).await.state, PostState::Approved);

    // Written by one, submitted by the other: neither of them.
    let shared = create(&town.flow, &editor).await.unwrap();
    submit(&town.flow, &other, &shared, town.draft("Av begge")).await.unwrap();
    assert_eq!(key(town.approve(&editor, &shared).await), "approver-is-author");
    assert_eq!(key(town.approve(&other, &shared).await), "approver-is-author");
    town.verify().await;
}

async fn an_outdated_revision_is_not_approved(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    submit(&town.flow, &author, &post, town.draft("Møtet er kl. 18")).await.unwrap();
    let read = town.read().await;
    let steps = read.approvals_of(&town.bench.municipality.id, ApprovalSubject::Post, post.as_str()).await.unwrap();
    drop(read);
    let old = &steps[0];
    reopen(&town.flow, &author, &post).await.unwrap();
    let draft = Draft { version: town.post(&post).await.version, ..town.draft("Møtet er kl. 19") };
    submit(&town.flow, &author, &post, draft).await.unwrap();
    let yes = flow::approvals::Verdict::Approve;
    let editor = town.actor("editor");
    // Once through the page of the old step, once with the new step and what was on the old page.
    assert_eq!(key(flow::approvals::decide(&town.flow, &editor, &old.id, &old.digest, yes, "").await), "approval-closed");
    let read = town.read().await;
    let steps = read.approvals_of(&town.bench.municipality.id, ApprovalSubject::Post, post.as_str()).await.unwrap();
    drop(read);
    let new = steps.iter().find(|s| s.id != old.id).unwrap();
    assert_eq!(key(flow::approvals::decide(&town.flow, &editor, &new.id, &old.digest, yes, "").await), "revision-outdated");
    assert_eq!(town.post(&post).await.state, PostState::Submitted);
    town.approve(&editor, &post).await.unwrap();
    town.verify().await;
}

async fn a_text_over_the_limit_is_counted_as_the_network_counts(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    // The link goes out with the text, after an empty line.
    let room = 300 - LINK.chars().count() - 2;
    let long = town.draft(&"å".repeat(room + 1));
    let refused = submit(&town.flow, &author, &post, long.clone()).await.unwrap_err();
    assert_eq!(refused.key(), "text-over-limit");
    assert_eq!(refused.params(), [("channel", "Båtsfjord kommune".to_owned()), ("used", "301".to_owned()), ("limit", "300".to_owned())]);
    assert!(!check(&town.flow, &author, &post, &long).await.unwrap().lengths[0].fits);
    assert_eq!((town.post(&post).await.state, town.post(&post).await.version), (PostState::Draft, 1));
    // Two hundred bytes, and nothing at all as this network counts.
    let family = town.draft(&format!("{}{}", "å".repeat(room), "👩\u{200d}".repeat(50)));
    submit(&town.flow, &author, &post, family).await.unwrap();
    town.verify().await;
}

async fn batsfjord_wants_its_website_first(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let clause = "batsfjord/4.3-3";
    let mut draft = Draft { link: String::new(), ..town.draft("Brua er stengt") };
    assert_eq!(stopped(submit(&town.flow, &author, &post, draft.clone()).await), [clause]);
    draft.answers.insert("post.first_on_website".into(), "no".into());
    assert_eq!(stopped(submit(&town.flow, &author, &post, draft.clone()).await), [clause]);
    assert_eq!(outcome(&check(&town.flow, &author, &post, &draft).await.unwrap(), clause), "block");
    assert_eq!(town.post(&post).await.text, "", "nothing was stored");
    for link in ["https://batsfjord.kommune.no.example.com/x", "https://ikkebatsfjord.kommune.no/"] {
        let elsewhere = Draft { link: link.into(), ..draft.clone() };
        assert_eq!(outcome(&check(&town.flow, &author, &post, &elsewhere).await.unwrap(), clause), "block", "{link}");
    }
    let linked = Draft { text: format!("Brua er stengt. Les mer ({LINK})."), ..draft.clone() };
    assert_eq!(outcome(&check(&town.flow, &author, &post, &linked).await.unwrap(), clause), "pass");
    draft.answers.insert("post.first_on_website".into(), "yes".into());
    submit(&town.flow, &author, &post, draft).await.unwrap();
    town.verify().await;
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
    assert!(checked.questions.iter().any(|q| q.name == about("person_identifiable")), "{:?}", checked.questions);

    note.alt = "Brannkonstabel Ola ved den røde brannbilen".into();
    note.permission = Some(false);
    note_media(&town.flow, &author, &media.id, note.clone()).await.unwrap();
    draft.answers.insert(about("person_identifiable"), "yes".into());
    let left = stopped(submit(&town.flow, &author, &post, draft.clone()).await);
    assert!(!left.contains(&alt.to_owned()) && left.contains(&permission.to_owned()), "{left:?}");

    note.permission = Some(true);
    note.credit = "Kari Fotograf".into();
    note.basis = Basis::Situation;
    note_media(&town.flow, &author, &media.id, note.clone()).await.unwrap();
    let left = stopped(submit(&town.flow, &author, &post, draft.clone()).await);
    assert!(left.contains(&consent.to_owned()) && !left.contains(&basis.to_owned()) && !left.contains(&permission.to_owned()), "{left:?}");

    note.basis = Basis::Consent;
    note_media(&town.flow, &author, &media.id, note).await.unwrap();
    assert_eq!(stopped(submit(&town.flow, &author, &post, draft.clone()).await), [consent], "in writing");
    draft.answers.insert(about("written_consent"), "no".into());
    assert_eq!(stopped(submit(&town.flow, &author, &post, draft.clone()).await), [consent]);
    draft.answers.insert(about("written_consent"), "yes".into());
    assert_eq!(outcome(&check(&town.flow, &author, &post, &draft).await.unwrap(), colleague), "pass");
    let frozen = submit(&town.flow, &author, &post, draft).await.unwrap();
    let frozen = revision(&town, &frozen).await.content.media;
    assert_eq!((frozen.len(), frozen[0].note.credit.as_str()), (1, "Kari Fotograf"));
    town.approve(&town.actor("editor"), &post).await.unwrap();
    flow::publishing::schedule(&town.flow, &town.actor("editor"), &post, None).await.unwrap();
    town.work().await;
    assert_eq!(town.net.put("Ny brannbil")[0].alts, ["Brannkonstabel Ola ved den røde brannbilen"]);
    town.verify().await;
}

async fn personal_numbers_never_go_out(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let draft = town.draft("Vi savner eieren av nøkkelen: 010107 50160");
    assert_eq!(stopped(submit(&town.flow, &author, &post, draft.clone()).await), ["no-base/national-identity-number"]);
    let checked = check(&town.flow, &author, &post, &draft).await.unwrap();
    assert_eq!(checked.outcome, "block");
    let found = &checked.findings[0];
    assert_eq!((found.name.as_str(), found.severity.as_str()), ("norwegian-identity-number", "severe"));
    assert_eq!(draft.text.chars().skip(found.start).take(found.end - found.start).collect::<String>(), "010107 50160");
    submit(&town.flow, &author, &post, town.draft("Vi savner eieren av nøkkelen: 010107 50161")).await.unwrap();
    town.verify().await;
}

/// A municipality with Andøy's guideline, and somebody who may do everything in it.
async fn andoy(db: Db) -> (Flow, Actor, ChannelId, Db) {
    let (flow, _, _, db) = Bench::empty(db).await;
    let token = flow::setup::begin(&flow).await.unwrap().unwrap();
    let form = SetUp {
        name: "Andøy kommune".into(),
        website: "https://www.andoy.kommune.no".into(),
        pack: "andoy".into(),
        password: PASSWORD.into(),
        ..set_up()
    };
    flow::setup::complete(&flow, &token, form).await.unwrap();
    let read = flow.store().read().await.unwrap();
    let municipality = read.municipality_by_slug("andoy").await.unwrap().unwrap();
    let mut person = read.people(&municipality.id).await.unwrap().remove(0);
    drop(read);
    let mut editor = person.clone();
    person.roles = Role::ALL.to_vec();
    editor.id = flow.source().id();
    editor.email = "editor@andoy.example.no".into();
    editor.roles = vec![Role::Editor, Role::Leader, Role::Director, Role::It];
    let tx = flow.store().begin().await.unwrap();
    tx.update_person(&mut person).await.unwrap();
    tx.insert_person(&editor).await.unwrap();
    tx.commit().await.unwrap();
    let actor = Actor { person, municipality, locale: Locale::Nb };
    let application = flow::channels::Application {
        network: Some(model::channel::Network::Practice),
        name: "andoy.kommune.teknisk".into(),
        purpose: "Fortelle om vann og vei".into(),
        audience: "Innbyggere".into(),
        unit: "Teknisk".into(),
        responsible: Some(editor.id.clone()),
        administrators: vec![editor.id.clone()],
        answers: [("channel.answers.need", "Vakttelefonen er full"), ("channel.answers.resources", "yes")]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into(),
    };
    let channel = flow::channels::apply(&flow, &actor, application).await.unwrap();
    (flow, actor, channel, db)
}

async fn andoy_wants_ai_named_and_asks_nothing_of_the_website(db: Db) {
    let (flow, actor, channel, _db) = andoy(db).await;
    let post = create(&flow, &actor).await.unwrap();
    let mut draft = Draft { text: "Vannet er klart igjen".into(), channels: vec![channel], version: 1, ..Draft::default() };
    draft.answers.insert("post.ai_text".into(), "none".into());
    let checked = check(&flow, &actor, &post, &draft).await.unwrap();
    assert!(checked.points.iter().all(|p| !p.clause.contains("4.3-3")) && checked.questions.iter().all(|q| q.name != "post.first_on_website"));
    assert_eq!(checked.outcome, "require-approval", "{:?}", checked.points);

    draft.answers.insert("post.ai_text".into(), "substantial".into());
    draft.answers.insert("post.ai_checked".into(), "yes".into());
    draft.answers.insert("post.public_interest".into(), "yes".into());
    let all = stopped(submit(&flow, &actor, &post, draft.clone()).await);
    assert_eq!(all, ["andoy/9ki-2a", "andoy/9ki-2c"]);
    draft.answers.insert("post.ai_label".into(), "yes".into());
    assert_eq!(stopped(submit(&flow, &actor, &post, draft.clone()).await), all, "saying so in the form is not saying so to readers");
    draft.text = "Vannet er klart igjen. Teksten er laget med KI.".into();
    submit(&flow, &actor, &post, draft).await.unwrap();
    verify(&flow).await;
}

async fn pictures_are_taken_in_and_refused_in_words(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let media = add_media(&town.flow, &author, &post, png(40, 30)).await.unwrap();
    assert_eq!((media.width, media.height, media.position), (40, 30, 0));
    assert_eq!(town.flow.blobs().get(&media.blob).await.unwrap().len(), usize::try_from(media.size).unwrap());
    for (bytes, key_) in [
        (b"ikke et bilde".to_vec(), "picture-type-not-allowed"),
        (png(40, 30)[..60].to_vec(), "picture-unreadable"),
        (pretending(20_000, 10_000), "picture-too-large"),
        (vec![0; 25_000_001], "picture-too-many-bytes"),
    ] {
        assert_eq!(key(add_media(&town.flow, &author, &post, bytes).await), key_);
    }
    let large = add_media(&town.flow, &author, &post, pretending(20_000, 10_000)).await.unwrap_err();
    assert_eq!(large.params(), [("megapixels", "200".to_owned()), ("limit", "40".to_owned())]);
    assert_eq!(of(&town, &post).await, [media.clone()], "the draft is as it was");

    for n in 1..4 {
        assert_eq!(add_media(&town.flow, &author, &post, png(10 + n, 10)).await.unwrap().position, i64::from(n));
    }
    assert_eq!(key(add_media(&town.flow, &author, &post, png(50, 50)).await), "pictures-too-many");
    let long = MediaNote { alt: "a".repeat(1_501), ..MediaNote::default() };
    assert_eq!(faults(note_media(&town.flow, &author, &media.id, long).await), [("alt".to_owned(), "text-too-long")]);
    remove_media(&town.flow, &author, &media.id).await.unwrap();
    assert_eq!(of(&town, &post).await.len(), 3);
    let unknown = MediaId::parse("01ARZ3NDEKTSV4RRFFQ69G5FAV").unwrap();
    assert_eq!(key(remove_media(&town.flow, &author, &unknown).await), "not-found");

    withdraw(&town.flow, &author, &post).await.unwrap();
    let left = &of(&town, &post).await[0];
    assert_eq!(key(add_media(&town.flow, &author, &post, png(9, 9)).await), "not-a-draft");
    assert_eq!(key(note_media(&town.flow, &author, &left.id, MediaNote::default()).await), "not-a-draft");
    assert_eq!(key(remove_media(&town.flow, &author, &left.id).await), "not-a-draft");
    town.verify().await;
}

async fn of(town: &Town, post: &PostId) -> Vec<Media> {
    town.read().await.media_of(&town.bench.municipality.id, post).await.unwrap()
}

async fn others_cannot_touch_a_post(db: Db) {
    let town = Town::new(db).await;
    let (author, post) = begun(&town).await;
    let media = add_media(&town.flow, &author, &post, png(40, 30)).await.unwrap();
    let stranger = town.bench.stranger().await;
    let draft = town.draft("Min tekst");
    assert_eq!(key(check(&town.flow, &stranger, &post, &draft).await), "not-found");
    assert_eq!(key(save(&town.flow, &stranger, &post, draft.clone()).await), "not-found");
    assert_eq!(key(submit(&town.flow, &stranger, &post, draft.clone()).await), "not-found");
    assert_eq!(key(withdraw(&town.flow, &stranger, &post).await), "not-found");
    assert_eq!(key(note_media(&town.flow, &stranger, &media.id, MediaNote::default()).await), "not-found");
    assert_eq!(key(add_media(&town.flow, &stranger, &post, png(4, 4)).await), "not-found");
    let elected = town.actor("elected");
    assert_eq!(key(create(&town.flow, &elected).await), "not-allowed");
    assert_eq!(key(save(&town.flow, &elected, &post, draft.clone()).await), "not-allowed");
    assert_eq!(key(submit(&town.flow, &elected, &post, draft).await), "not-allowed");
    assert_eq!(key(reopen(&town.flow, &elected, &post).await), "not-allowed");
    assert_eq!(town.post(&post).await.version, 1);
}
