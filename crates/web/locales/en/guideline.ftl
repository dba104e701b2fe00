guideline-work = The guideline at work
guideline-work-lead = Every rule: what the system does for it, what has been recorded over the last twelve months, and what is missing.
guideline-work-lead-plain = Every rule, and what the system does for it.
guideline-version-of = Version { $version } of { $title }.
guideline-version-short = Version { $version }.
guideline-period = Recorded from { $from } to { $to }.
guideline-counting = Some decisions are not counted yet. The numbers will be complete in a few minutes.
guideline-sum-own = { $count ->
    [one] The document has one rule: { $parts }.
   *[other] The document has { $count } rules: { $parts }.
}
guideline-sum-automated = { $count ->
    [one] one is done or checked by the system
   *[other] { $count } are done or checked by the system
}
guideline-sum-attested = { $count ->
    [one] one is confirmed by people
   *[other] { $count } are confirmed by people
}
guideline-sum-manual = { $count ->
    [one] one is done by people outside the system
   *[other] { $count } are done by people outside the system
}
guideline-sum-taught = { $count ->
    [one] one is taught
   *[other] { $count } are taught
}
guideline-sum-protected = { $count ->
    [one] one concerns speech that nobody checks
   *[other] { $count } concern speech that nobody checks
}
guideline-sum-informative = { $count ->
    [one] one is for information
   *[other] { $count } are for information
}
guideline-sum-year = In the period the document’s rules came out like this: { $parts }.
guideline-sum-year-none = Nothing has been recorded in the period.
guideline-sum-gaps = { $count ->
    [one] One rule has something to look at.
   *[other] { $count } rules have something to look at.
}
guideline-sum-no-gaps = No rule has anything to look at.
guideline-sum-people = { $known } of { $people } people have acknowledged this version.
guideline-sum-lessons = { $taken } have said that they have gone through the lessons.
guideline-show-all = All
guideline-show-gaps = Something to look at
guideline-show-quiet = Has not come up
guideline-none-shown = No rules here
guideline-none-shown-lead = Choose another group above the list.
guideline-group-own = The municipality’s document
guideline-group-base = What holds for everybody
guideline-group-base-about = Law and guidance on which the guideline builds. This is not in the municipality’s document.
guideline-group-advice = Advice from the system
guideline-group-advice-about = The document does not ask for this. It never counts as a breach of the guideline or as something missing.
guideline-does = What the system does
guideline-proof = Last twelve months
guideline-look = Look at this
guideline-beyond = Advice beyond the document:
guideline-measured = Measured, stops nothing
guideline-kept = What is kept:
guideline-manual-why = Why the system does not do it:
guideline-csv = Download as a spreadsheet
guideline-oscal-catalog = The guideline as OSCAL
guideline-oscal-results = The state as OSCAL
guideline-print = The page prints as it is (A4).
guideline-downloads = Download
list-and = and
list-or = or
list-then = then
quoted = “{ $text }”
day-month = { $day } { $month }
stretch = { $from } to { $to }
who-administrator = the administrator
who-editor = the web editor
who-author = the author
who-leader = the leader
who-director = the municipal director
who-moderator = the moderator
who-archivist = the archivist
who-privacy-officer = the data protection officer
who-it = IT
who-crisis-lead = the crisis lead
who-employee = the employees
who-elected = the elected members
who-channel-owner = whoever has the channel
who-municipality = the municipality
who-web-editor = the web editor
who-citizen = the citizens
who-service-desk = the service desk
who-municipal-director = the municipal director
who-crisis-team = the crisis team
who-mayor = the mayor
who-all = all employees and elected members
at-channel-apply = somebody applies for a new channel
at-channel-activate = a channel is put to use
at-channel-review = a channel is looked after
at-channel-change = a channel's name, purpose or people change
at-channel-close = a channel is closed
at-post-check = a post is written
at-post-submit = a post is submitted
at-post-publish = a post is about to be published
at-post-both = a post is submitted and again when it is published
at-item-received = a message comes in
at-item-answer = a message is answered
at-item-close = a message is closed without an answer
at-moderation-hide = a comment is hidden
at-crisis-declare = a crisis is declared
at-person-role = somebody gets a role
at-person-move = somebody moves to another unit
at-person-leave = somebody leaves
at-schedule-day = a new day begins
at-case-open = a case is reported
at-case-close = a case is closed
at-guideline-adopt = the guideline is adopted
does-teach = is taught with lessons. Nobody is checked.
does-advice = is shown when the rules are read. Nothing is checked.
does-house-rule = stands on the municipality’s public page of house rules.
does-consequence = the consequence is only stated. The system does nothing by itself; people decide.
does-check-block = checks the rule when { $when }, and stops what is not in order.
does-check-warn = checks the rule when { $when }, and says so when something is not in order.
does-unknown-ask = what is not known, the system asks about.
does-name-pattern-block = wants the name to follow the pattern { $pattern } when { $when }.
does-name-pattern-warn = looks whether the name follows the pattern { $pattern } when { $when }, and says so if not.
does-name-block = wants the name to show who is behind it when { $when }.
does-name-warn = looks whether the name shows who is behind it when { $when }, and says so if not.
does-ask-block = asks when { $when }: { $questions }. Without an answer that will do, it goes no further.
does-ask-warn = asks when { $when }: { $questions }. The answer is kept, and the system says so when it will not do.
does-decide = asks for a choice when { $when }: { $question }, with a reason of at least { $least } characters.
does-decide-by = has { $who } choose when { $when }: { $question }, with a reason of at least { $least } characters.
does-approve = asks for the approval of { $who } when { $when }. Nobody approves their own.
does-approve-any = asks for approval when { $when }; one is enough: { $who }. Nobody approves their own.
does-approve-chain = asks for approval in order when { $when }: { $who }. Nobody approves their own.
does-approve-copy = a copy goes to { $who }.
does-notify = tells { $who } when { $when }.
does-register-block = wants { $field } filled in in the register of channels.
does-register-warn = says so when { $field } is not filled in in the register of channels.
does-register-public = the answer is shown on the public list of channels.
does-deadline-days = { $count ->
    [one] gives one working day to answer.
   *[other] gives { $count } working days to answer.
}
does-deadline-hours = { $count ->
    [one] gives one hour to answer.
   *[other] gives { $count } hours to answer.
}
does-deadline-holding = a holding reply meets the time.
does-deadline-pause = the clock stands still on weekends and holidays.
does-deadline-escalate = when the time has passed, { $who } are told.
does-refer-case = proposes to refer questions on people’s own cases: { $route }
does-refer-political = proposes to refer political questions: { $route }
does-grounds-must = gives grounds for hiding comments, and they are to be hidden: { $grounds }.
does-grounds-may = gives grounds for hiding comments: { $grounds }.
does-grounds-exceptional = gives grounds for hiding comments in exceptional cases: { $grounds }.
does-grounds-save = the comment is kept as evidence first.
does-grounds-reason = the reason must have at least { $least } characters.
does-grounds-notice = whoever wrote it is told.
does-grounds-complaint = whoever wrote it is told, and told where to complain.
does-crisis-all = in a crisis holds back all that is planned, until { $release } let it go. The crisis is declared by { $declare }.
does-crisis-topic = in a crisis holds back what is about the crisis, until { $release } let it go. The crisis is declared by { $declare }.
does-crisis-decide = in a crisis holds back what is decided for it, and everything until that is decided. The crisis is declared by { $declare }, and what is held is let go by { $release }.
does-season-election-block = stops posts before an election, { $windows }: { $text }
does-season-election-warn = says so before an election, { $windows }: { $text }
does-season-holiday-block = stops posts in the holidays, { $windows }: { $text }
does-season-holiday-warn = says so in the holidays, { $windows }: { $text }
does-label-block = stops the post until it is marked { $text }.
does-label-warn = says so when the post lacks the mark { $text }.
does-task = gives { $who } a task { $falls }.
does-task-what = gives { $who } a task { $falls }: { $what }
does-watch = has { $who } look at the channel { $falls }.
does-procedure = gives { $who } a procedure of { $steps } steps { $falls }.
does-procedure-what = gives { $who } a procedure of { $steps } steps { $falls }: { $what }
does-record = has { $who } keep { $of } { $falls }.
does-record-what = has { $who } keep { $of } { $falls }: { $what }
does-report = has { $who } report to { $to } { $falls }.
does-report-what = has { $who } report to { $to } { $falls }: { $what }
does-naming = the files are named like { $naming }.
record-of-snapshot = a snapshot of the channel
record-of-evidence = evidence
record-of-correspondence = the correspondence
record-of-profile = the profile
does-falls-hours = { $count ->
    [one] within one hour after { $when }
   *[other] within { $count } hours after { $when }
}
does-falls-days = { $count ->
    [0] on the day when { $when }
    [one] within one day after { $when }
   *[other] within { $count } days after { $when }
}
does-falls-business-days = { $count ->
    [0] on the day when { $when }
    [one] within one working day after { $when }
   *[other] within { $count } working days after { $when }
}
does-falls-times = { $count } times a day
does-falls-times-working = { $count } times each working day
does-falls-working = each working day
does-falls-windows = in the time { $windows }
does-falls-day = each day
does-falls-week = each week
does-falls-month = each month
does-falls-quarter = each quarter
does-falls-half-year = each half-year
does-falls-year = each year
does-per-day = a day
does-per-week = a week
does-per-month = a month
does-per-quarter = a quarter
does-per-half-year = a half-year
does-per-year = a year
does-cadence-least = watches whether each channel has at least { $least } posts { $per }.
does-cadence-most = says so when a channel gets more than { $most } posts { $per }.
does-cadence-both = watches whether each channel has from { $least } to { $most } posts { $per }.
does-cadence-networks = for { $networks }.
does-cadence-close = proposes to close the channel after { $days } days without posts.
does-acknowledge-warn = asks { $who } to confirm that they know the guideline, and says so when somebody writes without having done it.
does-acknowledge-block = asks { $who } to confirm that they know the guideline. Whoever has not done so goes no further.
keep-days = { $count ->
    [one] one day
   *[other] { $count } days
}
does-retain-days = keeps { $of } for { keep-days }; then { $then }.
keep-months = { $count ->
    [one] one month
   *[other] { $count } months
}
does-retain-months = keeps { $of } for { keep-months }; then { $then }.
keep-years = { $count ->
    [one] one year
   *[other] { $count } years
}
does-retain-years = keeps { $of } for { keep-years }; then { $then }.
does-retain-until-weeded = keeps { $of } until somebody weeds it out; then { $then }.
retain-of-post = published posts
retain-of-item = incoming messages
retain-of-message = private messages
retain-of-evidence = evidence of what was hidden
retain-of-snapshot = snapshots of the channels
retain-then-dispose = it is disposed of
retain-then-review = somebody looks at it and decides
retain-then-deposit = it is handed over to the archive
proof-none = Has not come up.
proof-not-concerned = { $count ->
    [one] Looked at once; it did not concern the rule.
   *[other] Looked at { $count } times; none of them concerned the rule.
}
proof-counts = { $count ->
    [one] Concerned once: { $parts }.
   *[other] Concerned { $count } times: { $parts }.
}
proof-advice = { $count ->
    [one] The advice beyond the document came up once: { $parts }.
   *[other] The advice beyond the document came up { $count } times: { $parts }.
}
proof-measured = { $count ->
    [one] Only measured, once: { $parts }.
   *[other] Only measured, { $count } times: { $parts }.
}
proof-passed = { $count } in order
proof-warned = { $count } warned about
proof-unanswered = { $count } lacked an answer
proof-approval = { $count } sent for approval
proof-stopped = { $count } stopped
proof-waived = { $count } waived
proof-conflict = { $count } in conflict
proof-duties = Tasks: { $parts }.
proof-done = { $count } done
proof-skipped = { $count } skipped with a reason
proof-lapsed = { $count } lapsed
proof-open = { $count } open
proof-overdue = { $count } overdue
proof-notices = { $given } notices given, { $seen } seen.
proof-approvals = Approvals: { $parts }.
proof-approved = { $count } approved
proof-returned = { $count } sent back
proof-hidden = { $count ->
    [one] One comment was hidden on this ground.
   *[other] { $count } comments were hidden on this ground.
}
proof-acknowledged = { $known } of { $of } have acknowledged the version in force.
proof-lessons = { $count ->
    [one] One lesson on the rule.
   *[other] { $count } lessons on the rule.
}
gap-nothing-recorded = The rule follows the calendar, but nothing has been recorded.
gap-overdue-duties = { $count ->
    [one] One task is overdue.
   *[other] { $count } tasks are overdue.
}
gap-overdue-items = { $count ->
    [one] One message is past its time to answer.
   *[other] { $count } messages are past their time to answer.
}
gap-nobody-has = Nobody has the role that must do this: { $roles }.
gap-manual-without-evidence = People do this outside the system, and nothing here shows that it is done.
gap-unacknowledged = { $count } of { $of } have not acknowledged the version in force.
gap-channels = These channels do not keep it now: { $names }.
clause-from = From { $pack }
clause-binds = Binds
clause-everybody = everybody
clause-capacity = In the capacity of
capacity-official = their work
capacity-private = a private person
capacity-governance = governing the channels
capacity-any = both their work and a private person
clause-conditions = Conditions
clause-when = Applies when
clause-require = Then this must hold
clause-why = Why
clause-fix = How to mend it
clause-params = Values chosen
clause-law = Law and guidance
clause-law-none = The guideline itself is the ground.
clause-law-verified = Checked
clause-law-unverified = Not checked
clause-waive = Who may waive it
clause-waive-nobody = Nobody may waive this rule.
clause-waive-by = { $who } may waive it.
clause-waive-days = { $count ->
    [one] At most one day at a time.
   *[other] At most { $count } days at a time.
}
clause-examples = Examples from the rule’s tests
outcome-not-applicable = Does not apply
clause-lessons = Lessons
clause-decisions = Latest decisions
clause-decisions-about = Days on which the rule came up. The link shows that day’s last decision.
clause-decisions-none = No decisions yet.
clause-decision-day = Day
clause-decision-what = What
clause-decision-count = How many
clause-decision-outcome = Outcome
clause-duties = Latest tasks
clause-duty-open = Open
clause-duty-overdue = Overdue
clause-mark-advised = advice
clause-mark-measured = only measured
lessons = Lessons
lessons-lead = Short situations from the guideline. Read, choose, and see what is right and why.
lessons-private = Your answers are not kept, and nobody is scored. You can stop whenever you like.
lessons-none = No lessons
lessons-none-lead = The guideline in force has no lessons.
lessons-yours = { $count ->
    [one] One lesson on rules that bind you
   *[other] { $count } lessons on rules that bind you
}
lessons-others = Other lessons
lessons-start = Begin
lessons-number = Lesson { $number } of { $total }
lessons-what = What do you do?
lessons-choose = Choose one of the answers.
lessons-see = See the answer
lessons-next = Next lesson
lessons-again = To all lessons
lessons-right = That is right.
lessons-other = Another answer is better here.
lessons-right-one = Right answer
lessons-your-one = Your answer
lessons-why = Why
lessons-rule = The rule it is about
lessons-done-title = Have you gone through them?
lessons-done-about = Say so when you are done. Only that you have gone through the lessons of this version is kept, not what you answered.
lessons-done = I have gone through the lessons
lessons-taken = Thank you. It is noted.
lessons-taken-on = You said that you had gone through the lessons on
lessons-acknowledge = Confirm that you know the guideline
lessons-left = More lessons wait if you like.
event-guideline-lessons-taken = The lessons were gone through
job-tally = Count decisions
house-rules = House rules
house-rules-of = House rules of { $name }
house-rules-lead = Everybody is welcome to speak their mind on the municipality’s channels, also when they disagree with it. This page says what nevertheless may not stay, and what happens then.
house-rules-rules = How we keep it
house-rules-grounds = What may be hidden
house-rules-grounds-none = The guideline has no grounds for hiding comments. Then nothing is hidden.
house-rules-grounds-about = A comment is hidden on one of these grounds only. Opinions and criticism are no ground.
house-rules-strength-must = Is hidden
house-rules-strength-may = May be hidden
house-rules-strength-exceptional = In exceptional cases only
house-rules-then = What happens when something is hidden
house-rules-kept = The comment is kept in the archive first, so that the decision can be looked into.
house-rules-human = A person always decides, with a ground and a reason.
house-rules-notice = Whoever wrote it is told why, as far as the network allows.
house-rules-restore = A comment hidden by mistake is shown again.
house-rules-complain = Do you disagree?
house-rules-complain-about = You may ask the municipality to look at the decision once more. Write to it, and say which comment it is about and when it was written.
house-rules-website = The municipality’s website
house-rules-consequences = Consequences of breaking the guideline
house-rules-consequences-about = This is about those who work for or are elected to the municipality. Nothing happens by itself; people decide.
house-rules-not-in-document = Not from the municipality’s own document
house-rules-from = From { $title }, version { $version }.
house-rules-adopted = Adopted by { $body }.
house-rules-json = The house rules as JSON
house-rules-section = Section { $section }
column-id = Id
column-origin = From
column-section = Section
column-title = Rule
column-says = Says
column-modality = Strength
column-status = Status
column-does = What the system does
column-asked = Looked at
column-applied = Concerned
column-passed = In order
column-warned = Warned
column-unanswered = Lacked an answer
column-stopped = Stopped
column-waived = Waived
column-done = Tasks done
column-open = Tasks open
column-overdue = Tasks overdue
column-hidden = Comments hidden
column-gaps = Look at this
