use crate::bench::{Db, faults, key};
use crate::net::Fault;
use crate::on_both;
use crate::town::{LEASE, Town};
use flow::moderation::{grounds, hide, means, restore};
use model::archive::Part;
use model::item::Visibility;
use model::moderation::{Moderation, ModerationState as S};
use model::{EntryId, ItemId, ModerationId};

on_both!(
    evidence_is_committed_before_the_network_is_asked,
    evidence_holds_all_versions_byte_for_byte,
    hiding_needs_a_ground_and_a_reason,
    a_network_without_hiding_is_not_asked,
    it_is_read_again_until_it_is_so,
    what_was_hidden_can_be_shown_again,
    a_comment_that_is_gone_meanwhile_needs_no_hiding,
    a_network_that_refuses_leaves_the_comment_as_it_was,
    an_expired_token_shows_on_the_channel,
    hiding_survives_every_fault_and_kill,
);

const REASON: &str = "Kommentaren truer en navngitt ansatt.";

async fn decided(town: &Town, item: &ItemId) -> ModerationId {
    let ground = ground(town).await;
    hide(&town.flow, &town.actor("moderator"), item, &ground, REASON)
        .await
        .unwrap()
}

/// The id of "threatening" as the page offers it.
async fn ground(town: &Town) -> String {
    let all = grounds(&town.flow, &town.actor("moderator")).await.unwrap();
    all.into_iter().find(|g| g.title == "Truende").unwrap().id
}

async fn moderation(town: &Town, id: &ModerationId) -> Moderation {
    town.read()
        .await
        .moderation(&town.bench.municipality.id, id)
        .await
        .unwrap()
}

async fn confirmed(town: &Town, id: &ModerationId) -> Moderation {
    for _ in 0..20 {
        town.work().await;
        let moderation = moderation(town, id).await;
        if matches!(moderation.state, S::Confirmed | S::Failed) {
            return moderation;
        }
        town.bench.clock.advance(LEASE);
    }
    panic!("never settled: {:?}", moderation(town, id).await);
}

/// The opened parts of an entry, by name.
async fn parts(town: &Town, entry: &EntryId) -> Vec<(String, Vec<u8>)> {
    let read = town.read().await;
    let municipality = &town.bench.municipality.id;
    let entries = read.entries_from(municipality, 0, 10_000).await.unwrap();
    let entry = entries.into_iter().find(|e| e.id == *entry).unwrap();
    let record = read.record(municipality, &entry.record).await.unwrap();
    let key = ledger::MasterKey::new([5; 32]).unwrap(&record).unwrap();
    let mut out = Vec::new();
    for part in read.parts_of(municipality, &entry.id).await.unwrap() {
        let sealed = sealed(town, &part).await;
        out.push((
            part.name.clone(),
            ledger::open_part(&key, &part, &sealed).unwrap(),
        ));
    }
    out
}

async fn sealed(town: &Town, part: &Part) -> Vec<u8> {
    if part.blob.is_empty() {
        part.sealed.clone()
    } else {
        town.bench.db.blobs.get(&part.blob).await.unwrap()
    }
}

async fn evidence_is_committed_before_the_network_is_asked(db: Db) {
    let town = Town::new(db).await;
    let item = town.commented("c1", "Jeg vet hvor du bor").await;
    let id = decided(&town, &item).await;
    assert_eq!(town.net.calls("hide"), 0, "the decision itself calls nobody");
    assert_eq!(town.item("c1").await.visibility, Visibility::Hiding);
    assert_eq!(moderation(&town, &id).await.state, S::Decided);
    let hidden = confirmed(&town, &id).await;
    assert_eq!((hidden.state, hidden.means.as_str()), (S::Confirmed, "flag"));
    assert_eq!(hidden.confirmed_at, Some(town.now()));
    assert!(town.net.hidden("c1"));
    assert_eq!(town.item("c1").await.visibility, Visibility::Hidden);
    let seen = town.net.seen_at_hide();
    assert_eq!(seen.len(), 1);
    let at = |kind: &str| seen[0].iter().position(|k| k == kind);
    assert!(at("moderation.evidence").unwrap() < at("moderation.decided").unwrap());
    assert_eq!(at("moderation.confirmed"), None);
    assert_eq!(town.journalled("moderation.confirmed").await, 1);
    town.verify().await;
}

async fn evidence_holds_all_versions_byte_for_byte(db: Db) {
    let town = Town::new(db).await;
    let item = town.commented("c1", "Dere er noen æsler").await;
    let first = town.net.raw("c1");
    let root = town.item("c1").await.parent_remote_id;
    town.net.comment("other", &root, "Helt uenig, men høflig");
    town.net.comment("c1", &root, "Jeg skal ta dere");
    let second = town.net.raw("c1");
    town.poll().await;
    let id = decided(&town, &item).await;
    let parts = parts(&town, &moderation(&town, &id).await.evidence).await;
    let raw: Vec<_> = parts
        .iter()
        .filter(|(n, _)| n.starts_with("raw/"))
        .map(|(_, b)| String::from_utf8_lossy(b).into_owned())
        .collect();
    assert_eq!(raw, [first, second], "both versions, and nobody else's");
    let data: serde_json::Value =
        serde_json::from_slice(&parts.iter().find(|(n, _)| n == "data").unwrap().1).unwrap();
    let texts: Vec<_> = data["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["Dere er noen æsler", "Jeg skal ta dere"]);
    assert_eq!(data["author"]["name"], "Kari Nordmann");
    assert_eq!(data["author"]["remote_id"], "did:kari");
    assert_eq!(data["context"]["text"], "Innlegg om c1");
    assert_eq!(data["written_at"], "2026-03-03T06:40:00.000Z");
    assert_eq!(data["actor"]["name"], "moderator");
    town.verify().await;
}

async fn hiding_needs_a_ground_and_a_reason(db: Db) {
    let town = Town::new(db).await;
    let item = town.commented("c1", "Jeg liker ikke ordføreren").await;
    let moderator = town.actor("moderator");
    let offered = grounds(&town.flow, &moderator).await.unwrap();
    assert_eq!(offered.len(), 6);
    assert!(
        offered
            .iter()
            .all(|g| g.id.starts_with("batsfjord/4.4-3") && !g.product_default && g.strength == "must")
    );
    let ground = ground(&town).await;
    let field = |field: &str, key: &'static str| vec![(field.to_owned(), key)];
    let hide = |ground: &str, reason: &str| {
        let (flow, moderator, item, ground, reason) = (
            town.flow.clone(),
            moderator.clone(),
            item.clone(),
            ground.to_owned(),
            reason.to_owned(),
        );
        async move { flow::moderation::hide(&flow, &moderator, &item, &ground, &reason).await }
    };
    assert_eq!(faults(hide("", REASON).await), field("ground", "required"));
    assert_eq!(
        faults(hide("batsfjord/4.4-3", REASON).await),
        field("ground", "ground-unknown")
    );
    assert_eq!(
        faults(hide("no-base/unlawful-content/a", REASON).await),
        field("ground", "ground-unknown"),
        "replaced by the guideline's own"
    );
    assert_eq!(
        faults(hide(&ground, "Nei. Dette er nei.  ").await),
        field("reason", "reason-short")
    );
    assert_eq!(
        key(flow::moderation::hide(&town.flow, &town.actor("author"), &item, &ground, REASON).await),
        "not-allowed"
    );
    assert_eq!(town.item("c1").await.visibility, Visibility::Visible);
    assert_eq!(town.journalled("moderation.evidence").await, 0);
    hide(&ground, REASON).await.unwrap();
    assert_eq!(
        key(hide(&ground, REASON).await),
        "no-such-step",
        "it is being hidden already"
    );
    assert_eq!(town.journalled("moderation.evidence").await, 1);
    town.verify().await;
}

async fn a_network_without_hiding_is_not_asked(db: Db) {
    let town = Town::new(db).await;
    let item = town.commented("c1", "Jeg vet hvor du bor").await;
    assert_eq!(
        means(&town.flow, &town.actor("moderator"), &item).await.unwrap(),
        "flag"
    );
    town.net.cannot_hide();
    assert_eq!(
        means(&town.flow, &town.actor("moderator"), &item).await.unwrap(),
        "none"
    );
    let refused = hide(
        &town.flow,
        &town.actor("moderator"),
        &item,
        &ground(&town).await,
        REASON,
    )
    .await
    .unwrap_err();
    assert_eq!(
        (refused.key(), refused.params()),
        ("network-cannot-hide", vec![("network", "practice".to_owned())])
    );
    town.work().await;
    assert_eq!(town.net.calls("hide"), 0);
    assert_eq!(town.item("c1").await.visibility, Visibility::Visible);
    assert_eq!(town.journalled("moderation.evidence").await, 0);
    town.verify().await;
}

async fn it_is_read_again_until_it_is_so(db: Db) {
    let town = Town::new(db).await;
    let item = town.commented("c1", "Jeg vet hvor du bor").await;
    town.net.meets("hide", &[Fault::Pretends]);
    let id = decided(&town, &item).await;
    town.work().await;
    assert_eq!(
        moderation(&town, &id).await.state,
        S::Sent,
        "asked, and not believed"
    );
    assert_eq!(town.item("c1").await.visibility, Visibility::Hiding);
    assert_eq!(confirmed(&town, &id).await.state, S::Confirmed);
    assert_eq!(town.net.calls("hide"), 2);
    assert!(town.net.hidden("c1"));
    town.verify().await;
}

async fn what_was_hidden_can_be_shown_again(db: Db) {
    let town = Town::new(db).await;
    let moderator = town.actor("moderator");
    let item = town.commented("c1", "Jeg vet hvor du bor").await;
    assert_eq!(
        key(restore(&town.flow, &moderator, &item, "Feil").await),
        "no-such-step"
    );
    let hidden = decided(&town, &item).await;
    confirmed(&town, &hidden).await;
    assert_eq!(
        faults(restore(&town.flow, &moderator, &item, " ").await),
        [("reason".to_owned(), "required")]
    );
    assert_eq!(
        key(restore(&town.flow, &town.actor("author"), &item, "Feil").await),
        "not-allowed"
    );
    let back = restore(&town.flow, &moderator, &item, "Det var en spøk mellom venner")
        .await
        .unwrap();
    let back = confirmed(&town, &back).await;
    assert_eq!(back.state, S::Confirmed);
    assert_eq!(
        back.evidence,
        moderation(&town, &hidden).await.evidence,
        "the evidence stays"
    );
    assert!(!town.net.hidden("c1"));
    assert_eq!(town.item("c1").await.visibility, Visibility::Visible);
    let again = decided(&town, &item).await;
    assert_eq!(confirmed(&town, &again).await.state, S::Confirmed);
    town.verify().await;
}

async fn a_comment_that_is_gone_meanwhile_needs_no_hiding(db: Db) {
    let town = Town::new(db).await;
    for (id, polled) in [("c1", false), ("c2", true)] {
        let item = town.commented(id, "Jeg vet hvor du bor").await;
        let decision = decided(&town, &item).await;
        town.net.take_back(id);
        if polled {
            // The poll tells of it before the network is asked to hide.
            town.net.meets("hide", &[Fault::Down]);
            town.poll().await;
            assert_eq!(town.item(id).await.visibility, Visibility::Gone);
        }
        assert_eq!(confirmed(&town, &decision).await.state, S::Confirmed);
        assert_eq!(town.item(id).await.visibility, Visibility::Gone);
    }
    assert_eq!(
        town.journalled("moderation.evidence").await,
        2,
        "what it said is kept"
    );
    town.verify().await;
}

async fn a_network_that_refuses_leaves_the_comment_as_it_was(db: Db) {
    let town = Town::new(db).await;
    let item = town.commented("c1", "Jeg vet hvor du bor").await;
    town.net.meets("hide", &[Fault::Refused]);
    let refused = decided(&town, &item).await;
    let refused = confirmed(&town, &refused).await;
    assert_eq!(
        (refused.state, refused.problem.as_str()),
        (S::Failed, "network-refused")
    );
    assert_eq!(town.item("c1").await.visibility, Visibility::Visible);
    let again = decided(&town, &item).await;
    assert_eq!(confirmed(&town, &again).await.state, S::Confirmed);
    town.net.meets("restore", &[Fault::Refused]);
    let back = restore(&town.flow, &town.actor("moderator"), &item, "Det var feil")
        .await
        .unwrap();
    assert_eq!(confirmed(&town, &back).await.state, S::Failed);
    assert_eq!(town.item("c1").await.visibility, Visibility::Hidden);
    assert_eq!(town.journalled("moderation.failed").await, 2);
    town.verify().await;
}

async fn an_expired_token_shows_on_the_channel(db: Db) {
    let town = Town::new(db).await;
    let item = town.commented("c1", "Jeg vet hvor du bor").await;
    town.net.meets("hide", &[Fault::Expired]);
    let id = decided(&town, &item).await;
    assert_eq!(confirmed(&town, &id).await.problem, "network-token-expired");
    assert_eq!(
        town.bench.channel(&town.channel).await.health,
        "network-token-expired"
    );
    assert_eq!(town.item("c1").await.visibility, Visibility::Visible);
    town.verify().await;
}

async fn hiding_survives_every_fault_and_kill(db: Db) {
    use Fault::{Down, LostAfter, LostBefore, RateLimited};
    let town = Town::new(db).await;
    let publication = town.published("Innlegg med mange kommentarer").await;
    for fault in [
        None,
        Some(Down),
        Some(RateLimited),
        Some(LostBefore),
        Some(LostAfter),
    ] {
        for steps in 1.. {
            let remote = format!("c-{fault:?}-{steps}");
            town.net
                .comment(&remote, &publication.remote_id, "Jeg vet hvor du bor");
            town.poll().await;
            let item = town.item(&remote).await.id;
            let id = decided(&town, &item).await;
            town.net.meets("hide", fault.as_slice());
            town.life.ends_after(steps);
            let _ = flow::jobs::run_due(&town.flow, "killed").await;
            let killed = town.life.again();
            town.bench.clock.advance(LEASE);
            assert_eq!(confirmed(&town, &id).await.state, S::Confirmed, "{remote}");
            assert!(town.net.hidden(&remote), "{remote}");
            assert_eq!(
                town.item(&remote).await.visibility,
                Visibility::Hidden,
                "{remote}"
            );
            town.net.mend();
            if !killed {
                assert!(steps > 5);
                break;
            }
        }
    }
    assert_eq!(
        town.journalled("moderation.confirmed").await,
        town.journalled("moderation.decided").await
    );
    town.verify().await;
}
