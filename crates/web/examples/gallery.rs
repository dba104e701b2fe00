//! Writes every page with its sample contexts as HTML, to look at without a database:
//! `cargo run --example gallery -- <folder> <locale>`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout
)]

use model::Locale;
use model::municipality::Country;
use std::sync::Arc;
use web::texts::Texts;
use web::view::Views;

fn main() {
    let mut words = std::env::args().skip(1);
    let folder = std::path::PathBuf::from(words.next().expect("a folder"));
    let locale = Locale::from_tag(&words.next().expect("a locale")).expect("nb, nn, sv or en");
    let assets = format!("file://{}/static", env!("CARGO_MANIFEST_DIR"));
    let views = Views::new(Arc::new(Texts::load().unwrap()), assets);
    std::fs::create_dir_all(&folder).unwrap();
    let shell = web::samples::shells().pop().unwrap();
    for (n, (template, context)) in web::samples::all().into_iter().enumerate() {
        let all = minijinja::context! { page => shell.clone(), ..context };
        let name = format!("{n:03}-{}", template.replace('/', "-"));
        match views.render(locale, Country::Norway, template, None, all) {
            Ok(html) => std::fs::write(folder.join(&name), html).unwrap(),
            Err(error) => println!("{name}: {error:#}"),
        }
    }
}
