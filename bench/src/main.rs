#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::panic,
    clippy::print_stdout,
    clippy::string_slice
)]

//! Measurements, each beside a yardstick in the same run: `cargo run --release -p rettesnor-bench [rulebook|detect|pictures|ingest|check|inbox|copy|search]`.
//! What is compared with what stands in each file and in docs/operate/performance.md.

mod check;
mod copy;
mod detect;
mod inbox;
mod ingest;
mod pictures;
mod rulebook;
mod search;
mod server;
mod stats;
#[path = "../../crates/app/src/system.rs"]
mod system;
#[path = "../../crates/app/tests/it/town.rs"]
mod town;
mod wagtail;

use std::path::PathBuf;

#[tokio::main]
async fn main() {
    if cfg!(debug_assertions) {
        panic!("measure what is shipped: cargo run --release -p rettesnor-bench");
    }
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let all = wanted.is_empty();
    let is = |name: &str| all || wanted.iter().any(|w| w == name);
    // Under target, so on the disk that holds the project and not in a file system that lies in memory.
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    std::fs::create_dir_all(&folder).unwrap();
    let folder = folder.canonicalize().unwrap();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    println!(
        "{cores} cores, load {}",
        std::fs::read_to_string("/proc/loadavg")
            .unwrap_or_default()
            .trim()
    );
    if is("rulebook") {
        rulebook::run();
    }
    if is("detect") {
        detect::run(&folder);
    }
    if is("pictures") {
        pictures::run();
    }
    if is("check") {
        check::run(&folder).await;
    }
    if is("ingest") {
        ingest::run(&folder).await;
    }
    if is("copy") {
        copy::run(&folder);
    }
    if is("search") {
        search::run(&folder).await;
    }
    if is("inbox") {
        inbox::run(&folder).await;
    }
}
