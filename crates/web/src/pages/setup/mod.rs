//! First start, behind the one-time link.

pub mod complete;

use crate::access::{Access, Route};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/setup/{token}", Access::Anonymous, complete::show),
        Route::post("/setup/{token}", Access::Anonymous, complete::submit),
    ]
}
