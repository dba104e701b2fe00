use crate::bench::{Bench, Db, NOW, PASSWORD, faults, key};
use crate::on_both;
use flow::access::{
    NewPassword, accept_invitation, change_password, enroll_begin, enroll_confirm, invitation, resume,
    second_factor, sign_in, sign_out,
};
use flow::people::{Change, Invite, change, invite, invite_again};
use flow::{Error, Flow};
use model::Millis;
use model::person::{PersonState, Role};
use totp_rs::{Builder, Secret};

on_both!(
    signing_in_takes_password_and_code,
    unknown_address_and_wrong_password_look_the_same,
    guessing_a_password_ends_after_five_tries,
    guessing_from_one_address_ends_after_twenty_tries,
    guessing_codes_ends_too_and_a_new_password_step_does_not_help,
    a_code_works_once,
    a_recovery_code_works_once,
    sessions_end,
    a_second_factor_cannot_be_replaced_by_who_has_the_password,
    an_invitation_makes_an_account,
    an_old_or_replaced_invitation_does_not_work,
    a_new_link_takes_password_and_factor_away,
    a_disabled_person_is_out_at_once,
    a_password_is_changed_by_who_knows_it,
    guessing_at_a_change_of_password_ends_after_five_tries,
);

const EMAIL: &str = "anne@batsfjord.example.no";

fn code(secret: &str, at: Millis) -> String {
    let secret: String = secret.split(' ').collect();
    let totp = Builder::new()
        .with_secret(Secret::try_from_base32(secret).unwrap())
        .build()
        .unwrap();
    totp.generate((at.0 / 1000) as u64).to_string()
}

/// The administrator with a second factor; its secret and the recovery codes.
async fn enrolled(bench: &Bench) -> (String, Vec<String>) {
    let token = sign_in(&bench.flow, EMAIL, PASSWORD, "10.0.0.1").await.unwrap();
    let begun = enroll_begin(&bench.flow, &token).await.unwrap();
    let (_, codes) = enroll_confirm(&bench.flow, &token, &code(&begun.secret, NOW))
        .await
        .unwrap();
    bench.clock.advance(60_000);
    (begun.secret, codes)
}

async fn password_step(flow: &Flow) -> String {
    sign_in(flow, EMAIL, PASSWORD, "10.0.0.1").await.unwrap()
}

fn now(bench: &Bench) -> Millis {
    bench.flow.source().now()
}

async fn signing_in_takes_password_and_code(db: Db) {
    let bench = Bench::new(db).await;
    let token = sign_in(&bench.flow, " Anne@Batsfjord.example.no ", PASSWORD, "10.0.0.1")
        .await
        .unwrap();
    assert_eq!(token.len(), 43);
    let begun = enroll_begin(&bench.flow, &token).await.unwrap();
    assert!(begun.uri.starts_with("otpauth://totp/"), "{}", begun.uri);
    assert_eq!(
        enroll_begin(&bench.flow, &token).await.unwrap().secret,
        begun.secret,
        "shown again, it is the same"
    );
    assert_eq!(
        key(enroll_confirm(&bench.flow, &token, "000000").await),
        "code-wrong"
    );
    let visitor = resume(&bench.flow, &token).await.unwrap().unwrap();
    assert!(
        !visitor.enrolled,
        "a secret that was never confirmed does not lock anybody out"
    );
    let (full, codes) = enroll_confirm(&bench.flow, &token, &code(&begun.secret, NOW))
        .await
        .unwrap();
    assert_eq!(codes.len(), 10);
    assert!(
        codes
            .iter()
            .all(|c| c.len() == 14 && c.split('-').all(|g| g.len() == 4)),
        "{codes:?}"
    );
    assert_ne!(full, token);
    assert!(
        resume(&bench.flow, &token).await.unwrap().is_none(),
        "the token before the factor is gone"
    );
    let visitor = resume(&bench.flow, &full).await.unwrap().unwrap();
    assert!(visitor.session.complete && visitor.enrolled);

    bench.clock.advance(60_000);
    let token = password_step(&bench.flow).await;
    assert!(
        !resume(&bench.flow, &token)
            .await
            .unwrap()
            .unwrap()
            .session
            .complete
    );
    let typed = code(&begun.secret, now(&bench));
    let full = second_factor(
        &bench.flow,
        &token,
        &format!("{} {}", &typed[..3], &typed[3..]),
        "10.0.0.1",
    )
    .await
    .unwrap();
    assert!(
        resume(&bench.flow, &full)
            .await
            .unwrap()
            .unwrap()
            .session
            .complete
    );
    sign_out(&bench.flow, &full).await.unwrap();
    sign_out(&bench.flow, &full).await.unwrap();
    assert!(resume(&bench.flow, &full).await.unwrap().is_none());
}

async fn unknown_address_and_wrong_password_look_the_same(db: Db) {
    let bench = Bench::new(db).await;
    assert_eq!(
        key(sign_in(&bench.flow, EMAIL, "feil passord her", "c").await),
        "sign-in-wrong"
    );
    assert_eq!(
        key(sign_in(&bench.flow, "ingen@batsfjord.example.no", PASSWORD, "c").await),
        "sign-in-wrong"
    );
    // Has no password yet.
    assert_eq!(
        key(sign_in(&bench.flow, "editor@batsfjord.example.no", "", "c").await),
        "sign-in-wrong"
    );
}

async fn guessing_a_password_ends_after_five_tries(db: Db) {
    let bench = Bench::new(db).await;
    for n in 0..5 {
        assert_eq!(
            key(sign_in(&bench.flow, EMAIL, "feil passord her", &format!("c{n}")).await),
            "sign-in-wrong"
        );
    }
    let refused = sign_in(&bench.flow, EMAIL, PASSWORD, "c9").await.unwrap_err();
    assert!(
        matches!(&refused, Error::Refused { key: "sign-in-too-many", params } if params[0].0 == "minutes")
    );
    bench.clock.advance(16 * Millis::MINUTE);
    sign_in(&bench.flow, EMAIL, PASSWORD, "c9").await.unwrap();
}

async fn guessing_from_one_address_ends_after_twenty_tries(db: Db) {
    let bench = Bench::new(db).await;
    for n in 0..20 {
        let email = format!("{n}@batsfjord.example.no");
        assert_eq!(
            key(sign_in(&bench.flow, &email, PASSWORD, "c").await),
            "sign-in-wrong"
        );
    }
    assert_eq!(
        key(sign_in(&bench.flow, EMAIL, PASSWORD, "c").await),
        "sign-in-too-many"
    );
    sign_in(&bench.flow, EMAIL, PASSWORD, "elsewhere").await.unwrap();
}

async fn guessing_codes_ends_too_and_a_new_password_step_does_not_help(db: Db) {
    let bench = Bench::new(db).await;
    let (secret, _) = enrolled(&bench).await;
    for n in 0..5 {
        let token = password_step(&bench.flow).await;
        assert_eq!(
            key(second_factor(&bench.flow, &token, "000000", &format!("c{n}")).await),
            "code-wrong"
        );
    }
    let token = password_step(&bench.flow).await;
    let right = code(&secret, now(&bench));
    assert_eq!(
        key(second_factor(&bench.flow, &token, &right, "c9").await),
        "sign-in-too-many"
    );
}

async fn a_code_works_once(db: Db) {
    let bench = Bench::new(db).await;
    let (secret, _) = enrolled(&bench).await;
    let right = code(&secret, now(&bench));
    second_factor(&bench.flow, &password_step(&bench.flow).await, &right, "c")
        .await
        .unwrap();
    let again = second_factor(&bench.flow, &password_step(&bench.flow).await, &right, "c").await;
    assert_eq!(key(again), "code-wrong");
    // One step of drift is allowed, two are not.
    let next = code(&secret, now(&bench).plus(30_000));
    second_factor(&bench.flow, &password_step(&bench.flow).await, &next, "c")
        .await
        .unwrap();
    let far = code(&secret, now(&bench).plus(90_000));
    assert_eq!(
        key(second_factor(&bench.flow, &password_step(&bench.flow).await, &far, "c").await),
        "code-wrong"
    );
}

async fn a_recovery_code_works_once(db: Db) {
    let bench = Bench::new(db).await;
    let (_, codes) = enrolled(&bench).await;
    let typed = codes[3].to_lowercase().replace('-', " ");
    second_factor(&bench.flow, &password_step(&bench.flow).await, &typed, "c")
        .await
        .unwrap();
    let again = second_factor(&bench.flow, &password_step(&bench.flow).await, &codes[3], "c").await;
    assert_eq!(key(again), "code-wrong");
    second_factor(&bench.flow, &password_step(&bench.flow).await, &codes[4], "c")
        .await
        .unwrap();
    assert!(
        bench
            .journal()
            .await
            .contains(&"person.recovery-code-used".to_owned())
    );
}

async fn sessions_end(db: Db) {
    let bench = Bench::new(db).await;
    let (secret, _) = enrolled(&bench).await;
    let token = password_step(&bench.flow).await;
    bench.clock.advance(31 * Millis::MINUTE);
    assert!(
        resume(&bench.flow, &token).await.unwrap().is_none(),
        "30 minutes before the second factor"
    );
    assert_eq!(
        key(second_factor(&bench.flow, &token, "000000", "c").await),
        "session-ended"
    );

    let token = password_step(&bench.flow).await;
    let full = second_factor(&bench.flow, &token, &code(&secret, now(&bench)), "c")
        .await
        .unwrap();
    assert_eq!(
        key(second_factor(&bench.flow, &full, "000000", "c").await),
        "session-ended"
    );
    for _ in 0..7 {
        bench.clock.advance(100 * Millis::MINUTE);
        assert!(
            resume(&bench.flow, &full).await.unwrap().is_some(),
            "in use, it goes on"
        );
    }
    bench.clock.advance(30 * Millis::MINUTE);
    assert!(
        resume(&bench.flow, &full).await.unwrap().is_none(),
        "12 hours at most"
    );

    let token = password_step(&bench.flow).await;
    let full = second_factor(&bench.flow, &token, &code(&secret, now(&bench)), "c")
        .await
        .unwrap();
    bench.clock.advance(121 * Millis::MINUTE);
    assert!(
        resume(&bench.flow, &full).await.unwrap().is_none(),
        "two hours idle"
    );
    assert!(resume(&bench.flow, "nothing").await.unwrap().is_none());
}

async fn a_second_factor_cannot_be_replaced_by_who_has_the_password(db: Db) {
    let bench = Bench::new(db).await;
    enrolled(&bench).await;
    let token = password_step(&bench.flow).await;
    assert_eq!(
        key(enroll_begin(&bench.flow, &token).await),
        "second-factor-exists"
    );
    assert_eq!(
        key(enroll_confirm(&bench.flow, &token, "000000").await),
        "second-factor-exists"
    );
    assert_eq!(key(enroll_begin(&bench.flow, "nothing").await), "session-ended");
}

fn kari() -> Invite {
    Invite {
        temporary: false,
        name: "Kari Nordmann".into(),
        email: "kari@batsfjord.example.no".into(),
        unit: "Kultur".into(),
        roles: vec![Role::Editor],
    }
}

async fn an_invitation_makes_an_account(db: Db) {
    let bench = Bench::new(db).await;
    let (id, token) = invite(&bench.flow, &bench.actor("administrator"), kari())
        .await
        .unwrap();
    let for_whom = invitation(&bench.flow, &token).await.unwrap();
    assert_eq!(
        for_whom,
        Some(("Kari Nordmann".into(), "kari@batsfjord.example.no".into()))
    );
    let short = accept_invitation(&bench.flow, &token, "kort").await;
    assert_eq!(faults(short), [("password".to_owned(), "password-short")]);
    let session = accept_invitation(&bench.flow, &token, PASSWORD).await.unwrap();
    let visitor = resume(&bench.flow, &session).await.unwrap().unwrap();
    assert_eq!(
        (visitor.actor.person.id, visitor.actor.person.state),
        (id, PersonState::Active)
    );
    assert!(!visitor.session.complete);
    assert_eq!(
        key(accept_invitation(&bench.flow, &token, PASSWORD).await),
        "invitation-used"
    );
    assert_eq!(invitation(&bench.flow, &token).await.unwrap(), None);
    sign_in(&bench.flow, "kari@batsfjord.example.no", PASSWORD, "c")
        .await
        .unwrap();
    let said = bench.journal().await;
    let of_people: Vec<_> = said.iter().filter(|k| k.starts_with("person.")).collect();
    assert!(of_people.ends_with(&[&"person.invited".to_owned(), &"person.joined".to_owned()]));
}

async fn an_old_or_replaced_invitation_does_not_work(db: Db) {
    let bench = Bench::new(db).await;
    let admin = bench.actor("administrator");
    let (id, first) = invite(&bench.flow, &admin, kari()).await.unwrap();
    let second = invite_again(&bench.flow, &admin, &id).await.unwrap();
    assert_eq!(
        key(accept_invitation(&bench.flow, &first, PASSWORD).await),
        "invitation-used"
    );
    bench.clock.advance(15 * Millis::DAY);
    assert_eq!(invitation(&bench.flow, &second).await.unwrap(), None);
    assert_eq!(
        key(accept_invitation(&bench.flow, &second, PASSWORD).await),
        "invitation-used"
    );
}

async fn a_new_link_takes_password_and_factor_away(db: Db) {
    let bench = Bench::new(db).await;
    let (secret, _) = enrolled(&bench).await;
    let token = password_step(&bench.flow).await;
    let full = second_factor(&bench.flow, &token, &code(&secret, now(&bench)), "c")
        .await
        .unwrap();
    let helper = bench.another(Role::Administrator, "helper").await;
    let link = invite_again(&bench.flow, &helper, &bench.id("administrator"))
        .await
        .unwrap();
    assert!(resume(&bench.flow, &full).await.unwrap().is_none());
    assert_eq!(
        key(sign_in(&bench.flow, EMAIL, PASSWORD, "c").await),
        "sign-in-wrong"
    );
    let token = accept_invitation(&bench.flow, &link, "et helt nytt passord")
        .await
        .unwrap();
    assert!(!resume(&bench.flow, &token).await.unwrap().unwrap().enrolled);
    enroll_begin(&bench.flow, &token).await.unwrap();
}

async fn a_disabled_person_is_out_at_once(db: Db) {
    let bench = Bench::new(db).await;
    let admin = bench.actor("administrator");
    let (id, token) = invite(&bench.flow, &admin, kari()).await.unwrap();
    let session = accept_invitation(&bench.flow, &token, PASSWORD).await.unwrap();
    let kari = bench
        .flow
        .store()
        .read()
        .await
        .unwrap()
        .person(&bench.municipality.id, &id)
        .await
        .unwrap();
    let form = Change {
        temporary: false,
        name: kari.name,
        unit: kari.unit,
        roles: kari.roles,
        active: false,
        version: kari.version,
    };
    change(&bench.flow, &admin, &id, form).await.unwrap();
    assert!(resume(&bench.flow, &session).await.unwrap().is_none());
    assert_eq!(
        key(sign_in(&bench.flow, "kari@batsfjord.example.no", PASSWORD, "c").await),
        "sign-in-wrong"
    );
    assert_eq!(
        key(invite_again(&bench.flow, &admin, &id).await),
        "person-disabled"
    );
}

fn chosen(current: &str, new: &str, again: &str) -> NewPassword {
    NewPassword {
        current: current.to_owned(),
        new: new.to_owned(),
        again: again.to_owned(),
    }
}

async fn a_password_is_changed_by_who_knows_it(db: Db) {
    let bench = Bench::new(db).await;
    let (secret, _) = enrolled(&bench).await;
    let flow = &bench.flow;
    let elsewhere = password_step(flow).await;
    let visitor = resume(flow, &elsewhere).await.unwrap().unwrap();
    let me = visitor.actor;
    let new = "svømmehall og lakselv";
    for (form, wrong) in [
        (chosen("", new, new), ("current", "required")),
        (chosen(PASSWORD, "kort", "kort"), ("new", "password-short")),
        (chosen(PASSWORD, new, "noe annet"), ("again", "passwords-differ")),
        (chosen("noe helt annet", new, new), ("current", "password-wrong")),
    ] {
        let told = faults(change_password(flow, &me, &form, "10.0.0.1").await);
        assert_eq!(told, [(wrong.0.to_owned(), wrong.1)]);
    }
    assert!(resume(flow, &elsewhere).await.unwrap().is_some());

    let token = change_password(flow, &me, &chosen(PASSWORD, new, new), "10.0.0.1")
        .await
        .unwrap();
    assert!(resume(flow, &elsewhere).await.unwrap().is_none(), "out elsewhere");
    let here = resume(flow, &token).await.unwrap().unwrap();
    assert!(here.session.complete && here.enrolled, "the second factor stays");
    assert_eq!(
        key(sign_in(flow, EMAIL, PASSWORD, "10.0.0.1").await),
        "sign-in-wrong"
    );
    let half = sign_in(flow, EMAIL, new, "10.0.0.1").await.unwrap();
    let code = code(&secret, now(&bench));
    second_factor(flow, &half, &code, "10.0.0.1").await.unwrap();
    let journal = bench.journal().await;
    assert_eq!(journal.last().unwrap(), "person.password-changed");
}

async fn guessing_at_a_change_of_password_ends_after_five_tries(db: Db) {
    let bench = Bench::new(db).await;
    let flow = &bench.flow;
    let token = password_step(flow).await;
    let me = resume(flow, &token).await.unwrap().unwrap().actor;
    let new = "svømmehall og lakselv";
    bench.clock.advance(1);
    for _ in 0..5 {
        let told = faults(change_password(flow, &me, &chosen("gjettet passord", new, new), "10.0.0.1").await);
        assert_eq!(told, [("current".to_owned(), "password-wrong")]);
    }
    let right = chosen(PASSWORD, new, new);
    assert_eq!(
        key(change_password(flow, &me, &right, "10.0.0.2").await),
        "sign-in-too-many"
    );
    assert_eq!(
        key(sign_in(flow, EMAIL, PASSWORD, "10.0.0.2").await),
        "sign-in-too-many",
        "they are counted together"
    );
    bench.clock.advance(15 * Millis::MINUTE + 1);
    change_password(flow, &me, &right, "10.0.0.2").await.unwrap();
}
