# What the guideline asks at each step, and what a crisis holds back.
error-answer-short = Write at least { $limit } characters, so that others understand why.
error-crisis-release = The post was held in a crisis. It is released by those whom the guideline names.
error-crisis-release-todo = Ask one of them to send it or cancel it on the page Crisis.
job-escalate = Tell about a message past its time
event-guideline-answered = Answers given when the guideline was adopted
event-crisis-decided = Decided what the crisis holds back
crisis-decided = It is decided what the crisis holds back.
crisis-decide-do = Decide it
crisis-declare-about-all-via-group = Everything that waits to be published is held at once, answers too.
crisis-declare-about-topic = What is about the crisis and waits to be published is held at once, answers too. Everything else goes as planned.
crisis-declare-about-decide = Everything that waits to be published is held at once, answers too, until it is decided what the crisis covers.
