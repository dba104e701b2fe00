//! The route table. Every area adds its rows; a row without an access does not compile.

use crate::access::{Access, Route};
use crate::{assets, pages};

/// All rows.
#[must_use]
pub fn all() -> Vec<Route> {
    let mut routes = vec![
        Route::get("/static/{digest}/{*path}", Access::Bare, assets::serve),
        Route::get("/healthz", Access::Bare, pages::health::healthz),
    ];
    routes.extend(pages::start::routes());
    routes.extend(pages::language::routes());
    routes.extend(pages::setup::routes());
    routes.extend(pages::access::routes());
    routes.extend(pages::me::routes());
    routes.extend(pages::people::routes());
    routes.extend(pages::settings::routes());
    routes.extend(pages::cases::routes());
    routes.extend(pages::channels::routes());
    routes.extend(pages::reconciliation::routes());
    routes.extend(pages::snapshots::routes());
    routes.extend(pages::public::routes());
    routes.extend(pages::approvals::routes());
    routes.extend(pages::crisis::routes());
    routes.extend(pages::duties::routes());
    routes.extend(pages::guideline::routes());
    routes.extend(pages::guidelines::routes());
    routes.extend(pages::packs::routes());
    routes.extend(pages::waivers::routes());
    routes.extend(pages::jobs::routes());
    routes.extend(pages::posts::routes());
    routes.extend(pages::inbox::routes());
    routes.extend(pages::archive::routes());
    routes.extend(pages::requests::routes());
    routes.extend(pages::retention::routes());
    routes.extend(pages::practice::routes());
    routes
}
