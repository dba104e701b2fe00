//! Duties: what the guideline asks people to do.

pub mod all;
pub mod list;
pub mod review;
pub mod row;
pub mod show;
pub mod year;

use crate::access::{Access, Route};
use model::person::Permission as P;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/duties", Access::May(P::DoDuties), list::show),
        Route::get("/duties/all", Access::May(P::SeeDuties), all::show),
        Route::get("/duties/year", Access::May(P::SeeDuties), year::show),
        Route::get("/duties/{id}", Access::May(P::DoDuties), show::show),
        Route::post("/duties/{id}", Access::May(P::DoDuties), show::submit),
        Route::post("/channels/{id}/review", Access::May(P::SeeDuties), review::submit),
    ]
}
