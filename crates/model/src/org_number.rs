//! Organisation numbers: Norwegian *organisasjonsnummer* and Swedish *organisationsnummer*.

use crate::municipality::Country;

/// Why a text is not an organisation number. The message is the stable key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrgNumberProblem {
    /// Not nine (Norway) or ten (Sweden) digits, or something other than digits, spaces and hyphens.
    #[error("org-number-length")]
    Length,
    /// The last digit does not agree with the others.
    #[error("org-number-check-digit")]
    CheckDigit,
}

impl OrgNumberProblem {
    /// Stable key, also the locale message `error-<key>`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Length => "org-number-length",
            Self::CheckDigit => "org-number-check-digit",
        }
    }
}

/// The number in its canonical form, digits alone: nine for Norway, ten for Sweden.
///
/// Spaces (also the non-breaking ones) are ignored; a hyphen is allowed before the last four digits of a Swedish number.
/// Sources: Brønnøysundregistrene (modulus 11, weights 3 2 7 6 5 4 3 2), Skatteverket (Luhn).
///
/// # Errors
/// [`OrgNumberProblem`].
pub fn parse(text: &str, country: Country) -> Result<String, OrgNumberProblem> {
    let mut digits = Vec::with_capacity(10);
    let mut hyphen = country == Country::Norway;
    for c in text.trim().chars() {
        match c.to_digit(10).and_then(|d| u8::try_from(d).ok()) {
            Some(digit) => digits.push(digit),
            None if c.is_whitespace() => {}
            None if c == '-' && digits.len() == 6 && !hyphen => hyphen = true,
            None => return Err(OrgNumberProblem::Length),
        }
    }
    let (length, valid) = match country {
        Country::Norway => (9, mod11(&digits, &[3, 2, 7, 6, 5, 4, 3, 2, 1])),
        Country::Sweden => (10, luhn(&digits)),
    };
    if digits.len() != length {
        return Err(OrgNumberProblem::Length);
    }
    if !valid || digits.iter().all(|d| *d == 0) {
        return Err(OrgNumberProblem::CheckDigit);
    }
    Ok(digits.iter().map(|d| char::from(b'0' + d)).collect())
}

/// Whether the weighted sum of `digits` (0–9, check digit last with its own weight) is a multiple of eleven.
#[must_use]
pub fn mod11(digits: &[u8], weights: &[u32]) -> bool {
    digits.len() == weights.len()
        && digits
            .iter()
            .zip(weights)
            .map(|(d, w)| u32::from(*d) * w)
            .sum::<u32>()
            .is_multiple_of(11)
}

/// The Luhn check over `digits` (0–9), the check digit last.
#[must_use]
pub fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, d)| match (i % 2, u32::from(*d)) {
            (1, d) if d > 4 => 2 * d - 9,
            (1, d) => 2 * d,
            (_, d) => d,
        })
        .sum();
    sum.is_multiple_of(10)
}
