# Öppet arkiv.
public-archive = Öppet arkiv
public-ask = Begär ut handlingar
public-archive-choose = Välj vad alla kan se
public-archive-form-lead = Kommunen kan visa publicerade inlägg för alla, med sökning, tidigare versioner och bevis. Ingenting visas förrän ni bestämmer det.
public-archive-on = Visa publicerade inlägg för alla
public-archive-on-about = Texten, bilderna, kanalen och när det publicerades. Aldrig kommentarer, utkast, namn på anställda eller interna anteckningar.
public-archive-removed = Visa även inlägg som är borta från nätverket
public-archive-removed-about = De märks som borta.
public-archive-withheld = Ett inlägg som ändå inte ska visas får denna etikett i arkivet:
public-archive-keep = Spara
public-archive-kept = Sparat. Inlägg kommer på sidan inom några minuter.
public-archive-title = { $name }, öppet arkiv
public-archive-lead = Det kommunen har publicerat i sociala medier.
public-archive-search = Sök i inläggen
public-archive-find = Sök
public-archive-all = Visa alla
public-archive-hits = Träffar på ”{ $q }”
public-archive-newest = Nyast först
public-archive-pictures = { $count ->
    [one] en bild
   *[other] { $count } bilder
 }
public-archive-versions = { $count } versioner
public-archive-gone = Borta från nätverket
public-archive-none-found = Inga inlägg har dessa ord
public-archive-none = Inga inlägg ännu
public-archive-what = Här visas bara kommunens egna inlägg. Kommentarer från invånare visas inte.
public-archive-what-not-removed = Inlägg som är borta från nätverket visas inte.
public-archive-ask = Begär ut det övriga
public-archive-log = Kommunens logg
public-archive-version = Version { $number }
public-archive-compare = Vad som har ändrats sedan versionen före
public-archive-published = Publicerat
public-archive-proof = Bevis
public-archive-proof-about = Det som visas är händelse { $seq } i kommunens logg. Med dessa filer kan du kontrollera det själv; loggens dokumentation säger hur.
public-archive-proof-soon = Det som visas är händelse { $seq } i kommunens logg. Loggen signeras var tionde minut; då kommer beviset här.
job-publicise = Lägg inlägg i det öppna arkivet
event-post-public = Visat i det öppna arkivet
event-municipality-public-archive = Öppet arkiv ändrat
error-proof-not-signed = Detta finns inte med i någon signerad logg ännu.
error-proof-not-signed-todo = Försök igen om några minuter.
