//! A network that does as it is told, and a process that can be killed at any step.

use async_trait::async_trait;
use flow::Connectors;
use model::channel::{Channel, Network};
use model::item::IncomingItem;
use model::{Millis, MunicipalityId, Source};
use networks::{
    Account, CallError, Capabilities, Connector, Hide, Length, Outgoing, OwnPage, OwnPost, Page, Remote,
    RemoteRef, Seen, VideoLimits,
};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use store::Store;
use tokio::sync::Notify;

/// What a call does besides what it was asked.
#[derive(Clone, Debug)]
pub enum Fault {
    Down,
    /// Not done, and the answer is lost.
    LostBefore,
    /// Done, and the answer is lost.
    LostAfter,
    RateLimited,
    Expired,
    Refused,
    /// Says that it is done, and does nothing.
    Pretends,
    /// Done when the gate opens.
    Slow,
}

/// How many steps the process lives on; each access to the database and each end of a call is one.
#[derive(Debug)]
pub struct Life(AtomicI64);

impl Life {
    pub fn new() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(i64::MAX)))
    }

    pub fn ends_after(&self, steps: i64) {
        self.0.store(steps, Ordering::SeqCst);
    }

    /// A new process; whether the old one had died.
    pub fn again(&self) -> bool {
        self.0.swap(i64::MAX, Ordering::SeqCst) <= 0
    }

    pub fn step(&self) -> bool {
        self.0.fetch_sub(1, Ordering::SeqCst) > 0
    }
}

/// Something put up by us.
#[derive(Clone, Debug)]
pub struct Put {
    pub channel: String,
    pub key: String,
    pub text: String,
    pub parent: String,
    pub alts: Vec<String>,
    /// Its alternative text and its captions.
    pub video: Option<(String, String)>,
    pub at: Millis,
    remote: Remote,
}

#[derive(Clone)]
struct Comment {
    item: IncomingItem,
    seq: i64,
    hidden: bool,
}

#[derive(Default)]
struct State {
    put: Vec<Put>,
    comments: BTreeMap<String, Comment>,
    seq: i64,
    faults: HashMap<&'static str, VecDeque<Fault>>,
    calls: Vec<&'static str>,
    /// The journal as others saw it when a comment was hidden.
    seen_at_hide: Vec<Vec<String>>,
    cannot_hide: bool,
}

/// The network: keys make posts unique, comments can be hidden, and what goes wrong is told beforehand.
pub struct Net {
    state: Mutex<State>,
    life: Arc<Life>,
    store: Arc<dyn Store>,
    municipality: MunicipalityId,
    pub entered: Notify,
    pub gate: Notify,
}

impl Net {
    /// `store` is read as somebody else would, to see what is committed when a call comes.
    pub fn new(life: Arc<Life>, store: Arc<dyn Store>, municipality: MunicipalityId) -> Arc<Self> {
        Arc::new(Self {
            state: Mutex::default(),
            life,
            store,
            municipality,
            entered: Notify::new(),
            gate: Notify::new(),
        })
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// What the next calls of a name meet, in order.
    pub fn meets(&self, call: &'static str, faults: &[Fault]) {
        self.state()
            .faults
            .entry(call)
            .or_default()
            .extend(faults.iter().cloned());
    }

    /// Nothing goes wrong any more.
    pub fn mend(&self) {
        self.state().faults.clear();
    }

    pub fn cannot_hide(&self) {
        self.state().cannot_hide = true;
    }

    /// All that was put up with this text.
    pub fn put(&self, text: &str) -> Vec<Put> {
        self.state()
            .put
            .iter()
            .filter(|p| p.text.contains(text))
            .cloned()
            .collect()
    }

    pub fn calls(&self, name: &str) -> usize {
        self.state().calls.iter().filter(|c| **c == name).count()
    }

    pub fn hidden(&self, id: &str) -> bool {
        self.state().comments[id].hidden
    }

    pub fn seen_at_hide(&self) -> Vec<Vec<String>> {
        self.state().seen_at_hide.clone()
    }

    /// A citizen writes, or writes anew when the id is known.
    pub fn comment(&self, id: &str, root: &str, text: &str) {
        let mut state = self.state();
        state.seq += 1;
        let seq = state.seq;
        let item = IncomingItem {
            remote_id: id.into(),
            remote_cid: format!("cid-{seq}"),
            parent_remote_id: root.into(),
            root_remote_id: root.into(),
            author_remote_id: "did:kari".into(),
            author_handle: "kari.example".into(),
            author_name: "Kari Nordmann".into(),
            text: text.into(),
            url: format!("https://network.example/{id}"),
            written_at: Millis(1_772_520_000_000),
            // Spaces, order and escapes that no serialiser would write again.
            raw: format!(
                "{{ \"text\":  {},\t\"id\": \"{id}\", \"v\": {seq}, \"u\": \"\\u00e6\" }}",
                serde_json::json!(text)
            ),
            gone: false,
        };
        state.comments.insert(
            id.into(),
            Comment {
                item,
                seq,
                hidden: false,
            },
        );
    }

    /// Somebody uses the account without us.
    pub fn posted_outside(&self, channel: &str, key: &str, text: &str, parent: &str, at: Millis) {
        let remote = Remote {
            remote_id: format!("at://{key}"),
            cid: format!("cid-{key}"),
            url: format!("https://network.example/{key}"),
            raw: String::new(),
        };
        self.state().put.push(Put {
            channel: channel.into(),
            key: key.into(),
            text: text.into(),
            parent: parent.into(),
            alts: Vec::new(),
            video: None,
            at,
            remote,
        });
    }

    /// What was put up is taken down there.
    pub fn taken_down(&self, remote: &str) {
        self.state().put.retain(|p| p.remote.remote_id != remote);
    }

    /// What was put up is changed there.
    pub fn changed_there(&self, remote: &str, text: &str) {
        let mut state = self.state();
        let put = state.put.iter_mut().find(|p| p.remote.remote_id == remote);
        let put = put.unwrap();
        put.text = text.into();
        put.remote.cid.push('2');
    }

    /// A comment that no notification tells of.
    pub fn comment_silently(&self, id: &str, root: &str, text: &str, at: Millis) {
        self.comment(id, root, text);
        let mut state = self.state();
        let comment = state.comments.get_mut(id).unwrap();
        comment.seq = 0;
        comment.item.written_at = at;
    }

    /// The citizen takes it back, and no notification tells of it.
    pub fn take_back_silently(&self, id: &str) {
        self.state().comments.get_mut(id).unwrap().item.gone = true;
    }

    /// Writes under another handle.
    pub fn comment_by(&self, id: &str, handle: &str, text: &str) {
        self.comment(id, "", text);
        self.state().comments.get_mut(id).unwrap().item.author_handle = handle.into();
    }

    /// Changes a comment without telling anybody.
    pub fn edit_silently(&self, id: &str, text: &str) {
        self.state().comments.get_mut(id).unwrap().item.text = text.into();
    }

    /// The citizen takes it back.
    pub fn take_back(&self, id: &str) {
        let mut state = self.state();
        state.seq += 1;
        let seq = state.seq;
        let comment = state.comments.get_mut(id).unwrap();
        comment.item.gone = true;
        comment.seq = seq;
    }

    pub fn raw(&self, id: &str) -> String {
        self.state().comments[id].item.raw.clone()
    }

    async fn call<T>(&self, name: &'static str, act: impl FnOnce(&mut State) -> T) -> Result<T, CallError> {
        self.act(name, act, None).await
    }

    /// Carries out one call. `pretended` is the answer of a network that says yes and does nothing.
    async fn act<T>(
        &self,
        name: &'static str,
        act: impl FnOnce(&mut State) -> T,
        pretended: Option<T>,
    ) -> Result<T, CallError> {
        let lost = || Err(CallError::Lost("no answer".into()));
        if !self.life.step() {
            return lost();
        }
        let fault = {
            let mut state = self.state();
            state.calls.push(name);
            state.faults.get_mut(name).and_then(VecDeque::pop_front)
        };
        match fault {
            None => {}
            Some(Fault::Down) => return Err(CallError::Down("connection refused".into())),
            Some(Fault::LostBefore) => return lost(),
            Some(Fault::LostAfter) => {
                act(&mut self.state());
                return lost();
            }
            Some(Fault::RateLimited) => return Err(CallError::RateLimited { after_s: 30 }),
            Some(Fault::Expired) => return Err(CallError::Expired("token revoked".into())),
            Some(Fault::Refused) => {
                return Err(CallError::Refused {
                    code: "403".into(),
                    message: "not here".into(),
                });
            }
            Some(Fault::Pretends) => return Ok(pretended.unwrap()),
            Some(Fault::Slow) => {
                self.entered.notify_one();
                self.gate.notified().await;
            }
        }
        let done = act(&mut self.state());
        if self.life.step() { Ok(done) } else { lost() }
    }
}

struct Own {
    net: Arc<Net>,
    channel: String,
}

pub struct Nets(pub Arc<Net>);

impl Connectors for Nets {
    fn connector(&self, channel: &Channel, _secret: Option<&str>) -> Result<Arc<dyn Connector>, CallError> {
        Ok(Arc::new(Own {
            net: self.0.clone(),
            channel: channel.id.to_string(),
        }))
    }

    fn offered(&self) -> Vec<Network> {
        Network::ALL.to_vec()
    }
}

#[async_trait]
impl Connector for Own {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            hide: if self.net.state().cannot_hide {
                Hide::None
            } else {
                Hide::Flag
            },
            other_means: &["report"],
            alt_limit: Some(1_500),
            text_limit: 300,
            images: 4,
            image_bytes: 1_000_000,
            video: Some(VideoLimits {
                bytes: 50_000_000,
                millis: Some(180_000),
                captions: Some(20_000),
            }),
            edit: false,
        }
    }

    /// As Bluesky: 300 letters as readers see them; a family of four counts as one here.
    fn count_length(&self, text: &str) -> Length {
        Length {
            used: text
                .replace('\u{200d}', "")
                .chars()
                .filter(|c| *c != '👩')
                .count(),
            limit: 300,
            unit: "graphemes",
        }
    }

    async fn connect(&self) -> Result<Account, CallError> {
        Ok(Account {
            remote_id: self.channel.clone(),
            handle: self.channel.clone(),
            name: String::new(),
            url: String::new(),
        })
    }

    fn prepare(&self, source: &Source) -> String {
        networks::text::timed_key(source)
    }

    async fn publish(&self, out: &Outgoing, key: &str) -> Result<Remote, CallError> {
        let (channel, key) = (self.channel.clone(), key.to_owned());
        let put = |state: &mut State| {
            if let Some(there) = state.put.iter().find(|p| p.channel == channel && p.key == key) {
                return there.remote.clone();
            }
            let remote = Remote {
                remote_id: format!("at://{key}"),
                cid: format!("cid-{key}"),
                url: format!("https://network.example/{key}"),
                raw: format!("{{ \"uri\":\"at://{key}\" }}"),
            };
            state.put.push(Put {
                channel,
                key,
                text: out.body(),
                parent: out
                    .reply
                    .as_ref()
                    .map(|r| r.parent.remote_id.clone())
                    .unwrap_or_default(),
                alts: out.images.iter().map(|i| i.alt.clone()).collect(),
                video: out.video.as_ref().map(|v| (v.alt.clone(), v.captions.clone())),
                at: out.at,
                remote: remote.clone(),
            });
            remote
        };
        self.net.call("publish", put).await
    }

    async fn find(&self, _out: &Outgoing, key: &str) -> Result<Option<Remote>, CallError> {
        let find = |state: &mut State| {
            let found = state
                .put
                .iter()
                .find(|p| p.channel == self.channel && p.key == key);
            found.map(|p| p.remote.clone())
        };
        self.net.call("find", find).await
    }

    /// Two changes a page, and one of our own posts with the first, as timelines have them.
    async fn replies(&self, cursor: &str) -> Result<Page, CallError> {
        let after: i64 = cursor.parse().unwrap_or(0);
        let page = |state: &mut State| {
            let mut changed: Vec<_> = state
                .comments
                .values()
                .filter(|c| c.seq > after)
                .cloned()
                .collect();
            changed.sort_by_key(|c| c.seq);
            let more = changed.len() > 2;
            changed.truncate(2);
            Page {
                cursor: changed.last().map_or(after, |c| c.seq).to_string(),
                items: changed.into_iter().map(|c| c.item).collect(),
                more,
            }
        };
        self.net.call("replies", page).await
    }

    async fn thread(&self, root: &RemoteRef) -> Result<Vec<IncomingItem>, CallError> {
        let thread = |state: &mut State| {
            let under = state
                .comments
                .values()
                .filter(|c| c.item.root_remote_id == root.remote_id && !c.item.gone);
            under.map(|c| c.item.clone()).collect()
        };
        self.net.call("thread", thread).await
    }

    /// Two a page, newest first.
    async fn own(&self, cursor: &str) -> Result<OwnPage, CallError> {
        let from: usize = cursor.parse().unwrap_or(0);
        let page = |state: &mut State| {
            let mut own: Vec<_> = state.put.iter().filter(|p| p.channel == self.channel).collect();
            own.sort_by_key(|p| std::cmp::Reverse(p.at));
            let posts = own.iter().skip(from).take(2).map(|p| OwnPost {
                remote_id: p.remote.remote_id.clone(),
                cid: p.remote.cid.clone(),
                url: p.remote.url.clone(),
                text: p.text.clone(),
                parent_remote_id: p.parent.clone(),
                written_at: p.at,
                edited: None,
                raw: format!("{{ \"text\":  {} }}", serde_json::json!(p.text)),
            });
            OwnPage {
                posts: posts.collect(),
                cursor: if own.len() > from + 2 {
                    (from + 2).to_string()
                } else {
                    String::new()
                },
            }
        };
        self.net.call("own", page).await
    }

    async fn hide(&self, _root: &RemoteRef, item: &RemoteRef) -> Result<(), CallError> {
        let read = self.net.store.read().await.unwrap();
        let entries = read
            .entries_from(&self.net.municipality, 0, 10_000)
            .await
            .unwrap();
        drop(read);
        let kinds = entries.into_iter().map(|e| e.kind).collect();
        self.net.state().seen_at_hide.push(kinds);
        self.set(item, "hide", true).await
    }

    async fn restore(&self, _root: &RemoteRef, item: &RemoteRef) -> Result<(), CallError> {
        self.set(item, "restore", false).await
    }

    async fn look(&self, _root: &RemoteRef, item: &RemoteRef) -> Result<Seen, CallError> {
        let look = |state: &mut State| match state.comments.get(&item.remote_id) {
            Some(c) if c.item.gone => Seen::Gone,
            Some(c) if c.hidden => Seen::Hidden,
            Some(_) => Seen::Visible,
            None if state.put.iter().any(|p| p.remote.remote_id == item.remote_id) => Seen::Visible,
            None => Seen::Gone,
        };
        self.net.call("look", look).await
    }
}

impl Own {
    async fn set(&self, item: &RemoteRef, name: &'static str, hidden: bool) -> Result<(), CallError> {
        let set = |state: &mut State| {
            let comment = state.comments.get_mut(&item.remote_id).unwrap();
            comment.hidden = hidden && !comment.item.gone;
            !comment.item.gone
        };
        match self.net.act(name, set, Some(true)).await? {
            true => Ok(()),
            false => Err(CallError::Refused {
                code: "not-found".into(),
                message: "no such comment".into(),
            }),
        }
    }
}
