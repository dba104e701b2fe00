//! Requests for access: asked for by anybody, reviewed inside, handed out.

mod act;
mod ask;
mod choose;
mod list;
mod show;
mod thing;

pub use ask::AskView;
pub use choose::ChooseView;
pub use list::{NewView, RequestsView};
pub use show::RequestView;
pub use thing::ThingView;

use crate::access::{Access, Route};
use model::person::Permission as P;

pub(crate) fn routes() -> Vec<Route> {
    let handle = || Access::May(P::HandleRequests);
    vec![
        Route::get("/public/{slug}/access-request", Access::Public, ask::show),
        Route::post("/public/{slug}/access-request", Access::Public, ask::send),
        Route::get("/requests", handle(), list::show),
        Route::get("/requests/new", handle(), list::form),
        Route::post("/requests", handle(), list::enter),
        Route::get("/requests/{id}", handle(), show::show),
        Route::get("/requests/{id}/choose", handle(), choose::show),
        Route::post("/requests/{id}/choose", handle(), choose::choose),
        Route::get("/requests/{id}/package.zip", handle(), act::package),
        Route::post("/requests/{id}/answer", handle(), act::answer),
        Route::post("/requests/{id}/go", handle(), act::go),
        Route::get("/requests/things/{id}", handle(), thing::show),
        Route::get("/requests/things/{id}/picture/{number}", handle(), thing::picture),
        Route::post("/requests/things/{id}/mark", handle(), thing::mark),
        Route::post("/requests/things/{id}/unmark", handle(), thing::unmark),
        Route::post("/requests/things/{id}/cover", handle(), thing::cover),
        Route::post("/requests/things/{id}/cover-faces", handle(), thing::cover_faces),
        Route::post("/requests/things/{id}/uncover", handle(), thing::uncover),
        Route::post("/requests/things/{id}/decide", handle(), thing::decide),
        Route::post("/requests/things/{id}/remove", handle(), thing::remove),
    ]
}
