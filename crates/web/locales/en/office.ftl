approvals-none = Nothing waits for you
approvals-none-lead = When somebody asks for approval in one of your roles, it is listed here.
approval-what = What
approval-kind = About
approval-asked-by = Asked by
approval-as = You decide as
approval-untitled = Post without text
approval-subject-channel = Channel
approval-subject-post = Post
approval-title-post = Post for approval, version { $number }
approval-title-channel = Application for the channel { $name }
approval-asked = { $name } asks for approval of exactly what stands here.
approval-exactly = What is approved
approval-channels = Goes out on
approval-to-post = See the post with its history
approval-bound = The approval is bound to the content with this fingerprint. If anything changes, it must be approved anew.
approval-decide = Your decision as { $role }
approval-note = Note
approval-note-hint = Needed when you send it back: what should be mended?
approval-approve = Approve
approval-return = Send back
approval-approved = Approved.
approval-returned = Sent back with your note.
approval-not-yours = You cannot decide this now: it has been decided, belongs to another role, or you asked for it yourself.
crisis-lead = In a crisis what the guideline says is held. None of it is sent by itself afterwards.
crisis-declare = Declare a crisis
crisis-title = What has happened?
crisis-title-hint = One line. Shown on top of every page while the crisis lasts.
crisis-declared = The crisis is declared. What the guideline holds in a crisis is held.
crisis-declared-by = Declared by { $name }
crisis-ending = When the crisis is over, you decide for each post whether it is sent or cancelled.
crisis-end = End the crisis
crisis-ended = The crisis has ended. Go through what was held.
crisis-held = Held
crisis-held-about = Decide for each post whether it still fits.
crisis-held-none = Nothing is held
crisis-due = Was due
crisis-decide = Decide
crisis-send = Send now
crisis-cancel = Cancel it
crisis-rule-none = The guideline says nothing about crises.
crisis-earlier = Earlier crises
guideline-digest = Fingerprint of the pack in force:
modality-must = Must
modality-must-not = Must not
modality-should = Should
modality-should-not = Should not
modality-may = May
modality-informative = Information
clause-status-automated = Automatic
clause-status-attested = Attested
clause-status-manual = Manual
clause-status-taught = Taught
clause-status-protected = Protected: never checked
clause-status-informative = For information
clause-default = Advice from Rettesnor
jobs-lead = What the system is busy with, and what did not work.
jobs-failed = Did not work
jobs-failed-none = Nothing has gone wrong
jobs-waiting = At work
jobs-waiting-none = Nothing in the queue
job-attempts = { $count -> 
    [one] one try
   *[other] { $count } tries
}
job-detail = Details for IT
job-restart = Start again
job-restarted = Started again.
job-what = Task
job-next = Next
job-last-problem = Last problem
job-publish = Publish a post
job-answer = Send an answer
job-moderate = Hide or restore a comment
job-poll = Read replies from the network
job-checkpoint = Make a checkpoint of the log
job-stamp = Get a time stamp for the log
job-witness = Show the log to witnesses
job-sweep = Tidy up
job-other = Other: { $kind }
waits-title = What waits for you
waits-nothing = Nothing just now.
waits-approvals = { $count -> 
    [one] One approval waits for your decision
   *[other] { $count } approvals wait for your decision
}
waits-overdue = { $count -> 
    [one] One message is past its deadline
   *[other] { $count } messages are past their deadline
}
waits-inbox = { $count -> 
    [one] One message waits for an answer
   *[other] { $count } messages wait for an answer
}
waits-failed = { $count -> 
    [one] One background task did not work
   *[other] { $count } background tasks did not work
}
