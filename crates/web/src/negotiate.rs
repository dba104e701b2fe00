//! Which language a page speaks: the person's choice, the cookie, the browser's wish, the municipality's default.

use model::Locale;

/// The first that is given, in that order; Bokmål when nothing is.
#[must_use]
pub fn locale(
    person: Option<Locale>,
    cookie: Option<&str>,
    accept: Option<&str>,
    default: Option<Locale>,
) -> Locale {
    person
        .or_else(|| cookie.and_then(Locale::from_tag))
        .or_else(|| accept.and_then(accepted))
        .or(default)
        .unwrap_or_default()
}

/// The best of an `Accept-Language` header that we speak (RFC 9110 §12.5.4: weight, then order).
fn accepted(header: &str) -> Option<Locale> {
    let mut best: Option<(u16, Locale)> = None;
    for wish in header.split(',').take(32) {
        let mut parts = wish.split(';').map(str::trim);
        let Some(locale) = parts.next().and_then(Locale::from_tag) else {
            continue;
        };
        let weight = parts.find_map(|p| p.strip_prefix("q=")).map_or(1000, per_mille);
        if weight > 0 && best.is_none_or(|(w, _)| weight > w) {
            best = Some((weight, locale));
        }
    }
    best.map(|(_, locale)| locale)
}

/// A quality value "0.812" in thousandths; 0 when it is none.
fn per_mille(text: &str) -> u16 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits: String = rest.chars().chain("000".chars()).take(3).collect();
    match (whole, digits.parse::<u16>()) {
        ("1", Ok(_)) => 1000,
        ("0", Ok(n)) => n,
        _ => 0,
    }
}
