//! Rows that tests begin with; each changes what it is about.

use crate::both::T0;
use model::approval::{Approval, ApprovalState, ApprovalSubject};
use model::channel::{Channel, ChannelState, Network};
use model::duty::{Duty, DutyEvidence, DutyState, DutyStep, DutySubject};
use model::item::{Item, ItemState, Route, Visibility};
use model::municipality::{Country, Municipality, OfficeHours};
use model::person::{Person, PersonState, Role};
use model::post::{Basis, Content, Media, MediaNote, Post, PostState, Revision};
use model::publication::{Publication, PublicationState};
use model::{Locale, MunicipalityId, Source, Texts};
use std::collections::BTreeMap;

pub fn municipality(source: &Source, name: &str) -> Municipality {
    Municipality {
        id: source.id(),
        name: format!("{name} kommune"),
        slug: name.to_lowercase(),
        org_number: "964830711".to_owned(),
        country: Country::Norway,
        languages: vec![Locale::Nb, Locale::Nn],
        office_hours: OfficeHours::default(),
        website: "https://www.example.no".to_owned(),
        pack: "batsfjord".to_owned(),
        own_packs: Vec::new(),
        detectors: "{}".to_owned(),
        created_at: T0,
        version: 1,
    }
}

pub fn person(source: &Source, municipality: &MunicipalityId, name: &str) -> Person {
    Person {
        id: source.id(),
        municipality: municipality.clone(),
        name: name.to_owned(),
        email: format!("{}@example.no", name.to_lowercase()),
        unit: "Service".to_owned(),
        roles: vec![Role::Editor, Role::Moderator],
        temporary: false,
        state: PersonState::Active,
        locale: Some(Locale::Nn),
        created_at: T0,
        version: 1,
    }
}

pub fn channel(source: &Source, person: &Person, name: &str) -> Channel {
    Channel {
        id: source.id(),
        municipality: person.municipality.clone(),
        network: Network::Practice,
        name: name.to_owned(),
        handle: "kommune".to_owned(),
        url: "https://practice.example".to_owned(),
        purpose: "News".to_owned(),
        audience: "Everybody".to_owned(),
        unit: "Service".to_owned(),
        responsible: person.id.clone(),
        administrators: vec![person.id.clone()],
        answers: BTreeMap::from([("purpose".to_owned(), "yes".to_owned())]),
        state: ChannelState::Active,
        server: String::new(),
        secret_sealed: Some(vec![0, 1, 255]),
        health: String::new(),
        polled_at: None,
        cursor: String::new(),
        applied_by: person.id.clone(),
        created_at: T0,
        version: 1,
    }
}

pub fn approval(source: &Source, asked_by: &Person, subject_id: &str, step: i64) -> Approval {
    Approval {
        id: source.id(),
        municipality: asked_by.municipality.clone(),
        subject: ApprovalSubject::Post,
        subject_id: subject_id.to_owned(),
        title: "The library opens".to_owned(),
        digest: "00ff".to_owned(),
        step,
        role: Role::Leader,
        clause: "2.1".to_owned(),
        state: ApprovalState::Open,
        asked_by: asked_by.id.clone(),
        asked_at: T0,
        decided_by: None,
        decided_at: None,
        note: String::new(),
        version: 1,
    }
}

pub fn post(source: &Source, channel: &Channel) -> Post {
    Post {
        id: source.id(),
        municipality: channel.municipality.clone(),
        text: "Biblioteket åpner på lørdag 📚".to_owned(),
        link: "https://www.example.no/bibliotek".to_owned(),
        channels: vec![channel.id.clone()],
        answers: BTreeMap::from([("own-website-first".to_owned(), "yes".to_owned())]),
        lang: "nb".to_owned(),
        state: PostState::Draft,
        revision: None,
        author: channel.responsible.clone(),
        created_at: T0,
        changed_at: T0,
        version: 1,
    }
}

pub fn media(source: &Source, post: &Post, position: i64) -> Media {
    Media {
        id: source.id(),
        municipality: post.municipality.clone(),
        post: post.id.clone(),
        position,
        blob: "ab".repeat(32),
        mime: "image/jpeg".to_owned(),
        width: 1200,
        height: 800,
        size: 90_000,
        removed: vec!["gps".to_owned()],
        note: MediaNote {
            alt: "Shelves".to_owned(),
            basis: Basis::NoPerson,
            ai: Some(false),
            ..MediaNote::default()
        },
        version: 1,
    }
}

pub fn revision(source: &Source, post: &Post, number: i64) -> Revision {
    Revision {
        id: source.id(),
        municipality: post.municipality.clone(),
        post: post.id.clone(),
        number,
        digest: "0123".to_owned(),
        content: Content {
            text: post.text.clone(),
            link: post.link.clone(),
            lang: post.lang.clone(),
            channels: post.channels.clone(),
            answers: post.answers.clone(),
            media: Vec::new(),
        },
        decision: source.id(),
        submitted_by: post.author.clone(),
        submitted_at: T0,
    }
}

pub fn publication(source: &Source, revision: &Revision, channel: &Channel) -> Publication {
    Publication {
        id: source.id(),
        municipality: revision.municipality.clone(),
        post: revision.post.clone(),
        revision: revision.id.clone(),
        channel: channel.id.clone(),
        state: PublicationState::Scheduled,
        due_at: T0,
        key: String::new(),
        remote_id: String::new(),
        remote_cid: String::new(),
        url: String::new(),
        problem: String::new(),
        attempts: 0,
        published_at: None,
        version: 1,
    }
}

pub fn item(source: &Source, channel: &Channel, remote_id: &str) -> Item {
    Item {
        id: source.id(),
        municipality: channel.municipality.clone(),
        channel: channel.id.clone(),
        remote_id: remote_id.to_owned(),
        remote_cid: "cid-1".to_owned(),
        parent_remote_id: "parent".to_owned(),
        publication: None,
        author_remote_id: "did:plc:kari".to_owned(),
        author_handle: "kari.example".to_owned(),
        author_name: "Kari Nordmann".to_owned(),
        text: "Når åpner svømmehallen?".to_owned(),
        url: String::new(),
        written_at: T0,
        received_at: T0,
        due_at: Some(T0.plus(1000)),
        due_clause: "4.2".to_owned(),
        state: ItemState::New,
        visibility: Visibility::Visible,
        route: Route::Ordinary,
        findings: Vec::new(),
        claimed_by: None,
        closed_reason: String::new(),
        versions: 1,
        version: 1,
    }
}

pub fn duty(source: &Source, municipality: &MunicipalityId, period: &str) -> Duty {
    let what = Texts(BTreeMap::from([(Locale::Nb, "Se over kanalen".to_owned())]));
    Duty {
        id: source.id(),
        municipality: municipality.clone(),
        kind: "task".to_owned(),
        clause: "batsfjord/4.3-6".to_owned(),
        pack_digest: "00ff".to_owned(),
        decision: None,
        subject: DutySubject::Channel,
        subject_id: "c".to_owned(),
        about: "Båtsfjord kommune".to_owned(),
        period: period.to_owned(),
        part: 0,
        person: None,
        roles: vec![Role::Editor, Role::CrisisLead],
        what: what.clone(),
        steps: vec![DutyStep {
            what,
            done_at: None,
            done_by: None,
        }],
        record_of: String::new(),
        naming: String::new(),
        report_to: vec![Role::Director],
        evidence: DutyEvidence::Note,
        opened_at: T0,
        due_at: T0.plus(1000),
        state: DutyState::Open,
        reason: String::new(),
        note: String::new(),
        link: String::new(),
        done_by: None,
        done_at: None,
        version: 1,
    }
}
