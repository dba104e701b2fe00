inbox-overdue = { $count ->
    [one] En är försenad
   *[other] { $count } är försenade
}
inbox-overdue-more = Fler än { $count } är försenade
inbox-tab-open = Obesvarade
inbox-tab-mine = Mina
inbox-tab-answered = Besvarade
inbox-tab-closed = Avslutade
inbox-tab-hidden = Dolda
inbox-search = Ord eller namn
inbox-channel = Kanal
inbox-route = Gäller
inbox-only-overdue = Bara försenade
inbox-no-text = Utan text
inbox-nothing-found = Inget passar filtren
inbox-empty = Inget väntar
inbox-empty-lead = Kommentarer och frågor från kanalerna kommer hit, med svarsfrist.
item-state-new = Ny
item-state-claimed = Tagen
item-state-answered = Besvarad
item-state-closed = Avslutad
visibility-visible = Synlig
visibility-hiding = Döljs
visibility-hidden = Dold
visibility-restoring = Visas snart igen
visibility-gone = Borta på nätverket
route-ordinary = Vanlig fråga
route-case = Fråga om eget ärende
route-political = Politisk fråga
route-case-advice = Svara inte på ärendet här. Hänvisa till handläggaren eller kommunens vanliga formulär, och be inte om personuppgifter i kommentarsfältet.
route-political-advice = Frågan hör hemma på politisk nivå. Svara med fakta eller hänvisa till den som uttalar sig politiskt.
item-title = Från { $author }
item-due = Svara senast
item-overdue = Fristen var
item-due-at = Svarsfrist
item-no-deadline = Ingen frist
item-edited = ändrad av författaren
item-thread = Konversationen
item-our-post = Vårt inlägg
item-our-answer = Vårt svar
item-to-post = gå till inlägget
item-versions = { $count ->
    [one] En tidigare version
   *[other] { $count } tidigare versioner
}
item-version = Version { $number }
item-others = { $count ->
    [one] En annan kommentar i tråden
   *[other] { $count } andra kommentarer i tråden
}
item-answer = Svara
item-answer-text = Svar i kommunens namn
item-answer-send = Skicka svaret
item-refer = Infoga hänvisningen
item-answer-again = Skicka svaret ändå
item-answered = Svaret skickas.
item-claim = Ta ärendet
item-claimed = Du har tagit ärendet.
item-claimed-by = Taget av
item-claimed-me = dig
item-release = Lämna tillbaka
item-released = Ärendet är ledigt igen.
item-close = Avsluta utan svar
item-close-reason = Skäl
item-close-hint = Till exempel: besvarat per telefon, behöver inget svar.
item-close-do = Avsluta
item-closed = Ärendet är avslutat.
item-closed-reason = Avslutat eftersom
item-decisions = Beslut
item-hiding = Beslutet är sparat med bevis. Nätverket ombeds dölja kommentaren.
item-restoring = Nätverket ombeds visa kommentaren igen.
hide-title = Dölj kommentaren
hide-means-thread-gate = På detta nätverk läggs kommentaren bakom en knapp i vår tråd. Författaren och andra som letar kan fortfarande öppna den.
hide-means-flag = På detta nätverk tas kommentaren bort ur tråden för alla.
hide-means-none = På detta nätverk kan kommunen inte dölja den här kommentaren. Den kan besvaras eller anmälas hos nätverket.
hide-ground = Grund i riktlinjerna
hide-no-ground = Passar ingen av grunderna?
hide-exception-ask = Be chefen om ett undantag för den här kommentaren
strength-must = ska döljas
strength-may = får döljas
strength-exceptional = bara undantagsvis
hide-reason = Motivering
hide-reason-hint = Vad i kommentaren bryter mot regeln? Minst 20 tecken. Skriv så att författaren kan läsa det.
hide-evidence = Innan nätverket tillfrågas sparas kommentaren, författaren, sammanhanget och tidpunkten i arkivet. Kommentaren kan visas igen när som helst.
hide-do = Dölj
restore-title = Visa kommentaren igen
restore-about = Kommentaren är dold. Beviset från beslutet ligger kvar i arkivet.
restore-reason = Motivering
restore-do = Visa igen
moderation-act-hide = Dölj
moderation-act-restore = Visa igen
moderation-state-decided = Beslutat
moderation-state-sent = Skickat, kontrolleras
moderation-state-confirmed = Utfört
moderation-state-failed = Misslyckades
moderation-confirmed-at = Läst på nytt hos nätverket och bekräftat
