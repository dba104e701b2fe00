# What the guideline asks at each step, and what a crisis holds back.
error-answer-short = Skriv minst { $limit } tegn, så andre forstår hvorfor.
error-crisis-release = Innlegget ble holdt tilbake i en krise. Det frigis av dem retningslinjene nevner.
error-crisis-release-todo = Be en av dem om å sende det eller avlyse det på siden Krise.
job-escalate = Varsle om en henvendelse som er over fristen
event-guideline-answered = Svar gitt da retningslinjene ble vedtatt
event-crisis-decided = Bestemt hva krisen holder tilbake
crisis-decided = Det er bestemt hva krisen holder tilbake.
crisis-decide-do = Bestem det
crisis-declare-about-all-via-group = Alt som venter på å bli publisert, holdes straks tilbake, svar også.
crisis-declare-about-topic = Det som gjelder krisen og venter på å bli publisert, holdes straks tilbake, svar også. Alt annet går som planlagt.
crisis-declare-about-decide = Alt som venter på å bli publisert, holdes straks tilbake, svar også, til det er bestemt hva krisen gjelder.
