approvals-none = Ingenting venter på deg
approvals-none-lead = Når noen ber om godkjenning i en av rollene dine, står det her.
approval-what = Hva
approval-kind = Gjelder
approval-asked-by = Bedt om av
approval-as = Du avgjør som
approval-untitled = Innlegg uten tekst
approval-subject-channel = Kanal
approval-subject-post = Innlegg
approval-title-post = Innlegg til godkjenning, versjon { $number }
approval-title-channel = Søknad om kanalen { $name }
approval-asked = { $name } ber om godkjenning av nøyaktig det som står her.
approval-exactly = Det som godkjennes
approval-channels = Skal ut på
approval-to-post = Se innlegget med historikk
approval-bound = Godkjenningen gjelder innholdet med dette fingeravtrykket. Endres noe, må det godkjennes på nytt.
approval-decide = Din avgjørelse som { $role }
approval-note = Merknad
approval-note-hint = Må fylles ut når du sender tilbake: hva skal rettes?
approval-approve = Godkjenn
approval-return = Send tilbake
approval-approved = Godkjent.
approval-returned = Sendt tilbake med merknaden din.
approval-not-yours = Du kan ikke avgjøre dette nå: det er avgjort, hører til en annen rolle, eller du har selv bedt om det.
crisis-lead = I en krise holdes det tilbake som retningslinjene sier. Ingenting av det sendes av seg selv etterpå.
crisis-declare = Erklær krise
crisis-title = Hva har hendt?
crisis-title-hint = Én linje. Vises øverst på alle sider så lenge krisen varer.
crisis-declared = Krisen er erklært. Det retningslinjene sier skal vente, holdes tilbake.
crisis-declared-by = Erklært av { $name }
crisis-ending = Når krisen er over, avgjør du for hvert innlegg om det skal sendes eller avlyses.
crisis-end = Avslutt krisen
crisis-ended = Krisen er avsluttet. Gå gjennom det som ble holdt tilbake.
crisis-held = Holdt tilbake
crisis-held-about = Avgjør for hvert innlegg om det fortsatt passer.
crisis-held-none = Ingenting holdes tilbake
crisis-due = Skulle ut
crisis-decide = Avgjør
crisis-send = Send nå
crisis-cancel = Avlys
crisis-rule-none = Retningslinjene sier ikke noe om kriser.
crisis-earlier = Tidligere kriser
guideline-digest = Fingeravtrykk av regelpakken som gjelder:
modality-must = Skal
modality-must-not = Skal ikke
modality-should = Bør
modality-should-not = Bør ikke
modality-may = Kan
modality-informative = Opplysning
clause-status-automated = Automatisk
clause-status-attested = Bekreftes
clause-status-manual = Manuelt
clause-status-taught = Læres
clause-status-protected = Vernet: kontrolleres aldri
clause-status-informative = Til opplysning
clause-default = Råd fra Rettesnor
jobs-lead = Det systemet holder på med, og det som ikke gikk.
jobs-failed = Gikk ikke
jobs-failed-none = Ingenting har gått galt
jobs-waiting = I arbeid
jobs-waiting-none = Ingenting i kø
job-attempts = { $count -> 
    [one] ett forsøk
   *[other] { $count } forsøk
}
job-detail = Detaljer for IT
job-restart = Start på nytt
job-restarted = Startet på nytt.
job-what = Oppgave
job-next = Neste gang
job-last-problem = Siste problem
job-publish = Publiser innlegg
job-answer = Send svar
job-moderate = Skjul eller gjenopprett kommentar
job-poll = Les svar fra nettverket
job-checkpoint = Sett kontrollpunkt i loggen
job-stamp = Få tidsstempel på loggen
job-witness = Vis loggen til vitner
job-sweep = Rydd
job-other = Annet: { $kind }
waits-title = Dette venter på deg
waits-nothing = Ingenting akkurat nå.
waits-approvals = { $count -> 
    [one] Én godkjenning venter på din avgjørelse
   *[other] { $count } godkjenninger venter på din avgjørelse
}
waits-overdue = { $count -> 
    [one] Én henvendelse er over svarfristen
   *[other] { $count } henvendelser er over svarfristen
}
waits-inbox = { $count -> 
    [one] Én henvendelse venter på svar
   *[other] { $count } henvendelser venter på svar
}
waits-failed = { $count -> 
    [one] Én oppgave i bakgrunnen gikk ikke
   *[other] { $count } oppgaver i bakgrunnen gikk ikke
}
