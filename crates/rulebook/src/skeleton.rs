//! The beginning of a new pack: it loads, its one clause is tested, and its author goes on from there.

use model::{Locale, Texts};

/// What a new pack is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skeleton {
    /// Id: small letters, digits and hyphens.
    pub id: String,
    /// Title, in four languages.
    pub title: Texts,
    /// The document's language.
    pub lang: Locale,
    /// Pack that it extends.
    pub base: String,
    /// `NO` or `SE`.
    pub jurisdiction: String,
}

impl Skeleton {
    /// Whether the id can be a pack's.
    #[must_use]
    pub fn id_is_fit(&self) -> bool {
        let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        self.id.starts_with(|c: char| c.is_ascii_lowercase())
            && self.id.chars().all(inner)
            && self.id.len() <= 60
    }

    /// Path inside the pack's folder and text of each file.
    #[must_use]
    pub fn files(&self) -> Vec<(&'static str, String)> {
        let title = |l: Locale| toml::Value::from(self.title.get(l)).to_string();
        let fill = |text: &str| {
            text.replace("@ID@", &self.id)
                .replace("@LANG@", self.lang.tag())
                .replace("@BASE@", &self.base)
                .replace("@COUNTRY@", &self.jurisdiction)
                .replace("@NB@", &title(Locale::Nb))
                .replace("@NN@", &title(Locale::Nn))
                .replace("@SV@", &title(Locale::Sv))
                .replace("@EN@", &title(Locale::En))
        };
        vec![
            ("pack.toml", fill(include_str!("skeleton/pack.toml.txt"))),
            (
                "clauses/channels.toml",
                fill(include_str!("skeleton/clauses.toml.txt")),
            ),
            (
                "tests/channels.toml",
                fill(include_str!("skeleton/tests.toml.txt")),
            ),
            (
                "lessons/conduct.toml",
                fill(include_str!("skeleton/lessons.toml.txt")),
            ),
        ]
    }
}
