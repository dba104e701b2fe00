//! A PostgreSQL server of a test's own, whose files it may look into.

use crate::bench::Db;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;

/// A server as PostgreSQL sets one up by itself, with a role and a database as the guide tells to make them. Both end when
/// it is dropped.
pub struct Cluster {
    server: Child,
    port: u16,
    folder: TempDir,
}

impl Cluster {
    /// `None` where there are no programs of PostgreSQL and none are required.
    pub async fn start() -> Option<Self> {
        let Some(bin) = programs() else {
            let required = std::env::var("RETTESNOR_PEERS").is_ok_and(|v| v == "required");
            assert!(!required, "there is no PostgreSQL server");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        if is_root() {
            let given = Command::new("chown").arg("postgres").arg(folder.path()).status();
            assert!(given.unwrap().success());
        }
        let mut create = bound(&bin.join("initdb"), folder.path());
        create.args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ]);
        let made = create
            .arg("--no-sync")
            .arg("--pgdata")
            .arg(&data)
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let port = TcpListener::bind(("127.0.0.1", 0))
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let mut serve = bound(&bin.join("postgres"), folder.path());
        serve.arg("-D").arg(&data).args(["-p", &port.to_string()]);
        let sockets = format!("unix_socket_directories={}", folder.path().display());
        serve.args(["-c", "listen_addresses=127.0.0.1", "-c", &sockets]);
        let mut server = serve.stderr(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(server.stderr.take().unwrap());
        let mut lines = said.lines().map_while(Result::ok);
        assert!(
            lines.any(|line| line.contains("ready to accept connections")),
            "PostgreSQL did not start"
        );
        std::thread::spawn(move || lines.for_each(drop));
        let cluster = Self { server, port, folder };
        for sql in [
            "CREATE ROLE rettesnor LOGIN",
            "CREATE DATABASE rettesnor OWNER rettesnor",
            "GRANT pg_checkpoint TO rettesnor",
        ] {
            cluster.admin("postgres", sql).await;
        }
        for function in ["pg_switch_wal()", "pg_ls_waldir()"] {
            let sql = format!("GRANT EXECUTE ON FUNCTION {function} TO rettesnor");
            cluster.admin("rettesnor", &sql).await;
        }
        Some(cluster)
    }

    /// A database in it that every commit has reached.
    pub async fn db(&self) -> Db {
        let url = format!("postgres://rettesnor@127.0.0.1:{}/rettesnor", self.port);
        let target = store_sql::Target::Postgres(url);
        let store = store_sql::Db::open(&target, &store_sql::Options::default())
            .await
            .unwrap();
        Db::new(Arc::new(store), tempfile::tempdir().unwrap())
    }

    /// Runs a statement as the server's own administrator.
    pub async fn admin(&self, database: &str, sql: &str) {
        let url = format!("postgres://postgres@127.0.0.1:{}/{database}", self.port);
        store_sql::testing::run_alone(&url, sql).await.unwrap();
    }

    /// Where its files are.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGQUIT: it ends at once; nobody needs its files any more.
        let _sent = Command::new("kill")
            .args(["-QUIT", &self.server.id().to_string()])
            .status();
        let _ended = self.server.wait();
    }
}

/// A command that ends with the thread of its test. PostgreSQL refuses to run as root, so root becomes `postgres`.
fn bound(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if is_root() {
        command.args(["--reuid", "postgres", "--regid", "postgres", "--init-groups"]);
    }
    command
        .args(["--pdeathsig", "QUIT", "--"])
        .arg(program)
        .current_dir(folder);
    command
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

/// The folder with `initdb` and `postgres`; Debian keeps them out of the search path.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    std::env::split_paths(&path)
        .chain(debian.map(|entry| entry.path().join("bin")))
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}
