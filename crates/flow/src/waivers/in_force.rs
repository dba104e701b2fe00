//! The waivers that a decision may use.

use crate::{Flow, Result};
use model::waiver::{Waiver, WaiverSubject};
use model::{ChannelId, Id as _, MunicipalityId};
use rulebook::WaiverInForce;
use store::Read;

/// A post or a message, as waivers name it.
pub(crate) type Thing<'a> = (WaiverSubject, &'a str);

/// The waivers in force now that may excuse in one matter: those for everything, for the thing itself, and for channels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InForce(Vec<Waiver>);

impl InForce {
    /// Reads them; `thing` is what the matter is about when that is not a channel or the municipality.
    ///
    /// # Errors
    /// The database.
    pub(crate) async fn of(
        flow: &Flow,
        read: &(impl Read + ?Sized),
        municipality: &MunicipalityId,
        thing: Option<Thing<'_>>,
    ) -> Result<Self> {
        let mut all = read.waivers_in_force(municipality, flow.source().now()).await?;
        all.retain(|w| match w.terms.subject {
            WaiverSubject::Municipality | WaiverSubject::Channel => true,
            WaiverSubject::Post | WaiverSubject::Item => {
                thing.is_some_and(|(subject, id)| subject == w.terms.subject && id == w.terms.subject_id)
            }
        });
        Ok(Self(all))
    }

    /// Those that excuse when it happens on `channels`; a waiver for a channel does when each of them has one.
    #[must_use]
    pub(crate) fn on<'a>(&self, channels: impl IntoIterator<Item = &'a ChannelId>) -> Vec<WaiverInForce> {
        let channels: Vec<&ChannelId> = channels.into_iter().collect();
        let excused = |w: &Waiver, channel: &ChannelId| {
            self.0.iter().any(|other| {
                other.terms.clause == w.terms.clause
                    && other.terms.subject == WaiverSubject::Channel
                    && other.terms.subject_id == channel.as_str()
            })
        };
        let holds = |w: &&Waiver| {
            w.terms.subject != WaiverSubject::Channel
                || (channels.iter().any(|c| c.as_str() == w.terms.subject_id)
                    && channels.iter().all(|c| excused(w, c)))
        };
        let named = |w: &Waiver| WaiverInForce {
            clause: w.terms.clause.clone(),
            id: w.id.to_string(),
        };
        self.0.iter().filter(holds).map(named).collect()
    }
}
