//! The binary `rettesnor`: reads the configuration, puts the parts together, runs a command.

mod commands;
mod config;
mod demo;
mod keys;
mod lock;
mod packs;
mod speech;
mod system;
mod wire;

use clap::{Arg, ArgAction, ArgMatches, Command};
use std::process::ExitCode;

fn command_line() -> Command {
    let settings = config::SETTINGS.iter().filter(|s| !s.secret).map(|s| {
        let arg = Arg::new(s.name)
            .long(s.name)
            .value_name(s.form)
            .help(s.help)
            .global(true);
        // A switch may stand alone: `--allow-private-networks`.
        if s.form == "true or false" {
            arg.num_args(0..=1).default_missing_value("true")
        } else {
            arg
        }
    });
    Command::new("rettesnor")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Turns a municipality's guidelines for social media into practice")
        .arg(
            Arg::new("config")
                .long("config")
                .value_name("file")
                .help("Configuration file")
                .global(true),
        )
        .args(settings)
        .subcommand(Command::new("serve").about("Start the server (also without any command)"))
        .subcommand(
            Command::new("demo")
                .about("Start the server with a ready demo municipality")
                .arg(
                    Arg::new("prepare-only")
                        .long("prepare-only")
                        .action(ArgAction::SetTrue)
                        .help("Make the data folder and stop"),
                ),
        )
        .subcommand(
            Command::new("verify")
                .about("Recompute the whole ledger and all records, and print what is proved"),
        )
        .subcommand(commands::copy::command())
        .subcommand(
            Command::new("restore")
                .about("Read an archive back, from an export in its own form (BagIt), into an empty data folder or database")
                .arg(Arg::new("package").value_name("file").required(true).help("The export, a ZIP file"))
                .arg(
                    Arg::new("administrator")
                        .long("administrator")
                        .value_name("e-mail")
                        .help("Invite this person as administrator, and print the link"),
                ),
        )
        .subcommand(commands::check::command())
        .subcommand(commands::decide::command())
        .subcommand(commands::detect::command())
        .subcommand(commands::pack::command())
        .subcommand(commands::search::command())
        .subcommand(Command::new("config-page").about("Print the page about the configuration"))
}

fn configuration(matches: &ArgMatches) -> Result<config::Config, config::ConfigError> {
    let mut raw = config::Raw::default();
    let named = matches
        .get_one::<String>("config")
        .cloned()
        .or_else(|| std::env::var("RETTESNOR_CONFIG").ok());
    match named {
        Some(path) => raw.file(path.as_ref())?,
        None if std::path::Path::new("rettesnor.toml").exists() => raw.file("rettesnor.toml".as_ref())?,
        None => {}
    }
    raw.environment(std::env::vars())?;
    for s in config::SETTINGS.iter().filter(|s| !s.secret) {
        if matches.value_source(s.name) == Some(clap::parser::ValueSource::CommandLine)
            && let Some(value) = matches.get_one::<String>(s.name)
        {
            raw.flag(s.name, value.clone());
        }
    }
    raw.finish()
}

fn run() -> anyhow::Result<ExitCode> {
    let matches = command_line().get_matches();
    if matches.subcommand_name() == Some("config-page") {
        commands::print(&config::page());
        return Ok(ExitCode::SUCCESS);
    }
    // Commands that need no configuration.
    match matches.subcommand() {
        Some(("pack", inner)) => return commands::pack::run(inner),
        Some(("check", inner)) => return commands::check::run(inner),
        Some(("detect", inner)) => return commands::detect::run(inner),
        _ => {}
    }
    // The deepest matches carry the flags given after the command's name.
    let inner = matches.subcommand().map_or(&matches, |(_, m)| m);
    let config = configuration(inner)?;
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::new(format!(
            "{},sqlx=warn,hyper=warn",
            config.log
        )))
        .with_writer(std::io::stderr)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match matches.subcommand() {
            None | Some(("serve", _)) => commands::serve::run(config).await,
            Some(("demo", m)) => commands::demo::run(config, m.get_flag("prepare-only")).await,
            Some(("decide", m)) => commands::decide::run(config, m).await,
            Some(("copy", m)) => commands::copy::run(config, m).await,
            Some(("search", _)) => commands::search::run(config).await,
            Some(("restore", m)) => commands::restore::run(config, m).await,
            Some(("verify", _)) => commands::verify::run(config).await,
            Some((other, _)) => anyhow::bail!("no such command: {other}"),
        }
    })
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(e) => {
            commands::complain(&format!("{e:#}"));
            ExitCode::FAILURE
        }
    }
}
