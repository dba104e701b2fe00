use crate::bench::{Bench, Db, faults, key};
use crate::on_both;
use flow::Error;
use flow::channels::{Application, Connect, activation, apply, close, connect, questions};
use model::approval::ApprovalSubject;
use model::channel::{ChannelState, Network};
use model::person::{Permission, Role};
use model::{ChannelId, Id as _};
use networks::CallError;
use std::collections::BTreeMap;

on_both!(
    the_pack_says_who_approves,
    what_is_missing_is_named_field_by_field,
    the_guideline_stops_an_application_and_says_why,
    somebody_else_must_be_able_to_approve,
    only_who_may_and_only_the_own,
    connecting_seals_the_secret_and_makes_the_channel_active,
    the_practice_network_needs_no_secret,
    a_channel_goes_into_use_when_the_guideline_is_answered,
    a_network_that_says_no_leaves_the_channel_as_it_was,
    closing_takes_a_channel_off_the_public_list,
);

async fn public(bench: &Bench) -> usize {
    bench
        .flow
        .store()
        .read()
        .await
        .unwrap()
        .public_channels(&bench.municipality.id)
        .await
        .unwrap()
        .len()
}

async fn the_pack_says_who_approves(db: Db) {
    let bench = Bench::new(db).await;
    let editor = bench.actor("editor");
    let form = Application {
        answers: BTreeMap::new(),
        ..bench.application(Network::Bluesky)
    };
    let (asked, points) = questions(&bench.flow, &editor, &form).await.unwrap();
    let names: Vec<_> = asked
        .iter()
        .map(|q| (q.name.as_str(), q.kind.as_str(), q.clause.as_str()))
        .collect();
    assert_eq!(names, [("channel.answers.why_here", "text", "batsfjord/1-3")]);
    assert!(
        points
            .iter()
            .any(|p| p.clause == "batsfjord/4.3-5" && p.outcome == "require-approval"),
        "{points:?}"
    );

    let id = apply(&bench.flow, &editor, bench.application(Network::Bluesky))
        .await
        .unwrap();
    let channel = bench.channel(&id).await;
    assert_eq!(
        (channel.state, channel.version, channel.secret_sealed),
        (ChannelState::Requested, 1, None)
    );
    let read = bench.flow.store().read().await.unwrap();
    let steps = read
        .approvals_of(&bench.municipality.id, ApprovalSubject::Channel, id.as_str())
        .await
        .unwrap();
    let shown: Vec<_> = steps
        .iter()
        .map(|s| (s.step, s.role, s.clause.as_str(), s.state.as_str()))
        .collect();
    assert_eq!(shown, [(1, Role::Leader, "batsfjord/4.3-5", "open")]);
    assert_eq!(
        read.decisions_of(&bench.municipality.id, id.as_str())
            .await
            .unwrap()
            .len(),
        1
    );
    let journal = bench.journal().await;
    assert!(
        journal.ends_with(&["channel.applied".into(), "duty.opened".into()]),
        "{journal:?}"
    );
    assert_eq!(
        public(&bench).await,
        0,
        "not official before it is approved and connected"
    );
}

async fn what_is_missing_is_named_field_by_field(db: Db) {
    let bench = Bench::new(db).await;
    let editor = bench.actor("editor");
    let wanted = [
        ("administrators", "required"),
        ("answer.channel.answers.why_here", "answer-required"),
        ("audience", "required"),
        ("name", "required"),
        ("network", "required"),
        ("purpose", "required"),
        ("responsible", "required"),
    ];
    let empty = faults(apply(&bench.flow, &editor, Application::default()).await);
    assert_eq!(empty, wanted.map(|(f, k)| (f.to_owned(), k)));
    let mut form = bench.application(Network::Bluesky);
    form.responsible = Some(bench.flow.source().id());
    form.administrators = vec![bench.stranger().await.person.id];
    form.purpose = "x".repeat(5_001);
    let wanted = [
        ("administrators", "person-unknown"),
        ("purpose", "text-too-long"),
        ("responsible", "person-unknown"),
    ];
    assert_eq!(
        faults(apply(&bench.flow, &editor, form).await),
        wanted.map(|(f, k)| (f.to_owned(), k))
    );
    let read = bench.flow.store().read().await.unwrap();
    assert!(read.channels(&bench.municipality.id).await.unwrap().is_empty());
}

async fn the_guideline_stops_an_application_and_says_why(db: Db) {
    let bench = Bench::new(db).await;
    let form = Application {
        name: "Kulturskolen".into(),
        ..bench.application(Network::Bluesky)
    };
    let Err(Error::Stopped(points)) = apply(&bench.flow, &bench.actor("editor"), form).await else {
        panic!()
    };
    let first = &points[0];
    assert_eq!(
        (
            first.clause.as_str(),
            first.outcome.as_str(),
            first.section.is_empty()
        ),
        ("batsfjord/4.3-7", "block", false)
    );
    assert!(!first.why.is_empty() && !first.fix.is_empty());
    assert!(
        first.facts.iter().any(|(_, value)| value == "Kulturskolen"),
        "{:?}",
        first.facts
    );
}

async fn somebody_else_must_be_able_to_approve(db: Db) {
    let bench = Bench::new(db).await;
    let refused = apply(
        &bench.flow,
        &bench.actor("leader"),
        bench.application(Network::Bluesky),
    )
    .await
    .unwrap_err();
    assert!(
        matches!(&refused, Error::Refused { key: "nobody-can-approve", params } if params == &[("role", "leader".to_owned())]),
        "{refused:?}"
    );
    let read = bench.flow.store().read().await.unwrap();
    assert!(
        read.channels(&bench.municipality.id).await.unwrap().is_empty(),
        "nothing is left behind"
    );
    drop(read);
    bench.another(Role::Leader, "Another").await;
    apply(
        &bench.flow,
        &bench.actor("leader"),
        bench.application(Network::Bluesky),
    )
    .await
    .unwrap();
}

async fn only_who_may_and_only_the_own(db: Db) {
    let bench = Bench::new(db).await;
    let id = bench.approved(Network::Practice).await;
    for role in Role::ALL {
        let actor = bench.actor(role.as_str());
        if !role.permissions().contains(&Permission::ApplyChannel) {
            assert_eq!(
                key(apply(&bench.flow, &actor, Application::default()).await),
                "not-allowed",
                "{role:?}"
            );
            assert_eq!(
                key(questions(&bench.flow, &actor, &Application::default()).await),
                "not-allowed"
            );
        }
        if !role.permissions().contains(&Permission::ConnectChannel) {
            assert_eq!(
                key(connect(&bench.flow, &actor, &id, Connect::default()).await),
                "not-allowed",
                "{role:?}"
            );
            assert_eq!(
                key(activation(&bench.flow, &actor, &id, &BTreeMap::new()).await),
                "not-allowed"
            );
            assert_eq!(key(close(&bench.flow, &actor, &id, "slutt").await), "not-allowed");
        }
    }
    let stranger = bench.stranger().await;
    assert_eq!(
        key(connect(&bench.flow, &stranger, &id, Connect::default()).await),
        "not-found"
    );
    assert_eq!(
        key(close(&bench.flow, &stranger, &id, "slutt").await),
        "not-found"
    );
    let none: ChannelId = bench.flow.source().id();
    assert_eq!(
        key(close(&bench.flow, &bench.actor("administrator"), &none, "slutt").await),
        "not-found"
    );
}

async fn connecting_seals_the_secret_and_makes_the_channel_active(db: Db) {
    let bench = Bench::new(db).await;
    let id = bench.approved(Network::Bluesky).await;
    let form = bench.connect_form(&id).await;
    assert!(!format!("{form:?}").contains("app-password"));
    connect(&bench.flow, &bench.actor("administrator"), &id, form.clone())
        .await
        .unwrap();
    let channel = bench.channel(&id).await;
    assert_eq!(
        (channel.state, channel.server.as_str()),
        (ChannelState::Active, "https://network.example")
    );
    assert!(!channel.handle.is_empty() && !channel.url.is_empty());
    let sealed = channel.secret_sealed.unwrap();
    assert!(!sealed.windows(12).any(|w| w == b"app-password"));
    let given = bench
        .networks
        .secrets
        .lock()
        .unwrap()
        .last()
        .unwrap()
        .clone()
        .unwrap();
    assert_eq!(
        given,
        r#"{"account":"batsfjord","secret":"app-password","server":"https://network.example"}"#
    );
    assert_eq!(public(&bench).await, 1);
    let read = bench.flow.store().read().await.unwrap();
    assert!(
        read.pending_job(&bench.municipality.id, "poll", id.as_str())
            .await
            .unwrap()
            .is_some()
    );
    drop(read);
    assert_eq!(bench.journal().await.last().unwrap(), "channel.connected");

    assert_eq!(
        key(connect(&bench.flow, &bench.actor("administrator"), &id, form.clone()).await),
        "conflict"
    );
    let anew = Connect {
        secret: "another".into(),
        version: channel.version,
        ..form
    };
    connect(&bench.flow, &bench.actor("administrator"), &id, anew)
        .await
        .unwrap();
    assert_ne!(bench.channel(&id).await.secret_sealed, Some(sealed));
}

async fn the_practice_network_needs_no_secret(db: Db) {
    let bench = Bench::new(db).await;
    let id = bench.practice().await;
    let channel = bench.channel(&id).await;
    assert_eq!(
        (channel.state, channel.secret_sealed, channel.server.as_str()),
        (ChannelState::Active, None, "")
    );
}

async fn a_channel_goes_into_use_when_the_guideline_is_answered(db: Db) {
    let bench = Bench::new(db).await;
    let admin = bench.actor("administrator");
    let id = bench.approved(Network::Bluesky).await;
    let form = bench.connect_form(&id).await;
    let unanswered = Connect {
        answers: BTreeMap::new(),
        ..form.clone()
    };
    let missing = faults(connect(&bench.flow, &admin, &id, unanswered).await);
    assert!(
        missing.contains(&(
            "answer.channel.answers.coat_of_arms".to_owned(),
            "answer-required"
        )),
        "{missing:?}"
    );
    let mut no = form.clone();
    no.answers
        .insert("channel.answers.coat_of_arms".into(), "no".into());
    let Err(Error::Stopped(points)) = connect(&bench.flow, &admin, &id, no).await else {
        panic!()
    };
    assert_eq!(points[0].clause, "batsfjord/4.3-8");
    let bare = Connect {
        server: String::new(),
        secret: " ".into(),
        ..form.clone()
    };
    let wanted = [("secret", "required"), ("server", "required")].map(|(f, k)| (f.to_owned(), k));
    assert_eq!(faults(connect(&bench.flow, &admin, &id, bare).await), wanted);
    assert_eq!(bench.channel(&id).await.state, ChannelState::Approved);
    connect(&bench.flow, &admin, &id, form).await.unwrap();
    assert_eq!(
        activation(&bench.flow, &admin, &id, &BTreeMap::new())
            .await
            .unwrap(),
        (Vec::new(), Vec::new())
    );
}

async fn a_network_that_says_no_leaves_the_channel_as_it_was(db: Db) {
    let bench = Bench::new(db).await;
    let admin = bench.actor("administrator");
    let requested = apply(
        &bench.flow,
        &bench.actor("editor"),
        bench.application(Network::Mastodon),
    )
    .await
    .unwrap();
    let early = Connect {
        version: 1,
        ..Connect::default()
    };
    assert_eq!(
        key(connect(&bench.flow, &admin, &requested, early).await),
        "no-such-step"
    );

    let id = bench.approved(Network::Bluesky).await;
    let before = (bench.channel(&id).await, bench.journal().await.len());
    let says = [
        (
            CallError::Expired("wrong password".into()),
            "network-token-expired",
        ),
        (CallError::Down("no answer".into()), "network-down"),
        (
            CallError::AddressRefused("http://10.0.0.1".into()),
            "private-address-refused",
        ),
    ];
    for (error, wanted) in says {
        let form = bench.connect_form(&id).await;
        *bench.networks.fails.lock().unwrap() = Some(error);
        assert_eq!(key(connect(&bench.flow, &admin, &id, form).await), wanted);
        assert_eq!((bench.channel(&id).await, bench.journal().await.len()), before);
    }
}

async fn closing_takes_a_channel_off_the_public_list(db: Db) {
    let bench = Bench::new(db).await;
    let admin = bench.actor("administrator");
    let id = bench.practice().await;
    assert_eq!(
        faults(close(&bench.flow, &admin, &id, "  ").await),
        [("reason".to_owned(), "required")]
    );
    close(&bench.flow, &admin, &id, "Slått sammen med hovedkontoen")
        .await
        .unwrap();
    assert_eq!(bench.channel(&id).await.state, ChannelState::Closed);
    assert_eq!(public(&bench).await, 0);
    assert_eq!(
        key(close(&bench.flow, &admin, &id, "en gang til").await),
        "no-such-step"
    );
    assert_eq!(bench.journal().await.last().unwrap(), "channel.closed");
}
