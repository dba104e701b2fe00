//! The municipality's own guideline pack: what is in force, drafts, approval and adoption.

pub mod clause;
pub mod edit;
pub mod list;
pub mod show;
pub mod trial;

use crate::access::{Access, Route};
use model::person::Permission as P;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/packs", Access::May(P::SeePacks), list::show),
        Route::post("/packs", Access::May(P::WritePack), list::start),
        Route::get("/packs/{id}", Access::May(P::SeePacks), show::show),
        Route::get("/packs/{id}/file", Access::May(P::SeePacks), edit::show),
        Route::post("/packs/{id}/file", Access::May(P::WritePack), edit::save),
        Route::post("/packs/{id}/file/check", Access::May(P::WritePack), edit::check),
        Route::post("/packs/{id}/file/remove", Access::May(P::WritePack), edit::remove),
        Route::get("/packs/{id}/clause", Access::May(P::SeePacks), clause::show),
        Route::post("/packs/{id}/clause", Access::May(P::WritePack), clause::save),
        Route::post(
            "/packs/{id}/clause/check",
            Access::May(P::WritePack),
            clause::check,
        ),
        Route::get("/packs/{id}/try", Access::May(P::SeePacks), trial::show),
        Route::post("/packs/{id}/submit", Access::May(P::WritePack), show::submit),
        Route::post(
            "/packs/{id}/take-back",
            Access::May(P::WritePack),
            show::take_back,
        ),
        Route::post("/packs/{id}/discard", Access::May(P::WritePack), show::discard),
        Route::post("/packs/{id}/decide", Access::May(P::DecidePack), show::decide),
        Route::post("/packs/{id}/adopt", Access::May(P::WritePack), show::adopt),
    ]
}
