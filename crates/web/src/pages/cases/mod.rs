//! Asking and reporting: what somebody wants to know, saw go wrong, or wants to limit.

pub mod list;
pub mod open;
pub mod show;

use crate::access::{Access, Route};
use model::person::Permission as P;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/cases", Access::May(P::ReportCase), list::show),
        Route::get("/cases/new", Access::May(P::ReportCase), open::show),
        Route::post("/cases/new", Access::May(P::ReportCase), open::submit),
        Route::post("/cases/new/check", Access::May(P::ReportCase), open::check),
        Route::get("/cases/{id}", Access::May(P::ReportCase), show::show),
        Route::post("/cases/{id}/note", Access::May(P::ReportCase), show::note),
        Route::post("/cases/{id}/close", Access::May(P::ReportCase), show::close),
        Route::post("/cases/{id}/reopen", Access::May(P::ReportCase), show::reopen),
    ]
}
