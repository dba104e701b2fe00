//! Templates: typed contexts in, HTML out.

use crate::dates::{self, Style};
use crate::texts::Texts;
use fluent_bundle::{FluentArgs, FluentValue};
use jiff::tz::TimeZone;
use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use model::municipality::Country;
use model::{Locale, Millis};
use rust_embed::RustEmbed;
use serde::Serialize;
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

#[derive(RustEmbed)]
#[folder = "templates"]
struct Files;

/// The context of one template. Its fields are the template's variables; `page` is added to them.
pub trait View: Serialize + Sized {
    /// The template's name, e.g. `posts/list.html`.
    const TEMPLATE: &'static str;
    /// Contexts that together reach every branch of the template; rendered in each locale by a test.
    fn samples() -> Vec<Self>;
}

/// Names of all templates that pages are made from (layouts and `kit/` are parts of others).
#[must_use]
pub fn page_templates() -> Vec<String> {
    let mut names: Vec<String> = Files::iter()
        .filter(|n| n.ends_with(".html") && !n.starts_with("kit/") && !n.starts_with("layout/"))
        .map(|n| n.to_string())
        .collect();
    names.sort();
    names
}

/// Source of a template, for the checks that read it.
#[must_use]
pub fn template_sources() -> Vec<(String, String)> {
    Files::iter()
        .filter_map(|name| {
            let file = Files::get(&name)?;
            Some((name.to_string(), String::from_utf8(file.data.into_owned()).ok()?))
        })
        .collect()
}

/// One environment for each language and zone, so that functions know both without asking the template.
pub struct Views {
    texts: Arc<Texts>,
    assets: String,
    ready: [[OnceLock<Environment<'static>>; 2]; 4],
}

impl std::fmt::Debug for Views {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Views")
    }
}

impl Views {
    /// Prepares the templates; `assets` is the prefix of the assets' addresses.
    #[must_use]
    pub fn new(texts: Arc<Texts>, assets: String) -> Self {
        Self {
            texts,
            assets,
            ready: Default::default(),
        }
    }

    /// Renders `template` with `context`, or only its `block`.
    ///
    /// # Errors
    /// minijinja's error: a missing template, variable or text.
    pub fn render(
        &self,
        locale: Locale,
        country: Country,
        template: &str,
        block: Option<&str>,
        context: Value,
    ) -> Result<String, Error> {
        // A debug build reads templates from disk, so an edit shows at once.
        if cfg!(debug_assertions) {
            return render(&self.environment(locale, country), template, block, context);
        }
        let [nb, nn, sv, en] = &self.ready;
        let [norway, sweden] = match locale {
            Locale::Nb => nb,
            Locale::Nn => nn,
            Locale::Sv => sv,
            Locale::En => en,
        };
        let cell = match country {
            Country::Norway => norway,
            Country::Sweden => sweden,
        };
        render(
            cell.get_or_init(|| self.environment(locale, country)),
            template,
            block,
            context,
        )
    }

    fn environment(&self, locale: Locale, country: Country) -> Environment<'static> {
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_auto_escape_callback(|_| AutoEscape::Html);
        env.set_formatter(escape);
        env.set_loader(|name| {
            let Some(file) = Files::get(name) else {
                return Ok(None);
            };
            String::from_utf8(file.data.into_owned())
                .map(Some)
                .map_err(|e| Error::new(ErrorKind::BadSerialization, e.to_string()))
        });
        let texts = self.texts.clone();
        env.add_function("t", move |key: String, params: Option<Value>, kwargs: Kwargs| {
            translate(&texts, locale, &key, params, &kwargs)
        });
        let texts = self.texts.clone();
        env.add_function("has_text", move |key: String| texts.has(&key));
        let assets = self.assets.clone();
        env.add_function("asset", move |path: String| format!("{assets}/{path}"));
        env.add_function("url", |parts: minijinja::value::Rest<Value>| url(&parts));
        let zone = TimeZone::get(country.zone()).unwrap_or(TimeZone::UTC);
        for (name, style) in [
            ("date", Style::Date),
            ("short_date", Style::Short),
            ("time", Style::Time),
            ("moment", Style::Moment),
            ("day", Style::Day),
        ] {
            let (texts, zone) = (self.texts.clone(), zone.clone());
            env.add_filter(name, move |at: i64| {
                dates::format(&texts, locale, &zone, Millis(at), style)
            });
        }
        // A day as forms and decisions write it, 2026-11-22; other text stays as it is.
        let (texts, days) = (self.texts.clone(), zone);
        env.add_filter("civil", move |day: &str| {
            let at = day.parse::<jiff::civil::Date>().ok();
            match at.and_then(|date| date.to_zoned(days.clone()).ok()) {
                Some(at) => dates::format(&texts, locale, &days, at.timestamp().into(), Style::Short),
                None => day.to_owned(),
            }
        });
        env.add_filter("iso", |at: i64| Millis(at).rfc3339());
        env
    }
}

/// Escapes texts for HTML. The library's own also writes every slash as an entity, which doubles our addresses.
fn escape(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let text = match value.as_str() {
        Some(text) if !value.is_safe() && matches!(state.auto_escape(), AutoEscape::Html) => text,
        _ => return minijinja::escape_formatter(out, state, value),
    };
    for c in text.chars() {
        match c {
            '&' => out.write_str("&amp;")?,
            '<' => out.write_str("&lt;")?,
            '>' => out.write_str("&gt;")?,
            '"' => out.write_str("&quot;")?,
            '\'' => out.write_str("&#39;")?,
            c => out.write_char(c)?,
        }
    }
    Ok(())
}

fn render(
    env: &Environment<'_>,
    template: &str,
    block: Option<&str>,
    context: Value,
) -> Result<String, Error> {
    let template = env.get_template(template)?;
    match block {
        None => template.render(context),
        Some(block) => template
            .render_captured(context)?
            .with_state_mut(|state| state.render_block(block)),
    }
}

/// `t("key", name=value)` or `t(key, map)`.
fn translate(
    texts: &Texts,
    locale: Locale,
    key: &str,
    params: Option<Value>,
    kwargs: &Kwargs,
) -> Result<String, Error> {
    let mut args = FluentArgs::new();
    if let Some(map) = params.filter(|p| p.kind() == ValueKind::Map) {
        for name in map.try_iter()? {
            let value = map.get_item(&name)?;
            args.set(name.to_string(), argument(&value));
        }
    }
    for name in kwargs.args() {
        let value: Value = kwargs.get(name)?;
        args.set(name.to_owned(), argument(&value));
    }
    texts
        .get(locale, key, &args)
        .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("no text {key:?}")))
}

fn argument(value: &Value) -> FluentValue<'static> {
    match i64::try_from(value.clone()) {
        Ok(number) if value.kind() == ValueKind::Number => FluentValue::from(number),
        _ => FluentValue::from(value.to_string()),
    }
}

/// `url("posts", id, "edit")` is `/posts/<id>/edit`, each part percent-encoded.
fn url(parts: &[Value]) -> String {
    if parts.is_empty() {
        return "/".to_owned();
    }
    parts
        .iter()
        .map(|part| {
            let text = part.to_string();
            format!("/{}", percent_encoding::utf8_percent_encode(&text, KEEP))
        })
        .collect()
}

/// Unreserved characters of RFC 3986 stay as they are.
const KEEP: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
