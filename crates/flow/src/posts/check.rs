//! What the guideline says of a draft, while it is typed. Nothing is stored.

use super::Draft;
use super::facts::{self, Seen};
use super::links::{self, LinkChecked};
use super::pictures::{self, PictureChecked};
use crate::crises::{Hold, InCrisis};
use crate::rules::{self, Point, Question, Spotted};
use crate::waivers::{InForce, Thing};
use crate::{Actor, Error, Flow, Result, duties};
use model::channel::Channel;
use model::municipality::Municipality;
use model::person::Permission;
use model::post::Media;
use model::waiver::WaiverSubject;
use model::{ChannelId, Id as _, PostId};
use networks::Outgoing;
use rulebook::{Decision, Event, Facts, Obligation};
use serde::Serialize;
use store::Read;

/// How long a text is, as the channel's network counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChannelLength {
    /// Channel.
    pub channel: ChannelId,
    /// Its name.
    pub name: String,
    /// Used.
    pub used: usize,
    /// Allowed.
    pub limit: usize,
    /// `graphemes` or `bytes`.
    pub unit: String,
    /// Whether it fits.
    pub fits: bool,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Worst outcome: `pass`, `warn`, `ask`, `require-approval`, `block`, `conflict`.
    pub outcome: String,
    /// Points that are not passes, worst first.
    pub points: Vec<Point>,
    /// Questions the guideline asks.
    pub questions: Vec<Question>,
    /// All findings in the text, in order.
    pub found: Vec<Spotted>,
    /// Links of which there is something to say, in the order of the text.
    pub links: Vec<LinkChecked>,
    /// What was found about each picture, in their order.
    pub pictures: Vec<PictureChecked>,
    /// Lengths by channel.
    pub lengths: Vec<ChannelLength>,
    /// Approval steps that a submission would open: role and clause.
    pub steps: Vec<(String, String)>,
}

/// What is known when a draft is weighed, apart from the draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether a crisis is declared, and what is decided for it.
    pub crisis: InCrisis,
    /// Whether the author has acknowledged the guideline in force; `None` when that is not known.
    pub acknowledged: Option<bool>,
    /// The waivers that may excuse.
    pub excused: InForce,
}

impl Standing {
    /// How things stand for an author who writes `thing`.
    pub(crate) async fn of(
        flow: &Flow,
        read: &(impl Read + ?Sized),
        actor: &Actor,
        thing: Thing<'_>,
    ) -> Result<Self> {
        let book = rules::book(flow, &actor.municipality).await?;
        Ok(Self {
            crisis: Hold::of(read, &book, &actor.municipality.id)
                .await?
                .standing(false),
            acknowledged: Some(duties::has_acknowledged(read, &book, &actor.person).await?),
            excused: InForce::of(flow, read, &actor.municipality.id, Some(thing)).await?,
        })
    }
}

/// Checks a draft as it stands in the form, with the stored post's pictures: what a submission would meet, so that every
/// question it raises can be answered here. Of pages that it links to it says what is remembered (see [`super::look`]).
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn check(flow: &Flow, actor: &Actor, post: &PostId, draft: &Draft) -> Result<Checked> {
    actor.must(Permission::SeePosts)?;
    let read = flow.store().read().await?;
    let post = read.post(&actor.municipality.id, post).await?;
    let media = read.media_of(&actor.municipality.id, &post.id).await?;
    let standing = Standing::of(flow, &*read, actor, (WaiverSubject::Post, post.id.as_str())).await?;
    let channels = chosen(&*read, &actor.municipality, &draft.channels).await?;
    let earlier = links::earlier(&*read, &actor.municipality.id, &post.id, draft).await?;
    drop(read);
    let mut checked = weigh(flow, actor, draft, &media, standing, &channels).await?;
    for (link, earlier) in checked.links.iter_mut().zip(earlier) {
        link.earlier = earlier;
    }
    checked
        .links
        .retain(|l| !l.page.is_empty() || l.earlier.is_some());
    Ok(checked)
}

/// What the guideline says of a draft with these pictures for these channels: detectors, rules and words, and nothing is
/// read.
///
/// # Errors
/// `Refused("pack-missing")`; a channel on a network that this installation does not know.
pub async fn weigh(
    flow: &Flow,
    actor: &Actor,
    draft: &Draft,
    media: &[Media],
    standing: Standing,
    channels: &[Channel],
) -> Result<Checked> {
    let (decision, facts, found) =
        decide(flow, actor, draft, media, &standing, channels, Event::PostSubmit).await?;
    let book = rules::book(flow, &actor.municipality).await?;
    Ok(Checked {
        outcome: decision.outcome.as_str().to_owned(),
        points: rules::points(&book, &decision, actor.locale),
        questions: rules::asked(
            &book,
            Event::PostSubmit,
            &facts,
            &decision,
            &draft.answers,
            actor.locale,
        ),
        found: rules::spotted(&book, &decision, &found),
        links: links::checked(flow, &actor.municipality, &book, draft),
        pictures: pictures::checked(flow, (&actor.municipality, &book), media, channels, &decision),
        lengths: lengths(flow, channels, &outgoing(&draft.text, &draft.link))?,
        steps: steps(&decision),
    })
}

/// Asks the rulebook about a draft with its pictures, for these channels, by the actor.
pub(super) async fn decide(
    flow: &Flow,
    actor: &Actor,
    draft: &Draft,
    media: &[Media],
    standing: &Standing,
    channels: &[Channel],
    event: Event,
) -> Result<(Decision, Facts, Vec<detect::Finding>)> {
    let municipality = &actor.municipality;
    let book = rules::book(flow, municipality).await?;
    let seen = Seen {
        text: &draft.text,
        link: draft.link.trim(),
        answers: &draft.answers,
        media: media.iter().map(Into::into).collect(),
        is_reply: false,
        author: duties::author(&actor.person, channels, standing.acknowledged),
    };
    let known = facts::known(flow, municipality, &book, &seen, standing.crisis);
    let excused = standing.excused.on(channels.iter().map(|c| &c.id));
    let decision = book.decide_with(event, &known.facts, flow.source().now(), &excused);
    Ok((decision, known.facts, known.found))
}

/// The chosen channels that exist.
pub(super) async fn chosen(
    read: &(impl Read + ?Sized),
    municipality: &Municipality,
    ids: &[ChannelId],
) -> Result<Vec<Channel>> {
    let all = read.channels(&municipality.id).await?;
    Ok(all.into_iter().filter(|c| ids.contains(&c.id)).collect())
}

/// A text as it would be sent, for counting.
pub(crate) fn outgoing(text: &str, link: &str) -> Outgoing {
    Outgoing {
        text: text.to_owned(),
        link: link.trim().to_owned(),
        ..Outgoing::default()
    }
}

/// Lengths as each channel's network counts.
pub(crate) fn lengths(flow: &Flow, channels: &[Channel], out: &Outgoing) -> Result<Vec<ChannelLength>> {
    let mut lengths = Vec::with_capacity(channels.len());
    for channel in channels {
        let length = flow.connector(channel)?.count_length(&out.body());
        lengths.push(ChannelLength {
            channel: channel.id.clone(),
            name: channel.name.clone(),
            used: length.used,
            limit: length.limit,
            unit: length.unit.to_owned(),
            fits: length.fits(),
        });
    }
    Ok(lengths)
}

/// Refuses a text that a channel's network does not take.
pub(crate) fn must_fit(flow: &Flow, channels: &[Channel], out: &Outgoing) -> Result<()> {
    match lengths(flow, channels, out)?.into_iter().find(|l| !l.fits) {
        None => Ok(()),
        Some(length) => Err(Error::Refused {
            key: "text-over-limit",
            params: vec![
                ("channel", length.name),
                ("used", length.used.to_string()),
                ("limit", length.limit.to_string()),
            ],
        }),
    }
}

/// The approval steps that the decision asks for.
pub(crate) fn steps(decision: &Decision) -> Vec<(String, String)> {
    let approve = decision.obligations.iter().filter_map(|o| match o {
        Obligation::Approve { role, clause, .. } => Some((role.as_str().to_owned(), clause.clone())),
        _ => None,
    });
    approve.collect()
}
