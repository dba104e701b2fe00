# What the guideline asks at each step, and what a crisis holds back.
error-answer-short = Skriv minst { $limit } tecken, så att andra förstår varför.
error-crisis-release = Inlägget hölls tillbaka i en kris. Det släpps av dem som riktlinjerna nämner.
error-crisis-release-todo = Be en av dem att skicka det eller ställa in det på sidan Kris.
job-escalate = Påminn om ett meddelande vars svarsfrist har gått ut
event-guideline-answered = Svar som gavs när riktlinjerna antogs
event-crisis-decided = Bestämt vad krisen håller tillbaka
crisis-decided = Det är bestämt vad krisen håller tillbaka.
crisis-decide-do = Bestäm det
crisis-declare-about-all-via-group = Allt som väntar på att publiceras hålls genast tillbaka, svar också.
crisis-declare-about-topic = Det som gäller krisen och väntar på att publiceras hålls genast tillbaka, svar också. Allt annat går som planerat.
crisis-declare-about-decide = Allt som väntar på att publiceras hålls genast tillbaka, svar också, tills det är bestämt vad krisen gäller.
