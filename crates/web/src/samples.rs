//! Sample contexts of every template, so that one test can render all of them in every language.

use crate::error::ErrorView;
use crate::flash::Flash;
use crate::page::{AREAS, NavItem, Shell};
use crate::pages;
use crate::view::View;
use minijinja::value::{Serde, Value};

/// A template's name and one context for it.
pub type Sample = (&'static str, Value);

/// The samples of all views.
#[must_use]
pub fn all() -> Vec<Sample> {
    let mut samples = Vec::new();
    add::<ErrorView>(&mut samples);
    add::<pages::start::StartView>(&mut samples);
    samples
}

/// Adds the samples of one view.
fn add<V: View>(samples: &mut Vec<Sample>) {
    for view in V::samples() {
        samples.push((V::TEMPLATE, Value::from(Serde(view))));
    }
}

/// Frames around a sample: a visitor's, and that of somebody who may everything, in a crisis, after an action.
#[must_use]
pub fn shells() -> Vec<Value> {
    let visitor = || Shell {
        locale: "nb",
        locales: vec![("nb", true), ("en", false)],
        municipality: None,
        person: None,
        nav: Vec::new(),
        crisis: None,
        csrf: "c",
        nonce: "n",
        path: "/",
        flash: None,
        request_id: "r",
    };
    let flash = Flash::success("start-title");
    let nav = AREAS
        .iter()
        .map(|(key, href, _)| NavItem {
            key,
            href,
            current: *href == "/posts",
            count: 3,
        })
        .collect();
    let everything = Shell {
        municipality: Some("Båtsfjord kommune"),
        person: Some("Kari Nordmann"),
        nav,
        crisis: Some("Storm"),
        flash: Some(&flash),
        ..visitor()
    };
    vec![Value::from(Serde(visitor())), Value::from(Serde(everything))]
}
