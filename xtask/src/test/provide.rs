//! Everything the tests need that is not in the project: installed once, then only looked at.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::{Environment, apt, node, python};
use crate::places;

/// Where to find what was provided.
#[derive(Debug, Default)]
pub struct Provided {
    /// `cargo-deny`.
    pub deny: Option<PathBuf>,
    /// Variables for the tests.
    pub environment: Environment,
}

/// Only what checks the sources.
pub fn tools() -> Result<Provided> {
    Ok(Provided {
        deny: Some(deny()?),
        environment: Environment::new(),
    })
}

/// All of it.
pub fn everything() -> Result<Provided> {
    apt::install()?;
    node::install()?;
    let root = places::root()?;
    let lists = places::files(&root.join("tests"), &|file| {
        places::has_extension(file, "txt") && name(file).is_some_and(|name| name.starts_with("requirements"))
    })?;
    let venv = places::peers()?.join("venv");
    let python = python::environment(&venv, &lists)?;
    let chromium = places::program("chromium").context("chromium is not on the search path")?;
    let environment = Environment::from([
        ("RETTESNOR_CHROMIUM".to_owned(), text(&chromium)?),
        ("RETTESNOR_PYTHON".to_owned(), text(&python.join("python"))?),
        ("RETTESNOR_VENV".to_owned(), text(&venv)?),
        ("RETTESNOR_WARCIO".to_owned(), text(&python.join("warcio"))?),
    ]);
    Ok(Provided {
        deny: Some(deny()?),
        environment,
    })
}

/// The one on the search path, or the one pinned in xtask/requirements.txt, which is there ready-made.
fn deny() -> Result<PathBuf> {
    if let Some(found) = places::program("cargo-deny") {
        return Ok(found);
    }
    let list = places::root()?.join("xtask").join("requirements.txt");
    let bin = python::environment(&places::peers()?.join("tools"), &[list])
        .context("cargo-deny is missing; `cargo install --locked cargo-deny` brings it too")?;
    Ok(bin.join("cargo-deny"))
}

fn name(file: &Path) -> Option<&str> {
    file.file_name()?.to_str()
}

fn text(path: &Path) -> Result<String> {
    Ok(path
        .to_str()
        .with_context(|| format!("{} is not UTF-8", path.display()))?
        .to_owned())
}
