guideline-work = Retningslinjene i bruk
guideline-work-lead = Hver regel: hva systemet gjør for den, hva som er registrert de siste tolv månedene, og hva som mangler.
guideline-work-lead-plain = Hver regel, og hva systemet gjør for den.
guideline-version-of = Versjon { $version } av { $title }.
guideline-version-short = Versjon { $version }.
guideline-period = Registrert fra { $from } til { $to }.
guideline-counting = Noen avgjørelser er ikke talt opp ennå. Tallene blir fullstendige om noen minutter.
guideline-sum-own = { $count ->
    [one] Dokumentet har én regel: { $parts }.
   *[other] Dokumentet har { $count } regler: { $parts }.
}
guideline-sum-automated = { $count ->
    [one] én utfører eller kontrollerer systemet
   *[other] { $count } utfører eller kontrollerer systemet
}
guideline-sum-attested = { $count ->
    [one] én bekrefter mennesker
   *[other] { $count } bekrefter mennesker
}
guideline-sum-manual = { $count ->
    [one] én gjør mennesker utenfor systemet
   *[other] { $count } gjør mennesker utenfor systemet
}
guideline-sum-taught = { $count ->
    [one] én læres
   *[other] { $count } læres
}
guideline-sum-protected = { $count ->
    [one] én gjelder ytringer som ingen kontrollerer
   *[other] { $count } gjelder ytringer som ingen kontrollerer
}
guideline-sum-informative = { $count ->
    [one] én er til opplysning
   *[other] { $count } er til opplysning
}
guideline-sum-year = I perioden slo reglene i dokumentet til slik: { $parts }.
guideline-sum-year-none = Ingenting er registrert i perioden.
guideline-sum-gaps = { $count ->
    [one] Én regel har noe å se på.
   *[other] { $count } regler har noe å se på.
}
guideline-sum-no-gaps = Ingen regler har noe å se på.
guideline-sum-people = { $known } av { $people } personer har bekreftet denne versjonen.
guideline-sum-lessons = { $taken } har sagt at de har gått gjennom leksjonene.
guideline-show-all = Alle
guideline-show-gaps = Noe å se på
guideline-show-quiet = Har ikke kommet opp
guideline-none-shown = Ingen regler her
guideline-none-shown-lead = Velg en annen gruppe over listen.
guideline-group-own = Kommunens dokument
guideline-group-base = Det som gjelder for alle
guideline-group-base-about = Lov og veiledning som retningslinjene bygger på. Dette står ikke i kommunens dokument.
guideline-group-advice = Råd fra systemet
guideline-group-advice-about = Dokumentet ber ikke om dette. Det regnes aldri som brudd på retningslinjene eller som noe som mangler.
guideline-does = Hva systemet gjør
guideline-proof = Siste tolv måneder
guideline-look = Se på dette
guideline-beyond = Råd utover dokumentet:
guideline-measured = Måles, stopper ingenting
guideline-kept = Det som bevares:
guideline-manual-why = Hvorfor systemet ikke gjør det:
guideline-csv = Last ned som regneark
guideline-oscal-catalog = Retningslinjene som OSCAL
guideline-oscal-results = Tilstanden som OSCAL
guideline-print = Siden kan skrives ut som den er (A4).
guideline-downloads = Last ned
list-and = og
list-or = eller
list-then = deretter
quoted = «{ $text }»
day-month = { $day }. { $month }
stretch = { $from } til { $to }
who-administrator = administratoren
who-editor = nettredaktøren
who-author = forfatteren
who-leader = lederen
who-director = kommunedirektøren
who-moderator = moderatoren
who-archivist = arkivaren
who-privacy-officer = personvernombudet
who-it = IT
who-crisis-lead = kriselederen
who-employee = de ansatte
who-elected = de folkevalgte
who-channel-owner = den som har kanalen
who-municipality = kommunen
who-web-editor = nettredaktøren
who-citizen = innbyggerne
who-service-desk = servicetorget
who-municipal-director = kommunedirektøren
who-crisis-team = kriseledelsen
who-mayor = ordføreren
who-all = alle ansatte og folkevalgte
at-channel-apply = noen søker om en ny kanal
at-channel-activate = en kanal tas i bruk
at-channel-review = en kanal ses over
at-channel-change = en kanals navn, formål eller folk endres
at-channel-close = en kanal avvikles
at-post-check = et innlegg skrives
at-post-submit = et innlegg sendes inn
at-post-publish = et innlegg skal publiseres
at-post-both = et innlegg sendes inn og igjen når det publiseres
at-item-received = en henvendelse kommer inn
at-item-answer = en henvendelse besvares
at-item-close = en henvendelse lukkes uten svar
at-moderation-hide = en kommentar skjules
at-crisis-declare = en krise erklæres
at-person-role = noen får en rolle
at-person-move = noen begynner i en annen enhet
at-person-leave = noen slutter
at-schedule-day = en ny dag begynner
at-case-open = en sak meldes
at-case-close = en sak avsluttes
at-guideline-adopt = retningslinjene vedtas
does-teach = læres bort med leksjoner. Ingen blir kontrollert.
does-advice = vises når reglene leses. Ingenting kontrolleres.
does-house-rule = står på kommunens åpne side med husregler.
does-consequence = følgen er bare opplyst. Systemet gjør ingenting av seg selv; det avgjøres av mennesker.
does-check-block = kontrollerer regelen når { $when }, og stopper det som ikke er i orden.
does-check-warn = kontrollerer regelen når { $when }, og sier fra om det som ikke er i orden.
does-unknown-ask = det som ikke er kjent, spør systemet om.
does-name-pattern-block = krever at navnet følger mønsteret { $pattern } når { $when }.
does-name-pattern-warn = ser om navnet følger mønsteret { $pattern } når { $when }, og sier fra hvis ikke.
does-name-block = krever at navnet viser hvem som står bak, når { $when }.
does-name-warn = ser om navnet viser hvem som står bak, når { $when }, og sier fra hvis ikke.
does-ask-block = spør når { $when }: { $questions }. Uten et svar som holder, går det ikke videre.
does-ask-warn = spør når { $when }: { $questions }. Svaret lagres, og systemet sier fra hvis det ikke holder.
does-decide = krever et valg når { $when }: { $question }, med en begrunnelse på minst { $least } tegn.
does-decide-by = lar { $who } velge når { $when }: { $question }, med en begrunnelse på minst { $least } tegn.
does-approve = ber om godkjenning av { $who } når { $when }. Ingen godkjenner sitt eget.
does-approve-any = ber om godkjenning når { $when }; én er nok: { $who }. Ingen godkjenner sitt eget.
does-approve-chain = ber om godkjenning i rekkefølge når { $when }: { $who }. Ingen godkjenner sitt eget.
does-approve-copy = kopi går til { $who }.
does-notify = sier fra til { $who } når { $when }.
does-register-block = krever at { $field } er fylt ut i kanalregisteret.
does-register-warn = sier fra når { $field } ikke er fylt ut i kanalregisteret.
does-register-public = svaret vises på den åpne listen over kanaler.
does-deadline-days = { $count ->
    [one] setter svarfristen til én arbeidsdag.
   *[other] setter svarfristen til { $count } arbeidsdager.
}
does-deadline-hours = { $count ->
    [one] setter svarfristen til én time.
   *[other] setter svarfristen til { $count } timer.
}
does-deadline-holding = et foreløpig svar holder fristen.
does-deadline-pause = klokken står i helger og på helligdager.
does-deadline-escalate = går fristen ut, får { $who } beskjed.
does-refer-case = foreslår å vise videre henvendelser om egne saker: { $route }
does-refer-political = foreslår å vise videre politiske spørsmål: { $route }
does-grounds-must = gir grunnlag for å skjule kommentarer, og de skal skjules: { $grounds }.
does-grounds-may = gir grunnlag for å skjule kommentarer: { $grounds }.
does-grounds-exceptional = gir grunnlag for å skjule kommentarer i særlige tilfeller: { $grounds }.
does-grounds-save = kommentaren lagres som bevis først.
does-grounds-reason = begrunnelsen må ha minst { $least } tegn.
does-grounds-notice = den som skrev, får beskjed.
does-grounds-complaint = den som skrev, får beskjed og får vite hvor det kan klages.
does-crisis-all = holder i en krise tilbake alt som er planlagt, til { $release } slipper det. Krisen erklæres av { $declare }.
does-crisis-topic = holder i en krise tilbake det som handler om krisen, til { $release } slipper det. Krisen erklæres av { $declare }.
does-crisis-decide = holder i en krise tilbake det som blir bestemt for den, og alt til det er bestemt. Krisen erklæres av { $declare }, og det som er holdt, slippes av { $release }.
does-season-election-block = stopper innlegg før et valg, { $windows }: { $text }
does-season-election-warn = sier fra før et valg, { $windows }: { $text }
does-season-holiday-block = stopper innlegg i ferien, { $windows }: { $text }
does-season-holiday-warn = sier fra i ferien, { $windows }: { $text }
does-label-block = stopper innlegget til det er merket med { $text }.
does-label-warn = sier fra når innlegget mangler merkingen { $text }.
does-task = gir { $who } en oppgave { $falls }.
does-task-what = gir { $who } en oppgave { $falls }: { $what }
does-watch = ber { $who } se innom kanalen { $falls }.
does-procedure = gir { $who } en framgangsmåte med { $steps } steg { $falls }.
does-procedure-what = gir { $who } en framgangsmåte med { $steps } steg { $falls }: { $what }
does-record = ber { $who } ta vare på { $of } { $falls }.
does-record-what = ber { $who } ta vare på { $of } { $falls }: { $what }
does-report = ber { $who } melde fra til { $to } { $falls }.
does-report-what = ber { $who } melde fra til { $to } { $falls }: { $what }
does-naming = filene får navn etter formen { $naming }.
record-of-snapshot = et bilde av kanalen
record-of-evidence = bevis
record-of-correspondence = korrespondansen
record-of-profile = profilen
does-falls-hours = { $count ->
    [one] innen én time etter at { $when }
   *[other] innen { $count } timer etter at { $when }
}
does-falls-days = { $count ->
    [0] samme dag som { $when }
    [one] innen én dag etter at { $when }
   *[other] innen { $count } dager etter at { $when }
}
does-falls-business-days = { $count ->
    [0] samme dag som { $when }
    [one] innen én arbeidsdag etter at { $when }
   *[other] innen { $count } arbeidsdager etter at { $when }
}
does-falls-times = { $count } ganger om dagen
does-falls-times-working = { $count } ganger hver arbeidsdag
does-falls-working = hver arbeidsdag
does-falls-windows = i tiden { $windows }
does-falls-day = hver dag
does-falls-week = hver uke
does-falls-month = hver måned
does-falls-quarter = hvert kvartal
does-falls-half-year = hvert halvår
does-falls-year = hvert år
does-per-day = om dagen
does-per-week = i uken
does-per-month = i måneden
does-per-quarter = i kvartalet
does-per-half-year = i halvåret
does-per-year = i året
does-cadence-least = følger med på om hver kanal har minst { $least } innlegg { $per }.
does-cadence-most = sier fra når en kanal får flere enn { $most } innlegg { $per }.
does-cadence-both = følger med på om hver kanal har fra { $least } til { $most } innlegg { $per }.
does-cadence-networks = gjelder { $networks }.
does-cadence-close = foreslår å avvikle kanalen etter { $days } dager uten innlegg.
does-acknowledge-warn = ber { $who } bekrefte at de kjenner retningslinjene, og sier fra når noen skriver uten å ha gjort det.
does-acknowledge-block = ber { $who } bekrefte at de kjenner retningslinjene. Den som ikke har gjort det, kommer ikke videre.
keep-days = { $count ->
    [one] én dag
   *[other] { $count } dager
}
does-retain-days = tar vare på { $of } i { keep-days }; deretter { $then }.
keep-months = { $count ->
    [one] én måned
   *[other] { $count } måneder
}
does-retain-months = tar vare på { $of } i { keep-months }; deretter { $then }.
keep-years = { $count ->
    [one] ett år
   *[other] { $count } år
}
does-retain-years = tar vare på { $of } i { keep-years }; deretter { $then }.
does-retain-until-weeded = tar vare på { $of } til noen rydder det bort; deretter { $then }.
retain-of-post = publiserte innlegg
retain-of-item = innkomne henvendelser
retain-of-message = private meldinger
retain-of-evidence = bevis for det som er skjult
retain-of-snapshot = bilder av kanalene
retain-then-dispose = kasseres det
retain-then-review = ser noen på det og bestemmer
retain-then-deposit = leveres det til arkivet
proof-none = Har ikke kommet opp.
proof-not-concerned = { $count ->
    [one] Vurdert én gang; den gjaldt ikke regelen.
   *[other] Vurdert { $count } ganger; ingen av dem gjaldt regelen.
}
proof-counts = { $count ->
    [one] Gjaldt én gang: { $parts }.
   *[other] Gjaldt { $count } ganger: { $parts }.
}
proof-advice = { $count ->
    [one] Rådet utover dokumentet kom opp én gang: { $parts }.
   *[other] Rådet utover dokumentet kom opp { $count } ganger: { $parts }.
}
proof-measured = { $count ->
    [one] Bare målt, én gang: { $parts }.
   *[other] Bare målt, { $count } ganger: { $parts }.
}
proof-passed = { $count } i orden
proof-warned = { $count } varslet
proof-unanswered = { $count } manglet svar
proof-approval = { $count } til godkjenning
proof-stopped = { $count } stoppet
proof-waived = { $count } unntatt
proof-conflict = { $count } i konflikt
proof-duties = Oppgaver: { $parts }.
proof-done = { $count } gjort
proof-skipped = { $count } hoppet over med begrunnelse
proof-lapsed = { $count } falt bort
proof-open = { $count } åpne
proof-overdue = { $count } over fristen
proof-notices = { $given } beskjeder gitt, { $seen } sett.
proof-approvals = Godkjenninger: { $parts }.
proof-approved = { $count } godkjent
proof-returned = { $count } sendt tilbake
proof-hidden = { $count ->
    [one] Én kommentar er skjult på dette grunnlaget.
   *[other] { $count } kommentarer er skjult på dette grunnlaget.
}
proof-acknowledged = { $known } av { $of } har bekreftet versjonen som gjelder.
proof-lessons = { $count ->
    [one] Én leksjon om regelen.
   *[other] { $count } leksjoner om regelen.
}
gap-nothing-recorded = Regelen følger kalenderen, men ingenting er registrert.
gap-overdue-duties = { $count ->
    [one] Én oppgave er over fristen.
   *[other] { $count } oppgaver er over fristen.
}
gap-overdue-items = { $count ->
    [one] Én henvendelse er over svarfristen.
   *[other] { $count } henvendelser er over svarfristen.
}
gap-nobody-has = Ingen har rollen som må gjøre dette: { $roles }.
gap-manual-without-evidence = Mennesker gjør dette utenfor systemet, og ingenting her viser at det blir gjort.
gap-unacknowledged = { $count } av { $of } har ikke bekreftet versjonen som gjelder.
gap-channels = Disse kanalene følger den ikke nå: { $names }.
clause-from = Fra { $pack }
clause-binds = Gjelder for
clause-everybody = alle
clause-capacity = I egenskap av
capacity-official = tjenesten
capacity-private = privatperson
capacity-governance = styring av kanalene
capacity-any = både tjenesten og privatperson
clause-conditions = Vilkår
clause-when = Gjelder når
clause-require = Da må dette stemme
clause-why = Hvorfor
clause-fix = Slik rettes det
clause-params = Tall som er valgt
clause-law = Lov og veiledning
clause-law-none = Retningslinjene selv er grunnlaget.
clause-law-verified = Kontrollert
clause-law-unverified = Ikke kontrollert
clause-waive = Hvem kan gi unntak
clause-waive-nobody = Ingen kan gi unntak fra denne regelen.
clause-waive-by = { $who } kan gi unntak.
clause-waive-days = { $count ->
    [one] Høyst én dag om gangen.
   *[other] Høyst { $count } dager om gangen.
}
clause-examples = Eksempler fra prøvene av regelen
outcome-not-applicable = Gjelder ikke
clause-lessons = Leksjoner
clause-decisions = Siste avgjørelser
clause-decisions-about = Dager da regelen slo til. Lenken viser den siste avgjørelsen den dagen.
clause-decisions-none = Ingen avgjørelser ennå.
clause-decision-day = Dag
clause-decision-what = Hva
clause-decision-count = Antall
clause-decision-outcome = Utfall
clause-duties = Siste oppgaver
clause-duty-open = Åpen
clause-duty-overdue = Over fristen
clause-mark-advised = råd
clause-mark-measured = bare målt
lessons = Leksjoner
lessons-lead = Korte situasjoner fra retningslinjene. Les, velg, og se hva som er riktig og hvorfor.
lessons-private = Svarene dine lagres ikke, og ingen får poeng. Du kan stoppe når du vil.
lessons-none = Ingen leksjoner
lessons-none-lead = Retningslinjene som gjelder, har ingen leksjoner.
lessons-yours = { $count ->
    [one] Én leksjon om regler som gjelder deg
   *[other] { $count } leksjoner om regler som gjelder deg
}
lessons-others = Andre leksjoner
lessons-start = Begynn
lessons-number = Leksjon { $number } av { $total }
lessons-what = Hva gjør du?
lessons-choose = Velg ett av svarene.
lessons-see = Se svaret
lessons-next = Neste leksjon
lessons-again = Til alle leksjonene
lessons-right = Det stemmer.
lessons-other = Et annet svar er bedre her.
lessons-right-one = Riktig svar
lessons-your-one = Ditt svar
lessons-why = Hvorfor
lessons-rule = Regelen det handler om
lessons-done-title = Har du gått gjennom dem?
lessons-done-about = Si fra når du er ferdig. Bare at du har gått gjennom leksjonene i denne versjonen, blir lagret, ikke hva du svarte.
lessons-done = Jeg har gått gjennom leksjonene
lessons-taken = Takk. Det er notert.
lessons-taken-on = Du sa at du hadde gått gjennom leksjonene
lessons-acknowledge = Bekreft at du kjenner retningslinjene
lessons-left = Flere leksjoner venter hvis du vil.
event-guideline-lessons-taken = Leksjonene gjennomgått
job-tally = Telle opp avgjørelser
house-rules = Husregler
house-rules-of = Husregler for { $name }
house-rules-lead = Alle er velkomne til å si hva de mener i kommunens kanaler, også når de er uenige med kommunen. Her står hva som likevel ikke får stå, og hva som skjer da.
house-rules-rules = Slik holder vi det
house-rules-grounds = Dette kan bli skjult
house-rules-grounds-none = Retningslinjene har ingen grunnlag for å skjule kommentarer. Da blir ingenting skjult.
house-rules-grounds-about = En kommentar blir bare skjult på ett av disse grunnlagene. Meninger og kritikk er ikke et grunnlag.
house-rules-strength-must = Blir skjult
house-rules-strength-may = Kan bli skjult
house-rules-strength-exceptional = Bare i særlige tilfeller
house-rules-then = Hva som skjer når noe skjules
house-rules-kept = Kommentaren blir lagret i arkivet først, så avgjørelsen kan etterprøves.
house-rules-human = Det er alltid et menneske som avgjør, med grunnlag og begrunnelse.
house-rules-notice = Den som skrev, får vite hvorfor så langt nettverket gjør det mulig.
house-rules-restore = En kommentar som er skjult ved en feil, blir vist igjen.
house-rules-complain = Er du uenig?
house-rules-complain-about = Du kan be kommunen se på avgjørelsen en gang til. Skriv til kommunen, og si hvilken kommentar det gjelder og når den ble skrevet.
house-rules-website = Kommunens nettsted
house-rules-consequences = Følger av brudd på retningslinjene
house-rules-consequences-about = Dette gjelder dem som arbeider i eller er valgt inn i kommunen. Ingenting skjer av seg selv; det avgjøres av mennesker.
house-rules-not-in-document = Ikke fra kommunens eget dokument
house-rules-from = Fra { $title }, versjon { $version }.
house-rules-adopted = Vedtatt av { $body }.
house-rules-json = Husreglene som JSON
house-rules-section = Punkt { $section }
column-id = Id
column-origin = Fra
column-section = Punkt
column-title = Regel
column-says = Sier
column-modality = Styrke
column-status = Status
column-does = Hva systemet gjør
column-asked = Vurdert
column-applied = Gjaldt
column-passed = I orden
column-warned = Varslet
column-unanswered = Manglet svar
column-stopped = Stoppet
column-waived = Unntatt
column-done = Oppgaver gjort
column-open = Oppgaver åpne
column-overdue = Oppgaver over fristen
column-hidden = Kommentarer skjult
column-gaps = Se på dette
