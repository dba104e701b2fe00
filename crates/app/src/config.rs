//! Configuration: a file, then the environment, then flags; each later one wins.
//!
//! One table names every setting. From it come the keys of the file (`listen = "…"`), the variables
//! (`RETTESNOR_LISTEN`), the flags (`--listen`) and the page `docs/operate/configuration.md`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One setting.
pub struct Setting {
    /// Name in the file and, with dashes, as a flag.
    pub name: &'static str,
    /// Value when nobody says otherwise; empty means "none".
    pub default: &'static str,
    /// What a value looks like, for the page and for errors.
    pub form: &'static str,
    /// What it does.
    pub help: &'static str,
    /// Variable of a name that hosting environments already set, besides `RETTESNOR_…`.
    pub also: Option<&'static str>,
    /// A secret: not a flag, since command lines can be read by others.
    pub secret: bool,
}

const fn setting(
    name: &'static str,
    default: &'static str,
    form: &'static str,
    help: &'static str,
) -> Setting {
    Setting {
        name,
        default,
        form,
        help,
        also: None,
        secret: false,
    }
}

/// Every setting.
pub const SETTINGS: &[Setting] = &[
    setting(
        "data",
        "./data",
        "folder",
        "Folder of the embedded database, pictures and keys. Created when missing.",
    ),
    Setting {
        also: Some("DATABASE_URL"),
        ..setting(
            "database-url",
            "",
            "postgres://user:password@host/database",
            "PostgreSQL instead of the embedded database.",
        )
    },
    setting(
        "listen",
        "127.0.0.1:8080",
        "address:port",
        "Where the server listens. Put a TLS-terminating proxy in front of it.",
    ),
    setting(
        "base-url",
        "",
        "https://some.example",
        "Address under which people reach the server. With https, cookies are only sent over TLS. Default: http:// and the listening address.",
    ),
    Setting {
        secret: true,
        ..setting(
            "master-key",
            "",
            "64 hexadecimal digits",
            "Key-encryption key. Without it the key is read from `master-key-file`.",
        )
    },
    setting(
        "master-key-file",
        "",
        "file",
        "File that holds the key-encryption key. Default: `keys/master.key` in the data folder, made at the first start. Keep a copy apart from the backups.",
    ),
    setting(
        "trusted-proxies",
        "",
        "addresses, with commas between",
        "Addresses of the proxies in front of the server, e.g. 127.0.0.1. What they say of who asks (X-Forwarded-For) is believed when wrong tries to sign in are counted; without it everybody behind a proxy shares one count.",
    ),
    setting(
        "allow-private-networks",
        "false",
        "true or false",
        "Let the server call addresses in private ranges: for a network's server in your own house, and for tests.",
    ),
    setting(
        "poll-seconds",
        "60",
        "10 to 3600",
        "How often replies are read from each channel.",
    ),
    setting(
        "late-limit-minutes",
        "360",
        "1 to 10080",
        "A post that is this late, because the server was down, is not sent by itself: a person decides.",
    ),
    setting(
        "time-authority",
        "",
        "https://some.example/stamps",
        "Time stamping authority (RFC 3161) that stamps one checkpoint of the log a day. Without it there are no time stamps.",
    ),
    setting(
        "time-authority-root",
        "",
        "file",
        "Root certificates, in PEM, to which the authority's certificates must lead. Without it stamps are kept, but nobody vouches for the authority.",
    ),
    setting(
        "witnesses",
        "",
        "name+id+key https://some.example, …",
        "Witnesses (c2sp.org/tlog-witness) that cosign the log's checkpoints: public key and submission address of each, with commas between.",
    ),
    setting(
        "old-key-days",
        "7",
        "0 to 366",
        "How long after a disposal the key that wrapped the archive's keys before is kept: so long older backups can be restored whole, and the disposal is not done.",
    ),
    setting(
        "noark-schemas",
        "",
        "folder",
        "The schemas of Noark 5 and ADDML (arkivstruktur.xsd, metadatakatalog.xsd, loependeJournal.xsd, offentligJournal.xsd, endringslogg.xsd, addml.xsd), which then go along with Noark exports. They are published by Arkivverket without a licence that says that others may hand them on, so Rettesnor does not bring them; exports are made and checked without them, too.",
    ),
    setting(
        "text-reader",
        "tesseract",
        "program, or off",
        "Program that reads the words in pictures (Tesseract, with the languages nor, swe or eng). Without it, whoever writes is told that nobody has looked for text, names and licence plates in the picture.",
    ),
    setting(
        "video-reader",
        "ffmpeg",
        "program, or off",
        "Program that takes still pictures out of videos, to look for faces on them (FFmpeg). Without it, whoever writes is told that nobody has watched the video.",
    ),
    setting(
        "link-check",
        "true",
        "true or false",
        "Whether the server asks the municipality's own website if the pages that drafts link to are there. Only that domain is asked, for headers only, and answers are remembered for ten minutes.",
    ),
    setting(
        "browser",
        "chromium",
        "program, or off",
        "Browser that takes snapshots of channels' pages (Chromium): a path, or a name in PATH. Without it there are no snapshots, and their page says so.",
    ),
    setting(
        "browser-sandbox",
        "true",
        "true or false",
        "Whether the browser runs in its own sandbox. Some containers do not allow that; the browser reaches no network by itself in either case.",
    ),
    setting(
        "log",
        "info",
        "error, warn, info, debug",
        "How much the server tells on its standard error.",
    ),
];

/// What is wrong with the configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A key that is not in the table.
    #[error("config-unknown-key: {place}: there is no setting '{key}'. Did you mean '{nearest}'?")]
    UnknownKey {
        /// File with line, or variable.
        place: String,
        /// What was written.
        key: String,
        /// The nearest known name.
        nearest: String,
    },
    /// A value of the wrong form.
    #[error("config-bad-value: {place}: '{value}' is not a value of '{name}'; expected {form}")]
    BadValue {
        /// Where it was written.
        place: String,
        /// Name.
        name: &'static str,
        /// What was written; never of a secret.
        value: String,
        /// What was expected.
        form: &'static str,
    },
    /// The file is not TOML.
    #[error("config-not-toml: {path}: {message}")]
    NotToml {
        /// File.
        path: String,
        /// Line, column and what was expected.
        message: String,
    },
    /// The file cannot be read.
    #[error("config-unreadable: {path}: {message}")]
    Unreadable {
        /// File.
        path: String,
        /// What the system says.
        message: String,
    },
}

/// Values as written, each with the place that said so.
#[derive(Debug, Default)]
pub struct Raw(BTreeMap<&'static str, (String, String)>);

/// The finished configuration.
#[derive(Clone)]
pub struct Config {
    /// Data folder.
    pub data: PathBuf,
    /// Address of the PostgreSQL database; `None` is the embedded one.
    pub database_url: Option<String>,
    /// Listening address.
    pub listen: std::net::SocketAddr,
    /// Public address, without a slash at the end.
    pub base_url: String,
    /// Key-encryption key as text, when given directly.
    pub master_key: Option<String>,
    /// File of the key-encryption key.
    pub master_key_file: PathBuf,
    /// Addresses of the proxies whose word on who asks is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Whether private addresses may be called.
    pub allow_private_networks: bool,
    /// Seconds between two looks at a channel.
    pub poll_seconds: i64,
    /// Minutes after which a late post is not sent by itself.
    pub late_limit_minutes: i64,
    /// Address of the time stamping authority.
    pub time_authority: Option<String>,
    /// File with the authority's root certificates.
    pub time_authority_root: Option<PathBuf>,
    /// Public key and submission address of each witness.
    pub witnesses: Vec<(String, String)>,
    /// Days that the wrapping key from before a disposal is kept.
    pub old_key_days: i64,
    /// Folder with the schemas of Noark 5.
    pub noark_schemas: Option<PathBuf>,
    /// Program that reads words in pictures; `None` when nobody shall.
    pub text_reader: Option<PathBuf>,
    /// Program that takes still pictures out of videos.
    pub video_reader: Option<PathBuf>,
    /// Whether the municipality's own website is asked for pages.
    pub link_check: bool,
    /// Browser for snapshots; `None` when there shall be none.
    pub browser: Option<PathBuf>,
    /// Whether the browser runs in its own sandbox.
    pub browser_sandbox: bool,
    /// Log level.
    pub log: String,
}

/// The setting of a name.
fn known(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|s| s.name == name)
}

/// The known name that is spelt most like `name`.
fn nearest(name: &str) -> String {
    SETTINGS
        .iter()
        .max_by(|a, b| strsim::jaro_winkler(a.name, name).total_cmp(&strsim::jaro_winkler(b.name, name)))
        .map_or_else(String::new, |s| s.name.to_owned())
}

/// The variable of a setting.
#[must_use]
pub fn variable(name: &str) -> String {
    format!("RETTESNOR_{}", name.replace('-', "_").to_ascii_uppercase())
}

impl Raw {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// Unreadable, not TOML, or with a key that is not in the table (with line).
    pub fn file(&mut self, path: &Path) -> Result<(), ConfigError> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|e| ConfigError::Unreadable {
            path: shown.clone(),
            message: e.to_string(),
        })?;
        let table: toml::Table = toml::from_str(&text).map_err(|e| ConfigError::NotToml {
            path: shown.clone(),
            message: e.to_string(),
        })?;
        for (key, value) in table {
            let line = text
                .lines()
                .position(|l| l.trim_start().starts_with(&key))
                .map_or(1, |n| n + 1);
            let place = format!("{shown}:{line}");
            let name = key.replace('_', "-");
            let Some(setting) = known(&name) else {
                return Err(ConfigError::UnknownKey {
                    place,
                    nearest: nearest(&name),
                    key,
                });
            };
            let value = match value {
                toml::Value::String(s) => s,
                other => other.to_string(),
            };
            self.0.insert(setting.name, (value, place));
        }
        Ok(())
    }

    /// Reads the variables.
    ///
    /// # Errors
    /// A variable `RETTESNOR_…` that no setting has.
    pub fn environment(
        &mut self,
        variables: impl Iterator<Item = (String, String)>,
    ) -> Result<(), ConfigError> {
        for (variable_name, value) in variables {
            if let Some(setting) = SETTINGS.iter().find(|s| s.also == Some(&variable_name)) {
                self.0.entry(setting.name).or_insert((value, variable_name));
                continue;
            }
            let Some(rest) = variable_name.strip_prefix("RETTESNOR_") else {
                continue;
            };
            let name = rest.to_ascii_lowercase().replace('_', "-");
            // Variables of the tests and of the configuration file itself are not settings.
            if matches!(name.as_str(), "config" | "no-color") || name.starts_with("test-") {
                continue;
            }
            let Some(setting) = known(&name) else {
                return Err(ConfigError::UnknownKey {
                    place: "environment".to_owned(),
                    nearest: variable(&nearest(&name)),
                    key: variable_name,
                });
            };
            self.0.insert(setting.name, (value, variable_name));
        }
        Ok(())
    }

    /// Takes a flag's value.
    pub fn flag(&mut self, name: &'static str, value: String) {
        self.0.insert(name, (value, format!("--{name}")));
    }

    fn get(&self, name: &'static str) -> (String, String) {
        self.0.get(name).cloned().unwrap_or_else(|| {
            (
                known(name).map_or_else(String::new, |s| s.default.to_owned()),
                "default".to_owned(),
            )
        })
    }

    fn parsed<T>(&self, name: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T, ConfigError> {
        let (value, place) = self.get(name);
        parse(value.trim()).ok_or_else(|| {
            let setting = known(name);
            ConfigError::BadValue {
                place,
                name,
                value: if setting.is_some_and(|s| s.secret) {
                    "(secret)".to_owned()
                } else {
                    value
                },
                form: setting.map_or("", |s| s.form),
            }
        })
    }

    /// Checks every value and puts them together.
    ///
    /// # Errors
    /// A value of the wrong form.
    pub fn finish(&self) -> Result<Config, ConfigError> {
        let text = |name| self.parsed(name, |v| Some(v.to_owned()));
        let data = PathBuf::from(text("data")?);
        let listen: std::net::SocketAddr = self.parsed("listen", |v| v.parse().ok())?;
        let base_url = self.parsed("base-url", |v| {
            (v.is_empty() || v.starts_with("https://") || v.starts_with("http://"))
                .then(|| v.trim_end_matches('/').to_owned())
        })?;
        let database_url = self.parsed("database-url", |v| {
            (v.is_empty() || v.starts_with("postgres://") || v.starts_with("postgresql://"))
                .then(|| v.to_owned())
        })?;
        let key_file = text("master-key-file")?;
        Ok(Config {
            base_url: if base_url.is_empty() {
                format!("http://{listen}")
            } else {
                base_url
            },
            database_url: Some(database_url).filter(|v| !v.is_empty()),
            master_key: Some(text("master-key")?).filter(|v| !v.is_empty()),
            master_key_file: if key_file.is_empty() {
                data.join("keys").join("master.key")
            } else {
                PathBuf::from(key_file)
            },
            trusted_proxies: self.parsed("trusted-proxies", |v| {
                v.split(',')
                    .map(str::trim)
                    .filter(|a| !a.is_empty())
                    .map(|a| a.parse().ok())
                    .collect()
            })?,
            allow_private_networks: self.parsed("allow-private-networks", |v| v.parse().ok())?,
            poll_seconds: self.parsed("poll-seconds", |v| in_range(v, 10, 3600))?,
            noark_schemas: Some(text("noark-schemas")?)
                .filter(|v| !v.is_empty())
                .map(PathBuf::from),
            old_key_days: self.parsed("old-key-days", |v| in_range(v, 0, 366))?,
            late_limit_minutes: self.parsed("late-limit-minutes", |v| in_range(v, 1, 10_080))?,
            time_authority: Some(text("time-authority")?).filter(|v| !v.is_empty()),
            time_authority_root: Some(text("time-authority-root")?)
                .filter(|v| !v.is_empty())
                .map(PathBuf::from),
            witnesses: self.parsed("witnesses", |v| {
                v.split(',')
                    .map(str::trim)
                    .filter(|w| !w.is_empty())
                    .map(|w| {
                        let (key, address) = w.split_once(' ')?;
                        let address = address.trim().trim_end_matches('/');
                        ledger::witness::Witness::parse(key).ok()?;
                        Some((key.to_owned(), address.to_owned()))
                    })
                    .collect()
            })?,
            text_reader: self.parsed("text-reader", |v| Some((v != "off").then(|| PathBuf::from(v))))?,
            video_reader: self.parsed("video-reader", |v| Some((v != "off").then(|| PathBuf::from(v))))?,
            link_check: self.parsed("link-check", |v| v.parse().ok())?,
            browser: self.parsed("browser", |v| Some((v != "off").then(|| PathBuf::from(v))))?,
            browser_sandbox: self.parsed("browser-sandbox", |v| v.parse().ok())?,
            log: self.parsed("log", |v| {
                matches!(v, "error" | "warn" | "info" | "debug").then(|| v.to_owned())
            })?,
            data,
            listen,
        })
    }
}

fn in_range(text: &str, least: i64, most: i64) -> Option<i64> {
    text.parse().ok().filter(|n| (least..=most).contains(n))
}

/// The generated page about the configuration.
#[must_use]
pub fn page() -> String {
    let mut out = String::from(
        "# Configuration\n\n<!-- Generated by `rettesnor config-page`; do not edit. -->\n\n\
         A setting can stand in the file `rettesnor.toml` (or the file that `--config` or `RETTESNOR_CONFIG` names), in the \
         environment, or on the command line. The environment wins over the file, the command line over both. An unknown \
         name is an error.\n\n| name in the file | variable | flag | default | a value is |\n|---|---|---|---|---|\n",
    );
    for s in SETTINGS {
        let also = s.also.map_or_else(String::new, |a| format!(", `{a}`"));
        let flag = if s.secret {
            "–".to_owned()
        } else {
            format!("`--{}`", s.name)
        };
        let default = if s.default.is_empty() {
            "–".to_owned()
        } else {
            format!("`{}`", s.default)
        };
        out.push_str(&format!(
            "| `{}` | `{}`{also} | {flag} | {default} | {} |\n",
            s.name,
            variable(s.name),
            s.form
        ));
    }
    out.push('\n');
    for s in SETTINGS {
        out.push_str(&format!("## `{}`\n\n{}\n\n", s.name, s.help));
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(file: &str, env: &[(&str, &str)], flags: &[(&'static str, &str)]) -> Result<Config, ConfigError> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("rettesnor.toml");
        std::fs::write(&path, file).unwrap();
        let mut raw = Raw::default();
        raw.file(&path)?;
        raw.environment(env.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())))?;
        for (name, value) in flags {
            raw.flag(name, (*value).to_owned());
        }
        raw.finish()
    }

    #[test]
    fn later_places_win() {
        let file = "listen = \"127.0.0.1:1\"\npoll-seconds = 30\nlog = \"warn\"\n";
        let c = from(
            file,
            &[("RETTESNOR_LISTEN", "127.0.0.1:2"), ("RETTESNOR_LOG", "debug")],
            &[("listen", "127.0.0.1:3")],
        );
        let c = c.unwrap();
        assert_eq!(c.listen.port(), 3);
        assert_eq!(c.log, "debug");
        assert_eq!(c.poll_seconds, 30);
    }

    #[test]
    fn an_unknown_key_names_place_and_nearest() {
        let e = from("log = \"info\"\nlisen = \"127.0.0.1:1\"\n", &[], &[])
            .err()
            .unwrap()
            .to_string();
        assert!(
            e.starts_with("config-unknown-key") && e.contains("rettesnor.toml:2") && e.contains("'listen'"),
            "{e}"
        );
        let e = from("", &[("RETTESNOR_LISTN", "x")], &[])
            .err()
            .unwrap()
            .to_string();
        assert!(e.contains("RETTESNOR_LISTEN"), "{e}");
    }

    #[test]
    fn a_bad_value_says_what_is_expected_and_never_shows_a_secret() {
        let e = from("poll-seconds = 5\n", &[], &[]).err().unwrap().to_string();
        assert!(
            e.starts_with("config-bad-value") && e.contains("10 to 3600"),
            "{e}"
        );
        let e = from("listen = [\n", &[], &[]).err().unwrap().to_string();
        assert!(e.starts_with("config-not-toml") && e.contains("line"), "{e}");
    }

    #[test]
    fn proxies_are_addresses() {
        let c = from("trusted-proxies = \"127.0.0.1, ::1\"\n", &[], &[]).unwrap();
        assert_eq!(c.trusted_proxies.len(), 2);
        assert!(from("", &[], &[]).unwrap().trusted_proxies.is_empty());
        assert!(from("trusted-proxies = \"proxy.example\"\n", &[], &[]).is_err());
    }

    #[test]
    fn database_url_is_enough_for_postgresql() {
        let c = from("", &[("DATABASE_URL", "postgres://u@127.0.0.1/x")], &[]).unwrap();
        assert_eq!(c.database_url.as_deref(), Some("postgres://u@127.0.0.1/x"));
    }
}
