//! Opening a page, waiting until it stands, and taking it in every form.

use super::pipe::Pipe;
use super::relay::{Exchange, fulfil, relay};
use super::{Browser, Capture, CaptureError};
use crate::CallError;
use base64::Engine as _;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

/// The window, in pixels: a usual screen, and high enough that most of a channel's newest posts load.
const WIDTH: u32 = 1_280;
const HEIGHT: u32 = 2_400;
/// Highest picture, in pixels: more does not fit the browser's own surface.
const HEIGHT_MAX: f64 = 12_000.0;
/// Requests and bytes of all answers together that a page may take.
const REQUESTS: usize = 500;
const BYTES: usize = 64 << 20;
/// A page stands when it has loaded and has asked for nothing for this long …
const QUIET: Duration = Duration::from_millis(1_500);
/// … or when it has kept asking for this long.
const RESTLESS: Duration = Duration::from_secs(30);

/// What the page itself is asked once it stands.
const ASKED: &str = "({title: document.title, url: location.href, \
     password: document.querySelector('input[type=password]') !== null})";

pub(super) async fn capture(browser: &Browser, address: &str) -> Result<Capture, CaptureError> {
    let mut tab = Tab::open(browser).await?;
    if let Err(error) = tab.settle(address).await {
        // An error without a page of its own is an answer too: nothing to show, and its status.
        let status = tab.exchanges.last().map_or(0, |e| e.status);
        if status < 400 {
            return Err(error);
        }
        return Ok(Capture {
            url: address.to_owned(),
            status,
            title: String::new(),
            login: is_refusal(status),
            png: Vec::new(),
            pdf: Vec::new(),
            mhtml: Vec::new(),
            exchanges: tab.exchanges,
        });
    }
    let told = tab
        .ask(
            "Runtime.evaluate",
            json!({"expression": ASKED, "returnByValue": true}),
        )
        .await?;
    let told = told.pointer("/result/value").cloned().unwrap_or_default();
    let text = |name: &str| {
        told.get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let url = text("url");
    let status = tab.status(&url);
    let password = told.get("password").and_then(Value::as_bool).unwrap_or_default();
    let png = tab.picture().await?;
    let pdf = tab
        .file("Page.printToPDF", json!({"printBackground": true}))
        .await?;
    let mhtml = tab
        .ask("Page.captureSnapshot", json!({"format": "mhtml"}))
        .await?;
    let mhtml = mhtml.get("data").and_then(Value::as_str).unwrap_or_default();
    if png.is_empty() || pdf.is_empty() || mhtml.is_empty() {
        return Err(CaptureError::Browser("an empty file".to_owned()));
    }
    Ok(Capture {
        login: is_refusal(status) || (password && path(&url) != path(address)),
        status,
        title: text("title"),
        png,
        pdf,
        mhtml: mhtml.as_bytes().to_vec(),
        exchanges: tab.exchanges,
        url,
    })
}

/// Whether a status says that one must be known first.
fn is_refusal(status: u16) -> bool {
    matches!(status, 401 | 403)
}

/// The path of an address, to see whether one was sent elsewhere.
fn path(address: &str) -> String {
    let url = url::Url::parse(address);
    url.map(|u| u.path().trim_end_matches('/').to_owned())
        .unwrap_or_default()
}

/// One tab.
struct Tab<'a> {
    browser: &'a Browser,
    pipe: Pipe,
    session: String,
    /// What has been read of the next message.
    partial: Vec<u8>,
    /// Requests being carried out: the browser's number and what came.
    under_way: JoinSet<(String, Result<Exchange, CallError>)>,
    exchanges: Vec<Exchange>,
    requests: usize,
    bytes: usize,
    loaded: bool,
    /// When it last asked for something or got it.
    moved: Instant,
    /// Why the page itself did not come.
    problem: Option<CallError>,
}

impl<'a> Tab<'a> {
    async fn open(browser: &'a Browser) -> Result<Self, CaptureError> {
        let mut tab = Self {
            browser,
            pipe: Pipe::start(browser)?,
            session: String::new(),
            partial: Vec::new(),
            under_way: JoinSet::new(),
            exchanges: Vec::new(),
            requests: 0,
            bytes: 0,
            loaded: false,
            moved: Instant::now(),
            problem: None,
        };
        let id = |answer: &Value, name: &str| answer.get(name).and_then(Value::as_str).map(str::to_owned);
        let odd = || CaptureError::Browser("no tab".to_owned());
        let made = tab
            .ask("Target.createTarget", json!({"url": "about:blank"}))
            .await?;
        let target = id(&made, "targetId").ok_or_else(odd)?;
        let params = json!({"targetId": target, "flatten": true});
        let attached = tab.ask("Target.attachToTarget", params).await?;
        tab.ask("Browser.setDownloadBehavior", json!({"behavior": "deny"}))
            .await?;
        tab.session = id(&attached, "sessionId").ok_or_else(odd)?;
        let patterns = json!({"patterns": [{"urlPattern": "*", "requestStage": "Request"}]});
        let metrics = json!({"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": false});
        for (method, params) in [
            ("Page.enable", json!({})),
            ("Network.enable", json!({})),
            ("Network.setBypassServiceWorker", json!({"bypass": true})),
            ("Fetch.enable", patterns),
            ("Emulation.setDeviceMetricsOverride", metrics),
        ] {
            tab.ask(method, params).await?;
        }
        Ok(tab)
    }

    /// Gives an order and waits for its answer; meanwhile the page's requests are carried out.
    async fn ask(&mut self, method: &str, params: Value) -> Result<Value, CaptureError> {
        let session = self.session.clone();
        let id = self.pipe.send(&session, method, params).await?;
        loop {
            let Some(message) = self.step(None).await? else {
                continue;
            };
            if message.get("id").and_then(Value::as_i64) != Some(id) {
                continue;
            }
            if let Some(error) = message.get("error") {
                return Err(CaptureError::Browser(format!("{method}: {error}")));
            }
            return Ok(message.get("result").cloned().unwrap_or_default());
        }
    }

    /// Opens the address and waits until the page stands.
    async fn settle(&mut self, address: &str) -> Result<(), CaptureError> {
        let begun = Instant::now();
        let opened = self.ask("Page.navigate", json!({"url": address})).await?;
        if let Some(error) = opened.get("errorText").and_then(Value::as_str) {
            let told = self.problem.take().map(|e| e.to_string());
            return Err(CaptureError::NotReached(told.unwrap_or_else(|| error.to_owned())));
        }
        self.moved = Instant::now();
        loop {
            let quiet = self.loaded && self.under_way.is_empty() && self.moved.elapsed() >= QUIET;
            if quiet || begun.elapsed() >= RESTLESS {
                return Ok(());
            }
            let until = (self.moved + QUIET).max(Instant::now() + Duration::from_millis(100));
            self.step(Some(until)).await?;
        }
    }

    /// Waits for the next message or answer, at most until `until`. A message that is not about the page's requests is
    /// handed back.
    async fn step(&mut self, until: Option<Instant>) -> Result<Option<Value>, CaptureError> {
        let deadline = until.unwrap_or_else(|| Instant::now() + super::PATIENCE);
        tokio::select! {
            message = self.pipe.receive(&mut self.partial) => self.heard(message?).await,
            Some(done) = self.under_way.join_next() => {
                let (id, outcome) = done.map_err(|e| CaptureError::Browser(e.to_string()))?;
                self.answered(&id, outcome).await?;
                Ok(None)
            }
            () = sleep_until(deadline) => Ok(None),
        }
    }

    async fn heard(&mut self, message: Value) -> Result<Option<Value>, CaptureError> {
        let method = message.get("method").and_then(Value::as_str).unwrap_or_default();
        let session = self.session.clone();
        match method {
            "Fetch.requestPaused" => {
                self.moved = Instant::now();
                self.requests += 1;
                let id = message.pointer("/params/requestId").and_then(Value::as_str);
                let (id, request) = (
                    id.unwrap_or_default().to_owned(),
                    message.pointer("/params/request"),
                );
                let request = request.cloned().unwrap_or_default();
                let url = request.get("url").and_then(Value::as_str).unwrap_or_default();
                if url.starts_with("data:") || url.starts_with("blob:") {
                    let on = json!({"requestId": id});
                    self.pipe.send(&session, "Fetch.continueRequest", on).await?;
                } else if self.requests > REQUESTS || self.bytes > BYTES {
                    self.fail(&id).await?;
                } else {
                    let http = self.browser.client(url);
                    let at = http.now();
                    self.under_way
                        .spawn(async move { (id, relay(http, at, request).await) });
                }
                Ok(None)
            }
            "Page.loadEventFired" => {
                self.loaded = true;
                Ok(None)
            }
            "Page.javascriptDialogOpening" => {
                let no = json!({"accept": false});
                self.pipe
                    .send(&session, "Page.handleJavaScriptDialog", no)
                    .await?;
                Ok(None)
            }
            _ => Ok(Some(message)),
        }
    }

    /// Gives the browser what came, or says that nothing did.
    async fn answered(&mut self, id: &str, outcome: Result<Exchange, CallError>) -> Result<(), CaptureError> {
        self.moved = Instant::now();
        match outcome {
            Ok(exchange) => {
                self.bytes += exchange.body.len();
                let order = fulfil(id, &exchange);
                self.exchanges.push(exchange);
                let session = self.session.clone();
                self.pipe.send(&session, "Fetch.fulfillRequest", order).await?;
            }
            Err(error) => {
                if self.exchanges.iter().all(|e| (300..400).contains(&e.status)) {
                    self.problem = Some(error);
                }
                self.fail(id).await?;
            }
        }
        Ok(())
    }

    async fn fail(&mut self, id: &str) -> Result<(), CaptureError> {
        let session = self.session.clone();
        let order = json!({"requestId": id, "errorReason": "BlockedByClient"});
        self.pipe.send(&session, "Fetch.failRequest", order).await?;
        Ok(())
    }

    /// Status of the page itself: of the last answer under its address, and of the first that was no redirect when a
    /// script has changed the address since.
    fn status(&self, url: &str) -> u16 {
        let bare = |address: &str| address.split('#').next().unwrap_or_default().to_owned();
        let own = self.exchanges.iter().rev().find(|e| bare(&e.url) == bare(url));
        let first = || self.exchanges.iter().find(|e| !(300..400).contains(&e.status));
        own.or_else(first).map_or(0, |e| e.status)
    }

    /// The whole page, as high as it is within bounds.
    async fn picture(&mut self) -> Result<Vec<u8>, CaptureError> {
        let metrics = self.ask("Page.getLayoutMetrics", json!({})).await?;
        let height = metrics.pointer("/cssContentSize/height").and_then(Value::as_f64);
        let height = height.unwrap_or(0.0).clamp(f64::from(HEIGHT) / 2.0, HEIGHT_MAX);
        let clip = json!({"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": 1});
        let params = json!({"format": "png", "captureBeyondViewport": true, "clip": clip});
        self.file("Page.captureScreenshot", params).await
    }

    /// An answer that is a file in base 64.
    async fn file(&mut self, method: &str, params: Value) -> Result<Vec<u8>, CaptureError> {
        let made = self.ask(method, params).await?;
        let data = made.get("data").and_then(Value::as_str).unwrap_or_default();
        base64::engine::general_purpose::STANDARD
            .decode(data)
            .map_err(|e| CaptureError::Browser(e.to_string()))
    }
}
