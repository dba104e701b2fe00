inbox-overdue = { $count ->
    [one] One is overdue
   *[other] { $count } are overdue
}
inbox-overdue-more = More than { $count } are overdue
inbox-tab-open = Open
inbox-tab-mine = Mine
inbox-tab-answered = Answered
inbox-tab-closed = Closed
inbox-tab-hidden = Hidden
inbox-search = Words or name
inbox-channel = Channel
inbox-route = About
inbox-only-overdue = Overdue only
inbox-no-text = No text
inbox-nothing-found = Nothing matches the filters
inbox-empty = Nothing is waiting
inbox-empty-lead = Comments and questions from the channels arrive here, with their deadline.
item-state-new = New
item-state-claimed = Taken
item-state-answered = Answered
item-state-closed = Closed
visibility-visible = Visible
visibility-hiding = Being hidden
visibility-hidden = Hidden
visibility-restoring = Being restored
visibility-gone = Gone from the network
route-ordinary = Ordinary question
route-case = Question about a case
route-political = Political question
route-case-advice = Do not answer the case here. Refer to the case officer or the municipality’s ordinary forms, and do not ask for personal data in the comments.
route-political-advice = The question belongs to the political level. Answer with facts, or refer to whoever speaks politically.
item-title = From { $author }
item-due = Answer by
item-overdue = Was due
item-due-at = Deadline
item-no-deadline = No deadline
item-edited = edited by its author
item-thread = The conversation
item-our-post = Our post
item-our-answer = Our answer
item-to-post = go to the post
item-versions = { $count ->
    [one] One earlier version
   *[other] { $count } earlier versions
}
item-version = Version { $number }
item-others = { $count ->
    [one] One other comment in the thread
   *[other] { $count } other comments in the thread
}
item-answer = Answer
item-answer-text = Answer in the municipality’s name
item-answer-send = Send the answer
item-refer = Put the referral in
item-answer-again = Send the answer after all
item-answered = The answer is being sent.
item-claim = Take it
item-claimed = You have taken it.
item-claimed-by = Taken by
item-claimed-me = you
item-release = Give it back
item-released = It is free again.
item-close = Close without an answer
item-close-reason = Reason
item-close-hint = For example: answered by phone, needs no answer.
item-close-do = Close
item-closed = It is closed.
item-closed-reason = Closed because
item-decisions = Decisions
item-hiding = The decision is kept with its evidence. The network is being asked to hide the comment.
item-restoring = The network is being asked to show the comment again.
hide-title = Hide the comment
hide-means-thread-gate = On this network the comment is put behind a button in our thread. Its author, and others who look for it, can still open it.
hide-means-flag = On this network the comment is taken out of the thread for everybody.
hide-means-none = On this network the municipality cannot hide this comment. It can be answered, or reported to the network.
hide-ground = Ground in the guideline
hide-no-ground = Does no ground fit?
hide-exception-ask = Ask the leader for an exception for this comment
strength-must = must be hidden
strength-may = may be hidden
strength-exceptional = only exceptionally
hide-reason = Reason
hide-reason-hint = What in the comment breaks the rule? At least 20 characters. Write so that its author may read it.
hide-evidence = Before the network is asked, the comment, its author, its context and the time are kept in the archive. The comment can be restored at any time.
hide-do = Hide
restore-title = Show the comment again
restore-about = The comment is hidden. The evidence of the decision stays in the archive.
restore-reason = Reason
restore-do = Show again
moderation-act-hide = Hide
moderation-act-restore = Show again
moderation-state-decided = Decided
moderation-state-sent = Sent, being checked
moderation-state-confirmed = Done
moderation-state-failed = Failed
moderation-confirmed-at = Read again from the network and confirmed
