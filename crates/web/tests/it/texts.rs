//! Every template in every language, every text in every language.

use crate::house::House;
use axum::http::StatusCode;
use model::Locale;
use model::municipality::Country;
use std::collections::BTreeSet;
use web::texts::Texts;

#[test]
fn every_language_has_the_same_texts() {
    let texts = Texts::load().unwrap();
    for locale in Locale::ALL {
        let missing: Vec<_> = texts
            .keys(Locale::Nb)
            .symmetric_difference(texts.keys(locale))
            .collect();
        assert!(missing.is_empty(), "{locale}: {missing:?}");
    }
}

#[test]
fn every_error_says_what_to_do() {
    let texts = Texts::load().unwrap();
    for key in texts
        .keys(Locale::Nb)
        .iter()
        .filter(|k| k.starts_with("error-") && k.ends_with("-todo"))
    {
        assert!(texts.has(key.trim_end_matches("-todo")), "{key}");
    }
}

#[tokio::test]
async fn every_template_renders_in_every_language() {
    let house = House::empty().await;
    let samples = web::samples::all();
    for (template, context) in &samples {
        for locale in Locale::ALL {
            for country in [Country::Norway, Country::Sweden] {
                for page in web::samples::shells() {
                    let all = minijinja::context! { page => page, ..context.clone() };
                    house
                        .web
                        .views
                        .render(locale, country, template, None, all)
                        .unwrap_or_else(|e| panic!("{template} {locale}: {e:?}"));
                }
            }
        }
    }
    let shown: BTreeSet<&str> = samples.iter().map(|(name, _)| *name).collect();
    for name in web::view::page_templates() {
        assert!(
            shown.contains(name.as_str()),
            "{name} has no sample in web::samples"
        );
    }
    assert_eq!(house.get("/", &[]).await.status, StatusCode::OK);
}

/// The kit on its own, with an error on every field: named, linked, announced.
#[tokio::test]
async fn forms_tie_errors_to_their_fields() {
    let house = House::empty().await;
    let mut errors = web::FieldErrors::default();
    errors.require("name", " ");
    errors.add("kinds", "required");
    errors.require("body", "given");
    let context = minijinja::context! {
        page => web::samples::shells().remove(0),
        errors => minijinja::Value::from(minijinja::value::Serde(errors)),
    };
    let html = house
        .web
        .views
        .render(Locale::En, Country::Norway, "kit/sample.html", None, context)
        .unwrap();
    assert!(html.contains("2 things need correcting"), "{html}");
    for part in [
        "<a class=\"ds-link\" href=\"#f-name\">Fill in this field.</a>",
        "aria-describedby=\"f-name-hint f-name-error\" aria-invalid=\"true\"",
        "id=\"f-name-error\"",
        "id=\"f-kinds\" tabindex=\"-1\" aria-describedby=\" f-kinds-error\"",
        "value=\"b\" checked",
        "<option value=\"2\" selected>",
        "&lt;script&gt;",
        "name=\"csrf\" value=\"c\"",
        "2026-11-22T12:00:00.000Z\">22 November 2026 at 13:00<",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert!(!html.contains("f-body-error"));
}

/// hx-csp takes htmx attributes away from elements without the page's nonce, so that injected ones are dead text.
#[test]
fn htmx_elements_carry_the_nonce_and_nothing_needs_eval() {
    for (name, source) in web::view::template_sources() {
        for tag in source.split('<').filter(|t| t.contains(" hx-")) {
            assert!(tag.contains("hx-nonce=\"{{ page.nonce }}\""), "{name}: <{tag}");
        }
        for bad in [
            "hx-on",
            " style=\"",
            " onclick=",
            "javascript:",
            "|safe",
            "<style",
        ] {
            assert!(!source.contains(bad), "{name}: {bad}");
        }
    }
}
