inbox-overdue = { $count ->
    [one] Én er over fristen
   *[other] { $count } er over fristen
}
inbox-overdue-more = Mer enn { $count } er over fristen
inbox-tab-open = Ubesvart
inbox-tab-mine = Mine
inbox-tab-answered = Besvart
inbox-tab-closed = Avsluttet
inbox-tab-hidden = Skjult
inbox-search = Ord eller navn
inbox-channel = Kanal
inbox-route = Gjelder
inbox-only-overdue = Bare over fristen
inbox-no-text = Uten tekst
inbox-nothing-found = Ingenting passer med filtrene
inbox-empty = Ingenting venter
inbox-empty-lead = Kommentarer og spørsmål fra kanalene kommer hit, med svarfrist.
item-state-new = Ny
item-state-claimed = Tatt
item-state-answered = Besvart
item-state-closed = Avsluttet
visibility-visible = Synlig
visibility-hiding = Blir skjult
visibility-hidden = Skjult
visibility-restoring = Vises igjen snart
visibility-gone = Borte på nettverket
route-ordinary = Vanlig spørsmål
route-case = Spørsmål om egen sak
route-political = Politisk spørsmål
route-case-advice = Svar ikke på saken her. Vis til saksbehandleren eller kommunens vanlige skjema, og be ikke om personopplysninger i kommentarfeltet.
route-political-advice = Spørsmålet hører hjemme på politisk nivå. Svar med fakta, eller vis til den som uttaler seg politisk.
item-title = Fra { $author }
item-due = Svar innen
item-overdue = Fristen var
item-due-at = Svarfrist
item-no-deadline = Ingen frist
item-edited = endret av forfatteren
item-thread = Samtalen
item-our-post = Vårt innlegg
item-our-answer = Vårt svar
item-to-post = gå til innlegget
item-versions = { $count ->
    [one] Én tidligere versjon
   *[other] { $count } tidligere versjoner
}
item-version = Versjon { $number }
item-others = { $count ->
    [one] Én annen kommentar i tråden
   *[other] { $count } andre kommentarer i tråden
}
item-answer = Svar
item-answer-text = Svar i kommunens navn
item-answer-send = Send svaret
item-refer = Sett inn henvisningen
item-answer-again = Send svaret likevel
item-answered = Svaret sendes.
item-claim = Ta saken
item-claimed = Du har tatt saken.
item-claimed-by = Tatt av
item-claimed-me = deg
item-release = Gi fra deg
item-released = Saken er ledig igjen.
item-close = Avslutt uten svar
item-close-reason = Grunn
item-close-hint = For eksempel: svart på telefon, trenger ikke svar.
item-close-do = Avslutt
item-closed = Saken er avsluttet.
item-closed-reason = Avsluttet fordi
item-decisions = Avgjørelser
item-hiding = Avgjørelsen er lagret med bevis. Nettverket blir bedt om å skjule kommentaren.
item-restoring = Nettverket blir bedt om å vise kommentaren igjen.
hide-title = Skjul kommentaren
hide-means-thread-gate = På dette nettverket blir kommentaren lagt bak en knapp i tråden vår. Forfatteren og andre som leter, kan fortsatt åpne den.
hide-means-flag = På dette nettverket blir kommentaren tatt ut av tråden for alle.
hide-means-none = På dette nettverket kan ikke kommunen skjule denne kommentaren. Den kan besvares, eller rapporteres hos nettverket.
hide-ground = Grunnlag i retningslinjene
hide-no-ground = Passer ingen av grunnlagene?
hide-exception-ask = Be lederen om et unntak for denne kommentaren
strength-must = skal skjules
strength-may = kan skjules
strength-exceptional = bare unntaksvis
hide-reason = Begrunnelse
hide-reason-hint = Hva i kommentaren bryter regelen? Minst 20 tegn. Skriv så forfatteren kan lese det.
hide-evidence = Før nettverket spørres, lagres kommentaren, forfatteren, sammenhengen og tidspunktet i arkivet. Kommentaren kan vises igjen når som helst.
hide-do = Skjul
restore-title = Vis kommentaren igjen
restore-about = Kommentaren er skjult. Beviset fra avgjørelsen blir liggende i arkivet.
restore-reason = Begrunnelse
restore-do = Vis igjen
moderation-act-hide = Skjul
moderation-act-restore = Vis igjen
moderation-state-decided = Bestemt
moderation-state-sent = Sendt, kontrolleres
moderation-state-confirmed = Utført
moderation-state-failed = Gikk ikke
moderation-confirmed-at = Lest på nytt hos nettverket og bekreftet
