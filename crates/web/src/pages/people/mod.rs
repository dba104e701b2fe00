//! People with access.

pub mod change;
pub mod invite;
pub mod list;

use crate::access::{Access, Route};
use model::person::{Permission, Role};

pub(crate) fn routes() -> Vec<Route> {
    let access = Access::May(Permission::ManagePeople);
    vec![
        Route::get("/people", access, list::show),
        Route::get("/people/new", access, invite::show),
        Route::post("/people/new", access, invite::submit),
        Route::get("/people/{id}", access, change::show),
        Route::post("/people/{id}", access, change::submit),
        Route::post("/people/{id}/invite", access, invite::again),
    ]
}

/// Words of all roles, in the order of the forms.
fn all_roles() -> Vec<&'static str> {
    Role::ALL.iter().map(|r| r.as_str()).collect()
}
