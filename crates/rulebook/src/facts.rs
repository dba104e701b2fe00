//! What is known when the rulebook is asked, and from where.

use model::post::{Basis, MediaNote};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A value of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text, or a word of an enumeration.
    Text(String),
    /// Several, such as the pictures of a post.
    List(Vec<Value>),
    /// Named fields of one element of a list. A field that is absent is unknown.
    Map(BTreeMap<String, Value>),
}

impl From<bool> for Value {
    fn from(v: bool) -> Self {
        Self::Bool(v)
    }
}
impl From<i64> for Value {
    fn from(v: i64) -> Self {
        Self::Int(v)
    }
}
impl From<&str> for Value {
    fn from(v: &str) -> Self {
        Self::Text(v.to_owned())
    }
}
impl From<String> for Value {
    fn from(v: String) -> Self {
        Self::Text(v)
    }
}
impl From<Vec<Value>> for Value {
    fn from(v: Vec<Value>) -> Self {
        Self::List(v)
    }
}
impl<const N: usize> From<[(&str, Value); N]> for Value {
    fn from(fields: [(&str, Value); N]) -> Self {
        Self::Map(fields.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
    }
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactSource {
    /// A person said so (author, applicant, moderator).
    Author,
    /// The detector with this code found it.
    Detector(String),
    /// The product's own registers and states.
    Register,
    /// The municipality's calendar.
    Calendar,
}

/// A known value and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The value.
    pub value: Value,
    /// From where.
    pub source: FactSource,
}

/// All that is known. A fact that is absent is unknown, and so is one whose value has not the type that the
/// vocabulary gives it: conditions then answer *unknown*, never *no*.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Facts(BTreeMap<String, Fact>);

impl Facts {
    /// Nothing known.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a fact known. `name` is a name of the vocabulary ([`crate::vocabulary::FACTS`]) or of a pack's question.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<Value>, source: FactSource) {
        self.0.insert(
            name.into(),
            Fact {
                value: value.into(),
                source,
            },
        );
    }

    /// As [`Facts::set`], for chains.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Value>, source: FactSource) -> Self {
        self.set(name, value, source);
        self
    }

    /// The fact, when known.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Fact> {
        self.0.get(name)
    }

    /// All known facts by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Fact)> {
        self.0.iter().map(|(k, v)| (k.as_str(), v))
    }

    /// Sets a field of the list element that `list[element].field` names: the element whose `id` is `element`,
    /// or the one at that place. Does nothing when there is no such element, or when the field is known.
    pub(crate) fn set_element(&mut self, list: &str, element: &str, field: &str, value: Value) {
        let Some(Fact {
            value: Value::List(items),
            ..
        }) = self.0.get_mut(list)
        else {
            return;
        };
        let place = element.parse::<usize>().ok();
        for (i, item) in items.iter_mut().enumerate() {
            let Value::Map(fields) = item else { continue };
            let same_id = matches!(fields.get("id"), Some(Value::Text(id)) if id == element);
            if same_id || (!fields.contains_key("id") && place == Some(i)) {
                fields.entry(field.to_owned()).or_insert(value);
                return;
            }
        }
    }

    pub(crate) fn keep(&self, wanted: impl Fn(&str) -> bool) -> Self {
        Self(
            self.0
                .iter()
                .filter(|(k, _)| wanted(k))
                .map(|(k, v)| (k.clone(), v.clone()))
                .collect(),
        )
    }
}

/// One element of `post.media` from what the author said of the picture `id`. Nothing said stays unknown; an empty
/// alternative text or credit is known as empty. A basis other than "no person" says that a person can be recognised.
#[must_use]
pub fn media_value(id: &str, note: &MediaNote) -> Value {
    let mut fields = BTreeMap::new();
    let mut put = |name: &str, value: Value| {
        fields.insert(name.to_owned(), value);
    };
    put("id", id.into());
    put("video", note.seen.clip.is_some().into());
    put("alt", note.alt.trim().into());
    put("credit", note.credit.trim().into());
    if let Some(permission) = note.permission {
        put("permission", permission.into());
    }
    if let Some(ai) = note.ai {
        put("ai", ai.into());
    }
    if note.basis != Basis::Unknown {
        put("person_identifiable", (note.basis != Basis::NoPerson).into());
        put("basis", note.basis.as_str().into());
    }
    Value::Map(fields)
}
