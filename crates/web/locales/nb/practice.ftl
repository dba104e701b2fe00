practice-bar = Øving.
practice-bar-about = Dette er ikke et ekte sosialt nettverk. Her øver kommunens ansatte, og alt kan være oppdiktet.
practice-title = Øvingssiden til { $name }
practice-all = Alle innlegg
practice-official = Kommunen
practice-hidden = { $count ->
    [one] Én kommentar er skjult av kommunen
   *[other] { $count } kommentarer er skjult av kommunen
}
practice-comment = Kommenter
practice-comment-about = Velg et navn, og skriv som innbygger. Bruk ikke ekte personopplysninger.
practice-name = Navn
practice-text = Kommentar
practice-send = Send kommentaren
practice-commented = Kommentaren er lagt ut.
practice-none = Ingen innlegg ennå
practice-none-lead = Når kommunen publiserer til øvingsnettverket, står det her.
