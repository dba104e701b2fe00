//! A municipality and how it keeps time: languages, office hours.

use crate::pack::Adopted;
use crate::{Locale, Millis, MunicipalityId};
use serde::{Deserialize, Serialize};

crate::words! {
    /// Country whose law and holidays apply.
    Country {
        /// Norway.
        Norway = "NO",
        /// Sweden.
        Sweden = "SE",
    }
}

impl Country {
    /// IANA time zone of the country's mainland.
    #[must_use]
    pub fn zone(self) -> &'static str {
        match self {
            Self::Norway => "Europe/Oslo",
            Self::Sweden => "Europe/Stockholm",
        }
    }
}

/// Office hours of one weekday, in minutes after local midnight. `open < close <= 1440`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// Minute the office opens.
    pub open: u16,
    /// Minute the office closes.
    pub close: u16,
}

/// Office hours from Monday to Sunday; `None` is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OfficeHours(pub [Option<Hours>; 7]);

impl Default for OfficeHours {
    /// Monday to Friday, 08:00 to 15:30: the usual hours of a Norwegian town hall.
    fn default() -> Self {
        let day = Some(Hours {
            open: 8 * 60,
            close: 15 * 60 + 30,
        });
        Self([day, day, day, day, day, None, None])
    }
}

/// One tenant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Municipality {
    /// Id.
    pub id: MunicipalityId,
    /// Official name, e.g. "Båtsfjord kommune".
    pub name: String,
    /// Short name in public addresses, e.g. "batsfjord": a–z, 0–9 and hyphen, unique in the installation.
    pub slug: String,
    /// Organisation number, nine digits (NO) or ten (SE), without spaces.
    pub org_number: String,
    /// Country.
    pub country: Country,
    /// Languages used, the first is the default.
    pub languages: Vec<Locale>,
    /// Office hours, local time.
    pub office_hours: OfficeHours,
    /// Domain of the municipality's own website, e.g. "batsfjord.kommune.no"; empty when not given.
    pub website: String,
    /// Id of the shipped guideline pack that was chosen at set-up, e.g. "batsfjord". It is in force until the
    /// municipality adopts one of its own.
    pub pack: String,
    /// Its own packs that it has adopted, in the order of adoption.
    pub own_packs: Vec<Adopted>,
    /// What is set for the detectors, as JSON of `detect::text::Options`; `{}`: nothing.
    pub detectors: String,
    /// When it was set up.
    pub created_at: Millis,
    /// Optimistic version.
    pub version: i64,
}

impl Municipality {
    /// The default language.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.languages.first().copied().unwrap_or_default()
    }
}
