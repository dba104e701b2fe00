//! The register of channels.
mod apply;
mod change;
mod close;
mod connect;
mod facts;
pub use apply::{Application, apply, questions};
pub use change::{as_it_is, change, changing};
pub use close::{close, closing};
pub use connect::{Connect, activation, connect};
pub(crate) use facts::{digest, known};
