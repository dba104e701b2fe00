# Video och undertexter

video = Video
video-found = Hittat i videon
video-nothing-found = Inget att rätta i videon.
video-blind = Ingen har sett eller lyssnat igenom videon. Leta själv efter ansikten, namn, skyltar och skärmar.
video-watching = Videon gås fortfarande igenom efter ansikten. Det som hittas visas här.
video-watch-failed = Videon kunde inte gås igenom. Leta själv efter ansikten, namn, skyltar och skärmar.
video-watched =
    { $count ->
        [one] En stillbild ur videon har granskats.
       *[other] { $count } stillbilder ur videon har granskats.
    } { $faces ->
        [0] Inga ansikten hittades; den som vänder sig bort kan också kännas igen.
       *[other] Ansikten på { $faces } av dem.
    } Ingen har lyssnat på ljudet eller läst text. Leta själv efter namn, skyltar och skärmar.
video-faces =
    { $count ->
        [one] Ett ansikte, { $at } in i videon
       *[other] { $count } ansikten samtidigt, { $at } in i videon
    }
video-size = Varar { $length }, { $width } × { $height } bildpunkter, { $megabytes } MB.
video-silent = Utan ljud.
video-finding-missing-alt-text = Videon saknar alternativ text
video-reason-missing-alt-text = De som inte ser videon får då ingenting. Lagen kräver det.
video-finding-picture-too-small = Videon är liten och kan bli oskarp
video-reason-picture-too-small = En liten video blir oskarp på en telefon.
video-reason-faces = Den som kan kännas igen har rätt att veta på vilken grund videon används.
video-picture-faces-ask = Riktlinjerna frågar på vilken grund videon får användas. Svara under ”Personer i videon”.
video-picture-removed-gps = platsen där videon är inspelad
video-picture-ai = Är videon gjord eller ändrad med AI?
video-picture-basis = Personer i videon
video-alt-hint = Vad videon visar, för dem som inte ser den.
captions = Undertexter
captions-there = Visa undertexterna
captions-remove = Ta bort undertexterna
captions-hint = En fil i formatet WebVTT (.vtt) eller SubRip (.srt). De flesta program för redigering och textning kan spara den.
captions-file = Fil med undertexter
captions-add = Lägg till undertexterna
captions-or = Utan fil:
captions-not-needed = Videon har inget ljud.
speech-in-picture = Undertexterna är en del av bilden
speech-none = Ingen talar i videon
speech-unknown = Inte angivet
post-video-added = Videon är tillagd. Skriv vad den visar, och lägg till undertexter.
post-captions-added = Undertexterna är tillagda.
post-captions-removed = Undertexterna är borttagna.
request-video-hint = En video kan inte maskeras i delar här. Se och lyssna igenom den: den lämnas ut hel, eller hålls inne. Det som sägs står också i texten ovan och kan maskeras där; det ändrar inte ljudet.
request-video-withhold = Håll inne videon
request-video-withheld = Videon hålls inne.
request-video-give = Lämna ut videon ändå
picture-removed-video-metadata = uppgifter om videon
picture-removed-sound-track = ljudspår som inte alla kan spela upp
picture-removed-metadata-track = spår med mätdata
picture-removed-cut-away = bilder och ljud som har klippts bort
error-video-stands-alone = Ett inlägg kan ha en video, eller bilder.
error-video-stands-alone-todo = Utkastet är sparat. Ta bort det som finns, eller gör ett inlägg till.
error-not-a-video = Bara en video kan ha undertexter.
error-not-a-video-todo = Utkastet är som det var. Ladda om sidan.
error-video-not-taken = { $channel } tar inte emot video.
error-video-not-taken-todo = Utkastet är sparat. Välj bort kanalen, eller ta bort videon.
error-video-too-large-for-channel = { $channel } tar emot video på { $limit } MB; den här är större.
error-video-too-large-for-channel-todo = Utkastet är sparat. Exportera videon med lägre kvalitet, eller välj bort kanalen.
error-video-too-long-for-channel = { $channel } tar emot video på { $limit } sekunder; den här är längre.
error-video-too-long-for-channel-todo = Utkastet är sparat. Korta videon, eller välj bort kanalen.
error-captions-too-large-for-channel = { $channel } tar emot undertexter på { $limit } kB; de här är större.
error-captions-too-large-for-channel-todo = Utkastet är sparat. Korta undertexterna, eller välj bort kanalen.

finding-missing-captions = Videon har ljud men inga undertexter
reason-missing-captions = De som inte hör, och de som tittar utan ljud, får då ingenting. Lagen kräver att tal textas.
finding-captions-not-shown = Nätverket visar inte undertexterna
reason-captions-not-shown = Nätverket tar inte emot undertexter som en egen fil. Där måste de finnas i själva bilden.
finding-captions-end-early = Undertexterna täcker inte hela videon
reason-captions-end-early = Kanske talar någon fortfarande, eller så hör undertexterna till en annan video.
finding-long-for-network = Videon är för lång för nätverket
reason-long-for-network = Nätverket tar inte emot så långa videor.
finding-cut-away-footage = Något som har klippts bort finns kvar i filen
reason-cut-away-footage = Det visas inte, men den som letar i filen hittar det. Exportera videon på nytt från programmet du klippte den med, och ladda upp den igen.
video-cut-away = { $seconds ->
    [one] Ungefär en sekund som har klippts bort finns kvar i filen
   *[other] Ungefär { $seconds } sekunder som har klippts bort finns kvar i filen
}
parameter-bluesky-seconds = Längsta video på Bluesky, i sekunder
error-video-unreadable = Videon är skadad eller inte hel.
error-video-unreadable-todo = Utkastet är sparat, utan videon. Se om den kan spelas upp, exportera om den som MP4 och försök igen.
error-video-type-not-allowed = Den här typen av video kan inte användas.
error-video-type-not-allowed-todo = Utkastet är sparat, utan videon. Spara eller exportera den som MP4 (H.264 och AAC) och försök igen. På iPhone: välj Inställningar → Kamera → Format → Mest kompatibelt innan du filmar.
error-video-too-long = Videon är { $seconds } sekunder lång; gränsen är { $limit }.
error-video-too-long-todo = Utkastet är sparat, utan videon. Korta den och försök igen.
error-video-too-large = Videons längsta sida är { $side } bildpunkter; gränsen är { $limit }.
error-video-too-large-todo = Utkastet är sparat, utan videon. Exportera den i 1080p och försök igen.
error-video-too-many-bytes = Videon är på { $megabytes } MB; gränsen är { $limit } MB.
error-video-too-many-bytes-todo = Utkastet är sparat, utan videon. Korta den, eller exportera den med lägre kvalitet, och försök igen.
error-video-metadata-not-removable = Videon har spår med andra uppgifter, som kan visa var den är tagen, och de kan inte tas bort här.
error-video-metadata-not-removable-todo = Utkastet är sparat, utan videon. Exportera om den som MP4 i ett redigeringsprogram och försök igen.
error-captions-unreadable = Rad { $line } i undertexterna kan inte läsas.
error-captions-unreadable-todo = Videon och undertexterna är som förut. Använd WebVTT eller SubRip (.srt), se över tiderna på raden och försök igen.
error-captions-empty = Det finns ingen text i undertexterna.
error-captions-empty-todo = Videon och undertexterna är som förut. Se om det är rätt fil och försök igen.
error-captions-too-large = Undertexterna är för långa.
error-captions-too-large-todo = Videon och undertexterna är som förut. En fil kan ha 100 000 byte och 5 000 texter. Se om det är rätt fil.
