//! The command line.

/// What `--help` prints.
pub const HELP: &str = "\
Checks a copy of a municipality's log (made by `rettesnor copy`).

    rettesnor-verify --key KEY [--checkpoint FILE]... [--time-root FILE] [--witness KEY]... [--json] COPY

  --key KEY          public key of the log, name+id+key; or @FILE that holds it. Take it from the
                     municipality's public page, not from whoever gave you the copy.
  --checkpoint FILE  a checkpoint that you kept: the log must contain it (may be given many times)
  --time-root FILE   root certificates (PEM) of time stamping authorities that you trust
  --witness KEY      public key of a witness that you trust (may be given many times)
  --json             print the report as JSON

Ends with 0 when everything holds, 1 when something does not, 2 when it could not be checked.";

/// What was asked for.
pub enum Asked {
    /// To check.
    Check(Arguments),
    /// What there is to ask for.
    Help,
    /// Which version this is.
    Version,
}

/// How to check.
#[derive(Default)]
pub struct Arguments {
    /// File with the copy.
    pub copy: String,
    /// Public key of the log.
    pub key: Option<String>,
    /// Files with kept checkpoints.
    pub kept: Vec<String>,
    /// File with root certificates of time stamping authorities.
    pub time_root: Option<String>,
    /// Public keys of witnesses.
    pub witnesses: Vec<String>,
    /// Whether to print JSON.
    pub json: bool,
}

/// Reads the command line, without the program's name.
pub fn read(words: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut arguments = Arguments::default();
    let mut words = words;
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        match word.as_str() {
            "--help" | "-h" => return Ok(Asked::Help),
            "--version" => return Ok(Asked::Version),
            "--key" => arguments.key = Some(text_of(value()?)?),
            "--checkpoint" => arguments.kept.push(value()?),
            "--time-root" => arguments.time_root = Some(value()?),
            "--witness" => arguments.witnesses.push(text_of(value()?)?),
            "--json" => arguments.json = true,
            other if other.starts_with("--") => return Err(format!("there is no {other}; see --help")),
            _ if arguments.copy.is_empty() => arguments.copy = word,
            _ => return Err(format!("one copy at a time: {word}")),
        }
    }
    if arguments.copy.is_empty() {
        return Err("which copy? see --help".to_owned());
    }
    Ok(Asked::Check(arguments))
}

/// A value, or what the file behind `@` holds.
fn text_of(value: String) -> Result<String, String> {
    match value.strip_prefix('@') {
        Some(path) => std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}")),
        None => Ok(value),
    }
}
