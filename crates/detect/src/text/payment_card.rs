//! Numbers of payment cards.

use super::{Cue, Gap, Number, NumberDetector, Seen};
use crate::{Confidence, Rule, Severity};
use model::org_number::luhn;
use std::ops::RangeInclusive;

/// See `payment_card.md`.
pub struct PaymentCard;

static RULE: Rule = Rule {
    code: "TXT015",
    name: "payment-card",
    severity: Severity::Severe,
    page: include_str!("payment_card.md"),
    languages: &[],
    parameters: &[],
};

impl NumberDetector for PaymentCard {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn digits(&self) -> RangeInclusive<usize> {
        13..=19
    }

    fn is_masked(&self) -> bool {
        true
    }

    fn judge(&self, seen: &Seen<'_>) -> Option<Confidence> {
        let number = &seen.number;
        let issuer = issuer(number)?;
        let shaped = number.is_parted_by(&[Gap::Space, Gap::Hyphen, Gap::Dot, Gap::Line])
            && [&[4, 4, 4, 4][..], &[4, 6, 5], &[4, 6, 4], &[4, 4, 4, 4, 3]]
                .iter()
                .any(|shape| number.is_shaped(shape));
        if number.has_plus() || !(shaped && number.alone || number.is_solid()) || number.is_monotonous() {
            return None;
        }
        match (luhn(number.digits), seen.cue(), issuer) {
            (true, Cue::Card, _) => Some(Confidence::High),
            (true, Cue::None, Issuer::Common) if shaped => Some(Confidence::High),
            (true, Cue::None, Issuer::Common) => Some(Confidence::Medium),
            (true, Cue::None, Issuer::Rare) if shaped => Some(Confidence::Medium),
            (true, Cue::Other | Cue::Account, Issuer::Common) if shaped => Some(Confidence::Medium),
            (false, Cue::Card, _) if shaped => Some(Confidence::Medium),
            _ => None,
        }
    }
}

#[derive(Clone, Copy)]
enum Issuer {
    /// The issuer numbers its cards with so many digits, and they are common here.
    Common,
    /// Ranges so wide, or so seldom met, that other numbers are more likely.
    Rare,
}

/// By the first digits and the length (ISO/IEC 7812; the ranges that the issuers publish).
fn issuer(number: &Number<'_>) -> Option<Issuer> {
    let (two, three, four) = (number.value(0, 2), number.value(0, 3), number.value(0, 4));
    match (number.digits.len(), two) {
        // Visa
        (16, 40..=49) => Some(Issuer::Common),
        (13 | 19, 40..=49) => Some(Issuer::Rare),
        // Mastercard
        (16, 51..=55) => Some(Issuer::Common),
        (16, 22..=27) if (2221..=2720).contains(&four) => Some(Issuer::Common),
        // American Express
        (15, 34 | 37) => Some(Issuer::Common),
        // Diners Club
        (14, 36 | 38 | 39) => Some(Issuer::Rare),
        (14, 30) if three <= 305 => Some(Issuer::Rare),
        // JCB, Discover, UnionPay, Maestro
        (16, 35) if (3528..=3589).contains(&four) => Some(Issuer::Rare),
        (13..=19, 50 | 56..=69) => Some(Issuer::Rare),
        _ => None,
    }
}
