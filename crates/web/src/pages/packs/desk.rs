//! What every page of one version begins with: who asks, for which version, and the answers that they have in common.

use crate::pages::common::{after, id};
use crate::{Fields, Flash, Page, Signed, Web, WebError};
use axum::extract::{FromRef, FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::Response;
use flow::packs::{Checked, Open};
use model::PackVersionId;

/// A request about one version.
pub(crate) struct Desk {
    /// The application.
    pub web: Web,
    /// The page's frame.
    pub page: Page,
    /// Who asks.
    pub me: Signed,
    /// The version.
    pub version: PackVersionId,
}

impl<S> FromRequestParts<S> for Desk
where
    S: Send + Sync,
    Web: FromRef<S>,
{
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        let Path(version) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_| WebError::not_found())?;
        Ok(Self {
            web: Web::from_ref(state),
            page: Page::from_request_parts(parts, state).await?,
            me: Signed::from_request_parts(parts, state).await?,
            version: id(&version)?,
        })
    }
}

impl Desk {
    /// The version with its files and what is wrong with them.
    pub(crate) async fn open(&self) -> Result<Open, WebError> {
        Ok(flow::packs::open(&self.web.flow, &self.me, &self.version).await?)
    }

    /// Address of a page of the version.
    pub(crate) fn at(&self, rest: &str) -> String {
        format!("/packs/{}{rest}", self.version)
    }

    /// On to a page of the version, with a word of what was done.
    pub(crate) fn done(&self, rest: &str, said: &str) -> Response {
        self.page.redirect_with(&self.at(rest), &Flash::success(said))
    }

    /// The page of the version after a button.
    pub(crate) fn after<T>(&self, done: flow::Result<T>, to: &str, said: &str) -> Result<Response, WebError> {
        after(&self.page, done, to, said)
    }

    /// The version's files with one of them as it is typed just now, checked.
    pub(crate) async fn check(&self, open: &Open, path: &str, text: &str) -> Result<Checked, WebError> {
        let (pack, files) = (&open.version.pack, open.files.clone());
        Ok(flow::packs::check_with(&self.web.flow, &self.me, pack, files, path, text).await?)
    }

    /// Writes one file of the version.
    pub(crate) async fn write(&self, fields: &Fields, path: String, text: String) -> flow::Result<i64> {
        let new = vec![(path, text)];
        flow::packs::write(&self.web.flow, &self.me, &self.version, revision(fields), new).await
    }
}

/// The revision that the reader saw. It goes round with every form, so that nobody writes over what she has not seen.
pub(crate) fn revision(fields: &Fields) -> i64 {
    fields.get("revision").parse().unwrap_or_default()
}

/// Pack and number of a version.
pub(crate) fn name(open: &Open) -> String {
    format!("{} {}", open.version.pack, open.version.version)
}
