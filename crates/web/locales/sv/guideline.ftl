guideline-work = Riktlinjerna i bruk
guideline-work-lead = Varje regel: vad systemet gör för den, vad som är registrerat de senaste tolv månaderna och vad som saknas.
guideline-work-lead-plain = Varje regel, och vad systemet gör för den.
guideline-version-of = Version { $version } av { $title }.
guideline-version-short = Version { $version }.
guideline-period = Registrerat från { $from } till { $to }.
guideline-counting = Några beslut är inte räknade än. Siffrorna blir fullständiga om några minuter.
guideline-sum-own = { $count ->
    [one] Dokumentet har en regel: { $parts }.
   *[other] Dokumentet har { $count } regler: { $parts }.
}
guideline-sum-automated = { $count ->
    [one] en utför eller kontrollerar systemet
   *[other] { $count } utför eller kontrollerar systemet
}
guideline-sum-attested = { $count ->
    [one] en bekräftar människor
   *[other] { $count } bekräftar människor
}
guideline-sum-manual = { $count ->
    [one] en gör människor utanför systemet
   *[other] { $count } gör människor utanför systemet
}
guideline-sum-taught = { $count ->
    [one] en lärs ut
   *[other] { $count } lärs ut
}
guideline-sum-protected = { $count ->
    [one] en gäller yttranden som ingen kontrollerar
   *[other] { $count } gäller yttranden som ingen kontrollerar
}
guideline-sum-informative = { $count ->
    [one] en är till upplysning
   *[other] { $count } är till upplysning
}
guideline-sum-year = Under perioden gav reglerna i dokumentet detta: { $parts }.
guideline-sum-year-none = Inget är registrerat under perioden.
guideline-sum-gaps = { $count ->
    [one] En regel har något att titta på.
   *[other] { $count } regler har något att titta på.
}
guideline-sum-no-gaps = Inga regler har något att titta på.
guideline-sum-people = { $known } av { $people } personer har bekräftat den här versionen.
guideline-sum-lessons = { $taken } har sagt att de har gått igenom lektionerna.
guideline-show-all = Alla
guideline-show-gaps = Något att titta på
guideline-show-quiet = Har inte kommit upp
guideline-none-shown = Inga regler här
guideline-none-shown-lead = Välj en annan grupp ovanför listan.
guideline-group-own = Kommunens dokument
guideline-group-base = Det som gäller alla
guideline-group-base-about = Lag och vägledning som riktlinjerna bygger på. Det här står inte i kommunens dokument.
guideline-group-advice = Råd från systemet
guideline-group-advice-about = Dokumentet kräver inte detta. Det räknas aldrig som brott mot riktlinjerna eller som något som saknas.
guideline-does = Vad systemet gör
guideline-proof = Senaste tolv månaderna
guideline-look = Titta på detta
guideline-beyond = Råd utöver dokumentet:
guideline-measured = Mäts, stoppar inget
guideline-kept = Det som bevaras:
guideline-manual-why = Varför systemet inte gör det:
guideline-csv = Ladda ner som kalkylblad
guideline-oscal-catalog = Riktlinjerna som OSCAL
guideline-oscal-results = Läget som OSCAL
guideline-print = Sidan kan skrivas ut som den är (A4).
guideline-downloads = Ladda ner
list-and = och
list-or = eller
list-then = sedan
quoted = ”{ $text }”
day-month = { $day } { $month }
stretch = { $from } till { $to }
who-administrator = administratören
who-editor = webbredaktören
who-author = skribenten
who-leader = chefen
who-director = kommundirektören
who-moderator = moderatorn
who-archivist = arkivarien
who-privacy-officer = dataskyddsombudet
who-it = IT
who-crisis-lead = krisledaren
who-employee = de anställda
who-elected = de förtroendevalda
who-channel-owner = den som har kanalen
who-municipality = kommunen
who-web-editor = webbredaktören
who-citizen = invånarna
who-service-desk = kontaktcentret
who-municipal-director = kommundirektören
who-crisis-team = krisledningen
who-mayor = kommunstyrets ordförande
who-all = alla anställda och förtroendevalda
at-channel-apply = någon ansöker om en ny kanal
at-channel-activate = en kanal tas i bruk
at-channel-review = en kanal ses över
at-channel-change = en kanals namn, syfte eller ansvariga ändras
at-channel-close = en kanal avvecklas
at-post-check = ett inlägg skrivs
at-post-submit = ett inlägg skickas in
at-post-publish = ett inlägg ska publiceras
at-post-both = ett inlägg skickas in och igen när det publiceras
at-item-received = ett meddelande kommer in
at-item-answer = ett meddelande besvaras
at-item-close = ett meddelande stängs utan svar
at-moderation-hide = en kommentar döljs
at-crisis-declare = en kris förklaras
at-person-role = någon får en roll
at-person-move = någon byter enhet
at-person-leave = någon slutar
at-schedule-day = en ny dag börjar
at-case-open = ett ärende anmäls
at-case-close = ett ärende avslutas
at-guideline-adopt = riktlinjerna antas
does-teach = lärs ut med lektioner. Ingen kontrolleras.
does-advice = visas när reglerna läses. Inget kontrolleras.
does-house-rule = står på kommunens öppna sida med regler.
does-consequence = påföljden är bara upplyst. Systemet gör inget av sig självt; människor avgör.
does-check-block = kontrollerar regeln när { $when }, och stoppar det som inte är i sin ordning.
does-check-warn = kontrollerar regeln när { $when }, och säger till om det som inte är i sin ordning.
does-unknown-ask = det som inte är känt frågar systemet om.
does-name-pattern-block = kräver att namnet följer mönstret { $pattern } när { $when }.
does-name-pattern-warn = ser om namnet följer mönstret { $pattern } när { $when }, och säger till annars.
does-name-block = kräver att namnet visar vem som står bakom, när { $when }.
does-name-warn = ser om namnet visar vem som står bakom, när { $when }, och säger till annars.
does-ask-block = frågar när { $when }: { $questions }. Utan ett svar som håller går det inte vidare.
does-ask-warn = frågar när { $when }: { $questions }. Svaret sparas, och systemet säger till om det inte håller.
does-decide = kräver ett val när { $when }: { $question }, med en motivering på minst { $least } tecken.
does-decide-by = låter { $who } välja när { $when }: { $question }, med en motivering på minst { $least } tecken.
does-approve = ber om godkännande av { $who } när { $when }. Ingen godkänner sitt eget.
does-approve-any = ber om godkännande när { $when }; en räcker: { $who }. Ingen godkänner sitt eget.
does-approve-chain = ber om godkännande i ordning när { $when }: { $who }. Ingen godkänner sitt eget.
does-approve-copy = kopia går till { $who }.
does-notify = säger till { $who } när { $when }.
does-register-block = kräver att { $field } är ifyllt i kanalregistret.
does-register-warn = säger till när { $field } inte är ifyllt i kanalregistret.
does-register-public = svaret visas på den öppna listan över kanaler.
does-deadline-days = { $count ->
    [one] sätter svarstiden till en arbetsdag.
   *[other] sätter svarstiden till { $count } arbetsdagar.
}
does-deadline-hours = { $count ->
    [one] sätter svarstiden till en timme.
   *[other] sätter svarstiden till { $count } timmar.
}
does-deadline-holding = ett första svar räcker för att hålla tiden.
does-deadline-pause = klockan står stilla på helger.
does-deadline-escalate = går tiden ut får { $who } besked.
does-refer-case = föreslår att hänvisa frågor om egna ärenden vidare: { $route }
does-refer-political = föreslår att hänvisa politiska frågor vidare: { $route }
does-grounds-must = ger grund för att dölja kommentarer, och de ska döljas: { $grounds }.
does-grounds-may = ger grund för att dölja kommentarer: { $grounds }.
does-grounds-exceptional = ger grund för att dölja kommentarer i undantagsfall: { $grounds }.
does-grounds-save = kommentaren sparas som bevis först.
does-grounds-reason = motiveringen måste ha minst { $least } tecken.
does-grounds-notice = den som skrev får besked.
does-grounds-complaint = den som skrev får besked och får veta vart man kan klaga.
does-crisis-all = håller i en kris tillbaka allt som är planerat, tills { $release } släpper det. Krisen förklaras av { $declare }.
does-crisis-topic = håller i en kris tillbaka det som handlar om krisen, tills { $release } släpper det. Krisen förklaras av { $declare }.
does-crisis-decide = håller i en kris tillbaka det som bestäms för den, och allt tills det är bestämt. Krisen förklaras av { $declare }, och det som hålls släpps av { $release }.
does-season-election-block = stoppar inlägg före ett val, { $windows }: { $text }
does-season-election-warn = säger till före ett val, { $windows }: { $text }
does-season-holiday-block = stoppar inlägg under ledigheten, { $windows }: { $text }
does-season-holiday-warn = säger till under ledigheten, { $windows }: { $text }
does-label-block = stoppar inlägget tills det är märkt med { $text }.
does-label-warn = säger till när inlägget saknar märkningen { $text }.
does-task = ger { $who } en uppgift { $falls }.
does-task-what = ger { $who } en uppgift { $falls }: { $what }
does-watch = ber { $who } titta till kanalen { $falls }.
does-procedure = ger { $who } ett arbetssätt med { $steps } steg { $falls }.
does-procedure-what = ger { $who } ett arbetssätt med { $steps } steg { $falls }: { $what }
does-record = ber { $who } bevara { $of } { $falls }.
does-record-what = ber { $who } bevara { $of } { $falls }: { $what }
does-report = ber { $who } rapportera till { $to } { $falls }.
does-report-what = ber { $who } rapportera till { $to } { $falls }: { $what }
does-naming = filerna får namn efter formen { $naming }.
record-of-snapshot = en bild av kanalen
record-of-evidence = bevis
record-of-correspondence = korrespondensen
record-of-profile = profilen
does-falls-hours = { $count ->
    [one] inom en timme efter att { $when }
   *[other] inom { $count } timmar efter att { $when }
}
does-falls-days = { $count ->
    [0] samma dag som { $when }
    [one] inom en dag efter att { $when }
   *[other] inom { $count } dagar efter att { $when }
}
does-falls-business-days = { $count ->
    [0] samma dag som { $when }
    [one] inom en arbetsdag efter att { $when }
   *[other] inom { $count } arbetsdagar efter att { $when }
}
does-falls-times = { $count } gånger om dagen
does-falls-times-working = { $count } gånger varje arbetsdag
does-falls-working = varje arbetsdag
does-falls-windows = under tiden { $windows }
does-falls-day = varje dag
does-falls-week = varje vecka
does-falls-month = varje månad
does-falls-quarter = varje kvartal
does-falls-half-year = varje halvår
does-falls-year = varje år
does-per-day = om dagen
does-per-week = i veckan
does-per-month = i månaden
does-per-quarter = i kvartalet
does-per-half-year = i halvåret
does-per-year = om året
does-cadence-least = följer om varje kanal har minst { $least } inlägg { $per }.
does-cadence-most = säger till när en kanal får fler än { $most } inlägg { $per }.
does-cadence-both = följer om varje kanal har från { $least } till { $most } inlägg { $per }.
does-cadence-networks = gäller { $networks }.
does-cadence-close = föreslår att avveckla kanalen efter { $days } dagar utan inlägg.
does-acknowledge-warn = ber { $who } bekräfta att de känner till riktlinjerna, och säger till när någon skriver utan att ha gjort det.
does-acknowledge-block = ber { $who } bekräfta att de känner till riktlinjerna. Den som inte har gjort det kommer inte vidare.
keep-days = { $count ->
    [one] en dag
   *[other] { $count } dagar
}
does-retain-days = bevarar { $of } i { keep-days }; sedan { $then }.
keep-months = { $count ->
    [one] en månad
   *[other] { $count } månader
}
does-retain-months = bevarar { $of } i { keep-months }; sedan { $then }.
keep-years = { $count ->
    [one] ett år
   *[other] { $count } år
}
does-retain-years = bevarar { $of } i { keep-years }; sedan { $then }.
does-retain-until-weeded = bevarar { $of } tills någon gallrar; sedan { $then }.
retain-of-post = publicerade inlägg
retain-of-item = inkomna meddelanden
retain-of-message = privata meddelanden
retain-of-evidence = bevis för det som dolts
retain-of-snapshot = bilder av kanalerna
retain-then-dispose = gallras det
retain-then-review = tittar någon på det och bestämmer
retain-then-deposit = lämnas det till arkivet
proof-none = Har inte kommit upp.
proof-not-concerned = { $count ->
    [one] Bedömd en gång; den gällde inte regeln.
   *[other] Bedömd { $count } gånger; ingen av dem gällde regeln.
}
proof-counts = { $count ->
    [one] Gällde en gång: { $parts }.
   *[other] Gällde { $count } gånger: { $parts }.
}
proof-advice = { $count ->
    [one] Rådet utöver dokumentet kom upp en gång: { $parts }.
   *[other] Rådet utöver dokumentet kom upp { $count } gånger: { $parts }.
}
proof-measured = { $count ->
    [one] Bara mätt, en gång: { $parts }.
   *[other] Bara mätt, { $count } gånger: { $parts }.
}
proof-passed = { $count } i sin ordning
proof-warned = { $count } påpekade
proof-unanswered = { $count } saknade svar
proof-approval = { $count } till godkännande
proof-stopped = { $count } stoppade
proof-waived = { $count } undantagna
proof-conflict = { $count } i konflikt
proof-duties = Uppgifter: { $parts }.
proof-done = { $count } gjorda
proof-skipped = { $count } överhoppade med skäl
proof-lapsed = { $count } förföll
proof-open = { $count } öppna
proof-overdue = { $count } försenade
proof-notices = { $given } besked lämnade, { $seen } sedda.
proof-approvals = Godkännanden: { $parts }.
proof-approved = { $count } godkända
proof-returned = { $count } återsända
proof-hidden = { $count ->
    [one] En kommentar är dold på den här grunden.
   *[other] { $count } kommentarer är dolda på den här grunden.
}
proof-acknowledged = { $known } av { $of } har bekräftat den version som gäller.
proof-lessons = { $count ->
    [one] En lektion om regeln.
   *[other] { $count } lektioner om regeln.
}
gap-nothing-recorded = Regeln följer kalendern, men inget är registrerat.
gap-overdue-duties = { $count ->
    [one] En uppgift är försenad.
   *[other] { $count } uppgifter är försenade.
}
gap-overdue-items = { $count ->
    [one] Ett meddelande har passerat svarstiden.
   *[other] { $count } meddelanden har passerat svarstiden.
}
gap-nobody-has = Ingen har rollen som ska göra detta: { $roles }.
gap-manual-without-evidence = Människor gör detta utanför systemet, och inget här visar att det blir gjort.
gap-unacknowledged = { $count } av { $of } har inte bekräftat den version som gäller.
gap-channels = De här kanalerna följer den inte nu: { $names }.
clause-from = Från { $pack }
clause-binds = Gäller för
clause-everybody = alla
clause-capacity = I egenskap av
capacity-official = tjänsten
capacity-private = privatperson
capacity-governance = styrning av kanalerna
capacity-any = både tjänsten och privatperson
clause-conditions = Villkor
clause-when = Gäller när
clause-require = Då måste detta stämma
clause-why = Varför
clause-fix = Så rättas det
clause-params = Valda värden
clause-law = Lag och vägledning
clause-law-none = Riktlinjerna själva är grunden.
clause-law-verified = Kontrollerad
clause-law-unverified = Inte kontrollerad
clause-waive = Vem kan ge undantag
clause-waive-nobody = Ingen kan ge undantag från den här regeln.
clause-waive-by = { $who } kan ge undantag.
clause-waive-days = { $count ->
    [one] Högst en dag i taget.
   *[other] Högst { $count } dagar i taget.
}
clause-examples = Exempel från proven av regeln
outcome-not-applicable = Gäller inte
clause-lessons = Lektioner
clause-decisions = Senaste besluten
clause-decisions-about = Dagar då regeln gällde. Länken visar dagens sista beslut.
clause-decisions-none = Inga beslut än.
clause-decision-day = Dag
clause-decision-what = Vad
clause-decision-count = Antal
clause-decision-outcome = Utfall
clause-duties = Senaste uppgifterna
clause-duty-open = Öppen
clause-duty-overdue = Försenad
clause-mark-advised = råd
clause-mark-measured = bara mätt
lessons = Lektioner
lessons-lead = Korta situationer ur riktlinjerna. Läs, välj och se vad som är rätt och varför.
lessons-private = Dina svar sparas inte och ingen får poäng. Du kan sluta när du vill.
lessons-none = Inga lektioner
lessons-none-lead = Riktlinjerna som gäller har inga lektioner.
lessons-yours = { $count ->
    [one] En lektion om regler som gäller dig
   *[other] { $count } lektioner om regler som gäller dig
}
lessons-others = Andra lektioner
lessons-start = Börja
lessons-number = Lektion { $number } av { $total }
lessons-what = Vad gör du?
lessons-choose = Välj ett av svaren.
lessons-see = Se svaret
lessons-next = Nästa lektion
lessons-again = Till alla lektioner
lessons-right = Det stämmer.
lessons-other = Ett annat svar är bättre här.
lessons-right-one = Rätt svar
lessons-your-one = Ditt svar
lessons-why = Varför
lessons-rule = Regeln det handlar om
lessons-done-title = Har du gått igenom dem?
lessons-done-about = Säg till när du är klar. Bara att du har gått igenom lektionerna i den här versionen sparas, inte vad du svarade.
lessons-done = Jag har gått igenom lektionerna
lessons-taken = Tack. Det är noterat.
lessons-taken-on = Du sade att du hade gått igenom lektionerna
lessons-acknowledge = Bekräfta att du känner till riktlinjerna
lessons-left = Fler lektioner väntar om du vill.
event-guideline-lessons-taken = Lektionerna genomgångna
job-tally = Räkna beslut
house-rules = Regler för våra kanaler
house-rules-of = Regler för kanaler hos { $name }
house-rules-lead = Alla är välkomna att säga vad de tycker i kommunens kanaler, också när de inte håller med kommunen. Här står vad som ändå inte får stå kvar och vad som händer då.
house-rules-rules = Så håller vi det
house-rules-grounds = Detta kan döljas
house-rules-grounds-none = Riktlinjerna har inga grunder för att dölja kommentarer. Då döljs inget.
house-rules-grounds-about = En kommentar döljs bara på någon av de här grunderna. Åsikter och kritik är ingen grund.
house-rules-strength-must = Döljs
house-rules-strength-may = Kan döljas
house-rules-strength-exceptional = Bara i undantagsfall
house-rules-then = Vad som händer när något döljs
house-rules-kept = Kommentaren sparas i arkivet först, så att beslutet kan prövas.
house-rules-human = Det är alltid en människa som beslutar, med grund och motivering.
house-rules-notice = Den som skrev får veta varför så långt nätverket tillåter.
house-rules-restore = En kommentar som dolts av misstag visas igen.
house-rules-complain = Håller du inte med?
house-rules-complain-about = Du kan be kommunen titta på beslutet en gång till. Skriv till kommunen och säg vilken kommentar det gäller och när den skrevs.
house-rules-website = Kommunens webbplats
house-rules-consequences = Påföljder av brott mot riktlinjerna
house-rules-consequences-about = Detta gäller dem som arbetar i eller är valda till kommunen. Inget sker av sig självt; människor beslutar.
house-rules-not-in-document = Inte från kommunens eget dokument
house-rules-from = Från { $title }, version { $version }.
house-rules-adopted = Antagna av { $body }.
house-rules-json = Reglerna som JSON
house-rules-section = Avsnitt { $section }
column-id = Id
column-origin = Från
column-section = Avsnitt
column-title = Regel
column-says = Säger
column-modality = Styrka
column-status = Status
column-does = Vad systemet gör
column-asked = Bedömd
column-applied = Gällde
column-passed = I sin ordning
column-warned = Påpekade
column-unanswered = Saknade svar
column-stopped = Stoppade
column-waived = Undantagna
column-done = Uppgifter gjorda
column-open = Uppgifter öppna
column-overdue = Uppgifter försenade
column-hidden = Kommentarer dolda
column-gaps = Titta på detta
