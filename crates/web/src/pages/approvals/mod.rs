//! What waits for the reader's decision.

pub mod decide;
pub mod list;

use crate::access::{Access, Route};
use model::person::Permission;

pub(crate) fn routes() -> Vec<Route> {
    let access = Access::May(Permission::Approve);
    vec![
        Route::get("/approvals", access, list::show),
        Route::get("/approvals/{id}", access, decide::show),
        Route::post("/approvals/{id}", access, decide::submit),
    ]
}
