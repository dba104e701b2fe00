//! What is found in a text by the lists, and in what order.

use super::context::CueWord;
use super::entry::Languages;
use super::word::{narrow, wide};
use crate::Span;

/// A word or phrase of a list, found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where, in bytes.
    pub span: Span,
    /// Index of its first word and of the last.
    pub words: (usize, usize),
    /// Written so as not to be seen: digits for letters, drawn out, spelt apart.
    pub disguised: bool,
    pub(in super::super) list: u16,
    pub(super) entry: u32,
}

impl Hit {
    /// Orders hits by place, the longer first.
    fn place(&self) -> u64 {
        let (start, end) = (narrow(self.span.start), narrow(self.span.end));
        u64::from(start) << 32 | u64::from(u32::MAX - end)
    }
}

/// A small word that tells languages apart.
#[derive(Clone, Copy, Debug, Default)]
pub struct SmallWord {
    /// Which word of the text.
    pub word: u32,
    /// Languages that have it.
    pub languages: Languages,
}

/// What is found in a text.
#[derive(Debug, Default)]
pub struct Found {
    /// By list, then by place, the longer first.
    pub hits: Vec<Hit>,
    /// Where each list's hits begin, and where the last one's end.
    pub starts: Vec<u32>,
    /// Cue words by place.
    pub cues: Vec<CueWord>,
    /// Small words by place.
    pub small: Vec<SmallWord>,
    /// Of every word the lists whose patterns may know it, a bit each.
    pub members: Vec<u32>,
    /// The hits as they were found, how many each list has, and where the next one of each goes.
    pub(super) loose: Vec<Hit>,
    pub(super) counts: Vec<u32>,
    free: Vec<u32>,
}

impl Found {
    /// Forgets everything but the memory for it.
    pub(super) fn clear(&mut self) {
        self.hits.clear();
        self.starts.clear();
        self.cues.clear();
        self.small.clear();
        self.members.clear();
        self.loose.clear();
        self.counts.clear();
        self.free.clear();
    }

    /// Puts the hits in order, by list and place. They were found by place, but for the longer of those that begin together and
    /// for disguised words.
    pub(super) fn order(&mut self) {
        let Self {
            hits,
            starts,
            cues,
            loose,
            counts,
            free,
            ..
        } = self;
        let mut end = 0;
        starts.push(0);
        starts.extend(counts.iter().map(|count| {
            end += *count;
            end
        }));
        free.extend_from_slice(starts);
        hits.extend_from_slice(loose);
        for hit in &*loose {
            if let Some(next) = free.get_mut(usize::from(hit.list))
                && let Some(place) = hits.get_mut(wide(*next))
            {
                *place = *hit;
                *next += 1;
            }
        }
        for list in starts.windows(2) {
            let [from, to] = list else { continue };
            let hits = hits.get_mut(wide(*from)..wide(*to)).unwrap_or_default();
            if !hits.is_sorted_by_key(Hit::place) {
                hits.sort_by_key(Hit::place);
            }
        }
        cues.sort_by_key(|word| word.span);
    }
}
