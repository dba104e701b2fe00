guideline-work = Retningslinjene i bruk
guideline-work-lead = Kvar regel: kva systemet gjer for han, kva som er registrert dei siste tolv månadene, og kva som manglar.
guideline-work-lead-plain = Kvar regel, og kva systemet gjer for han.
guideline-version-of = Versjon { $version } av { $title }.
guideline-version-short = Versjon { $version }.
guideline-period = Registrert frå { $from } til { $to }.
guideline-counting = Nokre avgjerder er ikkje talde opp enno. Tala blir fullstendige om nokre minutt.
guideline-sum-own = { $count ->
    [one] Dokumentet har éin regel: { $parts }.
   *[other] Dokumentet har { $count } reglar: { $parts }.
}
guideline-sum-automated = { $count ->
    [one] éin utfører eller kontrollerer systemet
   *[other] { $count } utfører eller kontrollerer systemet
}
guideline-sum-attested = { $count ->
    [one] éin stadfestar menneske
   *[other] { $count } stadfestar menneske
}
guideline-sum-manual = { $count ->
    [one] éin gjer menneske utanfor systemet
   *[other] { $count } gjer menneske utanfor systemet
}
guideline-sum-taught = { $count ->
    [one] éin blir lærd
   *[other] { $count } blir lærde
}
guideline-sum-protected = { $count ->
    [one] éin gjeld ytringar som ingen kontrollerer
   *[other] { $count } gjeld ytringar som ingen kontrollerer
}
guideline-sum-informative = { $count ->
    [one] éin er til opplysning
   *[other] { $count } er til opplysning
}
guideline-sum-year = I perioden slo reglane i dokumentet til slik: { $parts }.
guideline-sum-year-none = Ingenting er registrert i perioden.
guideline-sum-gaps = { $count ->
    [one] Éin regel har noko å sjå på.
   *[other] { $count } reglar har noko å sjå på.
}
guideline-sum-no-gaps = Ingen reglar har noko å sjå på.
guideline-sum-people = { $known } av { $people } personar har stadfesta denne versjonen.
guideline-sum-lessons = { $taken } har sagt at dei har gått gjennom leksjonane.
guideline-show-all = Alle
guideline-show-gaps = Noko å sjå på
guideline-show-quiet = Har ikkje kome opp
guideline-none-shown = Ingen reglar her
guideline-none-shown-lead = Vel ei anna gruppe over lista.
guideline-group-own = Dokumentet til kommunen
guideline-group-base = Det som gjeld for alle
guideline-group-base-about = Lov og rettleiing som retningslinjene byggjer på. Dette står ikkje i dokumentet til kommunen.
guideline-group-advice = Råd frå systemet
guideline-group-advice-about = Dokumentet ber ikkje om dette. Det blir aldri rekna som brot på retningslinjene eller som noko som manglar.
guideline-does = Kva systemet gjer
guideline-proof = Siste tolv månader
guideline-look = Sjå på dette
guideline-beyond = Råd utover dokumentet:
guideline-measured = Blir målt, stoppar ingenting
guideline-kept = Det som blir teke vare på:
guideline-manual-why = Kvifor systemet ikkje gjer det:
guideline-csv = Last ned som rekneark
guideline-oscal-catalog = Retningslinjene som OSCAL
guideline-oscal-results = Tilstanden som OSCAL
guideline-print = Sida kan skrivast ut som ho er (A4).
guideline-downloads = Last ned
list-and = og
list-or = eller
list-then = deretter
quoted = «{ $text }»
day-month = { $day }. { $month }
stretch = { $from } til { $to }
who-administrator = administratoren
who-editor = nettredaktøren
who-author = forfattaren
who-leader = leiaren
who-director = kommunedirektøren
who-moderator = moderatoren
who-archivist = arkivaren
who-privacy-officer = personvernombodet
who-it = IT
who-crisis-lead = kriseleiaren
who-employee = dei tilsette
who-elected = dei folkevalde
who-channel-owner = den som har kanalen
who-municipality = kommunen
who-web-editor = nettredaktøren
who-citizen = innbyggjarane
who-service-desk = servicetorget
who-municipal-director = kommunedirektøren
who-crisis-team = kriseleiinga
who-mayor = ordføraren
who-all = alle tilsette og folkevalde
at-channel-apply = nokon søkjer om ein ny kanal
at-channel-activate = ein kanal blir teken i bruk
at-channel-review = ein kanal blir sett over
at-channel-change = namnet, formålet eller folka til ein kanal blir endra
at-channel-close = ein kanal blir avvikla
at-post-check = eit innlegg blir skrive
at-post-submit = eit innlegg blir sendt inn
at-post-publish = eit innlegg skal publiserast
at-post-both = eit innlegg blir sendt inn og igjen når det blir publisert
at-item-received = ei henvending kjem inn
at-item-answer = ei henvending blir svara på
at-item-close = ei henvending blir lukka utan svar
at-moderation-hide = ein kommentar blir skjult
at-crisis-declare = ei krise blir erklært
at-person-role = nokon får ei rolle
at-person-move = nokon byrjar i ei anna eining
at-person-leave = nokon sluttar
at-schedule-day = ein ny dag byrjar
at-case-open = ei sak blir meld
at-case-close = ei sak blir avslutta
at-guideline-adopt = retningslinjene blir vedtekne
does-teach = blir lærd bort med leksjonar. Ingen blir kontrollert.
does-advice = blir vist når reglane blir lesne. Ingenting blir kontrollert.
does-house-rule = står på den opne sida med husreglar.
does-consequence = følgja er berre opplyst. Systemet gjer ingenting av seg sjølv; det blir avgjort av menneske.
does-check-block = kontrollerer regelen når { $when }, og stoppar det som ikkje er i orden.
does-check-warn = kontrollerer regelen når { $when }, og seier frå om det som ikkje er i orden.
does-unknown-ask = det som ikkje er kjent, spør systemet om.
does-name-pattern-block = krev at namnet følgjer mønsteret { $pattern } når { $when }.
does-name-pattern-warn = ser om namnet følgjer mønsteret { $pattern } når { $when }, og seier frå dersom ikkje.
does-name-block = krev at namnet viser kven som står bak, når { $when }.
does-name-warn = ser om namnet viser kven som står bak, når { $when }, og seier frå dersom ikkje.
does-ask-block = spør når { $when }: { $questions }. Utan eit svar som held, går det ikkje vidare.
does-ask-warn = spør når { $when }: { $questions }. Svaret blir lagra, og systemet seier frå dersom det ikkje held.
does-decide = krev eit val når { $when }: { $question }, med ei grunngjeving på minst { $least } teikn.
does-decide-by = lèt { $who } velje når { $when }: { $question }, med ei grunngjeving på minst { $least } teikn.
does-approve = ber om godkjenning av { $who } når { $when }. Ingen godkjenner sitt eige.
does-approve-any = ber om godkjenning når { $when }; éin er nok: { $who }. Ingen godkjenner sitt eige.
does-approve-chain = ber om godkjenning i rekkjefølgje når { $when }: { $who }. Ingen godkjenner sitt eige.
does-approve-copy = kopi går til { $who }.
does-notify = seier frå til { $who } når { $when }.
does-register-block = krev at { $field } er fylt ut i kanalregisteret.
does-register-warn = seier frå når { $field } ikkje er fylt ut i kanalregisteret.
does-register-public = svaret blir vist på den opne lista over kanalar.
does-deadline-days = { $count ->
    [one] set svarfristen til éin arbeidsdag.
   *[other] set svarfristen til { $count } arbeidsdagar.
}
does-deadline-hours = { $count ->
    [one] set svarfristen til éin time.
   *[other] set svarfristen til { $count } timar.
}
does-deadline-holding = eit førebels svar held fristen.
does-deadline-pause = klokka står i helger og på heilagdagar.
does-deadline-escalate = går fristen ut, får { $who } beskjed.
does-refer-case = foreslår å vise vidare henvendingar om eigne saker: { $route }
does-refer-political = foreslår å vise vidare politiske spørsmål: { $route }
does-grounds-must = gir grunnlag for å skjule kommentarar, og dei skal skjulast: { $grounds }.
does-grounds-may = gir grunnlag for å skjule kommentarar: { $grounds }.
does-grounds-exceptional = gir grunnlag for å skjule kommentarar i særlege tilfelle: { $grounds }.
does-grounds-save = kommentaren blir lagra som bevis først.
does-grounds-reason = grunngjevinga må ha minst { $least } teikn.
does-grounds-notice = den som skreiv, får beskjed.
does-grounds-complaint = den som skreiv, får beskjed og får vite kvar ein kan klage.
does-crisis-all = held i ei krise tilbake alt som er planlagt, til { $release } slepp det. Krisa blir erklært av { $declare }.
does-crisis-topic = held i ei krise tilbake det som handlar om krisa, til { $release } slepp det. Krisa blir erklært av { $declare }.
does-crisis-decide = held i ei krise tilbake det som blir bestemt for henne, og alt til det er bestemt. Krisa blir erklært av { $declare }, og det som er halde, blir sleppt av { $release }.
does-season-election-block = stoppar innlegg før eit val, { $windows }: { $text }
does-season-election-warn = seier frå før eit val, { $windows }: { $text }
does-season-holiday-block = stoppar innlegg i ferien, { $windows }: { $text }
does-season-holiday-warn = seier frå i ferien, { $windows }: { $text }
does-label-block = stoppar innlegget til det er merkt med { $text }.
does-label-warn = seier frå når innlegget manglar merkinga { $text }.
does-task = gir { $who } ei oppgåve { $falls }.
does-task-what = gir { $who } ei oppgåve { $falls }: { $what }
does-watch = ber { $who } sjå innom kanalen { $falls }.
does-procedure = gir { $who } ein framgangsmåte med { $steps } steg { $falls }.
does-procedure-what = gir { $who } ein framgangsmåte med { $steps } steg { $falls }: { $what }
does-record = ber { $who } ta vare på { $of } { $falls }.
does-record-what = ber { $who } ta vare på { $of } { $falls }: { $what }
does-report = ber { $who } melde frå til { $to } { $falls }.
does-report-what = ber { $who } melde frå til { $to } { $falls }: { $what }
does-naming = filene får namn etter forma { $naming }.
record-of-snapshot = eit bilete av kanalen
record-of-evidence = bevis
record-of-correspondence = korrespondansen
record-of-profile = profilen
does-falls-hours = { $count ->
    [one] innan éin time etter at { $when }
   *[other] innan { $count } timar etter at { $when }
}
does-falls-days = { $count ->
    [0] same dag som { $when }
    [one] innan éin dag etter at { $when }
   *[other] innan { $count } dagar etter at { $when }
}
does-falls-business-days = { $count ->
    [0] same dag som { $when }
    [one] innan éin arbeidsdag etter at { $when }
   *[other] innan { $count } arbeidsdagar etter at { $when }
}
does-falls-times = { $count } gonger om dagen
does-falls-times-working = { $count } gonger kvar arbeidsdag
does-falls-working = kvar arbeidsdag
does-falls-windows = i tida { $windows }
does-falls-day = kvar dag
does-falls-week = kvar veke
does-falls-month = kvar månad
does-falls-quarter = kvart kvartal
does-falls-half-year = kvart halvår
does-falls-year = kvart år
does-per-day = om dagen
does-per-week = i veka
does-per-month = i månaden
does-per-quarter = i kvartalet
does-per-half-year = i halvåret
does-per-year = i året
does-cadence-least = følgjer med på om kvar kanal har minst { $least } innlegg { $per }.
does-cadence-most = seier frå når ein kanal får fleire enn { $most } innlegg { $per }.
does-cadence-both = følgjer med på om kvar kanal har frå { $least } til { $most } innlegg { $per }.
does-cadence-networks = gjeld { $networks }.
does-cadence-close = foreslår å avvikle kanalen etter { $days } dagar utan innlegg.
does-acknowledge-warn = ber { $who } stadfeste at dei kjenner retningslinjene, og seier frå når nokon skriv utan å ha gjort det.
does-acknowledge-block = ber { $who } stadfeste at dei kjenner retningslinjene. Den som ikkje har gjort det, kjem ikkje vidare.
keep-days = { $count ->
    [one] éin dag
   *[other] { $count } dagar
}
does-retain-days = tek vare på { $of } i { keep-days }; deretter { $then }.
keep-months = { $count ->
    [one] éin månad
   *[other] { $count } månader
}
does-retain-months = tek vare på { $of } i { keep-months }; deretter { $then }.
keep-years = { $count ->
    [one] eitt år
   *[other] { $count } år
}
does-retain-years = tek vare på { $of } i { keep-years }; deretter { $then }.
does-retain-until-weeded = tek vare på { $of } til nokon ryddar det bort; deretter { $then }.
retain-of-post = publiserte innlegg
retain-of-item = innkomne henvendingar
retain-of-message = private meldingar
retain-of-evidence = bevis for det som er skjult
retain-of-snapshot = bilete av kanalane
retain-then-dispose = blir det kassert
retain-then-review = ser nokon på det og bestemmer
retain-then-deposit = blir det levert til arkivet
proof-none = Har ikkje kome opp.
proof-not-concerned = { $count ->
    [one] Vurdert éin gong; han gjaldt ikkje regelen.
   *[other] Vurdert { $count } gonger; ingen av dei gjaldt regelen.
}
proof-counts = { $count ->
    [one] Gjaldt éin gong: { $parts }.
   *[other] Gjaldt { $count } gonger: { $parts }.
}
proof-advice = { $count ->
    [one] Rådet utover dokumentet kom opp éin gong: { $parts }.
   *[other] Rådet utover dokumentet kom opp { $count } gonger: { $parts }.
}
proof-measured = { $count ->
    [one] Berre målt, éin gong: { $parts }.
   *[other] Berre målt, { $count } gonger: { $parts }.
}
proof-passed = { $count } i orden
proof-warned = { $count } varsla
proof-unanswered = { $count } mangla svar
proof-approval = { $count } til godkjenning
proof-stopped = { $count } stoppa
proof-waived = { $count } unnatekne
proof-conflict = { $count } i konflikt
proof-duties = Oppgåver: { $parts }.
proof-done = { $count } gjorde
proof-skipped = { $count } hoppa over med grunngjeving
proof-lapsed = { $count } fall bort
proof-open = { $count } opne
proof-overdue = { $count } over fristen
proof-notices = { $given } beskjedar gitt, { $seen } sett.
proof-approvals = Godkjenningar: { $parts }.
proof-approved = { $count } godkjende
proof-returned = { $count } sende tilbake
proof-hidden = { $count ->
    [one] Éin kommentar er skjult på dette grunnlaget.
   *[other] { $count } kommentarar er skjulte på dette grunnlaget.
}
proof-acknowledged = { $known } av { $of } har stadfesta versjonen som gjeld.
proof-lessons = { $count ->
    [one] Éin leksjon om regelen.
   *[other] { $count } leksjonar om regelen.
}
gap-nothing-recorded = Regelen følgjer kalenderen, men ingenting er registrert.
gap-overdue-duties = { $count ->
    [one] Éi oppgåve er over fristen.
   *[other] { $count } oppgåver er over fristen.
}
gap-overdue-items = { $count ->
    [one] Éi henvending er over svarfristen.
   *[other] { $count } henvendingar er over svarfristen.
}
gap-nobody-has = Ingen har rolla som må gjere dette: { $roles }.
gap-manual-without-evidence = Menneske gjer dette utanfor systemet, og ingenting her viser at det blir gjort.
gap-unacknowledged = { $count } av { $of } har ikkje stadfesta versjonen som gjeld.
gap-channels = Desse kanalane følgjer han ikkje no: { $names }.
clause-from = Frå { $pack }
clause-binds = Gjeld for
clause-everybody = alle
clause-capacity = I eigenskap av
capacity-official = tenesta
capacity-private = privatperson
capacity-governance = styring av kanalane
capacity-any = både tenesta og privatperson
clause-conditions = Vilkår
clause-when = Gjeld når
clause-require = Då må dette stemme
clause-why = Kvifor
clause-fix = Slik blir det retta
clause-params = Tal som er valde
clause-law = Lov og rettleiing
clause-law-none = Retningslinjene sjølve er grunnlaget.
clause-law-verified = Kontrollert
clause-law-unverified = Ikkje kontrollert
clause-waive = Kven kan gi unntak
clause-waive-nobody = Ingen kan gi unntak frå denne regelen.
clause-waive-by = { $who } kan gi unntak.
clause-waive-days = { $count ->
    [one] Høgst éin dag om gongen.
   *[other] Høgst { $count } dagar om gongen.
}
clause-examples = Døme frå prøvene av regelen
outcome-not-applicable = Gjeld ikkje
clause-lessons = Leksjonar
clause-decisions = Siste avgjerder
clause-decisions-about = Dagar då regelen slo til. Lenkja viser den siste avgjerda den dagen.
clause-decisions-none = Ingen avgjerder enno.
clause-decision-day = Dag
clause-decision-what = Kva
clause-decision-count = Tal
clause-decision-outcome = Utfall
clause-duties = Siste oppgåver
clause-duty-open = Open
clause-duty-overdue = Over fristen
clause-mark-advised = råd
clause-mark-measured = berre målt
lessons = Leksjonar
lessons-lead = Korte situasjonar frå retningslinjene. Les, vel, og sjå kva som er rett og kvifor.
lessons-private = Svara dine blir ikkje lagra, og ingen får poeng. Du kan stoppe når du vil.
lessons-none = Ingen leksjonar
lessons-none-lead = Retningslinjene som gjeld, har ingen leksjonar.
lessons-yours = { $count ->
    [one] Éin leksjon om reglar som gjeld deg
   *[other] { $count } leksjonar om reglar som gjeld deg
}
lessons-others = Andre leksjonar
lessons-start = Byrj
lessons-number = Leksjon { $number } av { $total }
lessons-what = Kva gjer du?
lessons-choose = Vel eitt av svara.
lessons-see = Sjå svaret
lessons-next = Neste leksjon
lessons-again = Til alle leksjonane
lessons-right = Det stemmer.
lessons-other = Eit anna svar er betre her.
lessons-right-one = Rett svar
lessons-your-one = Svaret ditt
lessons-why = Kvifor
lessons-rule = Regelen det handlar om
lessons-done-title = Har du gått gjennom dei?
lessons-done-about = Sei frå når du er ferdig. Berre at du har gått gjennom leksjonane i denne versjonen, blir lagra, ikkje kva du svara.
lessons-done = Eg har gått gjennom leksjonane
lessons-taken = Takk. Det er notert.
lessons-taken-on = Du sa at du hadde gått gjennom leksjonane
lessons-acknowledge = Stadfest at du kjenner retningslinjene
lessons-left = Fleire leksjonar ventar om du vil.
event-guideline-lessons-taken = Leksjonane gjennomgått
job-tally = Telje opp avgjerder
house-rules = Husreglar
house-rules-of = Husreglar for { $name }
house-rules-lead = Alle er velkomne til å seie kva dei meiner i kanalane til kommunen, også når dei er usamde med kommunen. Her står kva som likevel ikkje får stå, og kva som skjer då.
house-rules-rules = Slik held vi det
house-rules-grounds = Dette kan bli skjult
house-rules-grounds-none = Retningslinjene har ingen grunnlag for å skjule kommentarar. Då blir ingenting skjult.
house-rules-grounds-about = Ein kommentar blir berre skjult på eitt av desse grunnlaga. Meiningar og kritikk er ikkje eit grunnlag.
house-rules-strength-must = Blir skjult
house-rules-strength-may = Kan bli skjult
house-rules-strength-exceptional = Berre i særlege tilfelle
house-rules-then = Kva som skjer når noko blir skjult
house-rules-kept = Kommentaren blir lagra i arkivet først, så avgjerda kan etterprøvast.
house-rules-human = Det er alltid eit menneske som avgjer, med grunnlag og grunngjeving.
house-rules-notice = Den som skreiv, får vite kvifor så langt nettverket gjer det mogleg.
house-rules-restore = Ein kommentar som er skjult ved ein feil, blir vist igjen.
house-rules-complain = Er du usamd?
house-rules-complain-about = Du kan be kommunen sjå på avgjerda ein gong til. Skriv til kommunen, og sei kva kommentar det gjeld og når han vart skriven.
house-rules-website = Nettstaden til kommunen
house-rules-consequences = Følgjer av brot på retningslinjene
house-rules-consequences-about = Dette gjeld dei som arbeider i eller er valde inn i kommunen. Ingenting skjer av seg sjølv; det blir avgjort av menneske.
house-rules-not-in-document = Ikkje frå dokumentet til kommunen
house-rules-from = Frå { $title }, versjon { $version }.
house-rules-adopted = Vedteke av { $body }.
house-rules-json = Husreglane som JSON
house-rules-section = Punkt { $section }
column-id = Id
column-origin = Frå
column-section = Punkt
column-title = Regel
column-says = Seier
column-modality = Styrke
column-status = Status
column-does = Kva systemet gjer
column-asked = Vurdert
column-applied = Gjaldt
column-passed = I orden
column-warned = Varsla
column-unanswered = Mangla svar
column-stopped = Stoppa
column-waived = Unnatekne
column-done = Oppgåver gjorde
column-open = Oppgåver opne
column-overdue = Oppgåver over fristen
column-hidden = Kommentarar skjulte
column-gaps = Sjå på dette
