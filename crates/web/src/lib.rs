//! Pages, REST API, templates and locales; a request becomes one workflow call.
//!
//! A page is a handler in `pages/<area>/<verb>.rs`, a [`View`] with its template, a row in the area's `routes()` and
//! texts in four locales. Who may come in is part of the row: see [`access::Route`].

pub mod access;
pub mod assets;
mod back;
pub mod cookies;
mod csrf;
pub mod dates;
mod enter;
pub mod error;
mod file;
pub mod flash;
pub mod forms;
mod gate;
mod listen;
mod moving;
mod names;
pub mod negotiate;
pub mod page;
pub mod pages;
pub mod routes;
pub mod samples;
mod serve;
pub mod texts;
pub mod view;

pub use access::{Access, Route};
pub use error::WebError;
pub use flash::Flash;
pub use forms::{FieldErrors, Fields, Input};
pub use gate::Notices;
pub use listen::serve;
pub use page::{Client, Page, Signed};
pub use serve::{Settings, Web, router, router_of};
pub use view::View;
