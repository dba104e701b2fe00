//! The guideline at work, its clauses and its lessons.

pub mod clause;
mod download;
pub mod lessons;
pub mod show;
pub mod words;

use crate::access::{Access, Route};
use model::person::Permission as P;

pub(crate) fn routes() -> Vec<Route> {
    let see = Access::May(P::SeeGuideline);
    vec![
        Route::get("/guideline", see, show::show),
        Route::get("/guideline.csv", Access::May(P::SeeDuties), download::csv),
        Route::get("/guideline/catalog.json", see, download::catalog),
        Route::get(
            "/guideline/assessment-results.json",
            Access::May(P::SeeDuties),
            download::results,
        ),
        Route::get("/guideline/lessons", see, lessons::list),
        Route::post("/guideline/lessons", see, lessons::done),
        Route::get("/guideline/lessons/{number}", see, lessons::show),
        Route::post("/guideline/lessons/{number}", see, lessons::answer),
        Route::get("/guideline/{pack}/{clause}", see, clause::show),
    ]
}
