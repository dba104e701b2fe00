//! Referring a message to where it belongs.

use crate::Result;
use model::item::{Item, Route};
use model::municipality::Municipality;
use model::publication::PublicationState;
use model::{Id as _, Locale};
use rulebook::{Matter, Rulebook};
use store::{GivenOf, Read};

/// Where the guideline refers messages like this one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Referral {
    /// What an answer may say, in the municipality's language; empty when nothing is referred.
    pub line: String,
    /// What tells that a text refers there: the routes in every language and the addresses given at adoption, lower case.
    signs: Vec<String>,
}

impl Referral {
    pub(super) async fn of(
        read: &(impl Read + ?Sized),
        book: &Rulebook,
        municipality: &Municipality,
        item: &Item,
    ) -> Result<Self> {
        let matter = match item.route {
            Route::Case => Matter::Case,
            Route::Political => Matter::Political,
            Route::Ordinary => return Ok(Self::default()),
        };
        let locale = municipality.locale();
        let routes = book.routes(matter);
        let given = read
            .given(&municipality.id, GivenOf::Municipality, municipality.id.as_str())
            .await?;
        let ways: Vec<&str> = given.values().flat_map(|text| addresses(text)).collect();
        let Some(route) = routes.first() else {
            return Ok(Self::default());
        };
        let to = match matter {
            Matter::Case if !ways.is_empty() => format!("{} ({})", route.get(locale), ways.join(", ")),
            _ => route.get(locale).to_owned(),
        };
        let said = routes.iter().flat_map(|r| r.0.values().map(String::as_str));
        Ok(Self {
            line: line(locale, &to),
            signs: said.chain(ways).map(str::to_lowercase).collect(),
        })
    }

    fn is_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.signs.iter().any(|sign| text.contains(sign))
    }

    /// Whether this text, or an answer that was not stopped, refers there. Where none does, nobody but a person can say
    /// whether the writer was referred: she may have been called.
    pub(super) async fn is_told(&self, read: &(impl Read + ?Sized), item: &Item, text: &str) -> Result<bool> {
        if self.is_in(text) {
            return Ok(true);
        }
        let answers = read
            .answers_of(&item.municipality, std::slice::from_ref(&item.id))
            .await?;
        Ok(answers.iter().any(|a| stands(a.state) && self.is_in(&a.text)))
    }
}

fn stands(state: PublicationState) -> bool {
    use PublicationState as S;
    !matches!(state, S::Failed | S::Expired | S::Cancelled | S::Removed)
}

/// Web and e-mail addresses in a text.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\n', '\t', ',', ';', '(', ')'])
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| word.contains("://") || word.contains('@'))
}

fn line(locale: Locale, to: &str) -> String {
    match locale {
        Locale::Nb => format!("Dette kan vi ikke svare på her. Bruk i stedet: {to}."),
        Locale::Nn => format!("Dette kan vi ikkje svare på her. Bruk i staden: {to}."),
        Locale::Sv => format!("Det här kan vi inte svara på här. Använd i stället: {to}."),
        Locale::En => format!("We cannot answer this here. Please use: {to}."),
    }
}
