# Video og undertekster

video = Video
video-found = Funne i videoen
video-nothing-found = Ingenting å rette ved videoen.
video-blind = Ingen har sett eller høyrt gjennom videoen. Sjå sjølv etter ansikt, namn, skilt og skjermar.
video-watching = Videoen blir sett gjennom etter ansikt enno. Det som blir funne, kjem her.
video-watch-failed = Videoen kunne ikkje sjåast gjennom. Sjå sjølv etter ansikt, namn, skilt og skjermar.
video-watched =
    { $count ->
        [one] Eitt stillbilete frå videoen er sett på.
       *[other] { $count } stillbilete frå videoen er sette på.
    } { $faces ->
        [0] Fann ingen ansikt; den som vender seg bort, kan òg kjennast att.
       *[other] Ansikt på { $faces } av dei.
    } Ingen har høyrt lyden eller lese tekst. Sjå sjølv etter namn, skilt og skjermar.
video-faces =
    { $count ->
        [one] Eitt ansikt, { $at } ut i videoen
       *[other] { $count } ansikt på éin gong, { $at } ut i videoen
    }
video-size = Varer { $length }, { $width } × { $height } pikslar, { $megabytes } MB.
video-silent = Utan lyd.
video-finding-missing-alt-text = Videoen manglar alternativ tekst
video-reason-missing-alt-text = Dei som ikkje ser videoen, får då ingenting. Lova krev det.
video-finding-picture-too-small = Videoen er liten og kan bli uskarp
video-reason-picture-too-small = Ein liten video blir uskarp på ein telefon.
video-reason-faces = Den som kan kjennast att, har rett til å vite på kva grunnlag videoen blir brukt.
video-picture-faces-ask = Retningslinjene spør på kva grunnlag videoen kan brukast. Svar under «Personar i videoen».
video-picture-removed-gps = staden der videoen er teken opp
video-picture-ai = Er videoen laga eller endra med KI?
video-picture-basis = Personar i videoen
video-alt-hint = Kva videoen viser, for dei som ikkje ser han.
captions = Undertekstar
captions-there = Vis undertekstane
captions-remove = Ta bort undertekstane
captions-hint = Ei fil i formatet WebVTT (.vtt) eller SubRip (.srt). Dei fleste program for redigering og teksting kan lagre ho.
captions-file = Fil med undertekstar
captions-add = Legg til undertekstane
captions-or = Utan fil:
captions-not-needed = Videoen har ingen lyd.
speech-in-picture = Undertekstane er ein del av biletet
speech-none = Ingen snakkar i videoen
speech-unknown = Ikkje oppgjeve
post-video-added = Videoen er lagd til. Skriv kva han viser, og legg til undertekstar.
post-captions-added = Undertekstane er lagde til.
post-captions-removed = Undertekstane er tekne bort.
request-video-hint = Ein video kan ikkje sladdast i delar her. Sjå og høyr gjennom han: han blir gjeven ut heil, eller halden tilbake. Det som blir sagt, står òg i teksten over og kan sladdast der; det endrar ikkje lyden.
request-video-withhold = Hald videoen tilbake
request-video-withheld = Videoen blir halden tilbake.
request-video-give = Gje ut videoen likevel
picture-removed-video-metadata = opplysningar om videoen
picture-removed-sound-track = lydspor som ikkje alle kan spele av
picture-removed-metadata-track = spor med måledata
picture-removed-cut-away = bilete og lyd som er klipte bort
error-video-stands-alone = Eit innlegg kan ha éin video, eller bilete.
error-video-stands-alone-todo = Utkastet er lagra. Ta bort det som er der, eller lag eit innlegg til.
error-not-a-video = Berre ein video kan ha undertekstar.
error-not-a-video-todo = Utkastet er som det var. Last sida på nytt.
error-video-not-taken = { $channel } tek ikkje imot video.
error-video-not-taken-todo = Utkastet er lagra. Vel bort kanalen, eller ta bort videoen.
error-video-too-large-for-channel = { $channel } tek imot video på { $limit } MB; denne er større.
error-video-too-large-for-channel-todo = Utkastet er lagra. Eksporter videoen med lågare kvalitet, eller vel bort kanalen.
error-video-too-long-for-channel = { $channel } tek imot video på { $limit } sekund; denne er lengre.
error-video-too-long-for-channel-todo = Utkastet er lagra. Kort ned videoen, eller vel bort kanalen.
error-captions-too-large-for-channel = { $channel } tek imot undertekstar på { $limit } kB; desse er større.
error-captions-too-large-for-channel-todo = Utkastet er lagra. Kort ned undertekstane, eller vel bort kanalen.

finding-missing-captions = Videoen har lyd, men ingen undertekstar
reason-missing-captions = Dei som ikkje høyrer, og dei som ser utan lyd, får då ingenting. Lova krev at tale blir teksta.
finding-captions-not-shown = Nettverket viser ikkje undertekstane
reason-captions-not-shown = Nettverket tek ikkje imot undertekstar som eiga fil. Der må dei liggje i sjølve biletet.
finding-captions-end-early = Undertekstane dekkjer ikkje heile videoen
reason-captions-end-early = Kanskje snakkar nokon framleis, eller undertekstane høyrer til ein annan video.
finding-long-for-network = Videoen er for lang for nettverket
reason-long-for-network = Nettverket tek ikkje imot så lange videoar.
finding-cut-away-footage = Noko som er klipt bort, er framleis i fila
reason-cut-away-footage = Det blir ikkje vist, men den som leitar i fila, finn det. Eksporter videoen på nytt frå programmet du klipte han med, og last han opp igjen.
video-cut-away = { $seconds ->
    [one] Om lag eitt sekund som er klipt bort, er framleis i fila
   *[other] Om lag { $seconds } sekund som er klipte bort, er framleis i fila
}
parameter-bluesky-seconds = Lengste video på Bluesky, i sekund
error-video-unreadable = Videoen er skadd eller ikkje heil.
error-video-unreadable-todo = Utkastet er lagra, utan videoen. Sjå om han kan spelast av, eksporter han på nytt som MP4, og prøv igjen.
error-video-type-not-allowed = Denne typen video kan ikkje brukast.
error-video-type-not-allowed-todo = Utkastet er lagra, utan videoen. Lagre eller eksporter han som MP4 (H.264 og AAC) og prøv igjen. På iPhone: vel Innstillingar → Kamera → Format → Mest kompatibel før du filmar.
error-video-too-long = Videoen varer i { $seconds } sekund; grensa er { $limit }.
error-video-too-long-todo = Utkastet er lagra, utan videoen. Kort han ned og prøv igjen.
error-video-too-large = Den lengste sida i videoen er { $side } biletpunkt; grensa er { $limit }.
error-video-too-large-todo = Utkastet er lagra, utan videoen. Eksporter han i 1080p og prøv igjen.
error-video-too-many-bytes = Videoen er på { $megabytes } MB; grensa er { $limit } MB.
error-video-too-many-bytes-todo = Utkastet er lagra, utan videoen. Kort han ned, eller eksporter han med lågare kvalitet, og prøv igjen.
error-video-metadata-not-removable = Videoen har spor med andre opplysningar, som kan vise kvar han er teken, og dei kan ikkje fjernast her.
error-video-metadata-not-removable-todo = Utkastet er lagra, utan videoen. Eksporter han på nytt som MP4 i eit redigeringsprogram, og prøv igjen.
error-captions-unreadable = Linje { $line } i undertekstane kan ikkje lesast.
error-captions-unreadable-todo = Videoen og undertekstane er som før. Bruk WebVTT eller SubRip (.srt), sjå over tidene på linja, og prøv igjen.
error-captions-empty = Det er ingen tekst i undertekstane.
error-captions-empty-todo = Videoen og undertekstane er som før. Sjå om det er rett fil, og prøv igjen.
error-captions-too-large = Undertekstane er for lange.
error-captions-too-large-todo = Videoen og undertekstane er som før. Ei fil kan ha 100 000 byte og 5000 tekstar. Sjå om det er rett fil.
