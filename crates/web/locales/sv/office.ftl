approvals-none = Inget väntar på dig
approvals-none-lead = När någon ber om godkännande i en av dina roller står det här.
approval-what = Vad
approval-kind = Gäller
approval-asked-by = Begärt av
approval-as = Du beslutar som
approval-untitled = Inlägg utan text
approval-subject-channel = Kanal
approval-subject-post = Inlägg
approval-title-post = Inlägg för godkännande, version { $number }
approval-title-channel = Ansökan om kanalen { $name }
approval-asked = { $name } ber om godkännande av exakt det som står här.
approval-exactly = Det som godkänns
approval-channels = Ska ut på
approval-to-post = Se inlägget med historik
approval-bound = Godkännandet gäller innehållet med detta fingeravtryck. Ändras något måste det godkännas på nytt.
approval-decide = Ditt beslut som { $role }
approval-note = Anmärkning
approval-note-hint = Måste fyllas i när du skickar tillbaka: vad ska rättas?
approval-approve = Godkänn
approval-return = Skicka tillbaka
approval-approved = Godkänt.
approval-returned = Skickat tillbaka med din anmärkning.
approval-not-yours = Du kan inte avgöra detta nu: det är avgjort, hör till en annan roll, eller så har du själv begärt det.
crisis-lead = I en kris hålls det tillbaka som riktlinjerna säger. Inget av det skickas av sig självt efteråt.
crisis-declare = Utlys kris
crisis-title = Vad har hänt?
crisis-title-hint = En rad. Visas överst på alla sidor så länge krisen varar.
crisis-declared = Krisen är utlyst. Det som riktlinjerna säger ska vänta hålls tillbaka.
crisis-declared-by = Utlyst av { $name }
crisis-ending = När krisen är över avgör du för varje inlägg om det ska skickas eller ställas in.
crisis-end = Avsluta krisen
crisis-ended = Krisen är avslutad. Gå igenom det som hölls tillbaka.
crisis-held = Tillbakahållet
crisis-held-about = Avgör för varje inlägg om det fortfarande passar.
crisis-held-none = Inget hålls tillbaka
crisis-due = Skulle ut
crisis-decide = Besluta
crisis-send = Skicka nu
crisis-cancel = Ställ in
crisis-rule-none = Riktlinjerna säger inget om kriser.
crisis-earlier = Tidigare kriser
guideline-digest = Fingeravtryck av det regelpaket som gäller:
modality-must = Ska
modality-must-not = Ska inte
modality-should = Bör
modality-should-not = Bör inte
modality-may = Får
modality-informative = Upplysning
clause-status-automated = Automatiskt
clause-status-attested = Bekräftas
clause-status-manual = Manuellt
clause-status-taught = Lärs ut
clause-status-protected = Skyddat: kontrolleras aldrig
clause-status-informative = För kännedom
clause-default = Råd från Rettesnor
jobs-lead = Det systemet håller på med, och det som inte gick.
jobs-failed = Gick inte
jobs-failed-none = Inget har gått fel
jobs-waiting = Pågår
jobs-waiting-none = Inget i kö
job-attempts = { $count -> 
    [one] ett försök
   *[other] { $count } försök
}
job-detail = Detaljer för IT
job-restart = Starta om
job-restarted = Omstartad.
job-what = Uppgift
job-next = Nästa gång
job-last-problem = Senaste problem
job-publish = Publicera inlägg
job-answer = Skicka svar
job-moderate = Dölj eller återställ kommentar
job-poll = Läs svar från nätverket
job-checkpoint = Sätt kontrollpunkt i loggen
job-stamp = Få tidsstämpel på loggen
job-witness = Visa loggen för vittnen
job-sweep = Städa
job-other = Annat: { $kind }
waits-title = Det här väntar på dig
waits-nothing = Inget just nu.
waits-approvals = { $count -> 
    [one] Ett godkännande väntar på ditt beslut
   *[other] { $count } godkännanden väntar på ditt beslut
}
waits-overdue = { $count -> 
    [one] Ett ärende har passerat svarstiden
   *[other] { $count } ärenden har passerat svarstiden
}
waits-inbox = { $count -> 
    [one] Ett ärende väntar på svar
   *[other] { $count } ärenden väntar på svar
}
waits-failed = { $count -> 
    [one] En bakgrundsuppgift gick inte
   *[other] { $count } bakgrundsuppgifter gick inte
}
