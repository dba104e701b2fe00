//! Serves the frame on two loopback ports with a municipality in memory, to look at it: `cargo run --example shell`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout
)]

#[path = "../tests/it/house.rs"]
#[allow(dead_code)]
mod house;

use house::Memory;
use model::person::Role;

#[tokio::main]
async fn main() {
    let memory = Memory::set_up();
    memory.sign_in("editor", &[Role::Editor, Role::CrisisLead], true);
    let house = house::House::new(memory);
    let router = web::router(house.web);
    // The second address is the editor's, without signing in: this house has no doorkeeper.
    let signed = router.clone().layer(axum::middleware::map_request(
        |mut request: axum::extract::Request| async {
            request
                .headers_mut()
                .insert("cookie", axum::http::HeaderValue::from_static("rettesnor=editor"));
            request
        },
    ));
    let visitor = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let editor = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("visitor http://{}", visitor.local_addr().unwrap());
    println!("editor http://{}", editor.local_addr().unwrap());
    let (a, b) = tokio::join!(axum::serve(visitor, router), axum::serve(editor, signed));
    a.unwrap();
    b.unwrap();
}
