waivers = Unntak
waivers-lead = Hvem som er unntatt fra hvilken regel, hvor lenge, og om det ble brukt.
waivers-all = Alle unntak
waivers-none = Ingen unntak
waivers-none-lead = Der en regel åpner for det, kan du be om unntak fra punktet den står i.
waivers-never-used = Aldri brukt
waivers-never-used-about = Tiden er ute, og ingenting trengte unntaket. Kanskje er regelen eller unntaket misforstått.
waiver-from = Unntak fra «{ $title }»
waiver-rule = Regel
waiver-for = Gjelder
waiver-for-post = Ett innlegg
waiver-for-item = Svaret på én henvendelse
waiver-for-channel = Kanalen
waiver-for-municipality = Hele kommunen
waiver-why = Hvorfor regelen ikke trenger å følges
waiver-category-mitigated = Formålet med regelen nås på en annen måte
waiver-category-accepted = Formålet nås ikke, og det godtas denne gangen
waiver-reason = Begrunnelse
waiver-reason-hint = Minst { $least } tegn. Den som avgjør, og arkivet, ser dette.
waiver-until = Til og med
waiver-until-hint = Senest { $latest }.
waiver-uses = Brukt
waiver-times = { $count ->
    [0] Ikke brukt
    [one] Én gang
   *[other] { $count } ganger
}
waiver-last-used = Sist
waiver-never-used = Aldri brukt
waiver-state-asked = Venter på svar
waiver-state-granted = Gjelder nå
waiver-state-refused = Avslått
waiver-state-withdrawn = Trukket
waiver-state-ended = Avsluttet før tiden
waiver-state-over = Tiden er ute
waiver-terms = Det som er bedt om
waiver-course = Gangen i saken
waiver-asked-by = Bedt om av
waiver-waits-for = Venter på
waiver-decided-by = Avgjort av
waiver-end = Avslutt unntaket nå
waiver-take-back = Trekk tilbake
waiver-ended = Det gjelder ikke lenger.
waiver-asked = Du har bedt om unntak. Det gjelder først når det er gitt.
waiver-ask = Be om unntak
waiver-ask-lead = Unntaket gjelder for én regel, i et bestemt tidsrom, og telles hver gang det brukes.
waiver-send = Be om unntak
waiver-given-by = Unntak gis av:
waiver-given-never-oneself = Ingen gir unntak til seg selv.
point-waiver-ask = Be om unntak
point-waiver-used = Se unntaket
clause-waivers = Se unntak fra denne regelen
approval-subject-waiver = Unntak
approval-title-waiver = Søknad om unntak
gap-unused-waivers = { $count ->
    [one] Ett unntak ble aldri brukt.
   *[other] { $count } unntak ble aldri brukt.
}
error-clause-not-waivable = Ingen kan gi unntak fra denne regelen.
error-clause-not-waivable-todo = Ingenting er endret. Følg regelen, eller ta opp med den som eier retningslinjene om den bør endres.
error-waiver-open = Det er allerede bedt om, eller gitt, unntak fra regelen for dette.
error-waiver-open-todo = Ingenting er endret. Du finner det under Unntak.
error-waiver-over = Tiden for unntaket er allerede ute.
error-waiver-over-todo = Ingenting er endret. Send det tilbake, så kan det bes om på nytt.
error-waiver-end-past = Dagen er allerede gått.
error-waiver-end-late = Unntaket kan ikke vare så lenge. Siste mulige dag er { $latest }.
event-waiver-asked = Unntak bedt om
event-waiver-granted = Unntak gitt
event-waiver-refused = Unntak avslått
event-waiver-withdrawn = Søknad om unntak trukket
event-waiver-ended = Unntak avsluttet før tiden
