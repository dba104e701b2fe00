# Ope arkiv.
public-archive = Ope arkiv
public-ask = Be om innsyn
public-archive-choose = Vel kva alle kan sjå
public-archive-form-lead = Kommunen kan vise publiserte innlegg til alle, med søk, tidlegare versjonar og bevis. Ingenting blir vist før de bestemmer det.
public-archive-on = Vis publiserte innlegg til alle
public-archive-on-about = Teksten, bileta, kanalen og når det vart publisert. Aldri kommentarar, utkast, namn på tilsette eller interne merknader.
public-archive-removed = Vis òg innlegg som er borte frå nettverket
public-archive-removed-about = Dei blir merkte som borte.
public-archive-withheld = Eit innlegg som likevel ikkje skal visast, får denne merkelappen i arkivet:
public-archive-keep = Lagre
public-archive-kept = Lagra. Innlegg kjem på sida i løpet av nokre minutt.
public-archive-title = { $name }, ope arkiv
public-archive-lead = Det kommunen har publisert i sosiale medium.
public-archive-search = Søk i innlegga
public-archive-find = Søk
public-archive-all = Vis alle
public-archive-hits = Treff på «{ $q }»
public-archive-newest = Nyaste først
public-archive-pictures = { $count ->
    [one] eitt bilete
   *[other] { $count } bilete
 }
public-archive-versions = { $count } versjonar
public-archive-gone = Borte frå nettverket
public-archive-none-found = Ingen innlegg har desse orda
public-archive-none = Ingen innlegg enno
public-archive-what = Her blir berre kommunen sine eigne innlegg viste. Kommentarar frå innbyggjarar blir ikkje viste.
public-archive-what-not-removed = Innlegg som er borte frå nettverket, blir ikkje viste.
public-archive-ask = Be om innsyn i resten
public-archive-log = Loggen til kommunen
public-archive-version = Versjon { $number }
public-archive-compare = Kva som er endra frå versjonen før
public-archive-published = Publisert
public-archive-proof = Bevis
public-archive-proof-about = Det som blir vist, er hending { $seq } i loggen til kommunen. Med desse filene kan du kontrollere det sjølv; dokumentasjonen av loggen seier korleis.
public-archive-proof-soon = Det som blir vist, er hending { $seq } i loggen til kommunen. Loggen blir signert kvart tiande minutt; då kjem beviset her.
job-publicise = Legg innlegg i det opne arkivet
event-post-public = Vist i det opne arkivet
event-municipality-public-archive = Ope arkiv endra
error-proof-not-signed = Dette er ikkje med i nokon signert logg enno.
error-proof-not-signed-todo = Prøv igjen om nokre minutt.
