//! Shapes of the Mastodon API.

use serde::Deserialize;
use serde_json::value::RawValue;

/// Every error.
#[derive(Default, Deserialize)]
pub struct Error {
    #[serde(default)]
    pub error: String,
    #[serde(default)]
    pub error_description: String,
}

/// An account.
#[derive(Deserialize)]
pub struct Account {
    pub id: String,
    pub username: String,
    pub acct: String,
    #[serde(default)]
    pub display_name: String,
    #[serde(default)]
    pub url: String,
}

/// A status.
#[derive(Deserialize)]
pub struct Status {
    pub id: String,
    pub url: Option<String>,
    pub uri: String,
    pub account: Account,
    pub content: String,
    #[serde(default)]
    pub spoiler_text: String,
    pub created_at: String,
    #[serde(default)]
    pub edited_at: Option<String>,
    pub in_reply_to_id: Option<String>,
}

/// A notification; its status kept as sent.
#[derive(Deserialize)]
pub struct Notification<'a> {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(borrow)]
    pub status: Option<&'a RawValue>,
}

/// What is around a status.
#[derive(Deserialize)]
pub struct Context<'a> {
    #[serde(borrow)]
    pub ancestors: Vec<&'a RawValue>,
    #[serde(borrow)]
    pub descendants: Vec<&'a RawValue>,
}

/// Only the name of something.
#[derive(Deserialize)]
pub struct Named {
    pub id: String,
}

/// `GET /api/v2/instance`, as far as we use it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Instance {
    pub configuration: Configuration,
}

/// Limits of the server.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Configuration {
    pub statuses: StatusLimits,
    pub media_attachments: MediaLimits,
}

/// Limits of statuses.
#[derive(Deserialize)]
#[serde(default)]
pub struct StatusLimits {
    pub max_characters: usize,
    pub max_media_attachments: usize,
    pub characters_reserved_per_url: usize,
}

impl Default for StatusLimits {
    /// What an unchanged server has (documentation of `Instance`).
    fn default() -> Self {
        Self {
            max_characters: 500,
            max_media_attachments: 4,
            characters_reserved_per_url: 23,
        }
    }
}

/// Limits of media.
#[derive(Deserialize)]
#[serde(default)]
pub struct MediaLimits {
    pub description_limit: usize,
    pub image_size_limit: usize,
    pub video_size_limit: usize,
}

impl Default for MediaLimits {
    /// What an unchanged server has (its source, `MediaAttachment`; the documentation of `Instance` shows older numbers).
    fn default() -> Self {
        Self {
            description_limit: 1_500,
            image_size_limit: 16_777_216,
            video_size_limit: 103_809_024,
        }
    }
}
