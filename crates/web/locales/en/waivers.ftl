waivers = Waivers
waivers-lead = Who is excused from which rule, for how long, and whether it was used.
waivers-all = All waivers
waivers-none = No waivers
waivers-none-lead = Where a rule allows it, you can ask for a waiver from the point that names it.
waivers-never-used = Never used
waivers-never-used-about = Its time is over, and nothing needed it. Perhaps the rule or the waiver was misunderstood.
waiver-from = Waiver of “{ $title }”
waiver-rule = Rule
waiver-for = For
waiver-for-post = One post
waiver-for-item = The answer to one message
waiver-for-channel = The channel
waiver-for-municipality = The whole municipality
waiver-why = Why the rule need not be kept
waiver-category-mitigated = The purpose of the rule is met in another way
waiver-category-accepted = The purpose is not met, and that is accepted this time
waiver-reason = Reason
waiver-reason-hint = At least { $least } characters. Whoever decides, and the archive, see this.
waiver-until = Until and including
waiver-until-hint = At the latest { $latest }.
waiver-uses = Used
waiver-times = { $count ->
    [0] Not used
    [one] Once
   *[other] { $count } times
}
waiver-last-used = Last
waiver-never-used = Never used
waiver-state-asked = Waits for an answer
waiver-state-granted = In force
waiver-state-refused = Refused
waiver-state-withdrawn = Taken back
waiver-state-ended = Ended early
waiver-state-over = Its time is over
waiver-terms = What is asked for
waiver-course = What happened
waiver-asked-by = Asked for by
waiver-waits-for = Waits for
waiver-decided-by = Decided by
waiver-end = End the waiver now
waiver-take-back = Take back
waiver-ended = It no longer holds.
waiver-asked = You have asked for a waiver. It holds once it is given.
waiver-ask = Ask for a waiver
waiver-ask-lead = A waiver is for one rule and a certain time, and is counted each time it is used.
waiver-send = Ask for a waiver
waiver-given-by = Waivers are given by:
waiver-given-never-oneself = Nobody gives one to oneself.
point-waiver-ask = Ask for a waiver
point-waiver-used = See the waiver
clause-waivers = See waivers of this rule
approval-subject-waiver = Waiver
approval-title-waiver = Request for a waiver
gap-unused-waivers = { $count ->
    [one] One waiver was never used.
   *[other] { $count } waivers were never used.
}
error-clause-not-waivable = Nobody may waive this rule.
error-clause-not-waivable-todo = Nothing has changed. Keep the rule, or ask whoever owns the guideline whether it should be changed.
error-waiver-open = A waiver of this rule for this is asked for or given already.
error-waiver-open-todo = Nothing has changed. You find it under Waivers.
error-waiver-over = The time of the waiver is over already.
error-waiver-over-todo = Nothing has changed. Send it back, and it can be asked for anew.
error-waiver-end-past = That day is past.
error-waiver-end-late = The waiver cannot last that long. The last possible day is { $latest }.
event-waiver-asked = Waiver asked for
event-waiver-granted = Waiver granted
event-waiver-refused = Waiver refused
event-waiver-withdrawn = Request for a waiver taken back
event-waiver-ended = Waiver ended early
