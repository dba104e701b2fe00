//! The register of channels.
mod apply;
mod close;
mod connect;
pub use apply::{apply, questions, Application};
pub use close::close;
pub use connect::{connect, Connect};
