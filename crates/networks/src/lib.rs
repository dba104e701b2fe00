//! One folder per outside network: wire shapes and calls. Writes nothing down.
//!
//! [`Networks::open`] gives the [`Connector`] of one account; every connector answers with the same
//! types, and a [`CallError`] says what the caller may do next.

pub mod bluesky;
pub mod browser;
pub mod connector;
pub mod error;
pub mod http;
pub mod mastodon;
pub mod open;
pub mod practice;
pub mod secret;
pub mod text;

pub use connector::{
    Account, Capabilities, Connector, Hide, Image, Length, Outgoing, OwnPage, OwnPost, Page, Remote,
    RemoteRef, ReplyTo, Seen, Video, VideoLimits,
};
pub use error::{Advice, CallError};
pub use http::{Glance, Http, HttpConfig};
pub use open::Networks;
pub use secret::{Credentials, Secret};
