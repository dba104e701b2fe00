//! Child processes that never outlive this one: each runs in a process group of its own, every group is
//! remembered, and all of them are ended on return, on an error and on a signal.

use std::{
    env,
    io::{BufRead as _, BufReader, Read},
    os::unix::process::CommandExt as _,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group, test_kill_process_group};

static STOPPING: AtomicBool = AtomicBool::new(false);
static OPEN: Mutex<Open> = Mutex::new(Open {
    groups: Vec::new(),
    folders: Vec::new(),
});

struct Open {
    groups: Vec<Group>,
    /// Temporary folders to remove at the end.
    folders: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Group {
    leader: Pid,
    gentle: Signal,
}

fn open() -> MutexGuard<'static, Open> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends everything that is running when this process is asked to stop, and then stops.
pub fn stop_on_signal() -> Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            STOPPING.store(true, Ordering::SeqCst);
            eprintln!("stopping");
            end_all();
            std::process::exit(128_i32.saturating_add(signal));
        }
    });
    Ok(())
}

/// Waits for the signal that `stop_on_signal` acts on.
pub fn wait_for_signal() -> ! {
    loop {
        thread::park();
    }
}

/// Removes the folder when everything has ended.
pub fn remove_at_end(folder: PathBuf) {
    open().folders.push(folder);
}

/// Ends all that still runs, the youngest first, and removes the temporary folders.
pub fn end_all() {
    loop {
        let Some(group) = open().groups.pop() else { break };
        end_group(group);
    }
    for folder in std::mem::take(&mut open().folders) {
        if let Err(error) = std::fs::remove_dir_all(&folder) {
            eprintln!("could not remove {}: {error}", folder.display());
        }
    }
}

fn end_group(group: Group) {
    let patience = Instant::now() + Duration::from_secs(8);
    if kill_process_group(group.leader, group.gentle).is_err() {
        return;
    }
    while Instant::now() < patience {
        // Reaps the leader when nobody waits for it, so that the group can become empty.
        let _ = rustix::process::waitpid(Some(group.leader), rustix::process::WaitOptions::NOHANG);
        if test_kill_process_group(group.leader).is_err() {
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
    let _ = kill_process_group(group.leader, Signal::KILL);
}

/// A child in a group of its own, with both outputs as lines.
pub struct Running {
    child: Child,
    group: Group,
    lines: Receiver<String>,
}

/// Cargo describes this program to it in the environment; programs it starts should not believe it is them.
fn forget_own_package(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let own = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_")
                || name.starts_with("CARGO_MANIFEST_")
                || name == "CARGO_PRIMARY_PACKAGE"
        });
        if own {
            command.env_remove(name);
        }
    }
}

impl Running {
    /// Starts a command. `gentle` is the signal that asks this program to end in order.
    pub fn start(command: Command, gentle: Signal) -> Result<Self> {
        Self::spawn(command, gentle, Stdio::null())
    }

    /// Starts a server. Its standard input stays open as long as it runs, which tells it that somebody wants it.
    pub fn serve(command: Command, gentle: Signal) -> Result<Self> {
        Self::spawn(command, gentle, Stdio::piped())
    }

    fn spawn(mut command: Command, gentle: Signal, input: Stdio) -> Result<Self> {
        if STOPPING.load(Ordering::SeqCst) {
            bail!("stopping");
        }
        forget_own_package(&mut command);
        let name = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .with_context(|| format!("starting {name}"))?;
        let leader = i32::try_from(child.id())
            .ok()
            .and_then(Pid::from_raw)
            .context("a process without a number")?;
        let group = Group { leader, gentle };
        open().groups.push(group);
        let (sender, lines) = mpsc::channel();
        if let Some(out) = child.stdout.take() {
            forward(out, sender.clone());
        }
        if let Some(err) = child.stderr.take() {
            forward(err, sender);
        }
        Ok(Self { child, group, lines })
    }

    /// Hands each line to `see` until one makes it answer `Some`; an error when the child ends or is silent too long.
    pub fn wait_for<T>(&mut self, patience: Duration, mut see: impl FnMut(&str) -> Option<T>) -> Result<T> {
        let end = Instant::now() + patience;
        let mut last = Vec::new();
        loop {
            match self
                .lines
                .recv_timeout(end.saturating_duration_since(Instant::now()))
            {
                Ok(line) => {
                    if let Some(found) = see(&line) {
                        return Ok(found);
                    }
                    last.push(line);
                }
                Err(RecvTimeoutError::Timeout) => {
                    bail!("not ready after {} s\n{}", patience.as_secs(), last.join("\n"))
                }
                Err(RecvTimeoutError::Disconnected) => {
                    bail!("ended before it was ready\n{}", last.join("\n"))
                }
            }
        }
    }

    /// Lets the child run on; its further output goes to `log`.
    pub fn leave_running(self, log: std::fs::File) {
        use std::io::Write as _;
        thread::spawn(move || {
            let mut log = log;
            let _input = self.child;
            for line in self.lines {
                // A full disk must not stop the server that is being logged.
                let _ = writeln!(log, "{line}");
            }
        });
    }

    /// Follows the child to its end. `Ok(None)` when it took too long and was ended.
    pub fn follow(mut self, patience: Duration, mut see: impl FnMut(&str)) -> Result<Option<bool>> {
        let end = Instant::now() + patience;
        let mut grace = None;
        let outcome = loop {
            match self.lines.recv_timeout(Duration::from_millis(100)) {
                Ok(line) => see(&line),
                Err(RecvTimeoutError::Disconnected) => break Some(self.child.wait()?.success()),
                Err(RecvTimeoutError::Timeout) => {}
            }
            let now = Instant::now();
            if now >= end {
                break None;
            }
            // The child may leave somebody behind who holds its output open.
            if let Some(status) = self.child.try_wait()?
                && now >= *grace.get_or_insert(now + Duration::from_secs(3))
            {
                break Some(status.success());
            }
        };
        let group = self.group;
        open().groups.retain(|open| *open != group);
        end_group(group);
        Ok(outcome)
    }
}

fn forward(stream: impl Read + Send + 'static, lines: Sender<String>) {
    thread::spawn(move || {
        let mut stream = BufReader::new(stream);
        let mut line = Vec::new();
        while stream.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
            let text = String::from_utf8_lossy(&line);
            if lines
                .send(text.trim_end_matches(['\n', '\r']).to_owned())
                .is_err()
            {
                return;
            }
            line.clear();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Running {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        Running::start(command, Signal::TERM).unwrap()
    }

    #[test]
    fn a_childs_lines_and_its_outcome_are_seen() {
        let mut lines = Vec::new();
        let outcome = shell("echo one; echo two >&2; exit 3")
            .follow(Duration::from_secs(20), |line| lines.push(line.to_owned()))
            .unwrap();
        lines.sort();
        assert_eq!(lines, ["one", "two"]);
        assert_eq!(outcome, Some(false));
    }

    #[test]
    fn a_child_that_takes_too_long_is_ended_with_all_its_own_children() {
        let mut inner = String::new();
        let outcome = shell("sleep 60 & echo $!; wait")
            .follow(Duration::from_millis(500), |line| line.clone_into(&mut inner))
            .unwrap();
        assert_eq!(outcome, None);
        let inner = Pid::from_raw(inner.parse().unwrap()).unwrap();
        let patience = Instant::now() + Duration::from_secs(10);
        while rustix::process::test_kill_process(inner).is_ok() && Instant::now() < patience {
            let gone = std::fs::read_to_string(format!("/proc/{}/stat", inner.as_raw_nonzero()))
                .map_or(true, |stat| stat.contains(") Z "));
            if gone {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        assert!(rustix::process::test_kill_process(inner).is_err());
    }

    #[test]
    fn a_server_that_ends_early_is_reported_with_what_it_said() {
        let error = shell("echo no such database")
            .wait_for(Duration::from_secs(20), |line| {
                line.strip_prefix("READY ").map(str::to_owned)
            })
            .unwrap_err();
        assert!(error.to_string().contains("no such database"), "{error}");
    }
}
