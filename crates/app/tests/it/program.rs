//! The binary as a process.

use crate::town;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The binary with nothing in its environment but the towns' key.
pub fn rettesnor(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rettesnor"));
    command
        .env_clear()
        .env("RETTESNOR_MASTER_KEY", town::MASTER_KEY)
        .current_dir(folder)
        .args(args)
        .stdin(Stdio::null());
    command
}

/// What a run said, and whether it succeeded.
pub struct Said {
    pub ok: bool,
    pub out: String,
    pub err: String,
}

pub fn run(mut command: Command) -> Said {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said {
        ok: status.success(),
        out: text(stdout),
        err: text(stderr),
    }
}

impl Said {
    /// A failure that says `key` first, and not as a panic.
    pub fn refused(&self, key: &str) -> &str {
        assert!(!self.ok, "went well: {}", self.out);
        assert!(
            self.err.contains(&format!("rettesnor: {key}: ")),
            "not {key}: {}",
            self.err
        );
        assert!(!self.err.contains("panicked"), "{}", self.err);
        &self.err
    }
}

/// Proves all of a data folder.
pub fn verify(data: &Path) -> Said {
    run(rettesnor(
        data.parent().unwrap(),
        &["verify", "--log", "error", "--data", data.to_str().unwrap()],
    ))
}

/// A server; killed when dropped.
pub struct Server {
    child: Child,
    pub url: String,
    pub told: Vec<String>,
    // Kept open, so that the server may go on printing.
    _out: BufReader<ChildStdout>,
}

impl Server {
    /// Starts `rettesnor serve` and waits until it listens; port 0 is a free one. What it said on standard error when it
    /// did not start.
    pub fn started(mut command: Command, data: &Path, listen: &str, more: &[&str]) -> Result<Self, String> {
        // The address is printed as it is known, so a port must be chosen before.
        let listen = match listen.strip_suffix(":0") {
            Some(host) => format!("{host}:{}", free_port()),
            None => listen.to_owned(),
        };
        command
            .args([
                "serve",
                "--log",
                "warn",
                "--link-check",
                "false",
                "--listen",
                &listen,
            ])
            .arg("--data")
            .arg(data)
            .args(more);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut err = BufReader::new(child.stderr.take().unwrap());
        let complaints = std::thread::spawn(move || {
            let mut all = String::new();
            let mut line = String::new();
            while err.read_line(&mut line).is_ok_and(|n| n > 0) {
                all.push_str(&line);
                line.clear();
            }
            all
        });
        let mut told = Vec::new();
        loop {
            let mut line = String::new();
            if out.read_line(&mut line).unwrap() == 0 {
                let _ = child.wait();
                return Err(complaints.join().unwrap());
            }
            told.push(line.trim().to_owned());
            if line.contains("listens on") {
                return Ok(Self {
                    child,
                    url: format!("http://{listen}"),
                    told,
                    _out: out,
                });
            }
        }
    }

    /// The next line it prints.
    pub fn next_line(&mut self) -> String {
        let mut line = String::new();
        self._out.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// SIGKILL: nothing of the process gets a chance to tidy up.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM; whether it ended well.
    pub fn stop(mut self) -> bool {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        let until = Instant::now() + Duration::from_secs(45);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.success();
            }
            assert!(Instant::now() < until, "does not stop");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}
