# Vad detektorerna hittar om bilder, varför det betyder något och vad som rättar det.
finding-long-alt-text = Den alternativa texten är lång
reason-long-alt-text = En skärmläsare läser allt i ett. Det viktigaste bör stå i några få meningar, resten i inlägget.
finding-position-in-picture = Filen berättade var bilden är tagen
reason-position-in-picture = Platsen är borttagen. Samma fil kan vara delad på andra ställen.
finding-device-number = Filen berättade vilken kamera som användes
reason-device-number = Numret är borttaget. Med det kan bilder från olika platser knytas till en person.
finding-camera-data = Filen innehöll kameradata
reason-camera-data = Kameradata är borttagna.
finding-appended-data = Något låg gömt bakom bilden i filen
reason-appended-data = Bara bilden är kvar.
finding-faces = Ansikten på bilden
reason-faces = Den som kan kännas igen har rätt att veta på vilken grund bilden används.
finding-credit-in-file = Filen namnger fotografen
reason-credit-in-file = Den som har gjort en bild har rätt att bli namngiven.
finding-ai-made-picture = Filen säger att bilden är gjord eller ändrad med AI
reason-ai-made-picture = Läsarna ska få veta det. Märket är inte kontrollerat, och det kan vara borttaget från andra bilder.
finding-content-credentials = Filen hade en historik (C2PA)
reason-content-credentials = Historiken följer inte med bilden vidare. Signaturen är inte kontrollerad.
finding-small-for-network = Bilden är för liten för nätverket
reason-small-for-network = Nätverket tar inte emot en så liten bild, eller visar den oskarpt.
finding-ratio-for-network = Bilden är för smal eller för bred för nätverket
reason-ratio-for-network = Nätverket skär bort delar av bilden.
finding-text-in-picture = Text på bilden saknas i den alternativa texten
reason-text-in-picture = De som inte ser bilden går miste om texten.
finding-licence-plate = Möjlig registreringsskylt på bilden
reason-licence-plate = En registreringsskylt pekar oftast ut en person.
finding-personal-data-in-words = Möjliga personuppgifter i alternativ text eller undertexter
reason-personal-data-in-words = Det som står där läggs ut tillsammans med inlägget.
finding-personal-data-in-picture = Möjliga personuppgifter kan läsas på bilden
reason-personal-data-in-picture = En skärm, en skylt eller ett papper kan röja vem någon är eller vad de har bett om.
finding-low-contrast-text = Text på bilden kan vara svår att se
reason-low-contrast-text = Svag kontrast gör texten oläslig för många.
picture-found = Hittat i bilden
picture-nothing-found = Inget att rätta vid bilden.
picture-faces =
    { $count ->
        [one] Ett ansikte
        [2] Två ansikten
        [3] Tre ansikten
       *[other] { $count } ansikten
    }
picture-faces-ask = Riktlinjerna frågar på vilken grund bilden får användas. Svara under ”Personer på bilden”.
picture-faces-none = Inga ansikten hittade. Titta själv: den som vänder sig bort kan också kännas igen.
picture-file-says = Filen säger: { $name }
picture-reads = Läst på bilden: { $text }
picture-made-made = Bilden är gjord med AI, säger filen.
picture-made-edited = Bilden är ändrad med AI, säger filen.
picture-fix-credit = Använd namnet
picture-fix-ai = Märk som gjord med AI
picture-fix-alt = Lägg till texten
picture-text-in-alt = Text på bilden:
picture-blind-faces = Ingen har letat efter ansikten.
picture-blind-words = Ingen har läst texten på bilden. Titta själv efter namn, skyltar och skärmar.
picture-words-waiting = Texten på bilden läses fortfarande. Det som hittas i den kommer här.
picture-words-failed = Texten på bilden kunde inte läsas. Titta själv efter namn, skyltar och skärmar.
job-read-picture = Läs texten på en bild, eller leta efter ansikten i en video
picture-history = Historik från { $program }, inte kontrollerad.
post-picture-mended = Rättat.
picture-removed-serial = kamerans nummer
picture-removed-content-credentials = historik (C2PA)
picture-removed-appended = det som låg bakom bilden
picture-removed-resolution = upplösning som nätverken inte tar emot
reason-missing-alt-text = De som inte ser bilden får då ingenting. Lagen kräver det.
reason-useless-alt-text = Ett filnamn eller ordet ”bild” hjälper ingen.
reason-missing-credit = Den som har gjort en bild har rätt att bli namngiven.
reason-picture-too-small = En liten bild blir oskarp på en telefon.
