//! A server process under measurement.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A process, ended when dropped.
pub struct Server {
    child: Child,
    pub url: String,
}

/// Processor time of a process and its children's, in seconds.
fn cpu_of(pid: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // utime and stime are fields 14 and 15 (proc(5)); the name in field 2 may hold spaces. Ticks are 1/100 s on Linux.
    let fields: Vec<&str> = stat
        .rsplit_once(") ")
        .map_or(Vec::new(), |(_, rest)| rest.split(' ').collect());
    let ticks = |n: usize| fields.get(n).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn children(pid: u32) -> Vec<u32> {
    let listed = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    listed.split_whitespace().filter_map(|p| p.parse().ok()).collect()
}

impl Server {
    /// Starts `command` and waits until `url` answers.
    pub async fn start(mut command: Command, url: String, ready: &str) -> Self {
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { child, url };
        let until = Instant::now() + Duration::from_secs(60);
        let client = client();
        loop {
            let answer = client.get(format!("{}{ready}", server.url)).send().await;
            if answer.is_ok_and(|a| a.status().is_success()) {
                return server;
            }
            assert!(Instant::now() < until, "{} does not answer", server.url);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Processor time of the server and its workers, in seconds.
    pub fn cpu(&self) -> f64 {
        let pid = self.child.id();
        cpu_of(pid) + children(pid).into_iter().map(cpu_of).sum::<f64>()
    }

    /// Asks for a page `times` times, one after the other over one connection: milliseconds of each, and of processor
    /// time for one.
    pub async fn ask(
        &self,
        client: &reqwest::Client,
        path: &str,
        cookie: &str,
        times: usize,
    ) -> (Vec<f64>, f64, usize) {
        let mut took = Vec::with_capacity(times);
        let mut size = 0;
        let before = self.cpu();
        for _ in 0..times {
            let start = Instant::now();
            let request = client.get(format!("{}{path}", self.url)).header("cookie", cookie);
            let answer = request.send().await.unwrap().error_for_status().unwrap();
            size = answer.bytes().await.unwrap().len();
            took.push(start.elapsed().as_secs_f64() * 1_000.0);
        }
        let cpu = (self.cpu() - before) * 1_000.0 / times as f64;
        (took, cpu, size)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for pid in children(self.child.id()) {
            let _ = Command::new("kill").arg(pid.to_string()).status();
        }
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

pub fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

/// A port that is free now.
pub fn port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}
