# Hva nettverket har mot det vi har.
reconcile-title = Avstemming mot nettverket
reconcile-lead = Hver morgen spør Rettesnor nettverket hva som ligger der, og sammenligner med det vi har tatt vare på.
reconcile-link = Avstemming mot nettverket
reconcile-complete = Fullstendig
reconcile-complete-about = Alt nettverket har, har vi også, og omvendt.
reconcile-gaps = { $count ->
    [one] Én forskjell
   *[other] { $count } forskjeller
 }
reconcile-gaps-below = De står nedenfor, med det som kan gjøres.
reconcile-not-asked = Fikk ikke spurt
reconcile-again-soon = Rettesnor prøver igjen innen en time.
reconcile-asked-at = Nettverket ble spurt
reconcile-compared = Sammenlignet: { $posts } egne innlegg og svar og { $comments ->
    [one] én kommentar
   *[other] { $comments } kommentarer
 },
reconcile-since = tilbake til
reconcile-cut = Det er mer der enn det som sammenlignes på én gang, så eldre kommentarer eller innlegg er ikke med.
reconcile-settled = { $count ->
    [one] Én forskjell til er tatt hånd om.
   *[other] { $count } forskjeller til er tatt hånd om.
 }
reconcile-never = Nettverket er ikke spurt ennå. Det skjer neste morgen.
reconcile-asking = Rettesnor spør nettverket nå. Last siden på nytt om litt.
reconcile-ask = Spør nettverket nå
reconcile-asked = Rettesnor spør nettverket.
reconcile-open = Forskjeller
reconcile-days = Dag for dag
reconcile-day = Spurt
reconcile-result = Resultat
reconcile-posts = Egne innlegg og svar
reconcile-comments = Kommentarer
reconcile-taken-in = Det er tatt inn i arkivet.
reconcile-noted = Det er notert i arkivet.
reconcile-nothing = Det var ingen forskjell lenger.
gap-at = Skrevet
gap-at-gone = Publisert
gap-found = Oppdaget
gap-there = Se det på nettverket
gap-here-post = Innlegget hos oss
gap-here-item = Kommentaren hos oss
gap-take-in = Ta inn i arkivet
gap-note = Noter at det er borte
gap-post-outside = Et innlegg på kontoen er ikke laget her
gap-post-outside-todo = Noen har brukt kontoen utenom Rettesnor. Ta innlegget inn i arkivet, og spør dem som har tilgang til kontoen.
gap-answer-outside = Et svar fra kontoen er ikke skrevet her
gap-answer-outside-todo = Noen har svart utenom Rettesnor. Ta svaret inn i arkivet, og spør dem som har tilgang til kontoen.
gap-post-gone = Innlegget vårt ligger ikke lenger på nettverket
gap-post-gone-todo = Vi vet ikke hvem som fjernet det: noen med tilgang til kontoen, eller nettverket selv. Finn det ut, og noter at det er borte.
gap-answer-gone = Svaret vårt ligger ikke lenger på nettverket
gap-answer-gone-todo = Vi vet ikke hvem som fjernet det. Noter at det er borte, og svar på nytt om det trengs.
gap-post-changed = Innlegget vårt er endret på nettverket
gap-post-changed-todo = Det står noe annet der enn det som ble godkjent. Ta endringen inn i arkivet, og vurder om innlegget må rettes.
gap-comment-missing = En kommentar er ikke kommet inn
gap-comment-missing-todo = Ta den inn. Da får den frist og kommer i innboksen som andre kommentarer.
gap-comment-changed = En kommentar er endret av forfatteren
gap-comment-changed-todo = Ta inn den nye teksten. Den gamle blir stående som en tidligere versjon.
gap-comment-gone = En kommentar er borte fra nettverket
gap-comment-gone-todo = Forfatteren eller nettverket har fjernet den. Noter at den er borte; det vi har mottatt, blir stående.
job-reconcile = Avstem mot nettverket
event-channel-reconciled = Avstemt mot nettverket
event-channel-post-outside = Innlegg laget utenom Rettesnor, tatt inn
event-channel-answer-outside = Svar skrevet utenom Rettesnor, tatt inn
event-post-changed-outside = Endret på nettverket utenom Rettesnor
event-post-removed-outside = Borte fra nettverket; ukjent hvem som fjernet det
event-answer-removed-outside = Svaret er borte fra nettverket; ukjent hvem som fjernet det
fact-day = Dag
fact-posts = Egne innlegg og svar sammenlignet
fact-comments = Kommentarer sammenlignet
fact-gaps = Åpne forskjeller
outcome-complete = Fullstendig
outcome-gaps = Forskjeller
