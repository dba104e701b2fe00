//! A Redis in memory; the AT Protocol network wants one.

use anyhow::Result;
use rustix::process::Signal;

use super::{Environment, server};

/// Starts it and sets `TEST_REDIS_ADDRESS` (host:port).
pub fn start(environment: &mut Environment) -> Result<()> {
    let port = server::free_port()?.to_string();
    let mut command = server::bound("redis-server", "TERM", None);
    command
        .args([
            "--bind",
            "127.0.0.1",
            "--port",
            &port,
            "--save",
            "",
            "--appendonly",
            "no",
        ])
        .current_dir(std::env::temp_dir());
    server::run("redis", command, Signal::TERM, 30, |line| {
        line.contains("Ready to accept connections").then_some(())
    })?;
    environment.insert("TEST_REDIS_ADDRESS".to_owned(), format!("127.0.0.1:{port}"));
    Ok(())
}
