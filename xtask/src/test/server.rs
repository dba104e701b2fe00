//! Starting a server and waiting until it says that it is ready.

use std::{fs, net::TcpListener, process::Command, time::Duration};

use anyhow::{Context as _, Result};
use rustix::process::Signal;

use super::{
    Environment,
    suite::{self, Server},
};
use crate::{places, processes::Running};

/// A port on the loopback interface that nobody holds at this moment.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("looking for a free port")?;
    Ok(listener.local_addr()?.port())
}

/// A command that the kernel ends with `signal` should this process be killed outright; `user` is a change of user.
pub fn bound(program: &str, signal: &str, user: Option<&str>) -> Command {
    let mut command = Command::new("setpriv");
    if let Some(user) = user {
        command.args(["--reuid", user, "--regid", user, "--init-groups"]);
    }
    command.args(["--pdeathsig", signal, "--", program]);
    command
}

/// Runs it until the end of the tests once `see` has found what it waits for; the output goes to target/peers/NAME.log.
pub fn run<T>(
    name: &str,
    command: Command,
    gentle: Signal,
    seconds: u64,
    see: impl FnMut(&str) -> Option<T>,
) -> Result<T> {
    let logs = places::peers()?;
    fs::create_dir_all(&logs)?;
    let log = fs::File::create(logs.join(format!("{name}.log")))?;
    let mut running = Running::serve(command, gentle)?;
    let found = running
        .wait_for(Duration::from_secs(seconds), see)
        .with_context(|| format!("{name} did not start"))?;
    running.leave_running(log);
    println!("{name} is up");
    Ok(found)
}

/// Starts a server of the suite and adds its variable to the environment. `{PORT}` in its command is a free port.
pub fn start(server: &Server, environment: &mut Environment) -> Result<()> {
    let mut known = environment.clone();
    known.insert("PORT".to_owned(), free_port()?.to_string());
    let mut words = server.command.iter().map(|word| suite::fill(word, &known));
    let program = words
        .next()
        .with_context(|| format!("{} has no command", server.name))??;
    let mut command = bound(&program, "TERM", None);
    for word in words {
        command.arg(word?);
    }
    for (name, value) in &server.environment {
        command.env(name, suite::fill(value, &known)?);
    }
    command
        .envs(&*environment)
        .current_dir(places::root()?.join(&server.folder));
    let told = run(&server.name, command, Signal::TERM, server.seconds, |line| {
        line.strip_prefix(&server.ready)
            .map(|rest| rest.trim().to_owned())
    })?;
    environment.insert(server.exports.clone(), told);
    Ok(())
}
