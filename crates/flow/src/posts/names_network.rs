//! Whether a text sends its reader to a social network or a message service.

use super::links::Link;

/// Hosts of networks and message services, with all below them.
const HOSTS: [&str; 17] = [
    "facebook.com",
    "fb.com",
    "fb.me",
    "m.me",
    "messenger.com",
    "instagram.com",
    "snapchat.com",
    "tiktok.com",
    "x.com",
    "twitter.com",
    "whatsapp.com",
    "wa.me",
    "telegram.org",
    "t.me",
    "discord.com",
    "discord.gg",
    "linkedin.com",
];
/// Their names, as a whole word. Those that are words of the language too ("signal", "x") are left to the links.
const NAMES: [&str; 12] = [
    "facebook",
    "messenger",
    "instagram",
    "insta",
    "snapchat",
    "snap",
    "tiktok",
    "twitter",
    "whatsapp",
    "telegram",
    "discord",
    "linkedin",
];

/// Whether one of the links leads there, or the text says one's name.
pub(super) fn names_network(text: &str, links: &[Link]) -> bool {
    let leads = |host: &str| {
        HOSTS.iter().any(|known| {
            host.strip_suffix(known)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    };
    links.iter().filter_map(|l| l.url.host_str()).any(leads)
        || text
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| NAMES.contains(&word.to_lowercase().as_str()))
}
