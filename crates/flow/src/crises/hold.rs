//! What a declared crisis holds back, as the guideline's rule says.

use crate::{Actor, Error, Result};
use model::crisis::Crisis;
use model::person::{PersonState, Role};
use model::{Id as _, MunicipalityId};
use rulebook::{CrisisEffect, FactSource, Facts, Rulebook};
use store::{GivenOf, Read, Tx};

/// Fact that tells what is decided for one crisis.
pub(super) const HOLDS: &str = "crisis.holds";
/// Key under which a publication or an answer keeps the crisis in which it was released.
const RELEASED: &str = "crisis.released";

model::words! {
    /// What is decided for one crisis, where the guideline leaves that open.
    Holds {
        /// Everything that goes out.
        Everything = "everything",
        /// Only what is about the crisis.
        Topic = "topic",
        /// Nothing.
        Nothing = "nothing",
    }
}

/// How a crisis stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InCrisis {
    /// Whether one is declared.
    pub active: bool,
    /// What is decided for it; `None` when nothing is.
    pub decided: Option<Holds>,
    /// Whether what is asked about was released in it.
    pub released: bool,
}

impl InCrisis {
    /// Makes it known.
    pub(crate) fn tell(self, facts: &mut Facts) {
        let register = || FactSource::Register;
        facts.set("crisis.active", self.active, register());
        facts.set("post.released_in_crisis", self.released, register());
        if let Some(decided) = self.decided {
            facts.set(HOLDS, decided.as_str(), register());
        }
    }
}

/// An open crisis with the rule that governs it.
#[derive(Debug)]
pub(crate) struct Hold {
    pub(crate) crisis: Option<Crisis>,
    decided: Option<Holds>,
    effect: CrisisEffect,
    release: Vec<Role>,
}

impl Hold {
    /// The open crisis, if there is one. Without any rule everything is held: that is the product's advice.
    pub(crate) async fn of(
        read: &(impl Read + ?Sized),
        book: &Rulebook,
        municipality: &MunicipalityId,
    ) -> Result<Self> {
        let crisis = read.open_crisis(municipality).await?;
        let decided = match &crisis {
            Some(crisis) => decided(read, crisis).await?,
            None => None,
        };
        let rule = book.crisis_rule();
        Ok(Self {
            crisis,
            decided,
            effect: rule.as_ref().map_or(CrisisEffect::AllViaGroup, |r| r.effect),
            release: rule.map(|r| r.release).unwrap_or_default(),
        })
    }

    /// Whether something that is about the crisis, or is not, must wait.
    pub(crate) fn holds(&self, topic: bool) -> bool {
        let rule = match self.effect {
            CrisisEffect::AllViaGroup => Holds::Everything,
            CrisisEffect::Topic => Holds::Topic,
            CrisisEffect::Decide => self.decided.unwrap_or(Holds::Everything),
        };
        self.crisis.is_some()
            && match rule {
                Holds::Everything => true,
                Holds::Topic => topic,
                Holds::Nothing => false,
            }
    }

    /// How it stands for something that was released, or was not.
    pub(crate) fn standing(&self, released: bool) -> InCrisis {
        InCrisis {
            active: self.crisis.is_some(),
            decided: self.decided,
            released: released && self.crisis.is_some(),
        }
    }

    /// Whether it was released in this crisis.
    pub(crate) async fn is_released(
        &self,
        read: &(impl Read + ?Sized),
        of: GivenOf,
        subject: &str,
    ) -> Result<bool> {
        let Some(crisis) = &self.crisis else {
            return Ok(false);
        };
        let given = read.given(&crisis.municipality, of, subject).await?;
        Ok(given.get(RELEASED).is_some_and(|id| id == crisis.id.as_str()))
    }

    /// Notes that it may go out in this crisis.
    pub(crate) async fn release(&self, tx: &dyn Tx, of: GivenOf, subject: &str) -> Result<()> {
        if let Some(crisis) = &self.crisis {
            let mut given = tx.given(&crisis.municipality, of, subject).await?;
            given.insert(RELEASED.to_owned(), crisis.id.as_str().to_owned());
            tx.put_given(&crisis.municipality, of, subject, &given).await?;
        }
        Ok(())
    }

    /// Whether the actor may release what is held. Where nobody has one of the roles that the rule names, everybody may
    /// who may publish: nothing is held for ever.
    pub(crate) async fn may_release(&self, read: &(impl Read + ?Sized), actor: &Actor) -> Result<bool> {
        if self.release.is_empty() || self.release.iter().any(|role| actor.person.is(*role)) {
            return Ok(true);
        }
        for role in &self.release {
            let people = read.people_with_role(&actor.municipality.id, *role).await?;
            if people.iter().any(|p| p.state != PersonState::Disabled) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Lets pass what the crisis does not hold, and what somebody who may release it sends; tells whether the latter.
    ///
    /// # Errors
    /// `Refused("crisis-hold")`.
    pub(crate) async fn must_pass(
        &self,
        read: &(impl Read + ?Sized),
        actor: &Actor,
        topic: bool,
    ) -> Result<bool> {
        if !self.holds(topic) {
            Ok(false)
        } else if self.may_release(read, actor).await? {
            Ok(true)
        } else {
            Err(Error::refused("crisis-hold"))
        }
    }
}

/// What is decided for a crisis.
pub(super) async fn decided(read: &(impl Read + ?Sized), crisis: &Crisis) -> Result<Option<Holds>> {
    let given = read
        .given(&crisis.municipality, GivenOf::Crisis, crisis.id.as_str())
        .await?;
    Ok(given.get(HOLDS).and_then(|word| Holds::parse(word)))
}
