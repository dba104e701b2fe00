use crate::bench::{Bench, Db, faults, key};
use crate::on_both;
use flow::people::{Change, Invite, change, invite, invite_again, set_locale};
use model::Locale;
use model::person::{Permission, Person, PersonState, Role};

on_both!(
    only_who_manages_people_may,
    invitations_need_a_name_an_address_and_a_role,
    changes_are_kept_with_what_was_before,
    a_form_of_an_old_version_changes_nothing,
    somebody_stays_administrator,
    other_municipalities_people_do_not_exist,
    each_reads_in_her_own_language,
);

fn form(person: &Person) -> Change {
    Change {
        temporary: false,
        name: person.name.clone(),
        unit: person.unit.clone(),
        roles: person.roles.clone(),
        active: person.state == PersonState::Active,
        version: person.version,
    }
}

fn ola() -> Invite {
    Invite {
        temporary: false,
        name: "Ola".into(),
        email: "ola@batsfjord.example.no".into(),
        unit: String::new(),
        roles: vec![Role::Author],
    }
}

async fn only_who_manages_people_may(db: Db) {
    let bench = Bench::new(db).await;
    for role in Role::ALL
        .iter()
        .filter(|r| !r.permissions().contains(&Permission::ManagePeople))
    {
        let actor = bench.actor(role.as_str());
        let editor = bench.actor("editor").person;
        assert_eq!(
            key(invite(&bench.flow, &actor, ola()).await),
            "not-allowed",
            "{role:?}"
        );
        assert_eq!(
            key(invite_again(&bench.flow, &actor, &editor.id).await),
            "not-allowed"
        );
        assert_eq!(
            key(change(&bench.flow, &actor, &editor.id, form(&editor)).await),
            "not-allowed"
        );
    }
}

async fn invitations_need_a_name_an_address_and_a_role(db: Db) {
    let bench = Bench::new(db).await;
    let admin = bench.actor("administrator");
    let empty = Invite {
        temporary: false,
        name: String::new(),
        email: "ola@".into(),
        unit: String::new(),
        roles: Vec::new(),
    };
    let wanted = [
        ("email", "email-form"),
        ("name", "required"),
        ("roles", "roles-none"),
    ];
    assert_eq!(
        faults(invite(&bench.flow, &admin, empty).await),
        wanted.map(|(f, k)| (f.to_owned(), k))
    );
    let (id, _) = invite(
        &bench.flow,
        &admin,
        Invite {
            roles: vec![Role::Author, Role::Author],
            ..ola()
        },
    )
    .await
    .unwrap();
    let stored = bench
        .flow
        .store()
        .read()
        .await
        .unwrap()
        .person(&bench.municipality.id, &id)
        .await
        .unwrap();
    assert_eq!(
        (stored.roles, stored.state),
        (vec![Role::Author], PersonState::Invited)
    );
    let again = Invite {
        email: " OLA@batsfjord.example.no".into(),
        ..ola()
    };
    assert_eq!(
        faults(invite(&bench.flow, &admin, again).await),
        [("email".to_owned(), "email-taken")]
    );
}

async fn changes_are_kept_with_what_was_before(db: Db) {
    let bench = Bench::new(db).await;
    let editor = bench.actor("editor").person;
    let wanted = Change {
        roles: vec![Role::Moderator, Role::Editor],
        unit: "Servicetorget".into(),
        ..form(&editor)
    };
    change(&bench.flow, &bench.actor("administrator"), &editor.id, wanted)
        .await
        .unwrap();
    let stored = bench
        .flow
        .store()
        .read()
        .await
        .unwrap()
        .person(&bench.municipality.id, &editor.id)
        .await
        .unwrap();
    assert_eq!(stored.roles, [Role::Editor, Role::Moderator]);
    assert_eq!(stored.unit, "Servicetorget");
    assert!(bench.journal().await.contains(&"person.changed".to_owned()));

    // Off, and on again.
    change(
        &bench.flow,
        &bench.actor("administrator"),
        &editor.id,
        Change {
            active: false,
            ..form(&stored)
        },
    )
    .await
    .unwrap();
    let off = bench
        .flow
        .store()
        .read()
        .await
        .unwrap()
        .person(&bench.municipality.id, &editor.id)
        .await
        .unwrap();
    assert_eq!(off.state, PersonState::Disabled);
    change(
        &bench.flow,
        &bench.actor("administrator"),
        &editor.id,
        Change {
            active: true,
            ..form(&off)
        },
    )
    .await
    .unwrap();
    let on = bench
        .flow
        .store()
        .read()
        .await
        .unwrap()
        .person(&bench.municipality.id, &editor.id)
        .await
        .unwrap();
    assert_eq!(on.state, PersonState::Active);
}

async fn a_form_of_an_old_version_changes_nothing(db: Db) {
    let bench = Bench::new(db).await;
    let admin = bench.actor("administrator");
    let editor = bench.actor("editor").person;
    change(
        &bench.flow,
        &admin,
        &editor.id,
        Change {
            name: "Eva".into(),
            ..form(&editor)
        },
    )
    .await
    .unwrap();
    let before = bench.journal().await.len();
    let stale = change(
        &bench.flow,
        &admin,
        &editor.id,
        Change {
            name: "Else".into(),
            ..form(&editor)
        },
    )
    .await;
    assert_eq!(key(stale), "conflict");
    let stored = bench
        .flow
        .store()
        .read()
        .await
        .unwrap()
        .person(&bench.municipality.id, &editor.id)
        .await
        .unwrap();
    assert_eq!(stored.name, "Eva");
    assert_eq!(bench.journal().await.len(), before);
    let nameless = Change {
        name: " ".into(),
        roles: Vec::new(),
        ..form(&stored)
    };
    let wanted = [("name", "required"), ("roles", "roles-none")].map(|(f, k)| (f.to_owned(), k));
    assert_eq!(
        faults(change(&bench.flow, &admin, &editor.id, nameless).await),
        wanted
    );
}

async fn somebody_stays_administrator(db: Db) {
    let bench = Bench::new(db).await;
    let admin = bench.actor("administrator");
    let off = Change {
        active: false,
        ..form(&admin.person)
    };
    assert_eq!(
        key(change(&bench.flow, &admin, &admin.person.id, off.clone()).await),
        "last-administrator"
    );
    let other = Change {
        roles: vec![Role::Editor],
        ..form(&admin.person)
    };
    assert_eq!(
        key(change(&bench.flow, &admin, &admin.person.id, other).await),
        "last-administrator"
    );
    // One who is only invited cannot sign in yet.
    invite(
        &bench.flow,
        &admin,
        Invite {
            roles: vec![Role::Administrator],
            ..ola()
        },
    )
    .await
    .unwrap();
    assert_eq!(
        key(change(&bench.flow, &admin, &admin.person.id, off.clone()).await),
        "last-administrator"
    );
    bench.another(Role::Administrator, "second").await;
    change(&bench.flow, &admin, &admin.person.id, off).await.unwrap();
}

async fn other_municipalities_people_do_not_exist(db: Db) {
    let bench = Bench::new(db).await;
    let stranger = bench.stranger().await;
    let editor = bench.actor("editor").person;
    assert_eq!(
        key(change(&bench.flow, &stranger, &editor.id, form(&editor)).await),
        "not-found"
    );
    assert_eq!(
        key(invite_again(&bench.flow, &stranger, &editor.id).await),
        "not-found"
    );
}

async fn each_reads_in_her_own_language(db: Db) {
    let bench = Bench::new(db).await;
    set_locale(&bench.flow, &bench.actor("editor"), Locale::Sv)
        .await
        .unwrap();
    set_locale(&bench.flow, &bench.actor("editor"), Locale::Nn)
        .await
        .unwrap();
    let read = bench.flow.store().read().await.unwrap();
    let stored = read
        .person(&bench.municipality.id, &bench.id("editor"))
        .await
        .unwrap();
    assert_eq!(stored.locale, Some(Locale::Nn));
}
