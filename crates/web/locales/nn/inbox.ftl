inbox-overdue = { $count ->
    [one] Éin er over fristen
   *[other] { $count } er over fristen
}
inbox-overdue-more = Meir enn { $count } er over fristen
inbox-tab-open = Ikkje svara på
inbox-tab-mine = Mine
inbox-tab-answered = Svara på
inbox-tab-closed = Avslutta
inbox-tab-hidden = Skjulte
inbox-search = Ord eller namn
inbox-channel = Kanal
inbox-route = Gjeld
inbox-only-overdue = Berre over fristen
inbox-no-text = Utan tekst
inbox-nothing-found = Ingenting passar med filtera
inbox-empty = Ingenting ventar
inbox-empty-lead = Kommentarar og spørsmål frå kanalane kjem hit, med svarfrist.
item-state-new = Ny
item-state-claimed = Teken
item-state-answered = Svara på
item-state-closed = Avslutta
visibility-visible = Synleg
visibility-hiding = Blir skjult
visibility-hidden = Skjult
visibility-restoring = Blir vist att snart
visibility-gone = Borte på nettverket
route-ordinary = Vanleg spørsmål
route-case = Spørsmål om eiga sak
route-political = Politisk spørsmål
route-case-advice = Svar ikkje på saka her. Vis til saksbehandlaren eller dei vanlege skjemaa til kommunen, og be ikkje om personopplysningar i kommentarfeltet.
route-political-advice = Spørsmålet høyrer heime på politisk nivå. Svar med fakta, eller vis til den som uttaler seg politisk.
item-title = Frå { $author }
item-due = Svar innan
item-overdue = Fristen var
item-due-at = Svarfrist
item-no-deadline = Ingen frist
item-edited = endra av forfattaren
item-thread = Samtalen
item-our-post = Innlegget vårt
item-our-answer = Svaret vårt
item-to-post = gå til innlegget
item-versions = { $count ->
    [one] Éin tidlegare versjon
   *[other] { $count } tidlegare versjonar
}
item-version = Versjon { $number }
item-others = { $count ->
    [one] Éin annan kommentar i tråden
   *[other] { $count } andre kommentarar i tråden
}
item-answer = Svar
item-answer-text = Svar i namnet til kommunen
item-answer-send = Send svaret
item-refer = Set inn tilvisinga
item-answer-again = Send svaret likevel
item-answered = Svaret blir sendt.
item-claim = Ta saka
item-claimed = Du har teke saka.
item-claimed-by = Teken av
item-claimed-me = deg
item-release = Gje frå deg
item-released = Saka er ledig igjen.
item-close = Avslutt utan svar
item-close-reason = Grunn
item-close-hint = Til dømes: svara på telefon, treng ikkje svar.
item-close-do = Avslutt
item-closed = Saka er avslutta.
item-closed-reason = Avslutta fordi
item-decisions = Avgjerder
item-hiding = Avgjerda er lagra med bevis. Nettverket blir bede om å skjule kommentaren.
item-restoring = Nettverket blir bede om å vise kommentaren att.
hide-title = Skjul kommentaren
hide-means-thread-gate = På dette nettverket blir kommentaren lagd bak ein knapp i tråden vår. Forfattaren og andre som leiter, kan framleis opne han.
hide-means-flag = På dette nettverket blir kommentaren teken ut av tråden for alle.
hide-means-none = På dette nettverket kan ikkje kommunen skjule denne kommentaren. Han kan svarast på, eller rapporterast hos nettverket.
hide-ground = Grunnlag i retningslinjene
hide-no-ground = Passar ingen av grunnlaga?
hide-exception-ask = Be leiaren om eit unntak for denne kommentaren
strength-must = skal skjulast
strength-may = kan skjulast
strength-exceptional = berre unntaksvis
hide-reason = Grunngjeving
hide-reason-hint = Kva i kommentaren bryt regelen? Minst 20 teikn. Skriv slik at forfattaren kan lese det.
hide-evidence = Før nettverket blir spurt, blir kommentaren, forfattaren, samanhengen og tidspunktet lagra i arkivet. Kommentaren kan visast att når som helst.
hide-do = Skjul
restore-title = Vis kommentaren att
restore-about = Kommentaren er skjult. Beviset frå avgjerda blir liggjande i arkivet.
restore-reason = Grunngjeving
restore-do = Vis att
moderation-act-hide = Skjul
moderation-act-restore = Vis att
moderation-state-decided = Bestemt
moderation-state-sent = Sendt, blir kontrollert
moderation-state-confirmed = Utført
moderation-state-failed = Gjekk ikkje
moderation-confirmed-at = Lese på nytt hos nettverket og stadfesta
