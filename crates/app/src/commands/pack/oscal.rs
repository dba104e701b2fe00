//! `rettesnor pack oscal ID`.

use super::Desk;
use anyhow::Result;
use rulebook::oscal::catalog;

/// Prints the catalog as JSON.
pub fn run(desk: &Desk, id: &str) -> Result<bool> {
    let Some((book, _)) = desk.named(id)? else {
        return Ok(false);
    };
    desk.print_json(&catalog(&book, desk.speech.locale, desk.now))?;
    Ok(true)
}
