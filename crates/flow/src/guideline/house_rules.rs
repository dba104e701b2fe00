//! What visitors of a municipality's channels are told to keep to, and what may be hidden.

use crate::{Error, Flow, Result, rules};
use model::Locale;
use model::municipality::Municipality;
use serde::Serialize;

/// Something that the guideline states to everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stated {
    /// Section of the document; may be empty.
    pub section: String,
    /// Name.
    pub title: String,
    /// What is stated.
    pub text: String,
    /// False when the municipality's document does not state it and the system does.
    pub from_document: bool,
}

/// A ground on which a comment may be hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublicGround {
    /// Id, as decisions name it.
    pub id: String,
    /// Letter in the clause's list; may be empty.
    pub letter: String,
    /// Section of the document; may be empty.
    pub section: String,
    /// What it is.
    pub title: String,
    /// `must`, `may` or `exceptional`.
    pub strength: &'static str,
    /// False when the municipality's document has no such ground and the system has.
    pub from_document: bool,
}

/// The house rules of a municipality.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HouseRules {
    /// Official name.
    pub municipality: String,
    /// Short name in addresses.
    pub slug: String,
    /// Domain of its website; may be empty.
    pub website: String,
    /// Title of the guideline.
    pub guideline: String,
    /// Its version.
    pub version: String,
    /// Body that adopted it; may be empty.
    pub adopted_by: String,
    /// Day of adoption, ISO.
    pub adopted_on: Option<String>,
    /// Language of the texts.
    pub language: &'static str,
    /// House rules.
    pub rules: Vec<Stated>,
    /// What may be hidden.
    pub grounds: Vec<PublicGround>,
    /// Whether what is hidden is kept as evidence first.
    pub kept: bool,
    /// Whether whoever wrote is told why.
    pub notice: bool,
    /// Whether whoever wrote is told where to complain.
    pub complaint: bool,
    /// What breaking the guideline may lead to.
    pub consequences: Vec<Stated>,
}

/// The house rules of the municipality with this slug, for anybody.
///
/// # Errors
/// `NotFound` for an unknown slug; `Refused("pack-missing")`.
pub async fn house_rules(flow: &Flow, slug: &str, locale: Locale) -> Result<HouseRules> {
    let read = flow.store().read().await?;
    let municipality: Municipality = read.municipality_by_slug(slug).await?.ok_or(Error::NotFound)?;
    drop(read);
    let book = rules::book(flow, &municipality).await?;
    let now = flow.source().now();
    let in_force: Vec<_> = book.clauses_at(now).filter(|c| !c.off).collect();
    let found = |id: &str| in_force.iter().find(|c| c.id == id);
    let section = |id: &str| found(id).map(|c| c.section.clone()).unwrap_or_default();
    let stated = |list: Vec<rulebook::Statement>| {
        let mut out: Vec<Stated> = Vec::new();
        for s in list.into_iter().filter(|s| found(&s.clause).is_some()) {
            out.push(Stated {
                section: section(&s.clause),
                title: s.title.get(locale).to_owned(),
                text: s.text.get(locale).to_owned(),
                from_document: !s.product_default,
            });
        }
        out
    };
    let grounds: Vec<_> = book
        .grounds()
        .into_iter()
        .filter(|g| found(&g.clause).is_some())
        .collect();
    let about = book.about().first().cloned().unwrap_or_default();
    Ok(HouseRules {
        guideline: about.title.get(locale).to_owned(),
        version: about.version,
        adopted_by: about.adopted_by,
        adopted_on: about.adopted_on,
        language: locale.tag(),
        rules: stated(book.house_rules()),
        kept: !grounds.is_empty() && grounds.iter().all(|g| g.save_first),
        notice: grounds.iter().any(|g| g.notice),
        complaint: grounds.iter().any(|g| g.complaint),
        grounds: grounds
            .into_iter()
            .map(|g| PublicGround {
                section: section(&g.clause),
                title: g.title.get(locale).to_owned(),
                strength: g.strength.as_str(),
                from_document: !g.product_default,
                id: g.id,
                letter: g.letter,
            })
            .collect(),
        consequences: stated(book.consequences()),
        municipality: municipality.name,
        slug: municipality.slug,
        website: municipality.website,
    })
}
