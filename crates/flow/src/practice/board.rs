//! The practice network's board on our own store.
use crate::Flow;

/// Implements [`networks::practice::Board`] for one municipality.
#[derive(Clone)]
pub struct StoreBoard {
    #[allow(dead_code)]
    flow: Flow,
}
