//! Mends what was found in a text, where that is mechanical.

use crate::{Actor, Error, Flow, Result, rules};
use model::person::Permission;

/// The text with one finding mended: the one of that code which begins at the character `start`. Nothing is stored.
///
/// # Errors
/// `NotAllowed`; `Refused("nothing-to-mend")` when the text was changed since, or a person must find the words.
pub async fn mend(flow: &Flow, actor: &Actor, text: &str, code: &str, start: usize) -> Result<String> {
    actor.must(Permission::WritePost)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let found = detect::text::scan(text, &flow.detectors(&actor.municipality, &book));
    found
        .iter()
        .find(|f| f.code == code && f.chars.start == start)
        .and_then(|f| f.fix.as_ref()?.applied(text))
        .ok_or_else(|| Error::refused("nothing-to-mend"))
}
