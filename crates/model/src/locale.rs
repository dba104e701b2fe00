//! The four languages of the interface and of packs.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A language that Rettesnor speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// Norwegian Bokmål, the source language.
    #[default]
    Nb,
    /// Norwegian Nynorsk.
    Nn,
    /// Swedish.
    Sv,
    /// English.
    En,
}

impl Locale {
    /// All four, source language first.
    pub const ALL: [Self; 4] = [Self::Nb, Self::Nn, Self::Sv, Self::En];

    /// BCP 47 tag: `nb`, `nn`, `sv`, `en`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Nb => "nb",
            Self::Nn => "nn",
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// The language of a tag such as `nb-NO`, `no`, `sv`; `None` for one that we do not speak.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "nb" | "no" => Some(Self::Nb),
            "nn" => Some(Self::Nn),
            "sv" => Some(Self::Sv),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

impl std::fmt::Display for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.tag())
    }
}

/// One text in several languages, as packs carry it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts(pub BTreeMap<Locale, String>);

impl Texts {
    /// The text in `locale`, or in its nearest relative (nn↔nb, then sv, then en, then any). Empty when there is none.
    #[must_use]
    pub fn get(&self, locale: Locale) -> &str {
        self.spoken(locale)
            .and_then(|l| self.0.get(&l))
            .map_or("", String::as_str)
    }

    /// The language of the text that [`Texts::get`] gives; `None` when there is no text at all.
    #[must_use]
    pub fn spoken(&self, locale: Locale) -> Option<Locale> {
        let order = match locale {
            Locale::Nb => [Locale::Nb, Locale::Nn, Locale::Sv, Locale::En],
            Locale::Nn => [Locale::Nn, Locale::Nb, Locale::Sv, Locale::En],
            Locale::Sv => [Locale::Sv, Locale::Nb, Locale::Nn, Locale::En],
            Locale::En => [Locale::En, Locale::Nb, Locale::Nn, Locale::Sv],
        };
        order.into_iter().find(|l| self.0.contains_key(l))
    }

    /// Tag of the language of the text that [`Texts::get`] gives, where it is another than asked for; else empty.
    #[must_use]
    pub fn foreign(&self, locale: Locale) -> &'static str {
        match self.spoken(locale) {
            Some(spoken) if spoken != locale => spoken.tag(),
            _ => "",
        }
    }
}
