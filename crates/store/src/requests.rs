//! Requests for access, and what is chosen for their answers.

use crate::{Cursor, Page, Result};
use async_trait::async_trait;
use model::request::{Request, RequestItem, RequestState};
use model::{MunicipalityId, RequestId, RequestItemId};

/// Reads requests.
#[async_trait]
pub trait RequestRead {
    /// One by id.
    async fn request(&self, municipality: &MunicipalityId, id: &RequestId) -> Result<Request>;
    /// A page of those in one of these states (empty is any), first due first.
    async fn requests(
        &self,
        municipality: &MunicipalityId,
        states: &[RequestState],
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Request>>;
    /// What is chosen for a request's answer, as written.
    async fn request_items(
        &self,
        municipality: &MunicipalityId,
        request: &RequestId,
    ) -> Result<Vec<RequestItem>>;
    /// One thing chosen.
    async fn request_item(&self, municipality: &MunicipalityId, id: &RequestItemId) -> Result<RequestItem>;
}

/// Writes requests.
#[async_trait]
pub trait RequestWrite {
    /// Adds a request under the municipality's next number, which is put into it.
    async fn insert_request(&self, request: &mut Request) -> Result<()>;
    /// Changes it.
    async fn update_request(&self, request: &mut Request) -> Result<()>;
    /// Chooses a thing; `false` when it is chosen already.
    async fn insert_request_item(&self, item: &RequestItem) -> Result<bool>;
    /// Changes what is done with it.
    async fn update_request_item(&self, item: &mut RequestItem) -> Result<()>;
    /// Takes it out of the choice.
    async fn delete_request_item(&self, municipality: &MunicipalityId, id: &RequestItemId) -> Result<()>;
}
