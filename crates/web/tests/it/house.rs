//! A house to knock at: the shell over a gate that holds one municipality and some people in memory.

use async_trait::async_trait;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use model::clock::Fixed;
use model::municipality::{Country, Municipality, OfficeHours};
use model::person::{Person, PersonState, Role, Session};
use model::{Id, Locale, Millis, MunicipalityId, PersonId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tower::ServiceExt;
use web::{Gate, Notices, Route, Settings, Web, WebError};

pub const CSRF: &str = "csrf-of-the-session";

#[derive(Default)]
pub struct Memory {
    pub municipality: Option<Municipality>,
    pub sessions: Mutex<BTreeMap<String, (Session, Person)>>,
    pub broken: bool,
}

#[async_trait]
impl Gate for Memory {
    async fn municipality(&self) -> Result<Option<Municipality>, WebError> {
        if self.broken {
            return Err(WebError::internal(std::io::Error::other(
                "disk with a secret path",
            )));
        }
        Ok(self.municipality.clone())
    }
    async fn session(&self, hash: &str) -> Result<Option<(Session, Person)>, WebError> {
        Ok(self.sessions.lock().unwrap().get(hash).cloned())
    }
    async fn notices(&self, _: &Person) -> Result<Notices, WebError> {
        Ok(Notices {
            approvals_waiting: 2,
            inbox_open: 7,
            crisis: None,
        })
    }
    async fn choose_locale(&self, person: &PersonId, locale: Locale) -> Result<(), WebError> {
        for (_, p) in self.sessions.lock().unwrap().values_mut() {
            if p.id == *person {
                p.locale = Some(locale);
            }
        }
        Ok(())
    }
    async fn healthy(&self) -> Result<(), WebError> {
        if self.broken {
            Err(WebError::not_found())
        } else {
            Ok(())
        }
    }
}

pub fn municipality() -> Municipality {
    Municipality {
        id: MunicipalityId::parse("01ARZ3NDEKTSV4RRFFQ69G5FAV").unwrap(),
        name: "Båtsfjord kommune".into(),
        slug: "batsfjord".into(),
        org_number: "964994218".into(),
        country: Country::Norway,
        languages: vec![Locale::Nb, Locale::Nn],
        office_hours: OfficeHours::default(),
        website: String::new(),
        pack: "batsfjord".into(),
        created_at: Millis(0),
        version: 1,
    }
}

impl Memory {
    pub fn set_up() -> Self {
        Self {
            municipality: Some(municipality()),
            ..Self::default()
        }
    }

    /// A session whose cookie token is `token`.
    pub fn sign_in(&self, token: &str, roles: &[Role], complete: bool) {
        let person = Person {
            id: PersonId::parse("01ARZ3NDEKTSV4RRFFQ69G5FAW").unwrap(),
            municipality: municipality().id,
            name: "Kari <b>Nordmann</b>".into(),
            email: "kari@example.test".into(),
            unit: String::new(),
            roles: roles.to_vec(),
            state: PersonState::Active,
            locale: None,
            created_at: Millis(0),
            version: 1,
        };
        let session = Session {
            token_hash: web::cookies::token_hash(token),
            person: person.id.clone(),
            municipality: person.municipality.clone(),
            csrf: CSRF.into(),
            complete,
            created_at: Millis(0),
            seen_at: Millis(0),
            expires_at: Millis(i64::MAX),
        };
        self.sessions
            .lock()
            .unwrap()
            .insert(session.token_hash.clone(), (session, person));
    }
}

pub struct House {
    pub web: Web,
    routes: fn() -> Vec<Route>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }
}

impl House {
    pub fn new(memory: Memory) -> Self {
        Self::with(memory, Settings::default(), web::routes::all)
    }

    pub fn with(memory: Memory, settings: Settings, routes: fn() -> Vec<Route>) -> Self {
        let source = Fixed::new(Millis(1_795_348_800_000), 7).source();
        Self {
            web: Web::new(Arc::new(memory), source, settings).unwrap(),
            routes,
        }
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = web::router_of(self.web.clone(), (self.routes)())
            .oneshot(request)
            .await
            .unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap();
        Answer {
            status,
            headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, form: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(Body::from(form.to_owned())).unwrap()).await
    }
}
