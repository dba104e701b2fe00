//! `GET /channels/{id}/snapshots/{snapshot}`: one snapshot, what it shows, and its files.

use super::list::Row;
use crate::pages::common;
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::snapshots::{OwnComment, OwnData, OwnPost};
use model::person::Permission as P;
use model::retention::Ruling;
use model::snapshot::{SnapshotOrigin, SnapshotState};
use model::{ChannelId, ErasureId, Id as _, Millis, SnapshotId};
use serde::Serialize;

/// A file of it.
#[derive(Debug, Serialize)]
pub struct FileRow {
    /// Name of the part, which is also the end of its address.
    pub name: String,
    /// Ending of the file's name.
    pub ending: String,
}

/// What is left to say when it was erased.
#[derive(Debug, Serialize)]
pub struct Gone {
    /// When.
    pub at: i64,
    /// By which decision.
    pub ruling: Ruling,
    /// Address of the protocol, for those who may see it; empty otherwise.
    pub protocol: String,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct SnapshotView {
    /// Channel.
    pub channel: String,
    /// Its name.
    pub name: String,
    /// Address of the page.
    pub place: String,
    /// The snapshot.
    pub snapshot: Row,
    /// Its files.
    pub files: Vec<FileRow>,
    /// Whether there is a picture to show.
    pub picture: bool,
    /// What it shows, when it was made from our own data.
    pub own: Option<OwnData>,
    /// When and by what it was lawfully erased.
    pub gone: Option<Gone>,
    /// Whether the reader may have it erased.
    pub may_erase: bool,
    /// Address of the request to erase it that waits, for those who may see it; empty for none.
    pub asked: String,
    /// Position of its entry in the log.
    pub seq: Option<i64>,
}

impl View for SnapshotView {
    const TEMPLATE: &'static str = "snapshots/show.html";
    fn samples() -> Vec<Self> {
        use SnapshotOrigin as O;
        use SnapshotState as S;
        let at = Millis(1_795_348_800_000);
        let view = |state, origin, files: &[(&str, &str)], own, may_erase| Self {
            channel: "c".to_owned(),
            name: "Båtsfjord kommune".to_owned(),
            place: "https://bsky.app/profile/batsfjord.example.no".to_owned(),
            snapshot: Row::sample(state, origin),
            files: files
                .iter()
                .map(|(name, ending)| FileRow {
                    name: (*name).to_owned(),
                    ending: (*ending).to_owned(),
                })
                .collect(),
            picture: files.iter().any(|(name, _)| *name == "picture"),
            own,
            gone: (state == S::Erased).then(|| Gone {
                at: at.0,
                ruling: crate::pages::retention::sample_ruling(),
                protocol: "/retention/disposals/d".to_owned(),
            }),
            may_erase,
            asked: String::new(),
            seq: matches!(state, S::Kept | S::Erased).then_some(41),
        };
        let post = |pictures: Vec<String>, comments| OwnPost {
            text: "Svømmehallen åpner igjen mandag.".to_owned(),
            link: "https://www.batsfjord.kommune.no/nyheter".to_owned(),
            url: "https://bsky.app/profile/batsfjord.example.no/post/3k".to_owned(),
            published_at: Some(at),
            pictures,
            comments,
        };
        let comment = OwnComment {
            author: "Ola Nordmann".to_owned(),
            text: "Endelig!".to_owned(),
            written_at: at,
        };
        let bare = OwnPost {
            link: String::new(),
            url: String::new(),
            published_at: None,
            ..post(Vec::new(), Vec::new())
        };
        let data = |posts| OwnData {
            name: "Båtsfjord kommune".to_owned(),
            network: "bluesky".to_owned(),
            handle: "batsfjord.example.no".to_owned(),
            url: String::new(),
            made_at: at,
            posts,
        };
        let full = [
            ("picture", "png"),
            ("print", "pdf"),
            ("page", "mhtml"),
            ("web-archive", "warc.gz"),
        ];
        let own = [("own-data", "json")];
        vec![
            view(S::Kept, O::Page, &full, None, true),
            Self {
                asked: "/retention/erasures/e".to_owned(),
                ..view(S::Kept, O::Page, &full, None, true)
            },
            view(
                S::Kept,
                O::Own,
                &own,
                Some(data(vec![
                    post(vec!["Bassenget".to_owned()], vec![comment]),
                    bare,
                ])),
                false,
            ),
            view(S::Kept, O::Own, &own, Some(data(Vec::new())), false),
            view(S::Erased, O::Page, &[], None, true),
            Self {
                gone: Some(Gone {
                    at: at.0,
                    ruling: crate::pages::retention::sample_ruling(),
                    protocol: String::new(),
                }),
                ..view(S::Erased, O::Page, &[], None, false)
            },
            view(S::Making, O::Page, &[], None, false),
            view(S::Failed, O::Page, &[], None, false),
        ]
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path((channel, snapshot)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let channel: ChannelId = common::id(&channel)?;
    let id: SnapshotId = common::id(&snapshot)?;
    let shown = flow::snapshots::shown(&web.flow, &me, &channel, &id).await?;
    let own = if shown.files.iter().any(|f| f.name == "own-data") {
        Some(flow::snapshots::own_data(&web.flow, &me, &channel, &id).await?)
    } else {
        None
    };
    let read = web.flow.store().read().await?;
    let people = common::people(&*read, &me.municipality.id).await?;
    drop(read);
    let address = |right, what, id: Option<&str>| {
        let id = id.filter(|_| me.person.may(right));
        id.map_or_else(String::new, |id| format!("/retention/{what}/{id}"))
    };
    page.view(&SnapshotView {
        channel: shown.channel.id.as_str().to_owned(),
        name: shown.channel.name,
        place: shown.snapshot.url.clone(),
        snapshot: Row::of(&page, &people, &shown.snapshot),
        picture: shown.files.iter().any(|f| f.name == "picture"),
        files: shown
            .files
            .into_iter()
            .map(|f| FileRow {
                name: f.name,
                ending: f.ending.to_owned(),
            })
            .collect(),
        own,
        gone: shown.erased.map(|erased| Gone {
            at: erased.at.0,
            ruling: erased.ruling,
            protocol: address(P::SeeRetention, "disposals", Some(erased.disposal.as_str())),
        }),
        may_erase: me.person.may(P::ManageRetention),
        asked: address(
            P::ManageRetention,
            "erasures",
            shown.asked.as_ref().map(ErasureId::as_str),
        ),
        seq: shown.seq,
    })
}
