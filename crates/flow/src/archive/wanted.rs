//! What somebody looks for: the same whether chosen in a form or typed as `kanal:båtsfjord fra:2026-01-01 skole`.

use crate::error::FieldError;
use jiff::ToSpan as _;
use jiff::civil::Date;
use model::channel::Network;
use model::municipality::Municipality;
use model::{ChannelId, Id as _, Millis, PersonId};
use serde::{Deserialize, Serialize};
use store::{SearchFilter, SearchKind, Who};

/// A search as in a form or a page's address. Empty fields ask for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// Words (see [`SearchFilter::text`]); also fields as `name:value` or `name:"two words"`, by their names in any of
    /// our languages.
    pub q: String,
    /// Word of the kind.
    pub kind: String,
    /// Id of a channel, or a part of its name or handle.
    pub channel: String,
    /// Word of the network.
    pub network: String,
    /// Unit that owns the channel, or a part of its name.
    pub unit: String,
    /// Id of one of ours, or a part of somebody's name or handle.
    pub person: String,
    /// Ground of a decision: the clause.
    pub ground: String,
    /// Word of a state.
    pub state: String,
    /// First day, `2026-01-31`; also a month or a year.
    pub from: String,
    /// Last day.
    pub to: String,
    /// `yes` or `no`: with a picture.
    pub image: String,
    /// `yes` or `no`: hidden.
    pub hidden: String,
    /// `yes` or `no`: removed.
    pub deleted: String,
    /// `yes` when words may be beginnings.
    pub wide: String,
}

/// Names of fields as they may be typed, in Norwegian, Swedish and English.
const NAMES: &[(&str, &[&str])] = &[
    ("kind", &["kind", "slag", "type", "typ"]),
    ("channel", &["channel", "kanal"]),
    ("network", &["network", "nettverk", "nätverk"]),
    ("unit", &["unit", "enhet", "eining"]),
    ("person", &["person", "av", "by"]),
    ("ground", &["ground", "grunnlag", "grund"]),
    ("state", &["state", "tilstand", "tillstånd", "status"]),
    ("from", &["from", "fra", "frå", "från"]),
    ("to", &["to", "til", "till"]),
    ("image", &["image", "bilde", "bilete", "bild"]),
    ("hidden", &["hidden", "skjult", "skjulte", "dold"]),
    (
        "deleted",
        &["deleted", "slettet", "sletta", "borttagen", "raderad"],
    ),
];

/// Kinds as they may be typed.
const KINDS: &[(SearchKind, &[&str])] = &[
    (SearchKind::Revision, &["post", "innlegg", "inlägg"]),
    (SearchKind::Item, &["comment", "kommentar"]),
    (SearchKind::Version, &["versjon"]),
    (SearchKind::Answer, &["svar"]),
    (SearchKind::Moderation, &["moderering"]),
    (SearchKind::Approval, &["godkjenning", "godkännande"]),
    (SearchKind::Outside, &["utenfra", "utanfrå", "utifrån"]),
];

impl Wanted {
    /// The same with fields that were typed among the words put into their places. A field typed wins over one chosen.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        let typed = std::mem::take(&mut self.q);
        let mut words: Vec<&str> = Vec::new();
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            let (chunk, after) = chunk(rest);
            match chunk
                .split_once(':')
                .and_then(|(name, value)| Some((self.place(name)?, value)))
            {
                Some((place, value)) if !value.trim_matches('"').is_empty() => {
                    value.trim_matches('"').clone_into(place);
                }
                _ => words.push(chunk),
            }
            rest = after.trim_start();
        }
        self.q = words.join(" ");
        self
    }

    /// The field of that name in any language.
    fn place(&mut self, name: &str) -> Option<&mut String> {
        let name = name.to_lowercase();
        let (field, _) = NAMES.iter().find(|(_, names)| names.contains(&name.as_str()))?;
        Some(match *field {
            "kind" => &mut self.kind,
            "channel" => &mut self.channel,
            "network" => &mut self.network,
            "unit" => &mut self.unit,
            "person" => &mut self.person,
            "ground" => &mut self.ground,
            "state" => &mut self.state,
            "from" => &mut self.from,
            "to" => &mut self.to,
            "image" => &mut self.image,
            "hidden" => &mut self.hidden,
            _ => &mut self.deleted,
        })
    }

    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Self {
            wide: String::new(),
            ..self.clone()
        } == Self::default()
    }

    /// The filter it comes to. `channels` and `people` are the municipality's.
    ///
    /// # Errors
    /// Fields that cannot be taken: `search-kind-unknown`, `search-network-unknown`, `search-date-wrong`.
    pub(super) fn filter(
        &self,
        municipality: &Municipality,
        channels: &[model::channel::Channel],
        people: &[model::person::Person],
    ) -> Result<SearchFilter, Vec<FieldError>> {
        let mut wrong = Vec::new();
        let mut filter = SearchFilter {
            text: self.q.clone(),
            wide: self.wide == "yes",
            ground: self.ground.clone(),
            state: self.state.clone(),
            image: yes(&self.image),
            hidden: yes(&self.hidden),
            deleted: yes(&self.deleted),
            ..SearchFilter::default()
        };
        if !self.kind.is_empty() {
            filter.kind = kind(&self.kind);
            if filter.kind.is_none() {
                wrong.push(FieldError::new("kind", "search-kind-unknown"));
            }
        }
        if !self.network.is_empty() && Network::parse(&self.network.to_lowercase()).is_none() {
            wrong.push(FieldError::new("network", "search-network-unknown"));
        }
        if !(self.channel.is_empty() && self.network.is_empty() && self.unit.is_empty()) {
            let matches = |c: &&model::channel::Channel| {
                let named = ChannelId::parse(&self.channel).is_ok_and(|id| id == c.id)
                    || holds(&c.name, &self.channel)
                    || holds(&c.handle, &self.channel);
                let network = self.network.is_empty() || c.network.as_str() == self.network.to_lowercase();
                named && network && holds(&c.unit, &self.unit)
            };
            filter.channels = Some(channels.iter().filter(matches).map(|c| c.id.clone()).collect());
        }
        if !self.person.is_empty() {
            let own = PersonId::parse(&self.person).ok();
            let ours = people
                .iter()
                .filter(|p| own.as_ref() == Some(&p.id) || holds(&p.name, &self.person));
            filter.person = Some(Who {
                people: ours.map(|p| p.id.clone()).collect(),
                name: if own.is_some() {
                    String::new()
                } else {
                    self.person.clone()
                },
            });
        }
        for (field, text, place, last) in [
            ("from", &self.from, &mut filter.from, false),
            ("to", &self.to, &mut filter.to, true),
        ] {
            if text.trim().is_empty() {
                continue;
            }
            match midnight(text, last, municipality) {
                Some(at) => *place = Some(at),
                None => wrong.push(FieldError::new(field, "search-date-wrong")),
            }
        }
        if wrong.is_empty() { Ok(filter) } else { Err(wrong) }
    }
}

/// The first stretch up to a space that is not within quotes, and what follows it.
fn chunk(text: &str) -> (&str, &str) {
    let mut quoted = false;
    let end = text.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        c.is_whitespace() && !quoted
    });
    let (chunk, after) = text.split_at(end.map_or(text.len(), |(at, _)| at));
    // A quote that is never closed quotes nothing.
    if quoted && chunk.contains(char::is_whitespace) {
        return text.split_once(char::is_whitespace).unwrap_or((text, ""));
    }
    (chunk, after)
}

fn kind(word: &str) -> Option<SearchKind> {
    let word = word.to_lowercase();
    SearchKind::parse(&word).or_else(|| {
        KINDS
            .iter()
            .find(|(_, names)| names.contains(&word.as_str()))
            .map(|(kind, _)| *kind)
    })
}

fn yes(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "yes" | "ja" | "1" => Some(true),
        "no" | "nei" | "nej" | "0" => Some(false),
        _ => None,
    }
}

fn holds(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(&part.trim().to_lowercase())
}

/// The midnight before the first day of `2026`, `2026-03` or `2026-03-31`, or the one after its last day.
fn midnight(text: &str, after: bool, municipality: &Municipality) -> Option<Millis> {
    let text = text.trim();
    let (first, span) = match text.len() {
        4 => (format!("{text}-01-01"), 1.year()),
        7 => (format!("{text}-01"), 1.month()),
        _ => (text.to_owned(), 1.day()),
    };
    let first: Date = first.parse().ok()?;
    let day = if after {
        first.checked_add(span).ok()?
    } else {
        first
    };
    let zone = model::calendar::zone(municipality.country);
    Some(day.to_zoned(zone).ok()?.timestamp().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_and_chosen_are_the_same() {
        let typed = Wanted {
            q: "skole kanal:\"Båtsfjord kommune\" fra:2026-01-01 \"ny vei\" Skjult:ja -gammel".to_owned(),
            ..Wanted::default()
        };
        let chosen = Wanted {
            q: "skole \"ny vei\" -gammel".to_owned(),
            channel: "Båtsfjord kommune".to_owned(),
            from: "2026-01-01".to_owned(),
            hidden: "ja".to_owned(),
            ..Wanted::default()
        };
        assert_eq!(typed.sorted(), chosen);
        assert_eq!(chosen.clone().sorted(), chosen, "twice is once");
    }

    #[test]
    fn what_is_no_field_stays_a_word() {
        for q in [
            "klokka 12:30",
            "https://example.no/vei",
            "kanal:",
            "kanal:\"\"",
            "\"fra:x og",
            "til",
        ] {
            let wanted = Wanted {
                q: q.to_owned(),
                ..Wanted::default()
            }
            .sorted();
            assert_eq!(
                wanted,
                Wanted {
                    q: q.to_owned(),
                    ..Wanted::default()
                },
                "{q}"
            );
        }
    }
}
