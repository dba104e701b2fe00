//! Serves the frame on a loopback port with a municipality in memory, to look at it: `cargo run --example shell`.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout)]

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
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    axum::serve(listener, web::router(house.web)).await.unwrap();
}
