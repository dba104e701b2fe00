//! Snapshots of channels' pages.

pub mod file;
pub mod list;
pub mod show;

use crate::access::{Access, Route};
use model::person::Permission as P;

pub(crate) fn routes() -> Vec<Route> {
    let list = "/channels/{id}/snapshots";
    vec![
        Route::get(list, Access::May(P::SeeChannels), list::show),
        Route::post(list, Access::May(P::ConnectChannel), list::take),
        Route::get(
            "/channels/{id}/snapshots/{snapshot}",
            Access::May(P::SeeArchive),
            show::show,
        ),
        Route::get(
            "/channels/{id}/snapshots/{snapshot}/{file}",
            Access::May(P::SeeArchive),
            file::fetch,
        ),
    ]
}
