//! Mistakes in the configuration, and the page about it.

use crate::program::{rettesnor, run};
use std::path::Path;

#[test]
fn an_unknown_key_in_the_file_names_line_and_nearest() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("rettesnor.toml"),
        "# ours\nlisen = \"127.0.0.1:1\"\n",
    )
    .unwrap();
    let said = run(rettesnor(folder.path(), &["serve"]));
    let told = said.refused("config-unknown-key");
    assert!(
        told.contains("rettesnor.toml:2") && told.contains("'lisen'") && told.contains("'listen'"),
        "{told}"
    );
    assert!(
        !folder.path().join("data").exists(),
        "something was made before the configuration was read"
    );
}

#[test]
fn an_unknown_variable_names_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = rettesnor(folder.path(), &["verify"]);
    command.env("RETTESNOR_POLL_SECOND", "30");
    let said = run(command);
    let told = said.refused("config-unknown-key");
    assert!(told.contains("RETTESNOR_POLL_SECONDS"), "{told}");
}

#[test]
fn a_bad_value_says_what_is_expected() {
    let folder = tempfile::tempdir().unwrap();
    let said = run(rettesnor(folder.path(), &["serve", "--poll-seconds", "5"]));
    let told = said.refused("config-bad-value");
    assert!(
        told.contains("--poll-seconds") && told.contains("10 to 3600"),
        "{told}"
    );
}

#[test]
fn the_page_about_the_configuration_is_what_the_program_prints() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operate/configuration.md");
    let said = run(rettesnor(&std::env::temp_dir(), &["config-page"]));
    assert!(said.ok, "{}", said.err);
    assert!(
        said.out == std::fs::read_to_string(page).unwrap(),
        "docs/operate/configuration.md is old: cargo run -- config-page > docs/operate/configuration.md"
    );
}
