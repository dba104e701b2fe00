//! A board in memory, for tests.

use super::{Board, BoardChange};
use crate::{Account, CallError, Outgoing, OwnPage, OwnPost, Remote, Seen};
use async_trait::async_trait;
use model::Millis;
use model::item::IncomingItem;
use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Posts and comments of all accounts, gone with the process.
#[derive(Debug, Default)]
pub struct MemoryBoard {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// (account, key) → what was put up, its text and its root.
    posts: BTreeMap<(String, String), Put>,
    /// (account, comment id) → newest version.
    comments: BTreeMap<(String, String), BoardChange>,
    hidden: HashSet<(String, String)>,
    seq: i64,
}

#[derive(Clone, Debug)]
struct Put {
    remote: Remote,
    text: String,
    parent: String,
    at: Millis,
}

impl MemoryBoard {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A citizen comments, or changes the comment `id` when it is there.
    pub fn comment(&self, account: &str, root: &str, id: &str, text: &str, at: Millis) {
        let mut state = self.state();
        state.seq = state.seq.saturating_add(1);
        let seq = state.seq;
        let item = IncomingItem {
            remote_id: id.into(),
            remote_cid: String::new(),
            parent_remote_id: root.into(),
            root_remote_id: root.into(),
            author_remote_id: "citizen".into(),
            author_handle: "citizen".into(),
            author_name: "Citizen".into(),
            text: text.into(),
            url: format!("practice:{id}"),
            written_at: at,
            raw: serde_json::json!({"id": id, "text": text, "in_reply_to": root}).to_string(),
            gone: false,
        };
        state
            .comments
            .insert((account.into(), id.into()), BoardChange { seq, item });
    }

    /// The author takes the comment back.
    pub fn remove(&self, account: &str, id: &str) {
        let mut state = self.state();
        state.seq = state.seq.saturating_add(1);
        let seq = state.seq;
        if let Some(change) = state.comments.get_mut(&(account.into(), id.into())) {
            change.seq = seq;
            change.item.gone = true;
        }
    }

    /// Texts of all that was put up on the account, in the order of their keys.
    #[must_use]
    pub fn texts(&self, account: &str) -> Vec<String> {
        let state = self.state();
        let own = state.posts.iter().filter(|((a, _), _)| a == account);
        own.map(|(_, put)| put.text.clone()).collect()
    }
}

#[async_trait]
impl Board for MemoryBoard {
    async fn account(&self, account: &str) -> Result<Account, CallError> {
        Ok(Account {
            remote_id: account.into(),
            handle: account.into(),
            name: String::new(),
            url: format!("practice:{account}"),
        })
    }

    async fn put_post(&self, account: &str, key: &str, out: &Outgoing) -> Result<Remote, CallError> {
        let mut state = self.state();
        let text = out.body();
        let put = state
            .posts
            .entry((account.into(), key.into()))
            .or_insert_with(|| Put {
                remote: Remote {
                    remote_id: key.into(),
                    cid: String::new(),
                    url: format!("practice:{account}/{key}"),
                    raw: serde_json::json!({"id": key, "text": text}).to_string(),
                },
                text,
                parent: out
                    .reply
                    .as_ref()
                    .map(|r| r.parent.remote_id.clone())
                    .unwrap_or_default(),
                at: out.at,
            });
        Ok(put.remote.clone())
    }

    async fn find(&self, account: &str, key: &str, _out: &Outgoing) -> Result<Option<Remote>, CallError> {
        let state = self.state();
        let put = state.posts.get(&(account.into(), key.into()));
        Ok(put.map(|put| put.remote.clone()))
    }

    async fn changes(&self, account: &str, seq: i64, limit: usize) -> Result<Vec<BoardChange>, CallError> {
        let state = self.state();
        let mut changes: Vec<_> = state
            .comments
            .iter()
            .filter(|((a, _), change)| a == account && change.seq > seq)
            .map(|(_, change)| change.clone())
            .collect();
        changes.sort_by_key(|change| change.seq);
        changes.truncate(limit);
        Ok(changes)
    }

    async fn thread(&self, account: &str, root: &str) -> Result<Vec<IncomingItem>, CallError> {
        let state = self.state();
        let mut items: Vec<_> = state
            .comments
            .iter()
            .filter(|((a, _), change)| a == account && change.item.root_remote_id == root)
            .map(|(_, change)| change.item.clone())
            .collect();
        items.sort_by_key(|item| item.written_at);
        Ok(items)
    }

    /// All on one page.
    async fn own(&self, account: &str, _cursor: &str, _limit: usize) -> Result<OwnPage, CallError> {
        let state = self.state();
        let own = state.posts.iter().filter(|((a, _), _)| a == account);
        let mut posts: Vec<_> = own
            .map(|(_, put)| OwnPost {
                remote_id: put.remote.remote_id.clone(),
                cid: String::new(),
                url: put.remote.url.clone(),
                text: put.text.clone(),
                parent_remote_id: put.parent.clone(),
                written_at: put.at,
                edited: None,
                raw: put.remote.raw.clone(),
            })
            .collect();
        posts.sort_by_key(|post| std::cmp::Reverse(post.written_at));
        Ok(OwnPage {
            posts,
            cursor: String::new(),
        })
    }

    async fn set_hidden(&self, account: &str, item: &str, hidden: bool) -> Result<(), CallError> {
        let mut state = self.state();
        let key = (account.to_owned(), item.to_owned());
        if !state.comments.contains_key(&key) {
            return Err(CallError::Refused {
                code: "not-found".into(),
                message: item.into(),
            });
        }
        if hidden {
            state.hidden.insert(key);
        } else {
            state.hidden.remove(&key);
        }
        Ok(())
    }

    async fn look(&self, account: &str, item: &str) -> Result<Seen, CallError> {
        let state = self.state();
        let key = (account.to_owned(), item.to_owned());
        Ok(match state.comments.get(&key) {
            Some(change) if change.item.gone => Seen::Gone,
            Some(_) if state.hidden.contains(&key) => Seen::Hidden,
            Some(_) => Seen::Visible,
            None => Seen::Gone,
        })
    }
}
