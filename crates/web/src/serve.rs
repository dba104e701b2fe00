//! The router: every row of the route table behind the same door.

use crate::access::{Access, Route, guard};
use crate::assets::Assets;
use crate::back::Pages;
use crate::texts::{Texts, TextsError};
use crate::view::Views;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use flow::Flow;
use std::sync::Arc;
use std::time::Duration;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};

/// What the operator decides about the web side.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether people reach us by https (directly or through a proxy): secure cookies and HSTS.
    pub https: bool,
    /// Largest request body in bytes; uploads included.
    pub body_limit: usize,
    /// How long the head of a request may take to come, and how long a connection may wait for its next request.
    pub head_time: Duration,
    /// How long the body of a request may pause. How long it takes is no matter: a video on a slow line takes many minutes.
    pub body_pause: Duration,
    /// How long nothing of an answer may go out that is ready to. How long all of it takes is no matter.
    pub answer_pause: Duration,
    /// Addresses of the proxies in front of us, whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            https: false,
            body_limit: 54 * 1024 * 1024,
            head_time: Duration::from_secs(30),
            body_pause: Duration::from_secs(60),
            answer_pause: Duration::from_secs(60),
            trusted_proxies: Vec::new(),
        }
    }
}

/// What every handler can reach; cheap to clone.
#[derive(Clone)]
pub struct Web {
    /// The workflows.
    pub flow: Flow,
    /// The operator's decisions.
    pub settings: Arc<Settings>,
    /// All texts.
    pub texts: Arc<Texts>,
    /// All templates.
    pub views: Arc<Views>,
    /// Style sheets, scripts, fonts.
    pub assets: Arc<Assets>,
}

impl Web {
    /// Loads texts and assets and prepares the templates.
    ///
    /// # Errors
    /// [`TextsError`] when a locale file is broken.
    pub fn new(flow: Flow, settings: Settings) -> Result<Self, TextsError> {
        let texts = Arc::new(Texts::load()?);
        let assets = Arc::new(Assets::new());
        Ok(Self {
            flow,
            settings: Arc::new(settings),
            views: Arc::new(Views::new(texts.clone(), assets.prefix())),
            texts,
            assets,
        })
    }
}

/// The whole web side for `web`, made from [`crate::routes::all`].
pub fn router(web: Web) -> Router {
    router_of(web, crate::routes::all())
}

/// The same from another table; tests use it to see that the door holds for any row.
pub fn router_of(web: Web, routes: Vec<Route>) -> Router {
    let pages = Pages::of(&routes);
    let (bare, paged): (Vec<Route>, Vec<Route>) = routes.into_iter().partition(|r| r.access == Access::Bare);
    let mut bare_router = Router::new();
    for route in bare {
        bare_router = bare_router.route(route.path, route.handler);
    }
    let mut router = Router::new();
    for route in paged {
        let handler = route.handler.layer(from_fn_with_state(route.access, guard));
        router = router.route(route.path, handler);
    }
    let limit = web.settings.body_limit;
    router
        .fallback(crate::error::no_such_page)
        .method_not_allowed_fallback(crate::error::no_such_method)
        .layer(DefaultBodyLimit::max(limit))
        .layer(from_fn_with_state((web.clone(), pages), crate::enter::enter))
        .merge(bare_router.layer(from_fn(crate::enter::bare)))
        .layer(
            CompressionLayer::new().compress_when(
                // WARC files and videos are packed already.
                DefaultPredicate::new()
                    .and(NotForContentType::const_new("application/warc"))
                    .and(NotForContentType::const_new("video/")),
            ),
        )
        .with_state(web)
}
