//! Where choosing a language leads back to: always a page. A form that was not taken is shown as the answer to a request
//! whose address may be none; then it is the nearest page above that address.

use crate::access::{Access, Route};
use crate::page::Signed;
use axum::http::{Method, Uri};
use std::collections::HashMap;
use std::sync::Arc;

/// The pages of a route table, by their paths with every parameter alike, and who may see them.
#[derive(Clone, Debug)]
pub(crate) struct Pages(Arc<HashMap<String, Access>>);

impl Pages {
    pub(crate) fn of(routes: &[Route]) -> Self {
        let read = routes
            .iter()
            .filter(|r| r.method == Method::GET && r.access != Access::Bare);
        let pages = read.map(|r| (shape(&r.path.split('/').collect::<Vec<_>>()), r.access));
        Self(Arc::new(pages.collect()))
    }

    /// The address to come back to after a request; `pattern` is the path of the route that took it.
    pub(crate) fn after(
        &self,
        method: &Method,
        uri: &Uri,
        pattern: Option<&str>,
        visitor: Option<&Signed>,
    ) -> String {
        let whole = || {
            uri.path_and_query()
                .map_or("/".to_owned(), |p| p.as_str().to_owned())
        };
        if method.is_safe() {
            return whole();
        }
        let pattern: Vec<&str> = pattern.unwrap_or_default().split('/').collect();
        let path: Vec<&str> = uri.path().split('/').collect();
        if self.admits(&pattern, visitor) {
            return whole();
        }
        let above = (2..pattern.len()).rev();
        let mut pages = above.filter_map(|n| pattern.get(..n).zip(path.get(..n)));
        let page = pages.find(|(pattern, _)| self.admits(pattern, visitor));
        page.map_or("/".to_owned(), |(_, path)| path.join("/"))
    }

    fn admits(&self, pattern: &[&str], visitor: Option<&Signed>) -> bool {
        let access = self.0.get(&shape(pattern));
        access.is_some_and(|access| access.admits(visitor))
    }
}

fn shape(pattern: &[&str]) -> String {
    let parts = pattern
        .iter()
        .map(|part| if part.starts_with('{') { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}
