practice-bar = Øving.
practice-bar-about = Dette er ikkje eit ekte sosialt nettverk. Her øver dei tilsette i kommunen, og alt kan vere oppdikta.
practice-title = Øvingssida til { $name }
practice-all = Alle innlegg
practice-official = Kommunen
practice-hidden = { $count ->
    [one] Éin kommentar er skjult av kommunen
   *[other] { $count } kommentarar er skjulte av kommunen
}
practice-comment = Kommenter
practice-comment-about = Vel eit namn, og skriv som innbyggjar. Bruk ikkje ekte personopplysningar.
practice-name = Namn
practice-text = Kommentar
practice-send = Send kommentaren
practice-commented = Kommentaren er lagd ut.
practice-none = Ingen innlegg enno
practice-none-lead = Når kommunen publiserer til øvingsnettverket, står det her.
