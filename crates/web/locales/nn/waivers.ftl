waivers = Unntak
waivers-lead = Kven som er unnateken frå kva regel, kor lenge, og om det vart brukt.
waivers-all = Alle unntak
waivers-none = Ingen unntak
waivers-none-lead = Der ein regel opnar for det, kan du be om unntak frå punktet han står i.
waivers-never-used = Aldri brukt
waivers-never-used-about = Tida er ute, og ingenting trong unntaket. Kanskje er regelen eller unntaket misforstått.
waiver-from = Unntak frå «{ $title }»
waiver-rule = Regel
waiver-for = Gjeld
waiver-for-post = Eitt innlegg
waiver-for-item = Svaret på éin førespurnad
waiver-for-channel = Kanalen
waiver-for-municipality = Heile kommunen
waiver-why = Kvifor regelen ikkje treng følgjast
waiver-category-mitigated = Formålet med regelen blir nådd på ein annan måte
waiver-category-accepted = Formålet blir ikkje nådd, og det blir godteke denne gongen
waiver-reason = Grunngjeving
waiver-reason-hint = Minst { $least } teikn. Den som avgjer, og arkivet, ser dette.
waiver-until = Til og med
waiver-until-hint = Seinast { $latest }.
waiver-uses = Brukt
waiver-times = { $count ->
    [0] Ikkje brukt
    [one] Éin gong
   *[other] { $count } gonger
}
waiver-last-used = Sist
waiver-never-used = Aldri brukt
waiver-state-asked = Ventar på svar
waiver-state-granted = Gjeld no
waiver-state-refused = Avslått
waiver-state-withdrawn = Trekt
waiver-state-ended = Avslutta før tida
waiver-state-over = Tida er ute
waiver-terms = Det som er bede om
waiver-course = Gangen i saka
waiver-asked-by = Bede om av
waiver-waits-for = Ventar på
waiver-decided-by = Avgjort av
waiver-end = Avslutt unntaket no
waiver-take-back = Trekk tilbake
waiver-ended = Det gjeld ikkje lenger.
waiver-asked = Du har bede om unntak. Det gjeld først når det er gitt.
waiver-ask = Be om unntak
waiver-ask-lead = Unntaket gjeld for éin regel, i eit visst tidsrom, og blir talt kvar gong det blir brukt.
waiver-send = Be om unntak
waiver-given-by = Unntak blir gitt av:
waiver-given-never-oneself = Ingen gir unntak til seg sjølv.
point-waiver-ask = Be om unntak
point-waiver-used = Sjå unntaket
clause-waivers = Sjå unntak frå denne regelen
approval-subject-waiver = Unntak
approval-title-waiver = Søknad om unntak
gap-unused-waivers = { $count ->
    [one] Eitt unntak vart aldri brukt.
   *[other] { $count } unntak vart aldri brukte.
}
error-clause-not-waivable = Ingen kan gi unntak frå denne regelen.
error-clause-not-waivable-todo = Ingenting er endra. Følg regelen, eller ta opp med den som eig retningslinjene om han bør endrast.
error-waiver-open = Det er alt bede om, eller gitt, unntak frå regelen for dette.
error-waiver-open-todo = Ingenting er endra. Du finn det under Unntak.
error-waiver-over = Tida for unntaket er alt ute.
error-waiver-over-todo = Ingenting er endra. Send det tilbake, så kan det bli bede om på nytt.
error-waiver-end-past = Dagen er alt gått.
error-waiver-end-late = Unntaket kan ikkje vare så lenge. Siste moglege dag er { $latest }.
event-waiver-asked = Unntak bede om
event-waiver-granted = Unntak gitt
event-waiver-refused = Unntak avslått
event-waiver-withdrawn = Søknad om unntak trekt
event-waiver-ended = Unntak avslutta før tida
