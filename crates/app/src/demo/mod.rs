//! A ready demo municipality, made through the workflows by a clock that walks from three weeks ago to now.

mod clock;
mod people;
mod picture;
mod story;
mod tell;

pub use people::Member;

use crate::config::Config;
use crate::{system, wire};
use anyhow::{Context, Result, bail};
use flow::Flow;
use model::Source;

/// Setting that tells a demo from an installation in earnest, and whether it was finished.
const SETTING: &str = "demo";
/// First day of the story, in working days before today.
const FIRST_DAY: i64 = 15;

/// What the data folder (or database) held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    Demo,
}

/// Makes the demo unless it is there already. Returns its people when it made them.
///
/// # Errors
/// `demo-other-installation`, `demo-unfinished`, or what opening the data and the workflows say.
pub async fn prepare(config: &Config) -> Result<Option<Vec<Member>>> {
    let real = system::source();
    let start = clock::working_day(real.now(), FIRST_DAY, jiff::civil::time(8, 30, 0, 0));
    let walking = clock::Walking::new(start, real.clone());
    let parts = wire::open(config, walking.source(), wire::Purpose::Serve).await?;
    match look(&parts.flow, config).await? {
        Found::Demo => Ok(None),
        Found::Nothing => Ok(Some(make(&parts.flow, &walking, &real).await?)),
    }
}

async fn look(flow: &Flow, config: &Config) -> Result<Found> {
    let read = flow.store().read().await?;
    let marked = read.setting(SETTING).await?;
    match (marked.as_deref(), read.municipalities().await?.is_empty()) {
        (Some("ready"), _) => Ok(Found::Demo),
        (Some(_), _) => bail!(
            "demo-unfinished: an earlier demo in {} was interrupted. Nothing was changed. Remove the folder, or give the \
             demo another one with --data.",
            config.data.display()
        ),
        (None, true) => Ok(Found::Nothing),
        (None, false) => bail!(
            "demo-other-installation: {} holds another installation. Nothing was changed. Give the demo a folder of its \
             own with --data.",
            config.data.display()
        ),
    }
}

async fn make(flow: &Flow, walking: &clock::Walking, real: &Source) -> Result<Vec<Member>> {
    mark(flow, "unfinished").await?;
    let story = story::Story::read()?;
    let (cast, members) = people::gather(flow, &story).await.context("the demo's people")?;
    tell::tell(flow, walking, real.now(), &story, cast).await?;
    mark(flow, "ready").await?;
    Ok(members)
}

async fn mark(flow: &Flow, word: &str) -> Result<()> {
    let tx = flow.store().begin().await?;
    tx.put_setting(SETTING, word).await?;
    tx.commit().await?;
    Ok(())
}
