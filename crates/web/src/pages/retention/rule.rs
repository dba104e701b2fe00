//! `/retention/rules/…`: writing and changing a rule.

use super::overview::term;
use super::{Choice, none, ruling};
use crate::pages::common::id;
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use flow::retention::{self, RuleForm};
use model::archive::RecordKind;
use model::retention::{CountedFrom, Ruling, Term, Then};
use model::{ChannelId, Id as _, RetentionRuleId};
use serde::Serialize;

/// The form.
#[derive(Debug, Serialize)]
pub struct RuleView {
    /// Id; empty for a new one.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Word of the kind of record.
    pub kind: String,
    /// Channels to choose from.
    pub channels: Vec<Choice>,
    /// Chosen channel; empty for all.
    pub channel: String,
    /// Tag.
    pub tag: String,
    /// Number of units, as typed.
    pub amount: String,
    /// Word of the unit.
    pub unit: String,
    /// Word of where it counts from.
    pub from: String,
    /// Word of what comes then.
    pub then: String,
    /// Legal reference.
    pub law: String,
    /// Decision.
    pub ruling: Ruling,
    /// Whether it is in force.
    pub active: bool,
    /// Word of the unverified example it begins from; empty for none.
    pub example: String,
    /// Version that was read.
    pub version: i64,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for RuleView {
    const TEMPLATE: &'static str = "retention/rule.html";
    fn samples() -> Vec<Self> {
        let view = |id: &str, errors| Self {
            id: id.to_owned(),
            title: "Kommentarer i kanalene".to_owned(),
            kind: "item".to_owned(),
            channels: vec![Choice {
                value: "c".to_owned(),
                label: "Båtsfjord kommune".to_owned(),
            }],
            channel: String::new(),
            tag: String::new(),
            amount: "6".to_owned(),
            unit: "months".to_owned(),
            from: "last-event".to_owned(),
            then: "review".to_owned(),
            law: "arkivlova".to_owned(),
            ruling: Ruling::default(),
            active: true,
            example: if id.is_empty() { "no-comments" } else { "" }.to_owned(),
            version: 1,
            errors,
        };
        vec![
            view("", crate::samples::faults(&["title", "amount", "date", "number"])),
            view("r", none()),
        ]
    }
}

pub(super) async fn new(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(asked): Query<Fields>,
) -> Result<Response, WebError> {
    let examples = retention::defaults(me.municipality.country);
    let mut fields = Fields(vec![
        ("from".to_owned(), "last-event".to_owned()),
        ("active".to_owned(), "yes".to_owned()),
    ]);
    if let Some(example) = examples.iter().find(|e| e.word == asked.get("example")) {
        let (unit, amount) = term(example.term);
        let known = [
            ("example", example.word.to_owned()),
            ("kind", example.kind.as_str().to_owned()),
            ("unit", unit.to_owned()),
            (
                "amount",
                if amount == 0 {
                    String::new()
                } else {
                    amount.to_string()
                },
            ),
            ("then", example.then.as_str().to_owned()),
            ("law", example.law.to_owned()),
        ];
        // An example is off until somebody has found the law and the decision.
        fields.0.retain(|(name, _)| name != "active");
        fields
            .0
            .extend(known.map(|(name, value)| (name.to_owned(), value)));
    }
    page.view(&form(&web, &me, "", &fields, none()).await?)
}

pub(super) async fn write(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    save(&web, &page, &me, None, &fields).await
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(rule): Path<String>,
) -> Result<Response, WebError> {
    let of: RetentionRuleId = id(&rule)?;
    let read = web.flow.store().read().await?;
    let rule = read.retention_rule(&me.municipality.id, &of).await?;
    drop(read);
    let (unit, amount) = term(rule.term);
    let fields = [
        ("title", rule.title),
        ("kind", rule.kind.as_str().to_owned()),
        ("channel", rule.channel.map(|c| c.to_string()).unwrap_or_default()),
        ("tag", rule.tag),
        (
            "amount",
            if amount == 0 {
                String::new()
            } else {
                amount.to_string()
            },
        ),
        ("unit", unit.to_owned()),
        ("from", rule.from.as_str().to_owned()),
        ("then", rule.then.as_str().to_owned()),
        ("law", rule.law),
        ("body", rule.ruling.body),
        ("date", rule.ruling.date),
        ("number", rule.ruling.number),
        ("active", if rule.active { "yes" } else { "" }.to_owned()),
        ("version", rule.version.to_string()),
    ];
    let fields = Fields(fields.map(|(name, value)| (name.to_owned(), value)).into());
    page.view(&form(&web, &me, of.as_str(), &fields, none()).await?)
}

pub(super) async fn change(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(rule): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let of: RetentionRuleId = id(&rule)?;
    save(&web, &page, &me, Some(&of), &fields).await
}

async fn save(
    web: &Web,
    page: &Page,
    me: &Signed,
    of: Option<&RetentionRuleId>,
    fields: &Fields,
) -> Result<Response, WebError> {
    let amount = fields.get("amount").trim().parse().unwrap_or(0);
    let rule = RuleForm {
        title: fields.get("title").to_owned(),
        kind: RecordKind::parse(fields.get("kind")).unwrap_or(RecordKind::Item),
        channel: ChannelId::parse(fields.get("channel")).ok(),
        tag: fields.get("tag").to_owned(),
        term: match fields.get("unit") {
            "weeding" => Term::Weeding,
            "always" => Term::Always,
            "days" => Term::Days(amount),
            "months" => Term::Months(amount),
            _ => Term::Years(amount),
        },
        from: CountedFrom::parse(fields.get("from")).unwrap_or(CountedFrom::LastEvent),
        then: Then::parse(fields.get("then")).unwrap_or(Then::Review),
        law: fields.get("law").to_owned(),
        ruling: ruling(fields),
        active: fields.get("active") == "yes",
        version: fields.get("version").parse().unwrap_or(0),
    };
    match retention::save(&web.flow, me, of, rule).await {
        Ok(_) => Ok(page.redirect_with("/retention", &Flash::success("retention-saved"))),
        Err(error) => {
            let errors = FieldErrors::of(page, error)?;
            let of = of.map(|id| id.to_string()).unwrap_or_default();
            page.form(&form(web, me, &of, fields, errors.clone()).await?, &errors)
        }
    }
}

async fn form(
    web: &Web,
    me: &Signed,
    of: &str,
    fields: &Fields,
    errors: FieldErrors,
) -> Result<RuleView, WebError> {
    let text = |name: &str| fields.get(name).to_owned();
    Ok(RuleView {
        id: of.to_owned(),
        title: text("title"),
        kind: text("kind"),
        channels: channels(web, me).await?,
        channel: text("channel"),
        tag: text("tag"),
        amount: text("amount"),
        unit: text("unit"),
        from: text("from"),
        then: text("then"),
        law: text("law"),
        ruling: ruling(fields),
        active: fields.get("active") == "yes",
        example: text("example"),
        version: fields.get("version").parse().unwrap_or(0),
        errors,
    })
}

/// Channels to choose from.
pub(super) async fn channels(web: &Web, me: &Signed) -> Result<Vec<Choice>, WebError> {
    let read = web.flow.store().read().await?;
    let choice = |c: model::channel::Channel| Choice {
        value: c.id.to_string(),
        label: c.name,
    };
    let all = read.channels(&me.municipality.id).await?;
    Ok(all.into_iter().map(choice).collect())
}
