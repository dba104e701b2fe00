//! A request comes in: from the public page, or entered by hand.

use super::{LINE, TEXT};
use crate::access::token;
use crate::error::FieldError;
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result};
use model::archive::RecordKind;
use model::calendar::add_business_days;
use model::municipality::{Country, Municipality};
use model::person::Permission;
use model::request::{Request, RequestState, RequestWay};
use model::{Id as _, Locale, Millis, RequestId};
use serde_json::json;
use store::LoginAttempt;

/// Requests from one address in an hour.
const PER_CLIENT: i64 = 10;

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewRequest {
    /// Who asks; may be empty.
    pub asker: String,
    /// Where the answer goes; may be empty when it is fetched.
    pub contact: String,
    /// What is asked for.
    pub text: String,
}

/// Working days until an answer, or word of why it takes longer, is due. Norway: a request that is not answered within five
/// counts as refused and may be appealed (offentleglova § 32 second paragraph). Sweden: promptly (tryckfrihetsförordningen
/// 2 kap. 15–16 §§), for which one working day is set.
fn days(country: Country) -> u16 {
    match country {
        Country::Norway => 5,
        Country::Sweden => 1,
    }
}

/// Takes a request from the public page of the municipality with this slug. `client` is the address it came from. Returns
/// the request's number.
///
/// # Errors
/// `NotFound`; `Invalid` (`required`, `text-too-long`); `Refused("requests-too-many")`, 10 an hour from one address.
pub async fn receive(flow: &Flow, slug: &str, form: NewRequest, locale: Locale, client: &str) -> Result<i64> {
    let read = flow.store().read().await?;
    let municipality = read.municipality_by_slug(slug).await?.ok_or(Error::NotFound)?;
    drop(read);
    faults(&form, true)?;
    let now = flow.source().now();
    let key = format!("request:{}", token::hash(client));
    let tx = flow.store().begin().await?;
    if tx.failed_logins(&key, now.plus(-Millis::HOUR)).await? >= PER_CLIENT {
        return Err(Error::refused("requests-too-many"));
    }
    let attempt = LoginAttempt {
        key,
        at: now,
        success: false,
    };
    tx.record_login(&attempt).await?;
    let mut request = of(flow, &municipality, form, RequestWay::Page, now, locale);
    tx.insert_request(&mut request).await?;
    let event = Event::new(
        RecordKind::Case,
        request.id.as_str(),
        "request.received",
        told(&request),
    );
    journal::write(flow, &*tx, &municipality.id, vec![event]).await?;
    tx.commit().await?;
    Ok(request.number)
}

/// Enters a request that came by e-mail, letter, telephone or at the desk, on the day it came.
///
/// # Errors
/// `NotAllowed`; `Invalid` (`required`, `text-too-long`, `request-received-later` for a time to come).
pub async fn enter(
    flow: &Flow,
    actor: &Actor,
    form: NewRequest,
    way: RequestWay,
    received_at: Millis,
) -> Result<RequestId> {
    actor.must(Permission::HandleRequests)?;
    faults(&form, false)?;
    if received_at > flow.source().now() {
        return Err(Error::field("received", "request-received-later"));
    }
    let mut request = of(flow, &actor.municipality, form, way, received_at, actor.locale);
    request.entered_by = Some(actor.person.id.clone());
    let tx = flow.store().begin().await?;
    tx.insert_request(&mut request).await?;
    super::note(flow, &*tx, actor, &request, "request.received", told(&request)).await?;
    tx.commit().await?;
    Ok(request.id)
}

fn of(
    flow: &Flow,
    municipality: &Municipality,
    form: NewRequest,
    way: RequestWay,
    received_at: Millis,
    locale: Locale,
) -> Request {
    let days = days(municipality.country);
    Request {
        id: flow.source().id(),
        municipality: municipality.id.clone(),
        number: 0,
        way,
        asker: form.asker.trim().to_owned(),
        contact: form.contact.trim().to_owned(),
        text: form.text.trim().replace("\r\n", "\n"),
        lang: locale.tag().to_owned(),
        received_at,
        due_at: add_business_days(
            received_at,
            days,
            municipality.country,
            &municipality.office_hours,
        ),
        state: RequestState::Received,
        entered_by: None,
        holding_at: None,
        outcome: None,
        answer: String::new(),
        ready_by: None,
        confirmed_by: None,
        digest: String::new(),
        sent_at: None,
        appeal: String::new(),
        appealed_at: None,
        closed_at: None,
        version: 1,
    }
}

/// What the journal says of a request.
pub(crate) fn told(r: &Request) -> serde_json::Value {
    json!({
        "request": r.id, "number": r.number, "title": format!("#{}", r.number), "way": r.way, "asker": r.asker,
        "contact": r.contact, "text": r.text, "received_at": r.received_at.rfc3339(), "due": r.due_at.rfc3339(),
    })
}

fn faults(form: &NewRequest, public: bool) -> Result<()> {
    let mut wrong = Vec::new();
    // A citizen need not say who she is, but from the public page the answer must have somewhere to go.
    for (field, text, most, needed) in [
        ("asker", &form.asker, LINE, false),
        ("contact", &form.contact, LINE, public),
        ("text", &form.text, TEXT, true),
    ] {
        if needed && text.trim().is_empty() {
            wrong.push(FieldError::new(field, "required"));
        } else if text.chars().count() > most {
            wrong.push(FieldError::new(field, "text-too-long").with("limit", most));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(wrong))
    }
}
