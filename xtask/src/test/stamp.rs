//! What was installed from, kept beside what was installed, so that a second run has nothing to do.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};

/// Runs `install` unless `folder` was installed from files with exactly this content; a changed list starts afresh.
pub fn once(folder: &Path, from: &[PathBuf], install: impl FnOnce() -> Result<()>) -> Result<()> {
    let stamp = folder.join("installed-from");
    let mut wanted = String::new();
    for file in from {
        wanted.push_str(&fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?);
        wanted.push('\n');
    }
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("removing {}", folder.display()))?;
    }
    fs::create_dir_all(folder)?;
    install()?;
    fs::write(&stamp, wanted).with_context(|| format!("writing {}", stamp.display()))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn it_is_installed_once_and_again_when_the_list_changes_or_it_failed() {
        let folder = std::env::temp_dir().join(format!("rettesnor-stamp-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let list = folder.join("list");
        fs::write(&list, "one").unwrap();
        let place = folder.join("place");
        let times = Cell::new(0);
        let install = || {
            times.set(times.get() + 1);
            Ok(())
        };
        let from = [list.clone()];
        once(&place, &from, install).unwrap();
        once(&place, &from, install).unwrap();
        assert_eq!(times.get(), 1);
        fs::write(&list, "two").unwrap();
        assert!(once(&place, &from, || anyhow::bail!("no network")).is_err());
        once(&place, &from, install).unwrap();
        assert_eq!(times.get(), 2);
        fs::remove_dir_all(&folder).unwrap();
    }
}
