//! A PostgreSQL of our own in a temporary folder, on a free port of the loopback interface.

use std::{path::Path, process::Command, time::Duration};

use anyhow::{Context as _, Result, bail};
use rustix::process::Signal;

use super::{Environment, server};
use crate::{
    places,
    processes::{self, Running},
};

/// Starts it and sets `TEST_DATABASE_URL`. PostgreSQL refuses to run as root, so root becomes `postgres`; the folder is
/// among the system's temporary ones because that user cannot look into every home.
pub fn start(environment: &mut Environment) -> Result<()> {
    let bin = places::postgres().context("there is no PostgreSQL server")?;
    let user = places::is_root().then_some("postgres");
    let folder = std::env::temp_dir().join(format!("rettesnor-postgres-{}", std::process::id()));
    std::fs::create_dir(&folder).with_context(|| format!("creating {}", folder.display()))?;
    processes::remove_at_end(folder.clone());
    if let Some(user) = user {
        let mut give = Command::new("chown");
        give.arg(user).arg(&folder);
        finish("chown", give)?;
    }
    let mut create = server::bound(&text(&bin.join("initdb"))?, "KILL", user);
    create
        .args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--pgdata",
        ])
        .arg(folder.join("data"))
        .current_dir(&folder);
    finish("initdb", create)?;

    let port = server::free_port()?;
    let mut serve = server::bound(&text(&bin.join("postgres"))?, "INT", user);
    serve
        .arg("-D")
        .arg(folder.join("data"))
        .arg("-p")
        .arg(port.to_string())
        .current_dir(&folder);
    let sockets = text(&folder)?;
    for setting in [
        "listen_addresses=127.0.0.1",
        &format!("unix_socket_directories={sockets}"),
        "max_connections=300",
        &format!("shared_buffers={}kB", memory()? / 4),
        // What these tests prove is about our own process dying, never the database server's.
        "fsync=off",
        "full_page_writes=off",
        "synchronous_commit=off",
    ] {
        serve.args(["-c", setting]);
    }
    server::run("postgresql", serve, Signal::INT, 60, |line| {
        line.contains("ready to accept connections").then_some(())
    })?;
    environment.insert(
        "TEST_DATABASE_URL".to_owned(),
        format!("postgres://postgres@127.0.0.1:{port}/postgres"),
    );
    Ok(())
}

/// Memory of this machine in kB, a quarter of which the manual (20.4.1) advises for `shared_buffers`; only what is used of it is
/// taken. With the default of 128 MB, measurements tell of little else.
fn memory() -> Result<u64> {
    let told = std::fs::read_to_string("/proc/meminfo")?;
    let line = told.lines().find_map(|line| line.strip_prefix("MemTotal:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next());
    Ok(kilobytes.context("no MemTotal in /proc/meminfo")?.parse()?)
}

fn text(path: &Path) -> Result<String> {
    Ok(path
        .to_str()
        .with_context(|| format!("{} is not UTF-8", path.display()))?
        .to_owned())
}

fn finish(name: &str, command: Command) -> Result<()> {
    let mut said = Vec::new();
    let outcome = Running::start(command, Signal::TERM)?
        .follow(Duration::from_secs(120), |line| said.push(line.to_owned()))?;
    if outcome != Some(true) {
        bail!("{name} failed\n{}", said.join("\n"));
    }
    Ok(())
}
