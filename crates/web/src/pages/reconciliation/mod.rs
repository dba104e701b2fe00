//! What a channel's network has against what we hold.

pub mod settle;
pub mod show;

use crate::access::{Access, Route};
use model::person::Permission as P;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/channels/{id}/reconciliation",
            Access::May(P::SeeChannels),
            show::show,
        ),
        Route::post(
            "/channels/{id}/reconciliation",
            Access::May(P::ConnectChannel),
            settle::ask,
        ),
        Route::post(
            "/channels/{id}/reconciliation/{gap}",
            Access::May(P::ConnectChannel),
            settle::settle,
        ),
    ]
}
