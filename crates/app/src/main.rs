//! The binary `rettesnor`.
fn main() {}
