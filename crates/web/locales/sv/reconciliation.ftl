# Vad nätverket har mot det vi har.
reconcile-title = Avstämning mot nätverket
reconcile-lead = Varje morgon frågar Rettesnor nätverket vad som finns där och jämför med det vi har bevarat.
reconcile-link = Avstämning mot nätverket
reconcile-complete = Fullständigt
reconcile-complete-about = Allt som nätverket har, har vi också, och tvärtom.
reconcile-gaps = { $count ->
    [one] En skillnad
   *[other] { $count } skillnader
 }
reconcile-gaps-below = De står nedan, med det som kan göras.
reconcile-not-asked = Kunde inte fråga
reconcile-again-soon = Rettesnor försöker igen inom en timme.
reconcile-asked-at = Nätverket tillfrågades
reconcile-compared = Jämfört: { $posts } egna inlägg och svar och { $comments ->
    [one] en kommentar
   *[other] { $comments } kommentarer
 },
reconcile-since = tillbaka till
reconcile-cut = Där finns mer än vad som jämförs på en gång, så äldre kommentarer eller inlägg är inte med.
reconcile-settled = { $count ->
    [one] Ytterligare en skillnad är omhändertagen.
   *[other] Ytterligare { $count } skillnader är omhändertagna.
 }
reconcile-never = Nätverket har inte tillfrågats ännu. Det sker nästa morgon.
reconcile-asking = Rettesnor frågar nätverket nu. Läs in sidan på nytt om en stund.
reconcile-ask = Fråga nätverket nu
reconcile-asked = Rettesnor frågar nätverket.
reconcile-open = Skillnader
reconcile-days = Dag för dag
reconcile-day = Tillfrågat
reconcile-result = Resultat
reconcile-posts = Egna inlägg och svar
reconcile-comments = Kommentarer
reconcile-taken-in = Det har tagits in i arkivet.
reconcile-noted = Det har noterats i arkivet.
reconcile-nothing = Det fanns ingen skillnad längre.
gap-at = Skrivet
gap-at-gone = Publicerat
gap-found = Upptäckt
gap-there = Se det på nätverket
gap-here-post = Inlägget hos oss
gap-here-item = Kommentaren hos oss
gap-take-in = Ta in i arkivet
gap-note = Notera att det är borta
gap-post-outside = Ett inlägg på kontot är inte gjort här
gap-post-outside-todo = Någon har använt kontot vid sidan av Rettesnor. Ta in inlägget i arkivet och fråga dem som har tillgång till kontot.
gap-answer-outside = Ett svar från kontot är inte skrivet här
gap-answer-outside-todo = Någon har svarat vid sidan av Rettesnor. Ta in svaret i arkivet och fråga dem som har tillgång till kontot.
gap-post-gone = Vårt inlägg finns inte längre på nätverket
gap-post-gone-todo = Vi vet inte vem som tog bort det: någon med tillgång till kontot, eller nätverket självt. Ta reda på det och notera att det är borta.
gap-answer-gone = Vårt svar finns inte längre på nätverket
gap-answer-gone-todo = Vi vet inte vem som tog bort det. Notera att det är borta och svara på nytt om det behövs.
gap-post-changed = Vårt inlägg har ändrats på nätverket
gap-post-changed-todo = Där står något annat än det som godkändes. Ta in ändringen i arkivet och överväg om inlägget måste rättas.
gap-comment-missing = En kommentar har inte kommit in
gap-comment-missing-todo = Ta in den. Då får den svarstid och kommer i inkorgen som andra kommentarer.
gap-comment-changed = En kommentar har ändrats av författaren
gap-comment-changed-todo = Ta in den nya texten. Den gamla står kvar som en tidigare version.
gap-comment-gone = En kommentar är borta från nätverket
gap-comment-gone-todo = Författaren eller nätverket har tagit bort den. Notera att den är borta; det vi har tagit emot står kvar.
job-reconcile = Stäm av mot nätverket
event-channel-reconciled = Avstämt mot nätverket
event-channel-post-outside = Inlägg gjort vid sidan av Rettesnor, intaget
event-channel-answer-outside = Svar skrivet vid sidan av Rettesnor, intaget
event-post-changed-outside = Ändrat på nätverket vid sidan av Rettesnor
event-post-removed-outside = Borta från nätverket; okänt vem som tog bort det
event-answer-removed-outside = Svaret är borta från nätverket; okänt vem som tog bort det
fact-day = Dag
fact-posts = Egna inlägg och svar som jämförts
fact-comments = Kommentarer som jämförts
fact-gaps = Öppna skillnader
outcome-complete = Fullständigt
outcome-gaps = Skillnader
