practice-bar = Övning.
practice-bar-about = Detta är inget riktigt socialt nätverk. Här övar kommunens anställda, och allt kan vara påhittat.
practice-title = Övningssidan för { $name }
practice-all = Alla inlägg
practice-official = Kommunen
practice-hidden = { $count ->
    [one] En kommentar är dold av kommunen
   *[other] { $count } kommentarer är dolda av kommunen
}
practice-comment = Kommentera
practice-comment-about = Välj ett namn och skriv som invånare. Använd inga riktiga personuppgifter.
practice-name = Namn
practice-text = Kommentar
practice-send = Skicka kommentaren
practice-commented = Kommentaren är publicerad.
practice-none = Inga inlägg ännu
practice-none-lead = När kommunen publicerar på övningsnätverket syns det här.
