//! The links of a draft: what is known of pages on the municipality's own website, and which post had a link before.

use super::pages::Page;
use super::{Draft, title};
use crate::{Actor, Flow, Result, rules};
use model::municipality::Municipality;
use model::person::Permission;
use model::publication::PublicationState;
use model::{Id as _, Millis, MunicipalityId, PostId, RevisionId};
use rulebook::Rulebook;
use serde::Serialize;
use std::collections::BTreeSet;
use store::{Read, SearchFilter, SearchKind};
use url::Url;

/// Links of a draft that are looked at: more than posts have.
const MOST: usize = 4;
/// Words of an address by which posts with it are searched: the last ones tell most.
const WORDS: usize = 8;
/// Posts with these words that are looked at.
const CANDIDATES: usize = 20;
/// Parameters of addresses that only tell where a reader came from, besides those that begin with "utm_".
const TRACKING: [&str; 6] = ["fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid"];

/// A link of a draft, with what there is to say of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkChecked {
    /// The address as it is written.
    pub address: String,
    /// Its first character in the text; equal to `end` for the one beside the text.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
    /// `gone`, `away` or `unclear`, as [`Page`] says; `unasked` when nobody has looked yet; empty when it is there, or not on
    /// the municipality's own website.
    pub page: String,
    /// The newest post that had it.
    pub earlier: Option<Earlier>,
}

/// A post that was published with a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Earlier {
    /// Id.
    pub post: PostId,
    /// Its first line.
    pub title: String,
    /// When it was published.
    pub at: Millis,
}

/// A link of a text.
pub(super) struct Link {
    /// Where it leads.
    pub url: Url,
    written: String,
    start: usize,
    end: usize,
}

impl Link {
    /// Whether it lies on the municipality's domain or below it.
    pub fn is_own(&self, municipality: &Municipality) -> bool {
        is_within(&self.url, &municipality.website)
    }
}

/// Whether an address lies on a domain or below it.
pub(super) fn is_within(url: &Url, domain: &str) -> bool {
    let host = url.host_str().unwrap_or_default();
    let below = |rest: &str| rest.is_empty() || rest.ends_with('.');
    !domain.is_empty() && host.strip_suffix(domain).is_some_and(below)
}

/// The links of a text and the one beside it.
pub(super) fn of(text: &str, beside: &str) -> Vec<Link> {
    let beside = detect::text::addresses(beside).into_iter().take(1);
    let beside = beside.map(|a| (a.url, 0, 0));
    let within = detect::text::addresses(text).into_iter();
    within
        .map(|a| (a.url, a.chars.start, a.chars.end))
        .chain(beside)
        .filter_map(|(written, start, end)| {
            Some(Link {
                url: Url::parse(&written).ok()?,
                written,
                start,
                end,
            })
        })
        .collect()
}

/// The pages on the municipality's own website that a draft links to, each once.
fn own<'l>(links: &'l [Link], municipality: &Municipality) -> Vec<&'l Link> {
    let mut seen = BTreeSet::new();
    let own = links.iter().filter(|l| l.is_own(municipality));
    own.filter(|l| seen.insert(l.url.as_str())).take(MOST).collect()
}

/// Looks whether the pages are there that a draft links to on the municipality's own website, as far as that is not
/// remembered. Takes some seconds where the website does not answer.
///
/// # Errors
/// `NotAllowed`, `Refused("pack-missing")`.
pub async fn look(flow: &Flow, actor: &Actor, draft: &Draft) -> Result<()> {
    actor.must(Permission::WritePost)?;
    let municipality = &actor.municipality;
    let book = rules::book(flow, municipality).await?;
    if let Some(pages) = flow.pages(municipality, &book) {
        let links = of(&draft.text, &draft.link);
        let wanted = own(&links, municipality).into_iter().map(|l| l.url.clone());
        pages
            .learn(flow.source(), &municipality.website, wanted.collect())
            .await;
    }
    Ok(())
}

/// Whether one of these pages of the municipality's own is known not to be there; `None` when that is not known of all.
pub(super) fn broken(
    flow: &Flow,
    municipality: &Municipality,
    book: &Rulebook,
    own: &[&Link],
) -> Option<bool> {
    if own.is_empty() {
        return Some(false);
    }
    let pages = flow.pages(municipality, book)?;
    let told: Vec<_> = own
        .iter()
        .map(|l| pages.remembered(flow.source(), &l.url))
        .collect();
    if told.contains(&Some(Page::Gone)) {
        return Some(true);
    }
    told.iter()
        .all(|page| *page == Some(Page::There))
        .then_some(false)
}

/// What is remembered of a draft's links.
pub(super) fn checked(
    flow: &Flow,
    municipality: &Municipality,
    book: &Rulebook,
    draft: &Draft,
) -> Vec<LinkChecked> {
    let links = of(&draft.text, &draft.link);
    let looked: BTreeSet<&Url> = own(&links, municipality).into_iter().map(|l| &l.url).collect();
    let pages = flow.pages(municipality, book);
    let known = |link: &Link| match pages.filter(|_| looked.contains(&link.url)) {
        Some(pages) => match pages.remembered(flow.source(), &link.url) {
            Some(Page::There) => "",
            Some(page) => page.as_str(),
            None => "unasked",
        },
        None => "",
    };
    let one = |link: &Link| LinkChecked {
        address: link.written.clone(),
        start: link.start,
        end: link.end,
        page: known(link).to_owned(),
        earlier: None,
    };
    links.iter().map(one).collect()
}

/// The newest published post with each of a draft's links, in their order.
pub(super) async fn earlier(
    read: &(impl Read + ?Sized),
    municipality: &MunicipalityId,
    post: &PostId,
    draft: &Draft,
) -> store::Result<Vec<Option<Earlier>>> {
    let links = of(&draft.text, &draft.link);
    let mut found = Vec::with_capacity(links.len());
    for link in links.iter().take(MOST) {
        found.push(newest_with(read, municipality, post, link).await?);
    }
    Ok(found)
}

async fn newest_with(
    read: &(impl Read + ?Sized),
    municipality: &MunicipalityId,
    post: &PostId,
    link: &Link,
) -> store::Result<Option<Earlier>> {
    let filter = SearchFilter {
        text: format!("\"{}\"", words(&link.written)),
        kind: Some(SearchKind::Revision),
        state: PublicationState::Published.as_str().to_owned(),
        ..SearchFilter::default()
    };
    let hits = read.search(municipality, &filter, None, CANDIDATES).await?.items;
    for hit in hits.iter().filter(|hit| hit.parent != post.as_str()) {
        let Ok(revision) = RevisionId::parse(&hit.subject) else {
            continue;
        };
        let revision = read.revision(municipality, &revision).await?;
        let content = &revision.content;
        let same = |l: &Link| address(&l.url) == address(&link.url);
        if !of(&content.text, &content.link).iter().any(same) {
            continue;
        }
        let all = read
            .publications_of(municipality, std::slice::from_ref(&revision.post))
            .await?;
        let of_it = all.iter().filter(|p| p.revision == revision.id);
        if let Some(at) = of_it.filter_map(|p| p.published_at).min() {
            return Ok(Some(Earlier {
                title: title(&content.text),
                post: revision.post,
                at,
            }));
        }
    }
    Ok(None)
}

/// The words of host and path, as the search knows them.
fn words(written: &str) -> String {
    let rest = written.split_once("://").map_or(written, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let words: Vec<&str> = rest
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let last = words.len().saturating_sub(WORDS);
    words.get(last..).unwrap_or_default().join(" ")
}

/// An address without what does not change where it leads: scheme, "www.", a slash at the end, fragment, tracking.
fn address(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let port = url.port().map_or_else(String::new, |port| format!(":{port}"));
    let path = url.path().trim_end_matches('/');
    let kept = url.query().unwrap_or_default().split('&').filter(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        !name.is_empty() && !name.starts_with("utm_") && !TRACKING.contains(&name)
    });
    let kept: Vec<&str> = kept.collect();
    format!("{host}{port}{path}?{}", kept.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_page_has_the_same_address() {
        let same = |one: &str, other: &str| {
            let of = |text: &str| address(&Url::parse(text).unwrap());
            of(one) == of(other)
        };
        let page = "https://www.batsfjord.kommune.no/sak?id=3";
        for other in [
            "http://Batsfjord.kommune.no/sak/?id=3#punkt",
            "https://batsfjord.kommune.no/sak?utm_source=fb&id=3&fbclid=x",
        ] {
            assert!(same(page, other), "{other}");
        }
        for other in [
            "https://www.batsfjord.kommune.no/sak",
            "https://www.batsfjord.kommune.no/sak?id=4",
            "https://www.batsfjord.kommune.no/sak/3?id=3",
            "https://www.batsfjord.kommune.no:8443/sak?id=3",
        ] {
            assert!(!same(page, other), "{other}");
        }
        assert_eq!(words("https://www.a.no/b-c/d?e=f#g"), "a no b c d");
        assert_eq!(words("https://a.no/1/2/3/4/5/6/7/8/9"), "2 3 4 5 6 7 8 9");
    }

    #[test]
    fn a_domain_is_no_other_that_ends_so() {
        let within = |url: &str| is_within(&Url::parse(url).unwrap(), "andoy.kommune.no");
        assert!(within("https://andoy.kommune.no/a") && within("http://www.andoy.kommune.no"));
        assert!(!within("https://handoy.kommune.no/") && !within("https://andoy.kommune.no.example/"));
        assert!(!is_within(&Url::parse("https://a.no").unwrap(), ""));
    }
}
