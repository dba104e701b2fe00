approvals-none = Ingenting ventar på deg
approvals-none-lead = Når nokon ber om godkjenning i ei av rollene dine, står det her.
approval-what = Kva
approval-kind = Gjeld
approval-asked-by = Bede om av
approval-as = Du avgjer som
approval-untitled = Innlegg utan tekst
approval-subject-channel = Kanal
approval-subject-post = Innlegg
approval-title-post = Innlegg til godkjenning, versjon { $number }
approval-title-channel = Søknad om kanalen { $name }
approval-asked = { $name } ber om godkjenning av nøyaktig det som står her.
approval-exactly = Det som blir godkjent
approval-channels = Skal ut på
approval-to-post = Sjå innlegget med historikk
approval-bound = Godkjenninga gjeld innhaldet med dette fingeravtrykket. Blir noko endra, må det godkjennast på nytt.
approval-decide = Di avgjerd som { $role }
approval-note = Merknad
approval-note-hint = Må fyllast ut når du sender tilbake: kva skal rettast?
approval-approve = Godkjenn
approval-return = Send tilbake
approval-approved = Godkjent.
approval-returned = Sendt tilbake med merknaden din.
approval-not-yours = Du kan ikkje avgjere dette no: det er avgjort, høyrer til ei anna rolle, eller du har sjølv bede om det.
crisis-lead = I ei krise blir det halde tilbake som retningslinjene seier. Ingenting av det blir sendt av seg sjølv etterpå.
crisis-declare = Erklær krise
crisis-title = Kva har hendt?
crisis-title-hint = Éi linje. Blir vist øvst på alle sider så lenge krisa varer.
crisis-declared = Krisa er erklært. Det retningslinjene seier skal vente, blir halde tilbake.
crisis-declared-by = Erklært av { $name }
crisis-ending = Når krisa er over, avgjer du for kvart innlegg om det skal sendast eller avlysast.
crisis-end = Avslutt krisa
crisis-ended = Krisa er avslutta. Gå gjennom det som vart halde tilbake.
crisis-held = Halde tilbake
crisis-held-about = Avgjer for kvart innlegg om det framleis passar.
crisis-held-none = Ingenting blir halde tilbake
crisis-due = Skulle ut
crisis-decide = Avgjer
crisis-send = Send no
crisis-cancel = Avlys
crisis-rule-none = Retningslinjene seier ikkje noko om kriser.
crisis-earlier = Tidlegare kriser
guideline-digest = Fingeravtrykk av regelpakken som gjeld:
modality-must = Skal
modality-must-not = Skal ikkje
modality-should = Bør
modality-should-not = Bør ikkje
modality-may = Kan
modality-informative = Opplysning
clause-status-automated = Automatisk
clause-status-attested = Blir stadfesta
clause-status-manual = Manuelt
clause-status-taught = Blir lært
clause-status-protected = Verna: blir aldri kontrollert
clause-status-informative = Til opplysning
clause-default = Råd frå Rettesnor
jobs-lead = Det systemet held på med, og det som ikkje gjekk.
jobs-failed = Gjekk ikkje
jobs-failed-none = Ingenting har gått gale
jobs-waiting = I arbeid
jobs-waiting-none = Ingenting i kø
job-attempts = { $count -> 
    [one] eitt forsøk
   *[other] { $count } forsøk
}
job-detail = Detaljar for IT
job-restart = Start på nytt
job-restarted = Starta på nytt.
job-what = Oppgåve
job-next = Neste gong
job-last-problem = Siste problem
job-publish = Publiser innlegg
job-answer = Send svar
job-moderate = Skjul eller gjenopprett kommentar
job-poll = Les svar frå nettverket
job-checkpoint = Set kontrollpunkt i loggen
job-stamp = Få tidsstempel på loggen
job-witness = Vis loggen til vitne
job-sweep = Rydd
job-other = Anna: { $kind }
waits-title = Dette ventar på deg
waits-nothing = Ingenting akkurat no.
waits-approvals = { $count -> 
    [one] Éi godkjenning ventar på di avgjerd
   *[other] { $count } godkjenningar ventar på di avgjerd
}
waits-overdue = { $count -> 
    [one] Éi melding er over svarfristen
   *[other] { $count } meldingar er over svarfristen
}
waits-inbox = { $count -> 
    [one] Éi melding ventar på svar
   *[other] { $count } meldingar ventar på svar
}
waits-failed = { $count -> 
    [one] Éi oppgåve i bakgrunnen gjekk ikkje
   *[other] { $count } oppgåver i bakgrunnen gjekk ikkje
}
