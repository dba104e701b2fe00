//! What can be asked about.

use crate::Per;

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
        /// An item is closed without an answer.
        ItemClose = "item.close",
        /// An item is hidden.
        ModerationHide = "moderation.hide",
        /// A crisis is declared.
        CrisisDeclare = "crisis.declare",
        /// Somebody is invited, or gets other roles.
        PersonRole = "person.role",
        /// Somebody who works in one unit goes on in another.
        PersonMove = "person.move",
        /// Somebody leaves.
        PersonLeave = "person.leave",
        /// Every active channel, once a day, and when somebody asks for a review now.
        ChannelReview = "channel.review",
        /// The register of a channel is about to be changed: its name, what it is for, or who looks after it.
        ChannelChange = "channel.change",
        /// A channel is being closed.
        ChannelClose = "channel.close",
        /// The municipality itself, once a day.
        ScheduleDay = "schedule.day",
        /// Somebody fills in the case form.
        CaseOpen = "case.open",
        /// A case is being closed.
        CaseClose = "case.close",
        /// A version of the guideline is adopted.
        GuidelineAdopt = "guideline.adopt",
    }
}

impl Event {
    /// What a duty that falls at this event is about.
    #[must_use]
    pub fn per(self) -> Per {
        match self.area() {
            "channel" => Per::Channel,
            "post" => Per::Post,
            "item" | "moderation" => Per::Item,
            "person" => Per::Person,
            "case" => Per::Case,
            _ => Per::Municipality,
        }
    }

    /// The first half of the word: `channel`, `post`, `item`, `moderation`, `crisis`, `person`, `schedule`, `case`,
    /// `guideline`.
    #[must_use]
    pub fn area(self) -> &'static str {
        self.as_str().split('.').next().unwrap_or_default()
    }
}
