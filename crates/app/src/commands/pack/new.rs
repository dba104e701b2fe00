//! `rettesnor pack new ID`.

use super::Desk;
use crate::commands::print;
use anyhow::{Result, anyhow};
use model::{Locale, Texts};
use rulebook::Rulebook;
use rulebook::skeleton::Skeleton;
use std::path::Path;

/// Makes the folder of a new pack; one that is there is left alone.
pub fn run(desk: &Desk, id: &str, title: &str, base: &str, into: &str) -> Result<bool> {
    let speech = &desk.speech;
    desk.chosen(&[base.to_owned()])?;
    let Some(beneath) = desk.load(base) else {
        return Ok(false);
    };
    let title = if title.is_empty() { id } else { title };
    let skeleton = Skeleton {
        id: id.to_owned(),
        title: Texts(Locale::ALL.map(|l| (l, title.to_owned())).into()),
        lang: document_language(&beneath, speech.locale),
        base: base.to_owned(),
        jurisdiction: beneath
            .about()
            .first()
            .map(|a| a.jurisdiction.clone())
            .unwrap_or_default(),
    };
    if !skeleton.id_is_fit() {
        return Err(anyhow!("{}", speech.say("pack-bad-name", &[("id", id)])));
    }
    let folder = Path::new(into).join(id);
    let path = folder.display().to_string();
    if folder.exists() {
        return Err(anyhow!(
            "{}",
            speech.say("pack-there-already", &[("path", &path)])
        ));
    }
    let files = skeleton.files();
    for (name, text) in &files {
        let file = folder.join(name);
        if let Some(parent) = file.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(file, text)?;
    }
    print(&speech.say(
        "pack-new",
        &[
            ("path", &path),
            ("count", &files.len().to_string()),
            ("id", id),
            ("folder", into),
        ],
    ));
    Ok(true)
}

/// The reader's language where the country writes in it, else the base's.
fn document_language(base: &Rulebook, reader: Locale) -> Locale {
    let about = base.about().first();
    let sweden = about.is_some_and(|a| a.jurisdiction == "SE");
    match (sweden, reader) {
        (true, _) => Locale::Sv,
        (false, Locale::Nn) => Locale::Nn,
        (false, _) => Locale::Nb,
    }
}
