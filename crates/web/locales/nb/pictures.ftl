# Hva detektorene finner om bilder, hvorfor det betyr noe, og hva som retter det.
finding-long-alt-text = Den alternative teksten er lang
reason-long-alt-text = En skjermleser leser alt i ett. Det viktigste bør stå i noen få setninger, resten i innlegget.
finding-position-in-picture = Filen fortalte hvor bildet er tatt
reason-position-in-picture = Stedet er fjernet. Samme fil kan være delt andre steder.
finding-device-number = Filen fortalte hvilket kamera som ble brukt
reason-device-number = Nummeret er fjernet. Med det kan bilder fra ulike steder knyttes til én person.
finding-camera-data = Filen inneholdt kameradata
reason-camera-data = Kameradata er fjernet.
finding-appended-data = Noe lå gjemt bak bildet i filen
reason-appended-data = Bare bildet er beholdt.
finding-faces = Ansikter på bildet
reason-faces = Den som kan kjennes igjen, har rett til å vite på hvilket grunnlag bildet brukes.
finding-credit-in-file = Filen navngir fotografen
reason-credit-in-file = Den som har laget et bilde, har rett til å bli navngitt.
finding-ai-made-picture = Filen sier at bildet er laget eller endret med KI
reason-ai-made-picture = Leserne skal få vite det. Merket er ikke kontrollert, og det kan være fjernet fra andre bilder.
finding-content-credentials = Filen hadde en historikk (C2PA)
reason-content-credentials = Historikken følger ikke med bildet videre. Signaturen er ikke kontrollert.
finding-small-for-network = Bildet er for lite for nettverket
reason-small-for-network = Nettverket tar ikke imot et så lite bilde, eller viser det uskarpt.
finding-ratio-for-network = Bildet er for smalt eller for bredt for nettverket
reason-ratio-for-network = Nettverket skjærer bort deler av bildet.
finding-text-in-picture = Tekst på bildet mangler i den alternative teksten
reason-text-in-picture = De som ikke ser bildet, går glipp av teksten.
finding-licence-plate = Mulig bilskilt på bildet
reason-licence-plate = Et bilskilt peker som oftest ut en person.
finding-personal-data-in-words = Mulige personopplysninger i alternativ tekst eller undertekster
reason-personal-data-in-words = Det som står der, blir lagt ut sammen med innlegget.
finding-personal-data-in-picture = Mulige personopplysninger kan leses på bildet
reason-personal-data-in-picture = En skjerm, et skilt eller et papir kan røpe hvem noen er eller hva de har bedt om.
finding-low-contrast-text = Tekst på bildet kan være vanskelig å se
reason-low-contrast-text = Svak kontrast gjør teksten uleselig for mange.
picture-found = Funnet i bildet
picture-nothing-found = Ingenting å rette ved bildet.
picture-faces =
    { $count ->
        [one] Ett ansikt
        [2] To ansikter
        [3] Tre ansikter
       *[other] { $count } ansikter
    }
picture-faces-ask = Retningslinjene spør på hvilket grunnlag bildet kan brukes. Svar under «Personer på bildet».
picture-faces-none = Ingen ansikter funnet. Se selv etter: den som vender seg bort, kan også kjennes igjen.
picture-file-says = Filen sier: { $name }
picture-reads = Lest på bildet: { $text }
picture-made-made = Bildet er laget med KI, sier filen.
picture-made-edited = Bildet er endret med KI, sier filen.
picture-fix-credit = Bruk navnet
picture-fix-ai = Merk som laget med KI
picture-fix-alt = Legg teksten til
picture-text-in-alt = Tekst på bildet:
picture-blind-faces = Ingen har sett etter ansikter.
picture-blind-words = Ingen har lest teksten på bildet. Se selv etter navn, skilt og skjermer.
picture-words-waiting = Teksten på bildet leses ennå. Det som blir funnet i den, kommer her.
picture-words-failed = Teksten på bildet kunne ikke leses. Se selv etter navn, skilt og skjermer.
job-read-picture = Les teksten på et bilde, eller se etter ansikter i en video
picture-history = Historikk fra { $program }, ikke kontrollert.
post-picture-mended = Rettet.
picture-removed-serial = kameraets nummer
picture-removed-content-credentials = historikk (C2PA)
picture-removed-appended = det som lå bak bildet
picture-removed-resolution = oppløsning som nettverkene ikke tar imot
reason-missing-alt-text = De som ikke ser bildet, får da ingenting. Loven krever det.
reason-useless-alt-text = Et filnavn eller ordet «bilde» hjelper ingen.
reason-missing-credit = Den som har laget et bilde, har rett til å bli navngitt.
reason-picture-too-small = Et lite bilde blir uskarpt på en telefon.
