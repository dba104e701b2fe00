//! Programs from Debian's packages.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path, process::Command, time::Duration};

use anyhow::{Context as _, Result, bail};
use rustix::process::Signal;

use crate::{places, processes::Running};

/// Something the tests call, and the packages that bring it.
struct Need {
    what: &'static str,
    there: fn() -> bool,
    packages: &'static [&'static str],
}

const NEEDS: &[Need] = &[
    Need {
        what: "PostgreSQL server",
        there: || places::postgres().is_some(),
        packages: &["postgresql"],
    },
    Need {
        what: "redis-server",
        there: || places::program("redis-server").is_some(),
        packages: &["redis-server"],
    },
    Need {
        what: "chromium",
        there: || places::program("chromium").is_some(),
        packages: &["chromium", "fonts-liberation", "fonts-noto-color-emoji"],
    },
    Need {
        what: "xmllint",
        there: || places::program("xmllint").is_some(),
        packages: &["libxml2-utils"],
    },
    Need {
        what: "node and its headers",
        there: || places::program("node").is_some() && Path::new("/usr/include/node/node.h").is_file(),
        packages: &["nodejs", "libnode-dev"],
    },
    Need {
        what: "npm",
        there: || places::program("npm").is_some(),
        packages: &["npm"],
    },
    Need {
        what: "python3 with venv",
        there: python_has_venv,
        packages: &["python3", "python3-venv"],
    },
    Need {
        what: "make and a C++ compiler",
        there: || places::program("make").is_some() && places::program("g++").is_some(),
        packages: &["build-essential"],
    },
];

fn python_has_venv() -> bool {
    Command::new("python3")
        .args(["-c", "import venv, ensurepip"])
        .output()
        .is_ok_and(|output| output.status.success())
}

/// Installs what is missing, or says what is and how to get it.
pub fn install() -> Result<()> {
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| !(need.there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|need| need.what).collect();
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
    let advice = format!(
        "missing: {}\nOn Debian: apt-get install {}",
        names.join(", "),
        packages.join(" ")
    );
    if places::program("apt-get").is_none() || !places::is_root() {
        bail!("{advice}\n(as root; this process is not, or there is no apt-get)");
    }
    println!("installing {}", packages.join(" "));
    let _quiet = NoServices::ask()?;
    apt(&["update"]).context(advice.clone())?;
    let mut words = vec!["install", "--yes", "--no-install-recommends"];
    words.extend(packages);
    apt(&words).context(advice)?;
    match missing.iter().find(|need| !(need.there)()) {
        Some(need) => bail!("{} is still missing after the installation", need.what),
        None => Ok(()),
    }
}

fn apt(words: &[&str]) -> Result<()> {
    let mut command = Command::new("apt-get");
    command
        .args(["--quiet", "--quiet"])
        .args(words)
        .env("DEBIAN_FRONTEND", "noninteractive");
    let mut said = Vec::new();
    let outcome = Running::start(command, Signal::TERM)?
        .follow(Duration::from_secs(900), |line| said.push(line.to_owned()))?;
    if outcome != Some(true) {
        bail!("apt-get {} failed\n{}", words.join(" "), said.join("\n"));
    }
    Ok(())
}

/// While it lives, packages do not start the services that they bring: the tests start their own.
struct NoServices {
    ours: bool,
}

const POLICY: &str = "/usr/sbin/policy-rc.d";

impl NoServices {
    fn ask() -> Result<Self> {
        let ours = !Path::new(POLICY).exists();
        if ours {
            // 101 is `action forbidden by policy` (Debian's invoke-rc.d policy layer).
            fs::write(POLICY, "#!/bin/sh\nexit 101\n").with_context(|| format!("writing {POLICY}"))?;
            fs::set_permissions(POLICY, fs::Permissions::from_mode(0o755))?;
        }
        Ok(Self { ours })
    }
}

impl Drop for NoServices {
    fn drop(&mut self) {
        if self.ours
            && let Err(error) = fs::remove_file(POLICY)
        {
            eprintln!("could not remove {POLICY}: {error}");
        }
    }
}
