//! The archive: searching, reading a record, taking it out; and what anybody may read of the log.

mod export;
mod exports;
mod kept;
mod ledger;
mod pdf;
mod record;
mod search;

pub use exports::ExportsView;
pub use ledger::LedgerView;
pub use record::RecordView;
pub use search::ArchiveView;

use crate::access::{Access, Route};
use model::person::Permission as P;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/archive", Access::May(P::SeeArchive), search::show),
        Route::get(
            "/archive/of/{kind}/{subject}",
            Access::May(P::SeeArchive),
            record::find,
        ),
        Route::get("/archive/records/{id}", Access::May(P::SeeArchive), record::show),
        Route::post(
            "/archive/records/{id}/pdf",
            Access::May(P::ExportArchive),
            pdf::download,
        ),
        Route::post("/archive/searches", Access::May(P::SeeArchive), kept::keep),
        Route::post(
            "/archive/searches/{id}/drop",
            Access::May(P::SeeArchive),
            kept::drop_one,
        ),
        Route::post("/archive/export", Access::May(P::ExportArchive), export::warc),
        Route::get("/archive/exports", Access::May(P::ExportArchive), exports::list),
        Route::post("/archive/exports", Access::May(P::ExportArchive), exports::ask),
        Route::get(
            "/archive/exports/{id}/file",
            Access::May(P::ExportArchive),
            exports::file,
        ),
        Route::post(
            "/archive/exports/{id}/remove",
            Access::May(P::ExportArchive),
            exports::remove,
        ),
        Route::get("/ledger/{slug}", Access::Public, ledger::show),
        Route::get("/ledger/{slug}/checkpoint", Access::Bare, ledger::checkpoint),
        Route::get("/ledger/{slug}/key", Access::Bare, ledger::key),
        Route::get("/ledger/{slug}/tile/{*path}", Access::Bare, ledger::tile),
    ]
}
