//! What can be asked about.

model::words! {
    /// A step at which the rulebook is asked.
    Event {
        /// Somebody applies for a new channel.
        ChannelApply = "channel.apply",
        /// An approved channel is connected and put on the public list.
        ChannelActivate = "channel.activate",
        /// A draft while it is typed; nothing is stored.
        PostCheck = "post.check",
        /// A draft is frozen and sent for approval.
        PostSubmit = "post.submit",
        /// An approved revision is about to be sent; asked again in the transaction that sends.
        PostPublish = "post.publish",
        /// Somebody wrote to us.
        ItemReceived = "item.received",
        /// We answer an item.
        ItemAnswer = "item.answer",
        /// An item is hidden.
        ModerationHide = "moderation.hide",
        /// A crisis is declared.
        CrisisDeclare = "crisis.declare",
    }
}

impl Event {
    /// The first half of the word: `channel`, `post`, `item`, `moderation`, `crisis`.
    #[must_use]
    pub fn area(self) -> &'static str {
        self.as_str().split('.').next().unwrap_or_default()
    }
}
