//! What others write to us: the list by due time, one item with its thread, answers, moderation.

mod act;
mod list;
mod samples;
mod show;

pub use list::InboxView;
pub use show::ItemView;

use crate::access::{Access, Route};
use model::person::Permission as P;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/inbox", Access::May(P::SeeInbox), list::show),
        Route::get("/inbox/{id}", Access::May(P::SeeInbox), show::show),
        Route::post("/inbox/{id}/claim", Access::May(P::Answer), act::claim),
        Route::post("/inbox/{id}/release", Access::May(P::Answer), act::release),
        Route::post("/inbox/{id}/close", Access::May(P::Answer), act::close),
        Route::post("/inbox/{id}/answer", Access::May(P::Answer), act::answer),
        Route::post("/inbox/{id}/answer/check", Access::May(P::Answer), act::check),
        Route::post(
            "/inbox/{id}/answers/{answer}/send",
            Access::May(P::Answer),
            act::send_again,
        ),
        Route::post("/inbox/{id}/hide", Access::May(P::Moderate), act::hide),
        Route::post("/inbox/{id}/restore", Access::May(P::Moderate), act::restore),
    ]
}

/// Colour of an item's state.
fn tone(state: model::item::ItemState) -> &'static str {
    use model::item::ItemState as S;
    match state {
        S::New => "warning",
        S::Claimed => "info",
        S::Answered => "success",
        S::Closed => "neutral",
    }
}
