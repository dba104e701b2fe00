//! Wagtail as a yardstick: `bench/wagtail`, with 10,000 pages on SQLite and two gunicorn workers.

use crate::server::{Server, port};
use std::path::Path;
use std::process::Command;

pub async fn start(folder: &Path) -> Server {
    let site = folder.ancestors().nth(2).unwrap().join("bench/wagtail");
    let venv = folder.join("wagtail");
    let python = venv.join("bin/python");
    let run = |program: &Path, args: &[&str]| {
        let mut command = Command::new(program);
        command
            .current_dir(&site)
            .env("WAGTAIL_DATA", folder)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .args(args);
        command
    };
    let must = |mut command: Command| assert!(command.status().unwrap().success(), "{command:?} failed");
    if !python.exists() {
        must(run("python3".as_ref(), &["-m", "venv", &venv.to_string_lossy()]));
    }
    must(run(
        &python,
        &["-m", "pip", "install", "--quiet", "-r", "requirements.txt"],
    ));
    must(run(&python, &["seed.py"]));
    let url = format!("http://127.0.0.1:{}", port());
    let bind = url.trim_start_matches("http://").to_owned();
    let gunicorn = run(
        &venv.join("bin/gunicorn"),
        &["--workers", "2", "--bind", &bind, "site_wsgi:application"],
    );
    Server::start(gunicorn, url, "/").await
}
