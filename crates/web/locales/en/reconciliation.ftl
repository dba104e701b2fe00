# What the network has against what we hold.
reconcile-title = Comparison with the network
reconcile-lead = Every morning Rettesnor asks the network what is there, and compares it with what we hold.
reconcile-link = Comparison with the network
reconcile-complete = Complete
reconcile-complete-about = All that the network has, we hold too, and the other way round.
reconcile-gaps = { $count ->
    [one] One difference
   *[other] { $count } differences
 }
reconcile-gaps-below = They are below, with what can be done.
reconcile-not-asked = Could not ask
reconcile-again-soon = Rettesnor tries again within an hour.
reconcile-asked-at = The network was asked
reconcile-compared = Compared: { $posts } posts and answers of ours and { $comments ->
    [one] one comment
   *[other] { $comments } comments
 },
reconcile-since = back to
reconcile-cut = There is more than is compared at once, so older comments or posts are not included.
reconcile-settled = { $count ->
    [one] One more difference is settled.
   *[other] { $count } more differences are settled.
 }
reconcile-never = The network has not been asked yet. That happens next morning.
reconcile-asking = Rettesnor is asking the network. Load the page again in a while.
reconcile-ask = Ask the network now
reconcile-asked = Rettesnor is asking the network.
reconcile-open = Differences
reconcile-days = Day by day
reconcile-day = Asked
reconcile-result = Result
reconcile-posts = Posts and answers of ours
reconcile-comments = Comments
reconcile-taken-in = It is in the archive now.
reconcile-noted = It is noted in the archive.
reconcile-nothing = There was no difference any more.
gap-at = Written
gap-at-gone = Published
gap-found = Found
gap-there = See it on the network
gap-here-post = Our post
gap-here-item = The comment as we hold it
gap-take-in = Take into the archive
gap-note = Note that it is gone
gap-post-outside = A post on the account was not made here
gap-post-outside-todo = Somebody used the account without Rettesnor. Take the post into the archive, and ask those who have access to the account.
gap-answer-outside = An answer from the account was not written here
gap-answer-outside-todo = Somebody answered without Rettesnor. Take the answer into the archive, and ask those who have access to the account.
gap-post-gone = Our post is no longer on the network
gap-post-gone-todo = Who removed it is not known: somebody with access to the account, or the network itself. Find out, and note that it is gone.
gap-answer-gone = Our answer is no longer on the network
gap-answer-gone-todo = Who removed it is not known. Note that it is gone, and answer anew if need be.
gap-post-changed = Our post was changed on the network
gap-post-changed-todo = It says something else there than what was approved. Take the change into the archive, and consider whether the post must be corrected.
gap-comment-missing = A comment has not come in
gap-comment-missing-todo = Take it in. It then gets a deadline and appears in the inbox like other comments.
gap-comment-changed = A comment was changed by its author
gap-comment-changed-todo = Take in the new text. The old one stays as an earlier version.
gap-comment-gone = A comment is gone from the network
gap-comment-gone-todo = Its author or the network removed it. Note that it is gone; what we received stays.
job-reconcile = Compare with the network
event-channel-reconciled = Compared with the network
event-channel-post-outside = Post made outside Rettesnor, taken in
event-channel-answer-outside = Answer written outside Rettesnor, taken in
event-post-changed-outside = Changed on the network outside Rettesnor
event-post-removed-outside = Gone from the network; who removed it is not known
event-answer-removed-outside = The answer is gone from the network; who removed it is not known
fact-day = Day
fact-posts = Posts and answers of ours compared
fact-comments = Comments compared
fact-gaps = Open differences
outcome-complete = Complete
outcome-gaps = Differences
