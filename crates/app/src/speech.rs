//! What commands say to people: the locales' texts, in the language of the machine's settings or of `--lang`.

use anyhow::Result;
use clap::{Arg, ArgMatches};
use fluent_bundle::FluentArgs;
use model::Locale;
use web::pages::guideline::words::Words;
use web::texts::Texts;

/// A voice in one language.
pub struct Speech {
    texts: Texts,
    /// The language.
    pub locale: Locale,
}

/// The flag `--lang`.
pub fn flag() -> Arg {
    Arg::new("lang")
        .long("lang")
        .value_name("language")
        .value_parser(Locale::ALL.map(Locale::tag))
        .global(true)
        .help("Language of what is printed; otherwise that of LC_ALL, LC_MESSAGES or LANG")
}

impl Speech {
    /// The language that the flag names, or the environment.
    ///
    /// # Errors
    /// The locales cannot be read.
    pub fn of(matches: &ArgMatches) -> Result<Self> {
        let named = matches.get_one::<String>("lang").cloned();
        let tag = named.unwrap_or_else(|| {
            let set = |name| std::env::var(name).ok().filter(|v| !v.is_empty());
            set("LC_ALL")
                .or_else(|| set("LC_MESSAGES"))
                .or_else(|| set("LANG"))
                .unwrap_or_default()
        });
        Ok(Self {
            texts: Texts::load()?,
            locale: understood(&tag),
        })
    }

    /// The text of `key`, with what stands in its places.
    pub fn say(&self, key: &str, places: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in places {
            args.set(*name, value.to_string());
        }
        self.texts
            .get(self.locale, key, &args)
            .unwrap_or_else(|| key.to_owned())
    }

    /// The text of `PREFIX-WORD`; the word itself when there is none.
    pub fn word(&self, prefix: &str, word: &str) -> String {
        let key = format!("{prefix}-{word}");
        if self.texts.has(&key) {
            self.say(&key, &[])
        } else {
            word.to_owned()
        }
    }

    /// The same voice for sentences that pages say too.
    pub fn sentences(&self) -> Words<'_> {
        Words {
            texts: &self.texts,
            locale: self.locale,
        }
    }

    /// Words of one enumeration, with commas between them.
    pub fn words<'w>(&self, prefix: &str, words: impl IntoIterator<Item = &'w str>) -> String {
        let all: Vec<_> = words.into_iter().map(|w| self.word(prefix, w)).collect();
        all.join(", ")
    }
}

/// The language of `nb_NO.UTF-8`, `sv` and the like; Bokmål for other Norwegian, English for all else.
fn understood(tag: &str) -> Locale {
    let first = tag.split(['_', '.', '-', '@']).next().unwrap_or_default();
    match first {
        "no" => Locale::Nb,
        _ => Locale::ALL
            .into_iter()
            .find(|l| l.tag() == first)
            .unwrap_or(Locale::En),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_machines_are_understood() {
        for (tag, locale) in [
            ("nb_NO.UTF-8", Locale::Nb),
            ("no_NO", Locale::Nb),
            ("nn", Locale::Nn),
            ("sv_SE@euro", Locale::Sv),
            ("C.UTF-8", Locale::En),
            ("", Locale::En),
        ] {
            assert_eq!(understood(tag), locale, "{tag}");
        }
    }
}
