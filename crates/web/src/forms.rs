//! Forms: reading them, and saying what is wrong with which field.

use crate::error::WebError;
use crate::page::Page;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use flow::rules::Point;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// A form's fields (urlencoded; a repeated name may be a `Vec`). Its CSRF token has been checked before.
#[derive(Debug)]
pub struct Input<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Input<T> {
    type Rejection = WebError;
    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| WebError::bad_request())?;
        serde_html_form::from_bytes(&bytes)
            .map(Self)
            .map_err(|_| WebError::bad_request())
    }
}

/// All fields of a form in the order they were sent, for forms whose questions the guideline decides.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(transparent)]
pub struct Fields(pub Vec<(String, String)>);

impl std::fmt::Debug for Fields {
    /// Only the names: some forms hold passwords.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

impl Fields {
    /// The first value of a field; empty when it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// Every value of a repeated field.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0
            .iter()
            .filter(|(n, _)| n == name)
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// Answers to the guideline's questions, which are fields named `answer.<name>`.
    #[must_use]
    pub fn answers(&self) -> BTreeMap<String, String> {
        let answer = |(name, value): &(String, String)| {
            Some((
                name.strip_prefix("answer.")?.to_owned(),
                value.trim().replace("\r\n", "\n"),
            ))
        };
        self.0.iter().filter_map(answer).collect()
    }
}

/// What is wrong with a form, in the order of its fields. Templates hand it to the macros of `kit/form.html`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FieldErrors {
    /// In the order of the fields, for the summary.
    pub list: Vec<FieldError>,
    /// The first of each field, for the field itself.
    pub by_field: BTreeMap<String, FieldError>,
    /// Why the whole form was not taken, when that is not about a field.
    pub refusal: Option<Refusal>,
    /// What the guideline says, when it is the guideline that says no.
    pub points: Vec<Point>,
    #[serde(skip)]
    status: Option<StatusCode>,
}

/// Why a form was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Text key of what happened.
    pub what: String,
    /// Text key of what to do; `None` when what happened says it.
    pub todo: Option<String>,
    /// What the texts name.
    pub params: BTreeMap<String, String>,
}

/// One thing wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// Name of the field.
    pub field: String,
    /// Text key, e.g. `error-required`.
    pub key: String,
    /// What the text names.
    pub params: BTreeMap<String, String>,
}

impl FieldErrors {
    /// What a workflow says against a form, so that the form can be shown again with everything that was typed.
    ///
    /// # Errors
    /// What no form can show: there is no such thing, or it is not allowed.
    pub fn of(page: &Page, error: flow::Error) -> Result<Self, WebError> {
        let mut errors = Self::default();
        if let flow::Error::Invalid(fields) = error {
            for field in fields {
                let params = field.params.into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
                errors.add_with(&field.field, field.key, params);
            }
            return Ok(errors);
        }
        let error = WebError::from(error);
        if matches!(error.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN) {
            return Err(error);
        }
        error.log(page.request_id());
        let known = |key: String| page.texts().has(&key).then_some(key);
        errors.refusal = Some(Refusal {
            what: known(format!("error-{}", error.key)).unwrap_or_else(|| "error-internal".to_owned()),
            todo: known(format!("error-{}-todo", error.key)),
            params: error.params,
        });
        errors.points = error.points;
        errors.status = Some(error.status);
        Ok(errors)
    }

    /// Status of the answer that shows the form again.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match (self.status, self.is_empty()) {
            (Some(status), _) => status,
            (None, true) => StatusCode::OK,
            (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// Adds that `field` has the error `error-<key>`.
    pub fn add(&mut self, field: &str, key: &str) {
        self.add_with(field, key, BTreeMap::new());
    }

    /// The same, with what the text names.
    pub fn add_with(&mut self, field: &str, key: &str, params: BTreeMap<String, String>) {
        let error = FieldError {
            field: field.to_owned(),
            key: format!("error-{key}"),
            params,
        };
        self.by_field
            .entry(field.to_owned())
            .or_insert_with(|| error.clone());
        self.list.push(error);
    }

    /// Adds `error-required` when `value` has nothing but white space.
    pub fn require(&mut self, field: &str, value: &str) {
        if value.trim().is_empty() {
            self.add(field, "required");
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.refusal.is_none()
    }
}
