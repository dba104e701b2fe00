//! The data folder: one server at a time, and its key beside it.

use crate::program::{Server, rettesnor, run};
use std::path::Path;
use std::process::Command;

/// The binary, with the key in the folder.
fn with_key_file(folder: &Path, args: &[&str]) -> Command {
    let mut command = rettesnor(folder, args);
    command.env_remove("RETTESNOR_MASTER_KEY");
    command
}

fn serve(folder: &Path) -> Result<Server, String> {
    Server::started(
        with_key_file(folder, &[]),
        &folder.join("data"),
        "127.0.0.1:0",
        &[],
    )
}

#[test]
fn a_first_start_prints_address_and_set_up_link_and_stops_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = serve(folder.path()).unwrap();
    assert!(server.told[0].contains(&server.url), "{:?}", server.told);
    let link = server.next_line();
    assert!(link.contains(&format!("{}/setup/", server.url)), "{link}");
    let key = folder.path().join("data/keys/master.key");
    let mode = std::os::unix::fs::PermissionsExt::mode(&key.metadata().unwrap().permissions());
    assert_eq!(mode & 0o077, 0, "others can read the key");
    assert!(server.stop());
}

#[test]
fn a_second_server_on_the_same_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let first = serve(folder.path()).unwrap();
    let said = run(with_key_file(
        folder.path(),
        &["serve", "--listen", "127.0.0.1:1"],
    ));
    let told = said.refused("data-in-use");
    assert!(told.contains("data"), "{told}");
    assert!(first.stop());
    assert!(
        serve(folder.path()).unwrap().stop(),
        "the folder is not free again"
    );
}

#[test]
fn data_without_its_key_is_refused_and_no_key_is_made() {
    let folder = tempfile::tempdir().unwrap();
    serve(folder.path()).unwrap().kill();
    let key = folder.path().join("data/keys/master.key");
    let kept = std::fs::read(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    for command in ["serve", "verify"] {
        run(with_key_file(folder.path(), &[command])).refused("master-key-missing");
        assert!(!key.exists());
    }
    std::fs::write(&key, kept).unwrap();
    assert!(
        serve(folder.path()).unwrap().stop(),
        "does not start with its key put back"
    );
}

#[test]
fn another_key_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    serve(folder.path()).unwrap().kill();
    for command in ["serve", "verify"] {
        let mut command = with_key_file(folder.path(), &[command]);
        command.env("RETTESNOR_MASTER_KEY", "ab".repeat(32));
        let said = run(command);
        let told = said.refused("wrong-key");
        assert!(!told.contains("abababab"), "the key is told: {told}");
    }
    let mut command = with_key_file(folder.path(), &["serve"]);
    command.env("RETTESNOR_MASTER_KEY", "short");
    run(command).refused("master-key-form");
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let said = run(rettesnor(folder.path(), &["serve", "--data", "file/data"]));
    let told = said.refused("data-not-writable");
    assert!(told.contains("file/data"), "{told}");
}

#[test]
fn verifying_where_nothing_is_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    run(rettesnor(folder.path(), &["verify"])).refused("data-missing");
    assert!(!folder.path().join("data").exists());
}

#[test]
fn an_address_in_use_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = run(rettesnor(folder.path(), &["serve", "--listen", &address]));
    let told = said.refused("cannot-listen");
    assert!(told.contains(&address), "{told}");
}
