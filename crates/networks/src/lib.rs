//! One folder per outside network: wire shapes and calls. Writes nothing down.
