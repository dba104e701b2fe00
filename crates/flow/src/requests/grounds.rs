//! Legal grounds on which something may be withheld, by country. The texts are in the locales, under `ground-<id>`.

use model::municipality::Country;

/// A ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Stable id; the locale key is `ground-<id>`.
    pub id: &'static str,
    /// Whose law.
    pub country: Country,
    /// Where it stands, as it is quoted.
    pub law: &'static str,
}

const fn no(id: &'static str, law: &'static str) -> Ground {
    Ground {
        id,
        country: Country::Norway,
        law,
    }
}

const fn se(id: &'static str, law: &'static str) -> Ground {
    Ground {
        id,
        country: Country::Sweden,
        law,
    }
}

/// All grounds. Norway: offentleglova (LOV-2006-05-19-16) and forvaltningsloven (LOV-1967-02-10). Sweden: offentlighets- och
/// sekretesslagen (2009:400), OSL. Which one holds in a case is for the one who reviews to say.
pub const GROUNDS: &[Ground] = &[
    no(
        "no-personal",
        "offentleglova § 13, jf. forvaltningsloven § 13 første ledd nr. 1",
    ),
    no(
        "no-business",
        "offentleglova § 13, jf. forvaltningsloven § 13 første ledd nr. 2",
    ),
    no("no-identity-number", "offentleglova § 26 femte ledd"),
    no("no-internal", "offentleglova § 14"),
    no("no-control", "offentleglova § 24"),
    no("no-hiring", "offentleglova § 25"),
    se("se-harassment", "21 kap. 3 § OSL"),
    se("se-health", "21 kap. 1 § OSL"),
    se("se-data-protection", "21 kap. 7 § OSL"),
    se("se-social", "26 kap. 1 § OSL"),
    se("se-school", "23 kap. 2 § OSL"),
    se("se-staff", "39 kap. OSL"),
];

/// The grounds of a country.
#[must_use]
pub fn grounds(country: Country) -> Vec<Ground> {
    GROUNDS.iter().filter(|g| g.country == country).copied().collect()
}

/// Whether `id` is one of the country's.
pub(super) fn is(country: Country, id: &str) -> bool {
    GROUNDS.iter().any(|g| g.country == country && g.id == id)
}
