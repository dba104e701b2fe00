//! What detectors find about a draft's pictures, with the clause that it matters to.

use crate::Flow;
use model::channel::Channel;
use model::municipality::Municipality;
use model::post::Media;
use model::{Id as _, MediaId};
use rulebook::{Decision, Outcome, Rulebook};
use serde::Serialize;

/// A finding about a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PictureFinding {
    /// Stable code, e.g. "MED010".
    pub code: String,
    /// Stable name, e.g. "faces".
    pub name: String,
    /// `hint`, `warning` or `severe`.
    pub severity: String,
    /// Which kind, where the detector tells kinds apart: a number of faces, the word of a network, the name of a text detector.
    pub kind: String,
    /// What may be written in the field it is about; empty when nothing is proposed.
    pub instead: String,
    /// Whether taking the picture in has mended it already.
    pub done: bool,
    /// Id of the clause that is not as it should be for this; empty when none is.
    pub clause: String,
}

/// What was found about one picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PictureChecked {
    /// Id.
    pub id: MediaId,
    /// Findings.
    pub findings: Vec<PictureFinding>,
    /// Names of detectors that could not judge, because nobody looked: that they found nothing says nothing.
    pub not_looked: Vec<String>,
}

/// Findings that taking a picture in mends: what they tell of is not in the kept file.
const DONE: [&str; 5] = [
    "position-in-picture",
    "device-number",
    "camera-data",
    "appended-data",
    "content-credentials",
];

/// Looks at what is said of each picture for these channels.
pub(super) fn checked(
    flow: &Flow,
    (municipality, book): (&Municipality, &Rulebook),
    media: &[Media],
    channels: &[Channel],
    decision: &Decision,
) -> Vec<PictureChecked> {
    let settings = flow.detectors(municipality, book);
    let mut networks: Vec<&str> = channels.iter().map(|c| c.network.as_str()).collect();
    networks.sort_unstable();
    networks.dedup();
    let one = |media: &Media| {
        let seen = detect::media::Seen {
            note: &media.note,
            width: media.width,
            height: media.height,
            removed: &media.removed,
            networks: &networks,
        };
        let text = |text: Option<std::sync::Arc<str>>| text.map_or_else(String::new, |t| t.to_string());
        let findings = detect::media::scan(&seen, &settings)
            .into_iter()
            .map(|f| PictureFinding {
                code: f.code.to_owned(),
                name: f.name.to_owned(),
                severity: f.severity.as_str().to_owned(),
                kind: text(f.kind),
                instead: text(f.instead),
                done: DONE.contains(&f.name),
                clause: clause(decision, &media.id, f.name),
            });
        PictureChecked {
            id: media.id.clone(),
            findings: findings.collect(),
            not_looked: detect::media::not_looked(&seen, &settings)
                .iter()
                .map(|rule| rule.name.to_owned())
                .collect(),
        }
    };
    media.iter().map(one).collect()
}

/// The gravest clause that is not as it should be and read, or asked for, what the finding is about.
fn clause(decision: &Decision, id: &MediaId, finding: &str) -> String {
    let fields: &[&str] = match finding {
        "missing-alt-text" | "text-in-picture" => &["alt", "text_untold"],
        "useless-alt-text" => &["alt_useless"],
        "missing-credit" | "credit-in-file" => &["credit"],
        "faces" => &["basis", "person_identifiable", "written_consent", "faces"],
        "ai-made-picture" => &["ai", "ai_marked"],
        "missing-captions" => &["uncaptioned"],
        "personal-data-in-picture" | "licence-plate" => &["personal_info_visible"],
        _ => &[],
    };
    let names: Vec<String> = fields
        .iter()
        .map(|field| format!("post.media[{}].{field}", id.as_str()))
        .collect();
    let wrong = decision.clauses.iter().filter(|c| {
        !matches!(
            c.outcome,
            Outcome::Pass | Outcome::NotApplicable | Outcome::Waived
        )
    });
    let about = wrong.filter(|c| {
        let read = c.facts.iter().map(|fact| &fact.name).chain(&c.missing);
        read.into_iter().any(|name| names.contains(name))
    });
    let gravest = about.max_by_key(|c| c.outcome);
    gravest.map_or_else(String::new, |c| c.clause.clone())
}
