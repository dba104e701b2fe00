//! The register of channels.

pub mod apply;
pub mod change;
pub mod close;
pub mod connect;
pub mod list;
pub mod register;
pub mod show;

use crate::access::{Access, Route};
use model::person::Permission as P;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/channels", Access::May(P::SeeChannels), list::show),
        Route::get("/channels/new", Access::May(P::ApplyChannel), apply::show),
        Route::post("/channels/new", Access::May(P::ApplyChannel), apply::submit),
        Route::post("/channels/new/check", Access::May(P::ApplyChannel), apply::check),
        Route::get("/channels/{id}", Access::May(P::SeeChannels), show::show),
        Route::get(
            "/channels/{id}/connect",
            Access::May(P::ConnectChannel),
            connect::show,
        ),
        Route::post(
            "/channels/{id}/connect",
            Access::May(P::ConnectChannel),
            connect::submit,
        ),
        Route::get(
            "/channels/{id}/change",
            Access::May(P::ConnectChannel),
            change::show,
        ),
        Route::post(
            "/channels/{id}/change",
            Access::May(P::ConnectChannel),
            change::submit,
        ),
        Route::post(
            "/channels/{id}/change/check",
            Access::May(P::ConnectChannel),
            change::check,
        ),
        Route::get(
            "/channels/{id}/close",
            Access::May(P::ConnectChannel),
            close::show,
        ),
        Route::post(
            "/channels/{id}/close",
            Access::May(P::ConnectChannel),
            close::submit,
        ),
    ]
}
