# Kva nettverket har mot det vi har.
reconcile-title = Avstemming mot nettverket
reconcile-lead = Kvar morgon spør Rettesnor nettverket kva som ligg der, og samanliknar med det vi har teke vare på.
reconcile-link = Avstemming mot nettverket
reconcile-complete = Fullstendig
reconcile-complete-about = Alt nettverket har, har vi òg, og omvendt.
reconcile-gaps = { $count ->
    [one] Éin skilnad
   *[other] { $count } skilnader
 }
reconcile-gaps-below = Dei står nedanfor, med det som kan gjerast.
reconcile-not-asked = Fekk ikkje spurt
reconcile-again-soon = Rettesnor prøver igjen innan ein time.
reconcile-asked-at = Nettverket vart spurt
reconcile-compared = Samanlikna: { $posts } eigne innlegg og svar og { $comments ->
    [one] éin kommentar
   *[other] { $comments } kommentarar
 },
reconcile-since = tilbake til
reconcile-cut = Det er meir der enn det som blir samanlikna på éin gong, så eldre kommentarar eller innlegg er ikkje med.
reconcile-settled = { $count ->
    [one] Éin skilnad til er teken hand om.
   *[other] { $count } skilnader til er tekne hand om.
 }
reconcile-never = Nettverket er ikkje spurt enno. Det skjer neste morgon.
reconcile-asking = Rettesnor spør nettverket no. Last sida på nytt om litt.
reconcile-ask = Spør nettverket no
reconcile-asked = Rettesnor spør nettverket.
reconcile-open = Skilnader
reconcile-days = Dag for dag
reconcile-day = Spurt
reconcile-result = Resultat
reconcile-posts = Eigne innlegg og svar
reconcile-comments = Kommentarar
reconcile-taken-in = Det er teke inn i arkivet.
reconcile-noted = Det er notert i arkivet.
reconcile-nothing = Det var ingen skilnad lenger.
gap-at = Skrive
gap-at-gone = Publisert
gap-found = Oppdaga
gap-there = Sjå det på nettverket
gap-here-post = Innlegget hos oss
gap-here-item = Kommentaren hos oss
gap-take-in = Ta inn i arkivet
gap-note = Noter at det er borte
gap-post-outside = Eit innlegg på kontoen er ikkje laga her
gap-post-outside-todo = Nokon har brukt kontoen utanom Rettesnor. Ta innlegget inn i arkivet, og spør dei som har tilgang til kontoen.
gap-answer-outside = Eit svar frå kontoen er ikkje skrive her
gap-answer-outside-todo = Nokon har svart utanom Rettesnor. Ta svaret inn i arkivet, og spør dei som har tilgang til kontoen.
gap-post-gone = Innlegget vårt ligg ikkje lenger på nettverket
gap-post-gone-todo = Vi veit ikkje kven som fjerna det: nokon med tilgang til kontoen, eller nettverket sjølv. Finn det ut, og noter at det er borte.
gap-answer-gone = Svaret vårt ligg ikkje lenger på nettverket
gap-answer-gone-todo = Vi veit ikkje kven som fjerna det. Noter at det er borte, og svar på nytt om det trengst.
gap-post-changed = Innlegget vårt er endra på nettverket
gap-post-changed-todo = Det står noko anna der enn det som vart godkjent. Ta endringa inn i arkivet, og vurder om innlegget må rettast.
gap-comment-missing = Ein kommentar er ikkje komen inn
gap-comment-missing-todo = Ta han inn. Då får han frist og kjem i innboksen som andre kommentarar.
gap-comment-changed = Ein kommentar er endra av forfattaren
gap-comment-changed-todo = Ta inn den nye teksten. Den gamle blir ståande som ein tidlegare versjon.
gap-comment-gone = Ein kommentar er borte frå nettverket
gap-comment-gone-todo = Forfattaren eller nettverket har fjerna han. Noter at han er borte; det vi har motteke, blir ståande.
job-reconcile = Avstem mot nettverket
event-channel-reconciled = Avstemt mot nettverket
event-channel-post-outside = Innlegg laga utanom Rettesnor, teke inn
event-channel-answer-outside = Svar skrive utanom Rettesnor, teke inn
event-post-changed-outside = Endra på nettverket utanom Rettesnor
event-post-removed-outside = Borte frå nettverket; ukjent kven som fjerna det
event-answer-removed-outside = Svaret er borte frå nettverket; ukjent kven som fjerna det
fact-day = Dag
fact-posts = Eigne innlegg og svar samanlikna
fact-comments = Kommentarar samanlikna
fact-gaps = Opne skilnader
outcome-complete = Fullstendig
outcome-gaps = Skilnader
