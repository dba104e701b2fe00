# What the guideline asks at each step, and what a crisis holds back.
error-answer-short = Skriv minst { $limit } teikn, så andre skjøner kvifor.
error-crisis-release = Innlegget vart halde tilbake i ei krise. Det blir frigjeve av dei retningslinjene nemner.
error-crisis-release-todo = Be ein av dei om å sende det eller avlyse det på sida Krise.
job-escalate = Varsle om ein førespurnad som er over fristen
event-guideline-answered = Svar gjevne då retningslinjene vart vedtekne
event-crisis-decided = Bestemt kva krisa held tilbake
crisis-decided = Det er bestemt kva krisa held tilbake.
crisis-decide-do = Bestem det
crisis-declare-about-all-via-group = Alt som ventar på å bli publisert, blir straks halde tilbake, svar også.
crisis-declare-about-topic = Det som gjeld krisa og ventar på å bli publisert, blir straks halde tilbake, svar også. Alt anna går som planlagt.
crisis-declare-about-decide = Alt som ventar på å bli publisert, blir straks halde tilbake, svar også, til det er bestemt kva krisa gjeld.
