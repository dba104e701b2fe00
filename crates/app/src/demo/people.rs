//! The demo's people: invited, with passwords and a second factor, as anybody would be.

use super::story::{Character, Story};
use anyhow::{Context, Result};
use flow::access::{accept_invitation, enroll_begin, enroll_confirm};
use flow::people::{Invite, invite, set_locale};
use flow::setup::{self, SetUp};
use flow::{Actor, Flow};
use model::municipality::{Country, OfficeHours};
use std::collections::BTreeMap;
use totp_rs::{Algorithm, Builder, Secret};

/// What one needs to sign in as somebody.
#[derive(Clone, Debug)]
pub struct Member {
    /// Name.
    pub name: String,
    /// Roles, by their stable words.
    pub roles: Vec<&'static str>,
    /// E-mail.
    pub email: String,
    /// Password.
    pub password: String,
    /// Key for an authenticator app, base32.
    pub key: String,
    /// One-time sign-in codes.
    pub codes: Vec<String>,
}

/// The municipality's people by their names in the story.
pub type Cast = BTreeMap<String, Actor>;

/// Letters of passwords: none that are taken for one another.
const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// Sets the municipality up and lets everybody join.
pub async fn gather(flow: &Flow, story: &Story) -> Result<(Cast, Vec<Member>)> {
    let token = setup::begin(flow).await?.context("set up already")?;
    let (first, others) = story.person.split_first().context("nobody")?;
    let mut cast = Cast::new();
    let mut members = Vec::new();

    let secret = password(flow);
    let session = setup::complete(flow, &token, set_up(story, first, &secret)).await?;
    members.push(enrol(flow, first, &session, secret).await?);
    let administrator = actor(flow, first).await?;
    cast.insert(first.key.clone(), administrator.clone());

    for character in others {
        let form = Invite {
            name: character.name.clone(),
            email: character.email.clone(),
            unit: character.unit.clone(),
            roles: character.roles.clone(),
            temporary: false,
        };
        let (_, link) = invite(flow, &administrator, form).await?;
        let secret = password(flow);
        let session = accept_invitation(flow, &link, &secret).await?;
        members.push(enrol(flow, character, &session, secret).await?);
        if let Some(locale) = character.locale {
            set_locale(flow, &actor(flow, character).await?, locale).await?;
        }
        cast.insert(character.key.clone(), actor(flow, character).await?);
    }
    Ok((cast, members))
}

fn set_up(story: &Story, administrator: &Character, password: &str) -> SetUp {
    let town = &story.municipality;
    SetUp {
        name: town.name.clone(),
        org_number: town.org_number.clone(),
        country: Country::Norway,
        languages: town.languages.clone(),
        office_hours: OfficeHours::default(),
        website: town.website.clone(),
        pack: town.pack.clone(),
        admin_name: administrator.name.clone(),
        admin_email: administrator.email.clone(),
        password: password.to_owned(),
    }
}

async fn enrol(flow: &Flow, character: &Character, session: &str, password: String) -> Result<Member> {
    let key = enroll_begin(flow, session).await?.secret;
    let code = code(&key, flow.source().now().0)?;
    let (_, codes) = enroll_confirm(flow, session, &code).await?;
    Ok(Member {
        name: character.name.clone(),
        roles: character.roles.iter().map(|r| r.as_str()).collect(),
        email: character.email.clone(),
        password,
        key,
        codes,
    })
}

/// The code that an authenticator app shows at `ms` (Unix milliseconds).
fn code(key: &str, ms: i64) -> Result<String> {
    let plain: String = key.chars().filter(|c| !c.is_whitespace()).collect();
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(30)
        .with_secret(Secret::try_from_base32(plain)?)
        .build()?;
    Ok(totp.generate(u64::try_from(ms / 1_000)?).to_string())
}

async fn actor(flow: &Flow, character: &Character) -> Result<Actor> {
    let read = flow.store().read().await?;
    let person = read
        .person_by_email(&character.email)
        .await?
        .context("not there")?;
    let municipality = read.municipality(&person.municipality).await?;
    let locale = person.locale.unwrap_or_else(|| municipality.locale());
    Ok(Actor {
        person,
        municipality,
        locale,
    })
}

/// Fifteen letters in groups of five: 74 bits.
fn password(flow: &Flow) -> String {
    let mut out = String::new();
    let mut letters = 0;
    while letters < 15 {
        let [byte] = flow.source().bytes::<1>();
        // 248 is the largest multiple of 31 in a byte; what lies above would favour the first letters.
        if byte < 248
            && let Some(letter) = LETTERS.get(usize::from(byte) % LETTERS.len())
        {
            if letters > 0 && letters % 5 == 0 {
                out.push('-');
            }
            out.push(char::from(*letter));
            letters += 1;
        }
    }
    out
}
