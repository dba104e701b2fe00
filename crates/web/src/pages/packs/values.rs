//! `/packs/{id}/values`: the values that a municipality would change, as a form.

use super::clause::given;
use super::desk::{Desk, revision};
use super::troubles::{TroubleRow, sample_troubles, troubles};
use crate::{FieldErrors, Fields, Input, View, WebError};
use axum::response::Response;
use flow::packs::{Change, Given, ValueField};
use serde::Serialize;

/// The page.
#[derive(Debug, Serialize)]
pub struct ValuesView {
    /// The version.
    pub id: String,
    /// Pack and version.
    pub version: String,
    /// Revision that was read.
    pub revision: i64,
    /// Own values first, then those of the packs that it extends; `None` when `pack.toml` cannot be read.
    pub values: Option<Vec<ValueField>>,
    /// Whether the reader may write.
    pub may_write: bool,
    /// What is wrong with `pack.toml`.
    pub troubles: Vec<TroubleRow>,
    /// Scenarios that were run, and those that failed.
    pub tests: (usize, usize),
    /// Whether it may be submitted as it is.
    pub sound: bool,
    /// What is wrong with the form.
    pub errors: FieldErrors,
}

impl View for ValuesView {
    const TEMPLATE: &'static str = "packs/values.html";
    fn samples() -> Vec<Self> {
        let field = |kind: &'static str, value: &str, of: &str, changes: usize| ValueField {
            name: format!("{kind}_{}", of.len()),
            label: "Arbeidsdager til svar".to_owned(),
            kind,
            of: of.to_owned(),
            value: value.to_owned(),
            default: if of.is_empty() { "" } else { "3" }.to_owned(),
            bound: if of.is_empty() { "at-most" } else { "" }.to_owned(),
            changes: vec![("2027-01-01".to_owned(), value.to_owned()); changes],
        };
        let view = |values, may_write, errors| Self {
            id: "p".to_owned(),
            version: "batsfjord 2027.1".to_owned(),
            revision: 3,
            values,
            may_write,
            troubles: if may_write { sample_troubles() } else { Vec::new() },
            tests: (120, 0),
            sound: !may_write,
            errors,
        };
        let mut bounds: Vec<_> = ["free", "at-least", "fixed"]
            .map(|bound| ValueField {
                bound: bound.to_owned(),
                name: bound.to_owned(),
                ..field("number", "2", "", 0)
            })
            .to_vec();
        bounds.extend([
            field("number", "2", "", 2),
            field("flag", "yes", "", 1),
            field("text", "kommune.*", "Grunnlag", 0),
            field("flag", "", "Grunnlag", 0),
        ]);
        vec![
            view(
                Some(bounds),
                true,
                crate::samples::faults(&["number_0", "number_0.change.0.from"]),
            ),
            view(
                Some(vec![field("number", "2", "", 0)]),
                false,
                FieldErrors::default(),
            ),
            view(Some(Vec::new()), false, FieldErrors::default()),
            view(None, true, FieldErrors::default()),
        ]
    }
}

pub(crate) async fn show(desk: Desk) -> Result<Response, WebError> {
    desk.page.view(&view(&desk, None, FieldErrors::default()).await?)
}

pub(crate) async fn save(desk: Desk, Input(fields): Input<Fields>) -> Result<Response, WebError> {
    let mut typed = given(&fields);
    let then = fields.get("then");
    if let Some(change) = Change::parse(then) {
        typed = flow::packs::relisted(&typed, &change);
    } else if then != "check" {
        let open = desk.open().await?;
        let path = format!("{}/pack.toml", open.version.pack);
        let text = open
            .files
            .iter()
            .find(|f| f.path == path)
            .map(|f| f.text.as_str());
        let text = text.unwrap_or_default();
        let known = flow::packs::values(&desk.web.flow, &desk.me, text)
            .await?
            .unwrap_or_default();
        let done = match flow::packs::valued(&known, text, &typed) {
            Ok(new) => desk.write(&fields, path, new).await,
            Err(error) => Err(error),
        };
        return match done {
            Ok(_) => Ok(desk.done("/values", "ownpack-saved")),
            Err(error) => {
                let errors = FieldErrors::of(&desk.page, error)?;
                let shown = view(&desk, Some((&fields, &typed)), errors.clone()).await?;
                desk.page.form(&shown, &errors)
            }
        };
    }
    let shown = view(&desk, Some((&fields, &typed)), FieldErrors::default()).await?;
    desk.page.view(&shown)
}

async fn view(
    desk: &Desk,
    typed: Option<(&Fields, &Given)>,
    mut errors: FieldErrors,
) -> Result<ValuesView, WebError> {
    let open = desk.open().await?;
    let path = format!("{}/pack.toml", open.version.pack);
    let text = open.files.iter().find(|f| f.path == path).map(|f| f.text.clone());
    let text = text.unwrap_or_default();
    let mut values = flow::packs::values(&desk.web.flow, &desk.me, &text).await?;
    let mut checked = open.checked.clone();
    if let (Some((_, given)), Some(values)) = (typed, &mut values) {
        match flow::packs::valued(values, &text, given) {
            Ok(new) => checked = desk.check(&open, &path, &new).await?,
            Err(error) if errors.is_empty() => errors = FieldErrors::of(&desk.page, error)?,
            Err(_) => {}
        }
        // As it was typed, changes without a day included.
        for field in values {
            let one = |name: String| given.get(&name).and_then(|v| v.last()).cloned();
            if let Some(value) = one(field.name.clone()) {
                field.value = value;
                let count = one(format!("{}.change", field.name)).and_then(|n| n.parse::<usize>().ok());
                field.changes = (0..count.unwrap_or_default())
                    .map(|n| {
                        let of = |what| one(format!("{}.change.{n}.{what}", field.name)).unwrap_or_default();
                        (of("from"), of("value"))
                    })
                    .collect();
            }
        }
    }
    let here: Vec<_> = checked
        .troubles
        .iter()
        .filter(|t| t.file == path)
        .cloned()
        .collect();
    Ok(ValuesView {
        id: desk.version.to_string(),
        version: super::desk::name(&open),
        revision: typed.map_or(open.version.revision, |(fields, _)| revision(fields)),
        values,
        may_write: open.may_write,
        troubles: troubles(&desk.page, &open, &here),
        tests: (checked.ran, checked.failed),
        sound: checked.is_sound(),
        errors,
    })
}
