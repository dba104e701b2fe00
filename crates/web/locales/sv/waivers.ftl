waivers = Undantag
waivers-lead = Vem som är undantagen från vilken regel, hur länge, och om det användes.
waivers-all = Alla undantag
waivers-none = Inga undantag
waivers-none-lead = Där en regel tillåter det kan du be om undantag från punkten den står i.
waivers-never-used = Aldrig använt
waivers-never-used-about = Tiden är ute, och ingenting behövde undantaget. Kanske är regeln eller undantaget missförstått.
waiver-from = Undantag från ”{ $title }”
waiver-rule = Regel
waiver-for = Gäller
waiver-for-post = Ett inlägg
waiver-for-item = Svaret på ett meddelande
waiver-for-channel = Kanalen
waiver-for-municipality = Hela kommunen
waiver-why = Varför regeln inte behöver följas
waiver-category-mitigated = Regelns syfte nås på ett annat sätt
waiver-category-accepted = Syftet nås inte, och det godtas den här gången
waiver-reason = Motivering
waiver-reason-hint = Minst { $least } tecken. Den som beslutar, och arkivet, ser detta.
waiver-until = Till och med
waiver-until-hint = Senast { $latest }.
waiver-uses = Använt
waiver-times = { $count ->
    [0] Inte använt
    [one] En gång
   *[other] { $count } gånger
}
waiver-last-used = Senast
waiver-never-used = Aldrig använt
waiver-state-asked = Väntar på svar
waiver-state-granted = Gäller nu
waiver-state-refused = Avslaget
waiver-state-withdrawn = Återkallat
waiver-state-ended = Avslutat i förtid
waiver-state-over = Tiden är ute
waiver-terms = Det som begärs
waiver-course = Ärendets gång
waiver-asked-by = Begärt av
waiver-waits-for = Väntar på
waiver-decided-by = Beslutat av
waiver-end = Avsluta undantaget nu
waiver-take-back = Återkalla
waiver-ended = Det gäller inte längre.
waiver-asked = Du har bett om undantag. Det gäller först när det är beviljat.
waiver-ask = Be om undantag
waiver-ask-lead = Undantaget gäller en regel, under en bestämd tid, och räknas varje gång det används.
waiver-send = Be om undantag
waiver-given-by = Undantag ges av:
waiver-given-never-oneself = Ingen ger undantag till sig själv.
point-waiver-ask = Be om undantag
point-waiver-used = Se undantaget
clause-waivers = Se undantag från den här regeln
approval-subject-waiver = Undantag
approval-title-waiver = Begäran om undantag
gap-unused-waivers = { $count ->
    [one] Ett undantag användes aldrig.
   *[other] { $count } undantag användes aldrig.
}
error-clause-not-waivable = Ingen kan ge undantag från den här regeln.
error-clause-not-waivable-todo = Ingenting har ändrats. Följ regeln, eller ta upp med den som äger riktlinjerna om den bör ändras.
error-waiver-open = Det är redan begärt, eller gett, undantag från regeln för detta.
error-waiver-open-todo = Ingenting har ändrats. Du hittar det under Undantag.
error-waiver-over = Tiden för undantaget är redan ute.
error-waiver-over-todo = Ingenting har ändrats. Skicka tillbaka det, så kan det begäras på nytt.
error-waiver-end-past = Dagen har redan passerat.
error-waiver-end-late = Undantaget kan inte gälla så länge. Sista möjliga dag är { $latest }.
event-waiver-asked = Undantag begärt
event-waiver-granted = Undantag beviljat
event-waiver-refused = Undantag avslaget
event-waiver-withdrawn = Begäran om undantag återkallad
event-waiver-ended = Undantag avslutat i förtid
