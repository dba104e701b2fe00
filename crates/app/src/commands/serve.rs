//! `rettesnor serve`: the server and its worker.

use crate::config::Config;
use crate::{system, wire};
use anyhow::{Context, Result};
use flow::jobs::{self, Runner};
use flow::setup;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;

/// Serves until the process is told to stop; lets requests and jobs under way finish.
///
/// # Errors
/// The data cannot be opened, the address cannot be listened on.
pub async fn run(config: Config) -> Result<ExitCode> {
    let parts = wire::open(&config, system::source(), wire::Purpose::Serve).await?;
    let flow = parts.flow.clone();
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot-listen: cannot listen on {}", config.listen))?;
    let told = told_to_stop()?;
    jobs::ensure_recurring(&flow).await?;
    std::thread::spawn(detect::text::warm_up);

    let settings = web::Settings {
        https: config.base_url.starts_with("https://"),
        trusted_proxies: config.trusted_proxies.clone(),
        ..web::Settings::default()
    };
    let router = web::router(web::Web::new(flow.clone(), settings.clone())?);
    super::print(&format!(
        "Rettesnor {} listens on {}",
        env!("CARGO_PKG_VERSION"),
        config.base_url
    ));
    if let Some(token) = setup::begin(&flow).await? {
        super::print(&format!(
            "Set-up (once, for the first administrator): {}/setup/{token}",
            config.base_url
        ));
    }

    let stop = Arc::new(Notify::new());
    let runner = Runner {
        worker: format!("process-{}", std::process::id()),
    };
    let worker = {
        let (flow, stop) = (flow.clone(), stop.clone());
        tokio::spawn(async move { runner.run(flow, stop).await })
    };
    web::serve(listener, router, &settings, told).await;
    stop.notify_waiters();
    worker.await?;
    drop(parts);
    Ok(ExitCode::SUCCESS)
}

/// Ends at SIGINT or SIGTERM, which are heard from this call on.
fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
