//! Forms: reading them, and saying what is wrong with which field.

use crate::error::WebError;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
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

/// What is wrong with a form, in the order of its fields. Templates hand it to the macros of `kit/form.html`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FieldErrors {
    /// In the order of the fields, for the summary.
    pub list: Vec<FieldError>,
    /// The first of each field, for the field itself.
    pub by_field: BTreeMap<String, FieldError>,
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
        self.list.is_empty()
    }
}
