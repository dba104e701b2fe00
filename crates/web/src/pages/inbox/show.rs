//! `GET /inbox/{id}`: one item with its thread, versions, answers and decisions, and the forms to act on it.

use crate::pages::common::{self, ClauseName, Found, Problem};
use crate::{FieldErrors, Fields, Page, Signed, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::posts::ChannelLength;
use flow::rules::{Ground, Point, Question, Said};
use model::archive::RecordKind;
use model::item::{Answer, Item, ItemState, Visibility};
use model::moderation::{Moderation, ModerationState};
use model::person::Permission;
use model::publication::PublicationState;
use model::{Id as _, ItemId};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// Comments of a thread that are shown around an item.
const THREAD: usize = 100;

/// What the forms of the page send.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Typed {
    /// The answer.
    pub text: String,
    /// Id of the ground for hiding.
    pub ground: String,
    /// Reason for hiding.
    pub reason: String,
    /// Reason for closing without an answer.
    pub close_reason: String,
    /// Reason for restoring.
    pub restore_reason: String,
    /// Which button was pressed: `send`, `check`, `refer`, `hide`, `close`.
    pub deed: String,
    /// Names of the questions that the form had.
    pub asked: String,
    /// Answers to the guideline's questions in the form that was sent.
    #[serde(skip)]
    pub answers: BTreeMap<String, String>,
}

impl Typed {
    /// What a form says.
    pub(super) fn of(fields: &Fields) -> Self {
        let field = |name: &str| fields.get(name).to_owned();
        Self {
            text: field("text"),
            ground: field("ground"),
            reason: field("reason"),
            close_reason: field("close_reason"),
            restore_reason: field("restore_reason"),
            deed: field("do"),
            asked: field("asked"),
            answers: fields.answers(),
        }
    }

    /// A text with the answers of its form.
    pub(super) fn said(&self, text: &str) -> Said {
        Said {
            text: text.to_owned(),
            answers: self.answers.clone(),
        }
    }
}

/// The page. Its block `checked` is the part beside the answer.
#[derive(Debug, Serialize)]
pub struct ItemView {
    /// Id.
    pub id: String,
    /// Name of the author.
    pub author: String,
    /// Handle of the author; may be empty.
    pub handle: String,
    /// Newest text.
    pub text: String,
    /// Public address; may be empty.
    pub address: String,
    /// When it was written.
    pub written_at: i64,
    /// When an answer is due.
    pub due_at: Option<i64>,
    /// Whether that has passed while nobody has answered.
    pub overdue: bool,
    /// The clause that sets the time.
    pub due_clause: Option<ClauseName>,
    /// Word of the state.
    pub state: String,
    /// Colour of the state.
    pub tone: &'static str,
    /// Word of the visibility.
    pub visibility: String,
    /// Word of the route.
    pub route: String,
    /// Name of the channel.
    pub channel: String,
    /// Word of the network.
    pub network: String,
    /// What detectors found.
    pub found: Vec<Found>,
    /// Who has taken it; empty when nobody.
    pub claimed_by: String,
    /// Whether the reader has.
    pub mine: bool,
    /// Why it was closed; empty otherwise.
    pub closed_reason: String,
    /// Earlier versions, oldest first.
    pub earlier: Vec<Version>,
    /// Our post above it.
    pub post: Option<OurPost>,
    /// Other comments in the thread.
    pub others: Vec<Other>,
    /// Our answers.
    pub answers: Vec<AnswerRow>,
    /// Decisions, oldest first.
    pub decisions: Vec<DecisionRow>,
    /// Grounds for hiding.
    pub grounds: Vec<Ground>,
    /// How the network hides: `thread-gate`, `flag`, `none`.
    pub means: String,
    /// Whether the reader may answer and close.
    pub may_answer: bool,
    /// Whether the reader may hide it now.
    pub may_hide: bool,
    /// Whether the reader may restore it now.
    pub may_restore: bool,
    /// Whether it can be claimed, released, closed now.
    pub may_claim: bool,
    /// Whether it can be given back.
    pub may_release: bool,
    /// Whether it can be closed.
    pub may_close: bool,
    /// What was typed.
    pub typed: Typed,
    /// Questions that the guideline puts about the answer.
    pub questions: Vec<Question>,
    /// Their names: when they change, the fragment brings the new ones along.
    pub asked: String,
    /// Whether they have changed since the page was made.
    pub questions_changed: bool,
    /// Questions that the guideline puts when something is hidden.
    pub hide_questions: Vec<Question>,
    /// What the guideline says of hiding it, once a ground is chosen.
    pub hide_points: Vec<Point>,
    /// Clauses from which an exception could be asked for, to hide it on no ground of the guideline.
    pub hide_exceptions: Vec<String>,
    /// What an answer may say to refer the writer to where the matter belongs; empty when it belongs here.
    pub referral: String,
    /// Questions that the guideline puts when something is closed without an answer, once that was tried.
    pub close_questions: Vec<Question>,
    /// What the guideline says of closing it, once that was tried.
    pub close_points: Vec<Point>,
    /// Outcome of the check of the answer; empty when nothing is typed.
    pub outcome: String,
    /// What the guideline says of the answer.
    pub points: Vec<Point>,
    /// What detectors found in the answer.
    pub answer_found: Vec<Found>,
    /// Length on the network.
    pub lengths: Vec<ChannelLength>,
    /// Id of the record, for those who may read the archive.
    pub record: Option<String>,
    /// What is wrong with a form.
    pub errors: FieldErrors,
    /// True in the fragment that htmx asks for while one types.
    pub live: bool,
}

/// A version of the text.
#[derive(Debug, Serialize)]
pub struct Version {
    /// From 1.
    pub number: i64,
    /// Text.
    pub text: String,
    /// When we saw it.
    pub at: i64,
}

/// The post that began the thread.
#[derive(Debug, Serialize)]
pub struct OurPost {
    /// Id.
    pub id: String,
    /// Text.
    pub text: String,
    /// Address on the network; may be empty.
    pub url: String,
}

/// Another comment.
#[derive(Debug, Serialize)]
pub struct Other {
    /// Id.
    pub id: String,
    /// Author.
    pub author: String,
    /// Text.
    pub text: String,
    /// When it was written.
    pub at: i64,
    /// Word of the visibility.
    pub visibility: String,
}

/// An answer of ours.
#[derive(Debug, Serialize)]
pub struct AnswerRow {
    /// Id.
    pub id: String,
    /// Whether the reader may send it again: it failed or was held.
    pub stopped: bool,
    /// Text.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: i64,
    /// Word of the state.
    pub state: String,
    /// Colour of the state.
    pub tone: &'static str,
    /// Address on the network; may be empty.
    pub url: String,
    /// What is wrong.
    pub problem: Option<Problem>,
}

/// A decision to hide or restore.
#[derive(Debug, Serialize)]
pub struct DecisionRow {
    /// `hide` or `restore`.
    pub act: String,
    /// Title of the ground; empty for a restore.
    pub ground: String,
    /// Reason.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: i64,
    /// Word of the state.
    pub state: String,
    /// Colour of the state.
    pub tone: &'static str,
    /// When the network was read again and agreed.
    pub confirmed_at: Option<i64>,
    /// What is wrong.
    pub problem: Option<Problem>,
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: ItemId = common::id(&id)?;
    page.view(&view(&web, &page, &me, &id, Typed::default(), FieldErrors::default()).await?)
}

/// Everything that is read of an item before its page is made.
struct Around {
    post: Option<OurPost>,
    others: Vec<Item>,
    versions: Vec<store::ItemVersion>,
    answers: Vec<Answer>,
    decisions: Vec<Moderation>,
    people: HashMap<String, String>,
    record: Option<String>,
}

async fn around(web: &Web, me: &Signed, item: &Item) -> Result<Around, WebError> {
    let whose = &me.municipality.id;
    let read = web.flow.store().read().await?;
    let (mut post, mut others) = (None, Vec::new());
    let mut record = (RecordKind::Item, item.id.as_str().to_owned());
    if let Some(publication) = &item.publication {
        let publication = read.publication(whose, publication).await?;
        let revision = read.revision(whose, &publication.revision).await?;
        others = read.items_of_publication(whose, &publication.id, THREAD).await?;
        record = (RecordKind::Post, publication.post.as_str().to_owned());
        post = Some(OurPost {
            id: publication.post.as_str().to_owned(),
            text: revision.content.text,
            url: publication.url,
        });
    }
    let record = match me.person.may(Permission::SeeArchive) {
        true => read.record_of(whose, record.0, &record.1).await?,
        false => None,
    };
    Ok(Around {
        post,
        others,
        versions: read.item_versions(whose, &item.id).await?,
        answers: read.answers_of(whose, std::slice::from_ref(&item.id)).await?,
        decisions: read.moderations_of(whose, &item.id).await?,
        people: common::people(&*read, whose).await?,
        record: record.map(|r| r.id.as_str().to_owned()),
    })
}

/// The page of an item, with what was typed into its forms.
pub(super) async fn view(
    web: &Web,
    page: &Page,
    me: &Signed,
    id: &ItemId,
    typed: Typed,
    mut errors: FieldErrors,
) -> Result<ItemView, WebError> {
    let whose = &me.municipality.id;
    let read = web.flow.store().read().await?;
    let item = read.item(whose, id).await?;
    let channel = read.channel(whose, &item.channel).await?;
    drop(read);
    let around = around(web, me, &item).await?;
    let (grounds, hide_exceptions) = flow::moderation::grounds_of(&web.flow, me, id).await?;
    let may = |p| me.person.may(p);
    let means = match may(Permission::Moderate) {
        true => flow::moderation::means(&web.flow, me, id).await.unwrap_or("none"),
        false => "none",
    };
    let (mut outcome, mut points, mut answer_found, mut lengths) =
        (String::new(), Vec::new(), Vec::new(), Vec::new());
    let mut questions = Vec::new();
    if may(Permission::Answer) && item.visibility != Visibility::Gone {
        let said = match typed.deed.as_str() {
            "hide" | "close" => Said::default(),
            _ => typed.said(&typed.text),
        };
        let checked = flow::inbox::check_answer(&web.flow, me, id, said).await?;
        questions = checked.questions;
        if !typed.text.trim().is_empty() {
            let book = common::book(web, me).await;
            outcome = checked.outcome;
            points = checked.points;
            answer_found = common::spotted(book.as_deref(), me, &checked.found, &typed.text);
            lengths = checked.lengths;
            // What stops the answer stands beside it already.
            errors.points.clear();
        }
    }
    let asked: Vec<&str> = questions.iter().map(|q| q.name.as_str()).collect();
    let asked = asked.join(" ");
    let (mut hide_questions, mut hide_points) = (Vec::new(), Vec::new());
    if may(Permission::Moderate) && item.visibility == Visibility::Visible && means != "none" {
        let said = match typed.deed.as_str() {
            "hide" => typed.said(&typed.reason),
            _ => Said::default(),
        };
        (hide_questions, hide_points) =
            flow::moderation::questions(&web.flow, me, id, &typed.ground, &said).await?;
        if !hide_points.is_empty() {
            errors.points.clear();
        }
    }
    let open = matches!(item.state, ItemState::New | ItemState::Claimed);
    let claimed = item.state == ItemState::Claimed;
    let mine = claimed && item.claimed_by.as_ref() == Some(&me.person.id);
    let free = !claimed || mine;
    let may_close = may(Permission::Answer) && free && item.state.next().contains(&ItemState::Closed);
    let (mut close_questions, mut close_points) = (Vec::new(), Vec::new());
    if may_close && typed.deed == "close" {
        let said = typed.said(&typed.close_reason);
        (close_questions, close_points) = flow::inbox::closing(&web.flow, me, id, &said).await?;
        if !close_points.is_empty() {
            errors.points.clear();
        }
        // A field stands on the page once; it is the closing that is being done.
        questions.retain(|q| close_questions.iter().all(|c| c.name != q.name));
    }
    let referral = flow::inbox::referral(&web.flow, me, id).await?;
    let now = web.flow.source().now();
    let name = |id: &model::PersonId| around.people.get(id.as_str()).cloned().unwrap_or_default();
    let network = page.t(
        &format!("network-{}", channel.network.as_str()),
        &Default::default(),
    );
    let told = |key: &str| common::problem(page, key, &channel.name, &network);
    let book = common::book(web, me).await;
    Ok(ItemView {
        id: id.as_str().to_owned(),
        author: who(&item),
        handle: item.author_handle.clone(),
        due_clause: common::clause(book.as_deref(), me, &item.due_clause),
        overdue: open && item.due_at.is_some_and(|at| at < now),
        due_at: item.due_at.map(|at| at.0),
        written_at: item.written_at.0,
        state: item.state.as_str().to_owned(),
        tone: super::tone(item.state),
        visibility: item.visibility.as_str().to_owned(),
        route: item.route.as_str().to_owned(),
        network: channel.network.as_str().to_owned(),
        found: common::found(&item.findings, &item.text),
        claimed_by: item
            .claimed_by
            .as_ref()
            .filter(|_| claimed)
            .map(name)
            .unwrap_or_default(),
        mine,
        closed_reason: item.closed_reason.clone(),
        earlier: around
            .versions
            .iter()
            .filter(|v| v.number < item.versions)
            .map(|v| Version {
                number: v.number,
                text: v.text.clone(),
                at: v.received_at.0,
            })
            .collect(),
        others: around
            .others
            .iter()
            .filter(|o| o.id != item.id)
            .map(|o| Other {
                id: o.id.as_str().to_owned(),
                author: who(o),
                text: o.text.clone(),
                at: o.written_at.0,
                visibility: o.visibility.as_str().to_owned(),
            })
            .collect(),
        answers: around
            .answers
            .iter()
            .map(|a| AnswerRow {
                id: a.id.to_string(),
                stopped: may(Permission::Answer)
                    && matches!(a.state, PublicationState::Failed | PublicationState::Held),
                text: a.text.clone(),
                by: name(&a.author),
                at: a.created_at.0,
                state: a.state.as_str().to_owned(),
                tone: match a.state {
                    PublicationState::Published => "success",
                    PublicationState::Failed | PublicationState::Expired => "danger",
                    PublicationState::Held | PublicationState::Unknown => "warning",
                    _ => "info",
                },
                url: a.url.clone(),
                problem: told(&a.problem),
            })
            .collect(),
        decisions: around
            .decisions
            .iter()
            .map(|d| DecisionRow {
                act: d.act.as_str().to_owned(),
                ground: grounds
                    .iter()
                    .find(|g| g.id == d.ground)
                    .map_or_else(|| d.ground.clone(), |g| g.title.clone()),
                reason: d.reason.clone(),
                by: name(&d.decided_by),
                at: d.decided_at.0,
                state: d.state.as_str().to_owned(),
                tone: match d.state {
                    ModerationState::Confirmed => "success",
                    ModerationState::Failed => "danger",
                    ModerationState::Decided | ModerationState::Sent => "info",
                },
                confirmed_at: d.confirmed_at.map(|at| at.0),
                problem: told(&d.problem),
            })
            .collect(),
        may_answer: may(Permission::Answer) && free && item.visibility != Visibility::Gone,
        may_hide: may(Permission::Moderate) && item.visibility == Visibility::Visible && means != "none",
        may_restore: may(Permission::Moderate) && item.visibility == Visibility::Hidden,
        may_claim: may(Permission::Answer) && free && !mine,
        may_release: may(Permission::Answer) && mine,
        may_close,
        channel: channel.name,
        post: around.post,
        record: around.record,
        means: if may(Permission::Moderate) {
            means.to_owned()
        } else {
            String::new()
        },
        address: item.url,
        text: item.text,
        grounds,
        questions_changed: typed.asked != asked,
        questions,
        asked,
        hide_questions,
        hide_points,
        hide_exceptions,
        referral,
        close_questions,
        close_points,
        typed,
        outcome,
        points,
        answer_found,
        lengths,
        errors,
        live: false,
    })
}

fn who(item: &Item) -> String {
    let name = if item.author_name.is_empty() {
        &item.author_handle
    } else {
        &item.author_name
    };
    name.clone()
}
