//! The browser as a process, and its debugging protocol over a pipe: messages of JSON, each ended by a zero byte
//! (`--remote-debugging-pipe`). No port is opened that others on the machine could reach.

use super::{Browser, CaptureError};
use serde_json::{Value, json};
use std::process::Stdio;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// Largest message: a picture of a page in base 64.
const MESSAGE_MAX: usize = 96 << 20;

/// The browser reads its orders from descriptor 3 and answers on 4.
const SCRIPT: &str = r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1"#;

/// Everything goes to a proxy that is not there: only what we answer ourselves is ever answered.
const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--remote-debugging-pipe",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    // Frames of other sites are then in the same process, and their requests come to us as well.
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process,OptimizationHints,MediaRouter,Translate",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--hide-scrollbars",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--password-store=basic",
    "about:blank",
];

/// A running browser. Dropped, it ends: when its pipe closes, it closes.
pub(super) struct Pipe {
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
    next: i64,
    _child: Child,
    _profile: TempDir,
}

impl Pipe {
    pub(super) fn start(browser: &Browser) -> Result<Self, CaptureError> {
        let failed = |e: std::io::Error| CaptureError::NoBrowser(e.to_string());
        if Browser::find(&browser.program).is_none() {
            return Err(CaptureError::NoBrowser(browser.program.display().to_string()));
        }
        let profile = tempfile::Builder::new()
            .prefix("rettesnor-browser-")
            .tempdir()
            .map_err(failed)?;
        let mut command = Command::new("/bin/sh");
        command.arg("-c").arg(SCRIPT).arg(&browser.program);
        let mut folder = std::ffi::OsString::from("--user-data-dir=");
        folder.push(profile.path());
        command.arg(folder);
        if !browser.sandbox {
            command.arg("--no-sandbox");
        }
        command.args(ARGUMENTS);
        command.env_clear();
        for kept in [
            "PATH",
            "LANG",
            "LC_ALL",
            "FONTCONFIG_FILE",
            "FONTCONFIG_PATH",
            "TMPDIR",
        ] {
            if let Some(value) = std::env::var_os(kept) {
                command.env(kept, value);
            }
        }
        command.env("HOME", profile.path());
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        let mut child = command.spawn().map_err(failed)?;
        let (Some(orders), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(CaptureError::NoBrowser("no pipe".to_owned()));
        };
        Ok(Self {
            orders,
            answers: BufReader::with_capacity(1 << 16, answers),
            next: 0,
            _child: child,
            _profile: profile,
        })
    }

    /// Gives an order and returns its number.
    pub(super) async fn send(
        &mut self,
        session: &str,
        method: &str,
        params: Value,
    ) -> Result<i64, CaptureError> {
        self.next += 1;
        let mut message = json!({"id": self.next, "method": method, "params": params});
        if let Some(map) = message.as_object_mut().filter(|_| !session.is_empty()) {
            map.insert("sessionId".to_owned(), json!(session));
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        let sent = self.orders.write_all(&bytes).await;
        sent.map_err(|_| CaptureError::NoBrowser("it ended".to_owned()))?;
        Ok(self.next)
    }

    /// The next message. May be given up halfway and asked for again: what was read stays in `partial`.
    pub(super) async fn receive(&mut self, partial: &mut Vec<u8>) -> Result<Value, CaptureError> {
        loop {
            let ended = || CaptureError::NoBrowser("it ended".to_owned());
            let buffer = self.answers.fill_buf().await.map_err(|_| ended())?;
            if buffer.is_empty() {
                return Err(ended());
            }
            let end = buffer.iter().position(|b| *b == 0);
            let taken = end.unwrap_or(buffer.len());
            partial.extend_from_slice(buffer.get(..taken).unwrap_or_default());
            self.answers.consume(end.map_or(taken, |at| at + 1));
            if partial.len() > MESSAGE_MAX {
                return Err(CaptureError::TooLarge);
            }
            if end.is_some() {
                let message = std::mem::take(partial);
                return serde_json::from_slice(&message).map_err(|e| CaptureError::Browser(e.to_string()));
            }
        }
    }
}
