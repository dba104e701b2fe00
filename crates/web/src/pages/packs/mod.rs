//! The municipality's own guideline pack: what is in force, drafts, approval and adoption.

pub mod clause;
mod desk;
pub mod edit;
pub mod list;
pub mod show;
pub mod trial;
mod troubles;
pub mod values;
pub mod whole;

use crate::access::{Access, Route};
use model::person::Permission as P;

pub(crate) fn routes() -> Vec<Route> {
    let (see, write) = (Access::May(P::SeePacks), Access::May(P::WritePack));
    vec![
        Route::get("/packs", see, list::show),
        Route::post("/packs", write, list::start),
        Route::get("/packs/{id}", see, show::show),
        Route::get("/packs/{id}/file", see, edit::show),
        Route::post("/packs/{id}/file", write, edit::save),
        Route::post("/packs/{id}/file/check", write, edit::check),
        Route::post("/packs/{id}/file/remove", write, edit::remove),
        Route::get("/packs/{id}/clause", see, clause::show),
        Route::post("/packs/{id}/clause", write, clause::save),
        Route::post("/packs/{id}/clause/check", write, clause::check),
        Route::get("/packs/{id}/values", see, values::show),
        Route::post("/packs/{id}/values", write, values::save),
        Route::get("/packs/{id}/zip", see, whole::download),
        Route::get("/packs/{id}/upload", write, whole::show),
        Route::post("/packs/{id}/upload", write, whole::take),
        Route::get("/packs/{id}/try", see, trial::show),
        Route::post("/packs/{id}/submit", write, show::submit),
        Route::post("/packs/{id}/take-back", write, show::take_back),
        Route::post("/packs/{id}/discard", write, show::discard),
        Route::post("/packs/{id}/decide", Access::May(P::DecidePack), show::decide),
        Route::post("/packs/{id}/adopt", write, show::adopt),
    ]
}
