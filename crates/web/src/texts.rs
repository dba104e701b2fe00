//! All texts of the interface: Fluent messages, one file per area and language, Bokmål the source.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use model::Locale;
use rust_embed::RustEmbed;
use std::collections::BTreeSet;

#[derive(RustEmbed)]
#[folder = "locales"]
struct Files;

/// A locale file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TextsError {
    /// It is not Fluent, or not UTF-8.
    #[error("locales/{file}: {problem}")]
    Broken {
        /// File.
        file: String,
        /// The parser's words.
        problem: String,
    },
    /// A message is there twice.
    #[error("locales/{file}: {problem}")]
    Twice {
        /// File with the second.
        file: String,
        /// Which.
        problem: String,
    },
}

struct Language {
    bundle: FluentBundle<FluentResource>,
    keys: BTreeSet<String>,
}

impl Language {
    fn load(locale: Locale) -> Result<Self, TextsError> {
        // The tag is one of four constants, so the default (undetermined) is never taken.
        let mut bundle = FluentBundle::new_concurrent(vec![locale.tag().parse().unwrap_or_default()]);
        bundle.set_use_isolating(false);
        let mut keys = BTreeSet::new();
        let folder = format!("{}/", locale.tag());
        for file in Files::iter().filter(|f| f.starts_with(&folder) && f.ends_with(".ftl")) {
            let broken = |problem: String| TextsError::Broken {
                file: file.to_string(),
                problem,
            };
            let Some(found) = Files::get(&file) else { continue };
            let text = String::from_utf8(found.data.into_owned()).map_err(|e| broken(e.to_string()))?;
            let resource =
                FluentResource::try_new(text).map_err(|(_, errors)| broken(format!("{errors:?}")))?;
            for entry in resource.entries() {
                if let fluent_syntax::ast::Entry::Message(message) = entry {
                    keys.insert(message.id.name.to_owned());
                }
            }
            bundle
                .add_resource(resource)
                .map_err(|errors| TextsError::Twice {
                    file: file.to_string(),
                    problem: format!("{errors:?}"),
                })?;
        }
        Ok(Self { bundle, keys })
    }

    fn format(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(args), &mut errors)
            .into_owned();
        for error in errors {
            tracing::error!(key, %error, "text with an unresolved part");
        }
        Some(text)
    }
}

/// All four languages, parsed once.
pub struct Texts {
    languages: [Language; 4],
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Texts")
    }
}

impl Texts {
    /// Parses every locale file.
    ///
    /// # Errors
    /// [`TextsError`] naming the file.
    pub fn load() -> Result<Self, TextsError> {
        let [a, b, c, d] = Locale::ALL;
        Ok(Self {
            languages: [
                Language::load(a)?,
                Language::load(b)?,
                Language::load(c)?,
                Language::load(d)?,
            ],
        })
    }

    fn language(&self, locale: Locale) -> &Language {
        let [nb, nn, sv, en] = &self.languages;
        match locale {
            Locale::Nb => nb,
            Locale::Nn => nn,
            Locale::Sv => sv,
            Locale::En => en,
        }
    }

    /// The text of `key`, in Bokmål when `locale` lacks it, `None` when that lacks it too.
    #[must_use]
    pub fn get(&self, locale: Locale, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        self.language(locale)
            .format(key, args)
            .or_else(|| self.language(Locale::Nb).format(key, args))
    }

    /// The text of `key` without arguments; the key itself when no language has it.
    #[must_use]
    pub fn plain(&self, locale: Locale, key: &str) -> String {
        self.get(locale, key, &FluentArgs::new())
            .unwrap_or_else(|| key.to_owned())
    }

    /// Whether Bokmål, the source, has `key`.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.language(Locale::Nb).keys.contains(key)
    }

    /// All message ids of one language, sorted.
    #[must_use]
    pub fn keys(&self, locale: Locale) -> &BTreeSet<String> {
        &self.language(locale).keys
    }
}
