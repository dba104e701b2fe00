//! Programs somebody else wrote, from the Python environment that `RETTESNOR_VENV` names.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program of this name; nothing when there is no environment, which `RETTESNOR_PEERS=required` makes a failure.
pub fn program(name: &str) -> Option<PathBuf> {
    let Some(venv) = std::env::var_os("RETTESNOR_VENV") else {
        let required = std::env::var("RETTESNOR_PEERS").is_ok_and(|v| v == "required");
        assert!(!required, "RETTESNOR_VENV is not set, so {name} cannot be run");
        return None;
    };
    let path = Path::new(&venv).join("bin").join(name);
    assert!(
        path.exists(),
        "{} is missing; `cargo xtask test` installs it",
        path.display()
    );
    Some(path)
}

/// What a program said, on both channels.
pub fn said(output: &Output) -> String {
    let out = String::from_utf8_lossy(&output.stdout);
    format!("{out}{}", String::from_utf8_lossy(&output.stderr))
}

/// Runs it and wants success.
#[allow(dead_code)]
pub fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = said(&output);
    assert!(output.status.success(), "{command:?}: {said}");
    said
}
