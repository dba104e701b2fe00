//! Pictures in the composer: what was found stands beside them with what mends it; what hurts is refused in the reader's language.

use crate::desk::{Desk, between};
use axum::http::{Request, StatusCode};

/// A portrait; the file names who to credit and says that AI changed it.
fn portrait() -> Vec<u8> {
    let jpeg = include_bytes!("../../../detect/tests/pictures/astronaut.jpg");
    let xmp = "http://ns.adobe.com/xap/1.0/\0<rdf:Description photoshop:Credit='NASA &lt;b&gt;' \
         Iptc4xmpExt:DigitalSourceType='http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia'/>";
    let length = u16::try_from(xmp.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, xmp.as_bytes(), &jpeg[2..]].concat()
}

fn version(page: &str) -> String {
    between(page, "name=\"version\" value=\"", "\"").to_owned()
}

#[tokio::test]
async fn findings_stand_beside_the_picture_and_buttons_mend() {
    let desk = Desk::new().await;
    let path = desk.draft().await;
    let fields = [("text", "Besøk"), ("version", "1"), ("do", "upload")];
    let taken = desk.upload("author", &path, &fields, &portrait()).await;
    assert_eq!(taken.header("location"), path, "{}", taken.body);
    let page = desk.get("author", &path).await.body;
    let media = between(&page, "src=\"/media/", "\"").to_owned();
    let found = between(&page, &format!("id=\"found-{media}\""), "</div>");
    for told in [
        "Ett ansikt",
        &format!("href=\"#f-picture.{media}.basis\""),
        "Filen sier: NASA &lt;b&gt;",
        "Bildet er endret med KI, sier filen.",
        "Bildet mangler alternativ tekst",
        "Ingen har lest teksten på bildet.",
        "Bilder har alternativ tekst",
    ] {
        assert!(found.contains(told), "{told}: {found}");
    }
    // One frame, drawn twice: dark below, light above.
    assert_eq!(
        between(&page, "<svg class=\"faces\"", "</svg>")
            .matches("<rect")
            .count(),
        2
    );

    let alt = format!("picture.{media}.alt");
    let mut now = version(&page);
    for deed in ["credit", "ai"] {
        let deed = format!("{deed}-{media}");
        assert!(page.contains(&format!("name=\"do\" value=\"{deed}\"")));
        let fields = [
            ("text", "Besøk fra rommet"),
            ("version", now.as_str()),
            (alt.as_str(), "En astronaut"),
            ("do", deed.as_str()),
        ];
        // What stands in the other fields of the form is kept, so it is sent too, as a browser does.
        let credit = format!("picture.{media}.credit");
        let fields: Vec<_> = fields
            .into_iter()
            .chain(deed.starts_with("ai").then_some((credit.as_str(), "NASA <b>")))
            .collect();
        let mended = desk.post("author", &path, &fields).await;
        assert_eq!(mended.header("location"), path, "{}", mended.body);
        now = version(&desk.get("author", &path).await.body);
    }
    let page = desk.get("author", &path).await.body;
    assert!(page.contains("value=\"NASA &lt;b&gt;\""), "{page}");
    assert!(page.contains(&format!(
        "id=\"f-picture.{media}.ai-yes\" name=\"picture.{media}.ai\" value=\"yes\" checked"
    )));
    assert!(page.contains("Besøk fra rommet</textarea>") && page.contains("En astronaut</textarea>"));
    assert!(!page.contains("Filen sier:") && !page.contains("sier filen."));

    // While one types, the findings follow what is said.
    let basis = format!("picture.{media}.basis");
    let fields = [
        ("text", "Besøk"),
        ("version", now.as_str()),
        (alt.as_str(), "bilde1.jpg"),
        (basis.as_str(), "no-person"),
        ("asked", ""),
    ];
    let part = desk.part("author", &format!("{path}/check"), &fields).await.body;
    let found = between(&part, &format!("id=\"found-{media}\""), "</div>");
    assert!(
        found.contains("hx-swap-oob") && found.contains("sier ikke hva bildet viser"),
        "{found}"
    );
    assert!(!found.contains("mangler alternativ tekst"));
}

#[tokio::test]
async fn files_that_hurt_are_refused_in_words_and_the_draft_stays() {
    let desk = Desk::new().await;
    let path = desk.draft().await;
    let portrait = portrait();
    // The portrait says that it is 20,000 × 10,000: the frame's header, height and width.
    let mut bomb = portrait.clone();
    let frame = bomb.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    bomb[frame + 5..frame + 9].copy_from_slice(&[0x27, 0x10, 0x4e, 0x20]);
    let cut = portrait[..portrait.len() / 2].to_vec();
    let page = b"<html><script>alert(1)</script></html>".to_vec();
    for (file, words) in [
        (
            &bomb,
            [
                "Bildet har 200 megapiksler",
                "Biletet har 200 megapikslar",
                "200 megapixlar",
                "200 megapixels",
            ],
        ),
        (
            &cut,
            [
                "ikke et bilde vi kan lese",
                "ikkje eit bilete vi kan lese",
                "ingen bild vi kan läsa",
                "not a picture that we can read",
            ],
        ),
        (
            &page,
            [
                "Denne typen fil kan ikke brukes",
                "Denne typen fil kan ikkje brukast",
                "Den här filtypen kan inte användas",
                "This kind of file cannot be used",
            ],
        ),
    ] {
        for (lang, word) in ["nb", "nn", "sv", "en"].into_iter().zip(words) {
            let stored = desk.stored(&path).await.version.to_string();
            let fields = [
                ("text", "Ny benk"),
                ("version", stored.as_str()),
                ("do", "upload"),
            ];
            let body = form(&fields, file);
            let request = Request::post(path.as_str())
                .header("cookie", "rettesnor=author")
                .header("accept-language", lang)
                .header("content-type", "multipart/form-data; boundary=x");
            let answer = desk.house.ask(request.body(body.into()).unwrap()).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.body.contains(word), "{lang} {word}: {}", answer.body);
            assert!(answer.body.contains("Ny benk</textarea>"));
            assert_eq!(desk.stored(&path).await.text, "Ny benk");
        }
    }
}

fn form(fields: &[(&str, &str)], file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in [("csrf", crate::house::CSRF)].iter().chain(fields) {
        let part = format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.bytes());
    }
    body.extend(b"--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--x--\r\n");
    body
}
