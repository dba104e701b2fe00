# Åpent arkiv.
public-archive = Åpent arkiv
public-ask = Be om innsyn
public-archive-choose = Velg hva alle kan se
public-archive-form-lead = Kommunen kan vise publiserte innlegg til alle, med søk, tidligere versjoner og bevis. Ingenting vises før dere bestemmer det.
public-archive-on = Vis publiserte innlegg til alle
public-archive-on-about = Teksten, bildene, kanalen og når det ble publisert. Aldri kommentarer, utkast, navn på ansatte eller interne merknader.
public-archive-removed = Vis også innlegg som er borte fra nettverket
public-archive-removed-about = De merkes som borte.
public-archive-withheld = Et innlegg som likevel ikke skal vises, får denne merkelappen i arkivet:
public-archive-keep = Lagre
public-archive-kept = Lagret. Innlegg kommer på siden i løpet av noen minutter.
public-archive-title = { $name }, åpent arkiv
public-archive-lead = Det kommunen har publisert i sosiale medier.
public-archive-search = Søk i innleggene
public-archive-find = Søk
public-archive-all = Vis alle
public-archive-hits = Treff på «{ $q }»
public-archive-newest = Nyeste først
public-archive-pictures = { $count ->
    [one] ett bilde
   *[other] { $count } bilder
 }
public-archive-versions = { $count } versjoner
public-archive-gone = Borte fra nettverket
public-archive-none-found = Ingen innlegg har disse ordene
public-archive-none = Ingen innlegg ennå
public-archive-what = Her vises bare kommunens egne innlegg. Kommentarer fra innbyggere vises ikke.
public-archive-what-not-removed = Innlegg som er borte fra nettverket, vises ikke.
public-archive-ask = Be om innsyn i resten
public-archive-log = Kommunens logg
public-archive-version = Versjon { $number }
public-archive-compare = Hva som er endret fra versjonen før
public-archive-published = Publisert
public-archive-proof = Bevis
public-archive-proof-about = Det som vises, er hendelse { $seq } i kommunens logg. Med disse filene kan du kontrollere det selv; dokumentasjonen av loggen sier hvordan.
public-archive-proof-soon = Det som vises, er hendelse { $seq } i kommunens logg. Loggen signeres hvert tiende minutt; da kommer beviset her.
job-publicise = Legg innlegg i det åpne arkivet
event-post-public = Vist i det åpne arkivet
event-municipality-public-archive = Åpent arkiv endret
error-proof-not-signed = Dette er ikke med i noen signert logg ennå.
error-proof-not-signed-todo = Prøv igjen om noen minutter.
