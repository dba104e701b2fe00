# Video og undertekster

video = Video
video-found = Funnet i videoen
video-nothing-found = Ingenting å rette ved videoen.
video-blind = Ingen har sett eller hørt gjennom videoen. Se selv etter ansikter, navn, skilt og skjermer.
video-watching = Videoen blir sett gjennom etter ansikter ennå. Det som blir funnet, kommer her.
video-watch-failed = Videoen kunne ikke ses gjennom. Se selv etter ansikter, navn, skilt og skjermer.
video-watched =
    { $count ->
        [one] Ett stillbilde fra videoen er sett på.
       *[other] { $count } stillbilder fra videoen er sett på.
    } { $faces ->
        [0] Ingen ansikter funnet; den som vender seg bort, kan også kjennes igjen.
       *[other] Ansikter på { $faces } av dem.
    } Ingen har hørt lyden eller lest tekst. Se selv etter navn, skilt og skjermer.
video-faces =
    { $count ->
        [one] Ett ansikt, { $at } ut i videoen
       *[other] { $count } ansikter på én gang, { $at } ut i videoen
    }
video-size = Varer { $length }, { $width } × { $height } piksler, { $megabytes } MB.
video-silent = Uten lyd.
video-finding-missing-alt-text = Videoen mangler alternativ tekst
video-reason-missing-alt-text = De som ikke ser videoen, får da ingenting. Loven krever det.
video-finding-picture-too-small = Videoen er liten og kan bli uskarp
video-reason-picture-too-small = En liten video blir uskarp på en telefon.
video-reason-faces = Den som kan kjennes igjen, har rett til å vite på hvilket grunnlag videoen brukes.
video-picture-faces-ask = Retningslinjene spør på hvilket grunnlag videoen kan brukes. Svar under «Personer i videoen».
video-picture-removed-gps = stedet der videoen er tatt opp
video-picture-ai = Er videoen laget eller endret med KI?
video-picture-basis = Personer i videoen
video-alt-hint = Hva videoen viser, for dem som ikke ser den.
captions = Undertekster
captions-there = Vis undertekstene
captions-remove = Ta bort undertekstene
captions-hint = En fil i formatet WebVTT (.vtt) eller SubRip (.srt). De fleste programmer for redigering og teksting kan lagre den.
captions-file = Fil med undertekster
captions-add = Legg til undertekstene
captions-or = Uten fil:
captions-not-needed = Videoen har ingen lyd.
speech-in-picture = Undertekstene er en del av bildet
speech-none = Ingen snakker i videoen
speech-unknown = Ikke oppgitt
post-video-added = Videoen er lagt til. Skriv hva den viser, og legg til undertekster.
post-captions-added = Undertekstene er lagt til.
post-captions-removed = Undertekstene er tatt bort.
request-video-hint = En video kan ikke sladdes i deler her. Se og hør gjennom den: den gis ut hel, eller holdes tilbake. Det som sies, står også i teksten over og kan sladdes der; det endrer ikke lyden.
request-video-withhold = Hold videoen tilbake
request-video-withheld = Videoen holdes tilbake.
request-video-give = Gi ut videoen likevel
picture-removed-video-metadata = opplysninger om videoen
picture-removed-sound-track = lydspor som ikke alle kan spille av
picture-removed-metadata-track = spor med måledata
picture-removed-cut-away = bilder og lyd som er klippet bort
error-video-stands-alone = Et innlegg kan ha én video, eller bilder.
error-video-stands-alone-todo = Utkastet er lagret. Ta bort det som er der, eller lag et innlegg til.
error-not-a-video = Bare en video kan ha undertekster.
error-not-a-video-todo = Utkastet er som det var. Last siden på nytt.
error-video-not-taken = { $channel } tar ikke imot video.
error-video-not-taken-todo = Utkastet er lagret. Velg bort kanalen, eller ta bort videoen.
error-video-too-large-for-channel = { $channel } tar imot video på { $limit } MB; denne er større.
error-video-too-large-for-channel-todo = Utkastet er lagret. Eksporter videoen med lavere kvalitet, eller velg bort kanalen.
error-video-too-long-for-channel = { $channel } tar imot video på { $limit } sekunder; denne er lengre.
error-video-too-long-for-channel-todo = Utkastet er lagret. Kort ned videoen, eller velg bort kanalen.
error-captions-too-large-for-channel = { $channel } tar imot undertekster på { $limit } kB; disse er større.
error-captions-too-large-for-channel-todo = Utkastet er lagret. Kort ned undertekstene, eller velg bort kanalen.

finding-missing-captions = Videoen har lyd, men ingen undertekster
reason-missing-captions = De som ikke hører, og de som ser uten lyd, får da ingenting. Loven krever at tale tekstes.
finding-captions-not-shown = Nettverket viser ikke undertekstene
reason-captions-not-shown = Nettverket tar ikke imot undertekster som egen fil. Der må de ligge i selve bildet.
finding-captions-end-early = Undertekstene dekker ikke hele videoen
reason-captions-end-early = Kanskje snakker noen fortsatt, eller undertekstene hører til en annen video.
finding-long-for-network = Videoen er for lang for nettverket
reason-long-for-network = Nettverket tar ikke imot så lange videoer.
finding-cut-away-footage = Noe som er klippet bort, er fortsatt i filen
reason-cut-away-footage = Det vises ikke, men den som leter i filen, finner det. Eksporter videoen på nytt fra programmet du klippet den med, og last den opp igjen.
video-cut-away = { $seconds ->
    [one] Omtrent ett sekund som er klippet bort, er fortsatt i filen
   *[other] Omtrent { $seconds } sekunder som er klippet bort, er fortsatt i filen
}
parameter-bluesky-seconds = Lengste video på Bluesky, i sekunder
error-video-unreadable = Videoen er skadet eller ikke hel.
error-video-unreadable-todo = Utkastet er lagret, uten videoen. Se om den kan spilles av, eksporter den på nytt som MP4, og prøv igjen.
error-video-type-not-allowed = Denne typen video kan ikke brukes.
error-video-type-not-allowed-todo = Utkastet er lagret, uten videoen. Lagre eller eksporter den som MP4 (H.264 og AAC) og prøv igjen. På iPhone: velg Innstillinger → Kamera → Formater → Mest kompatibel før du filmer.
error-video-too-long = Videoen varer i { $seconds } sekunder; grensen er { $limit }.
error-video-too-long-todo = Utkastet er lagret, uten videoen. Kort den ned og prøv igjen.
error-video-too-large = Videoens lengste side er { $side } bildepunkter; grensen er { $limit }.
error-video-too-large-todo = Utkastet er lagret, uten videoen. Eksporter den i 1080p og prøv igjen.
error-video-too-many-bytes = Videoen er på { $megabytes } MB; grensen er { $limit } MB.
error-video-too-many-bytes-todo = Utkastet er lagret, uten videoen. Kort den ned, eller eksporter den med lavere kvalitet, og prøv igjen.
error-video-metadata-not-removable = Videoen har spor med andre opplysninger, som kan vise hvor den er tatt, og de kan ikke fjernes her.
error-video-metadata-not-removable-todo = Utkastet er lagret, uten videoen. Eksporter den på nytt som MP4 i et redigeringsprogram, og prøv igjen.
error-captions-unreadable = Linje { $line } i undertekstene kan ikke leses.
error-captions-unreadable-todo = Videoen og undertekstene er som før. Bruk WebVTT eller SubRip (.srt), se over tidene på linjen, og prøv igjen.
error-captions-empty = Det er ingen tekst i undertekstene.
error-captions-empty-todo = Videoen og undertekstene er som før. Se om det er riktig fil, og prøv igjen.
error-captions-too-large = Undertekstene er for lange.
error-captions-too-large-todo = Videoen og undertekstene er som før. En fil kan ha 100 000 byte og 5000 tekster. Se om det er riktig fil.
