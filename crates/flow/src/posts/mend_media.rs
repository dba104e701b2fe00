//! Mends what a detector found about a picture, where the mending is mechanical.

use super::media::note_media;
use crate::{Actor, Error, Flow, Result, rules};
use model::MediaId;
use model::person::Permission;
use model::post::MediaNote;

/// What is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mend {
    /// The credit becomes what the file says.
    Credit,
    /// The picture is marked as made with AI.
    Ai,
    /// The text read in the picture is added to the alternative text.
    Alt,
}

/// Mends it. `lead` stands before a text that is added, in the reader's language: "Text in the picture:".
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused("not-a-draft")`; `Refused("nothing-to-mend")` when the finding is not there (any more);
/// `Invalid` (`text-too-long`).
pub async fn mend_media(flow: &Flow, actor: &Actor, media: &MediaId, what: Mend, lead: &str) -> Result<()> {
    actor.must(Permission::WritePost)?;
    let read = flow.store().read().await?;
    let media = read.media(&actor.municipality.id, media).await?;
    drop(read);
    let seen = detect::media::Seen {
        note: &media.note,
        width: media.width,
        height: media.height,
        removed: &media.removed,
        networks: &[],
    };
    let book = rules::book(flow, &actor.municipality).await?;
    let found = detect::media::scan(&seen, &flow.detectors(&actor.municipality, &book));
    let name = match what {
        Mend::Credit => "credit-in-file",
        Mend::Ai => "ai-made-picture",
        Mend::Alt => "text-in-picture",
    };
    let finding = found.iter().find(|finding| finding.name == name);
    let finding = finding.ok_or_else(|| Error::refused("nothing-to-mend"))?;
    let text = finding.instead.as_deref().unwrap_or_default();
    let mut note: MediaNote = media.note.clone();
    match what {
        Mend::Credit => text.clone_into(&mut note.credit),
        Mend::Ai => note.ai = Some(true),
        Mend::Alt => note.alt = format!("{} {lead} {text}", note.alt.trim_end()).trim().to_owned(),
    }
    note_media(flow, actor, &media.id, note).await
}
