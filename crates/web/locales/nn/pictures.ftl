# Kva detektorane finn om bilete, kvifor det betyr noko, og kva som rettar det.
finding-long-alt-text = Den alternative teksten er lang
reason-long-alt-text = Ein skjermlesar les alt i eitt. Det viktigaste bør stå i nokre få setningar, resten i innlegget.
finding-position-in-picture = Fila fortalde kvar biletet er teke
reason-position-in-picture = Staden er fjerna. Same fil kan vere delt andre stader.
finding-device-number = Fila fortalde kva kamera som vart brukt
reason-device-number = Nummeret er fjerna. Med det kan bilete frå ulike stader knytast til éin person.
finding-camera-data = Fila inneheldt kameradata
reason-camera-data = Kameradata er fjerna.
finding-appended-data = Noko låg gøymt bak biletet i fila
reason-appended-data = Berre biletet er teke vare på.
finding-faces = Ansikt på biletet
reason-faces = Den som kan kjennast att, har rett til å vite på kva grunnlag biletet blir brukt.
finding-credit-in-file = Fila nemner fotografen
reason-credit-in-file = Den som har laga eit bilete, har rett til å bli namngjeven.
finding-ai-made-picture = Fila seier at biletet er laga eller endra med KI
reason-ai-made-picture = Lesarane skal få vite det. Merket er ikkje kontrollert, og det kan vere fjerna frå andre bilete.
finding-content-credentials = Fila hadde ein historikk (C2PA)
reason-content-credentials = Historikken følgjer ikkje med biletet vidare. Signaturen er ikkje kontrollert.
finding-small-for-network = Biletet er for lite for nettverket
reason-small-for-network = Nettverket tek ikkje imot eit så lite bilete, eller viser det uskarpt.
finding-ratio-for-network = Biletet er for smalt eller for breitt for nettverket
reason-ratio-for-network = Nettverket skjer bort delar av biletet.
finding-text-in-picture = Tekst på biletet manglar i den alternative teksten
reason-text-in-picture = Dei som ikkje ser biletet, går glipp av teksten.
finding-licence-plate = Mogleg bilskilt på biletet
reason-licence-plate = Eit bilskilt peikar som oftast ut ein person.
finding-personal-data-in-words = Moglege personopplysningar i alternativ tekst eller undertekstar
reason-personal-data-in-words = Det som står der, blir lagt ut saman med innlegget.
finding-personal-data-in-picture = Moglege personopplysningar kan lesast på biletet
reason-personal-data-in-picture = Ein skjerm, eit skilt eller eit papir kan røpe kven nokon er eller kva dei har bede om.
finding-low-contrast-text = Tekst på biletet kan vere vanskeleg å sjå
reason-low-contrast-text = Svak kontrast gjer teksten uleseleg for mange.
picture-found = Funne i biletet
picture-nothing-found = Ingenting å rette ved biletet.
picture-faces =
    { $count ->
        [one] Eitt ansikt
        [2] To ansikt
        [3] Tre ansikt
       *[other] { $count } ansikt
    }
picture-faces-ask = Retningslinjene spør på kva grunnlag biletet kan brukast. Svar under «Personar på biletet».
picture-faces-none = Fann ingen ansikt. Sjå etter sjølv: den som vender seg bort, kan òg kjennast att.
picture-file-says = Fila seier: { $name }
picture-reads = Lese på biletet: { $text }
picture-made-made = Biletet er laga med KI, seier fila.
picture-made-edited = Biletet er endra med KI, seier fila.
picture-fix-credit = Bruk namnet
picture-fix-ai = Merk som laga med KI
picture-fix-alt = Legg teksten til
picture-text-in-alt = Tekst på biletet:
picture-blind-faces = Ingen har sett etter ansikt.
picture-blind-words = Ingen har lese teksten på biletet. Sjå sjølv etter namn, skilt og skjermar.
picture-words-waiting = Teksten på biletet blir lesen enno. Det som blir funne i han, kjem her.
picture-words-failed = Teksten på biletet kunne ikkje lesast. Sjå sjølv etter namn, skilt og skjermar.
job-read-picture = Les teksten på eit bilete, eller sjå etter ansikt i ein video
picture-history = Historikk frå { $program }, ikkje kontrollert.
post-picture-mended = Retta.
picture-removed-serial = nummeret til kameraet
picture-removed-content-credentials = historikk (C2PA)
picture-removed-appended = det som låg bak biletet
picture-removed-resolution = oppløysing som nettverka ikkje tek imot
reason-missing-alt-text = Dei som ikkje ser biletet, får då ingenting. Lova krev det.
reason-useless-alt-text = Eit filnamn eller ordet «bilete» hjelper ingen.
reason-missing-credit = Den som har laga eit bilete, har rett til å bli namngjeven.
reason-picture-too-small = Eit lite bilete blir uskarpt på ein telefon.
