//! State machines as tables: a state names the states it may go to, and nothing else moves it.

/// A step that the table does not have.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{machine}: no step from {from} to {to}")]
pub struct NoSuchStep {
    /// Which machine.
    pub machine: &'static str,
    /// State it is in.
    pub from: &'static str,
    /// State that was asked for.
    pub to: &'static str,
}

/// Declares an enum of states with its text form (database, JSON) and its transition table.
#[macro_export]
macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal => [$($to:ident),* $(,)?]),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// Every state, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Text form, as stored and shown to programs.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// Reads the text form.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }

            /// The states that may come next.
            #[must_use]
            pub fn next(self) -> &'static [Self] {
                match self { $(Self::$variant => &[$(Self::$to),*]),+ }
            }

            /// Goes to `to` when the table has that step.
            ///
            /// # Errors
            /// [`NoSuchStep`](crate::state::NoSuchStep) otherwise.
            pub fn go(self, to: Self) -> Result<Self, $crate::state::NoSuchStep> {
                if self.next().contains(&to) {
                    Ok(to)
                } else {
                    Err($crate::state::NoSuchStep { machine: stringify!($name), from: self.as_str(), to: to.as_str() })
                }
            }
        }
    };
}

/// Declares an enum with a text form and no transitions.
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// Every word, in order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Text form, as stored and shown to programs.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// Reads the text form.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
