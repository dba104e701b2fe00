//! The practice network's public pages: `/practice/{slug}` and one thread.

mod show;

pub use show::PracticeView;

use crate::access::{Access, Route};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/practice/{slug}", Access::Public, show::all),
        Route::get("/practice/{slug}/{post}", Access::Public, show::one),
        Route::post("/practice/{slug}/{post}", Access::Public, show::comment),
        Route::get(
            "/practice/{slug}/{post}/pictures/{blob}",
            Access::Public,
            show::picture,
        ),
    ]
}
