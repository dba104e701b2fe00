//! What forms about people and their municipality share.

/// Lower case, without spaces around it; the key of the message when it cannot be an e-mail address. Whether mail
/// arrives is shown by mail alone, so this only finds slips.
pub(crate) fn email(text: &str) -> std::result::Result<String, &'static str> {
    let email = text.trim().to_lowercase();
    if email.is_empty() {
        return Err("required");
    }
    let plain = email
        .chars()
        .all(|c| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\"\\".contains(c));
    match email.split_once('@') {
        Some((local, domain)) if plain && !local.is_empty() && email.len() <= 254 && is_domain(domain) => {
            Ok(email)
        }
        _ => Err("email-form"),
    }
}

/// Whether a text is a domain name of at least two parts.
pub(crate) fn is_domain(text: &str) -> bool {
    text.contains('.')
        && text.len() <= 253
        && text.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
}

/// A text without spaces around it; the key of the message when it is empty or longer than 200 characters.
pub(crate) fn line(text: &str) -> std::result::Result<String, &'static str> {
    let text = text.trim();
    if text.is_empty() {
        Err("required")
    } else if text.chars().count() > 200 {
        Err("text-too-long")
    } else {
        Ok(text.to_owned())
    }
}

/// Roles sorted and without doubles; the key of the message when there are none.
pub(crate) fn roles(
    mut roles: Vec<model::person::Role>,
) -> std::result::Result<Vec<model::person::Role>, &'static str> {
    roles.sort_unstable();
    roles.dedup();
    if roles.is_empty() {
        Err("roles-none")
    } else {
        Ok(roles)
    }
}

#[cfg(test)]
mod tests {
    use super::{email, is_domain};

    #[test]
    fn slips_in_addresses_are_found() {
        assert_eq!(
            email(" Kari.Nordmann@Batsfjord.kommune.no "),
            Ok("kari.nordmann@batsfjord.kommune.no".to_owned())
        );
        assert_eq!(email(""), Err("required"));
        for wrong in [
            "kari",
            "kari@",
            "@batsfjord.no",
            "kari@batsfjord",
            "ka ri@batsfjord.no",
            "kari@bats..no",
            "a@b@c.no",
        ] {
            assert_eq!(email(wrong), Err("email-form"), "{wrong}");
        }
        assert!(is_domain("båtsfjord.kommune.no"));
        assert!(!is_domain("localhost"));
    }
}
