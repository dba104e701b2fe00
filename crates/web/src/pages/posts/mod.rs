//! Writing, checking, submitting and publishing posts.

mod compose;
mod form;
mod links;
mod list;
mod media;
mod picture;
mod publish;
mod show;
mod write;

pub use compose::ComposeView;
pub use list::PostsView;
pub use show::PostView;

use crate::access::{Access, Route};
use model::person::Permission as P;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/posts", Access::May(P::SeePosts), list::show),
        Route::post("/posts", Access::May(P::WritePost), write::create),
        Route::get("/posts/{id}", Access::May(P::SeePosts), show::show),
        Route::post("/posts/{id}", Access::May(P::WritePost), write::write),
        Route::post("/posts/{id}/check", Access::May(P::WritePost), write::check),
        Route::post("/posts/{id}/look", Access::May(P::WritePost), write::look),
        Route::post("/posts/{id}/reopen", Access::May(P::WritePost), publish::reopen),
        Route::post(
            "/posts/{id}/withdraw",
            Access::May(P::WritePost),
            publish::withdraw,
        ),
        Route::post("/posts/{id}/publish", Access::May(P::Publish), publish::publish),
        Route::post(
            "/posts/{id}/publications/{publication}/{deed}",
            Access::May(P::Publish),
            publish::decide,
        ),
        Route::get("/media/{id}", Access::May(P::SeePosts), media::show),
    ]
}

/// What a publication looks like in a list and on its post's page.
#[derive(Clone, Debug, serde::Serialize)]
pub struct PublicationRow {
    /// Id.
    pub id: String,
    /// Name of the channel.
    pub channel: String,
    /// Word of the network.
    pub network: String,
    /// Word of the state.
    pub state: String,
    /// Colour of the state.
    pub tone: &'static str,
    /// When it is due.
    pub due_at: i64,
    /// When the network confirmed it.
    pub published_at: Option<i64>,
    /// Address on the network; empty until known.
    pub url: String,
    /// What is wrong.
    pub problem: Option<super::common::Problem>,
    /// What may be done: `retry`, `send`, `cancel`.
    pub deeds: Vec<&'static str>,
}

/// A publication as rows show it.
fn row(
    page: &crate::Page,
    p: &model::publication::Publication,
    channel: Option<&model::channel::Channel>,
    may_publish: bool,
) -> PublicationRow {
    use model::Id as _;
    use model::publication::PublicationState as S;
    let name = channel.map(|c| c.name.clone()).unwrap_or_default();
    let network = channel.map_or("", |c| c.network.as_str());
    let mut deeds = Vec::new();
    if may_publish {
        deeds.extend((p.state == S::Failed).then_some("retry"));
        deeds.extend(matches!(p.state, S::Held | S::Expired).then_some("send"));
        deeds.extend(p.state.next().contains(&S::Cancelled).then_some("cancel"));
    }
    PublicationRow {
        id: p.id.as_str().to_owned(),
        problem: super::common::problem(
            page,
            &p.problem,
            &name,
            &page.t(&format!("network-{network}"), &Default::default()),
        ),
        channel: name,
        network: network.to_owned(),
        state: p.state.as_str().to_owned(),
        tone: match p.state {
            S::Published => "success",
            S::Failed | S::Expired => "danger",
            S::Held | S::Unknown => "warning",
            S::Cancelled | S::Removed => "neutral",
            S::Scheduled | S::Prepared | S::Sending => "info",
        },
        due_at: p.due_at.0,
        published_at: p.published_at.map(|at| at.0),
        url: p.url.clone(),
        deeds,
    }
}

/// Colour of a post's state.
fn tone(state: model::post::PostState) -> &'static str {
    use model::post::PostState as S;
    match state {
        S::Draft | S::Withdrawn => "neutral",
        S::Submitted => "warning",
        S::Approved | S::Scheduled => "info",
        S::Done => "success",
    }
}
