//! What a file says of its picture is read before it is thrown away.

use crate::picture::{file, read, two_colours, with_segment};
use detect::picture::Picture;
use image::ImageFormat;

const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

fn jpeg() -> Vec<u8> {
    file(&two_colours(64, 32), ImageFormat::Jpeg)
}

fn said(bytes: &[u8]) -> Picture {
    read(bytes).unwrap()
}

fn words(picture: &Picture) -> Vec<&str> {
    picture.removed.iter().map(String::as_str).collect()
}

/// An IPTC record in Photoshop resources, after a resource that does not matter.
fn photoshop(datasets: &[(u8, &[u8])]) -> Vec<u8> {
    let mut record = Vec::new();
    for (number, value) in datasets {
        record.extend([0x1c, 2, *number]);
        record.extend(u16::try_from(value.len()).unwrap().to_be_bytes());
        record.extend(*value);
    }
    let resource = |id: u16, body: &[u8]| {
        let mut out = b"8BIM".to_vec();
        out.extend(id.to_be_bytes());
        out.extend([0, 0]);
        out.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
        out.extend(body);
        out.extend(vec![0; body.len() % 2]);
        out
    };
    [resource(0x03ed, b"odd"), resource(0x0404, &record)].concat()
}

fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
    [&length[..], kind, body].concat()
}

fn superbox(label: &str, content: &[Vec<u8>]) -> Vec<u8> {
    let described = [&[0u8; 16][..], &[3], label.as_bytes(), &[0]].concat();
    boxed(b"jumb", &[boxed(b"jumd", &described), content.concat()].concat())
}

/// CBOR: a text, a list, a map of few entries.
fn text(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap().to_be_bytes();
    [&[0x79], &length[..], text.as_bytes()].concat()
}

fn list(entries: &[Vec<u8>]) -> Vec<u8> {
    [
        vec![0x80 + u8::try_from(entries.len()).unwrap()],
        entries.concat(),
    ]
    .concat()
}

fn map(pairs: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let pairs = pairs.iter().flat_map(|(key, value)| [text(key), value.clone()]);
    let pairs: Vec<_> = pairs.collect();
    [
        vec![0xa0 + u8::try_from(pairs.len() / 2).unwrap()],
        pairs.concat(),
    ]
    .concat()
}

/// A manifest store with one manifest.
pub fn store(generator: &str, origin: &str) -> Vec<u8> {
    let address = format!("http://cv.iptc.org/newscodes/digitalsourcetype/{origin}");
    let created = map(&[
        ("action", text("c2pa.created")),
        ("digitalSourceType", text(&address)),
    ]);
    let converted = map(&[("action", text("c2pa.converted"))]);
    let actions = map(&[("actions", list(&[created, converted]))]);
    let info = map(&[("name", text(generator)), ("version", text("1.0"))]);
    let claim = map(&[("claim_generator_info", list(&[info])), ("alg", text("sha256"))]);
    let assertions = superbox(
        "c2pa.assertions",
        &[superbox("c2pa.actions.v2", &[boxed(b"cbor", &actions)])],
    );
    let manifest = superbox(
        "urn:c2pa:1",
        &[assertions, superbox("c2pa.claim.v2", &[boxed(b"cbor", &claim)])],
    );
    superbox("c2pa", &[manifest])
}

/// The store in APP11 segments of so many bytes.
fn in_app11(jpeg: &[u8], store: &[u8], size: usize) -> Vec<u8> {
    let (header, data) = store.split_at(8);
    let mut whole = jpeg.to_vec();
    let parts: Vec<(u32, &[u8])> = (1..).zip(data.chunks(size)).collect();
    for (number, part) in parts.into_iter().rev() {
        let head = [&b"JP"[..], &[0, 7], &number.to_be_bytes(), header].concat();
        whole = with_segment(&whole, 0xeb, &head, part);
    }
    whole
}

fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let crc = crate::picture::crc(&[kind, body].concat());
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&length[..], kind, body, &crc.to_be_bytes()].concat()
}

/// A chunk behind the header of a PNG.
fn with_chunk(png: &[u8], kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&png[..33], &chunk(kind, body), &png[33..]].concat()
}

#[test]
fn xmp_is_read_in_each_of_its_spellings() {
    let elements = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description>
        <dc:creator><rdf:Seq>\n <rdf:li>Kåre &amp; Ola</rdf:li>\n <rdf:li>Per</rdf:li></rdf:Seq></dc:creator>
        <photoshop:Credit>NTB</photoshop:Credit><photoshop:City>Bergen</photoshop:City>
        <Iptc4xmpExt:DigitalSourceType rdf:resource='x'>http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>
        </rdf:Description></rdf:RDF></x:xmpmeta>";
    let picture = said(&with_segment(&jpeg(), 0xe1, XMP, elements.as_bytes()));
    assert_eq!(picture.traits.credit, "Kåre & Ola / NTB");
    assert_eq!(picture.traits.origin, "compositeWithTrainedAlgorithmicMedia");
    assert_eq!(words(&picture), ["ai-mark", "credit", "gps", "xmp"]);
    let attributes = "<rdf:Description photoshop:Credit=\"Foto: Anna\" exif:GPSLatitude=\"69,18N\"
        Iptc4xmpExt:DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture\"/>";
    let picture = said(&with_segment(&jpeg(), 0xe1, XMP, attributes.as_bytes()));
    assert_eq!(
        (picture.traits.credit.as_str(), picture.traits.origin.as_str()),
        ("Foto: Anna", "digitalCapture")
    );
    assert_eq!(words(&picture), ["credit", "gps", "xmp"]);
    let broken = said(&with_segment(
        &jpeg(),
        0xe1,
        XMP,
        b"<dc:creator><li>Eva</li><</x></",
    ));
    assert_eq!(broken.traits.credit, "Eva");
}

#[test]
fn iptc_names_photographer_and_place_in_old_and_new_letters() {
    let record = photoshop(&[(80, "Åse Lie".as_bytes()), (110, b"NTB"), (90, b"Andenes")]);
    let picture = said(&with_segment(&jpeg(), 0xed, b"Photoshop 3.0\0", &record));
    assert_eq!(picture.traits.credit, "Åse Lie / NTB");
    assert_eq!(words(&picture), ["credit", "gps", "iptc"]);
    let latin = photoshop(&[(116, b"\xa9 Bj\xf8rn")]);
    let picture = said(&with_segment(&jpeg(), 0xed, b"Photoshop 3.0\0", &latin));
    assert_eq!(picture.traits.credit, "© Bjørn");
}

#[test]
fn a_c2pa_manifest_is_read_from_every_container_and_does_not_survive() {
    let store = store("Adobe_Firefly", "trainedAlgorithmicMedia");
    let png = file(&two_colours(64, 32), ImageFormat::Png);
    let mut webp = file(&two_colours(64, 32), ImageFormat::WebP);
    webp.extend(b"C2PA");
    webp.extend(u32::try_from(store.len()).unwrap().to_le_bytes());
    webp.extend(&store);
    webp.extend(vec![0; store.len() % 2]);
    let size = u32::try_from(webp.len() - 8).unwrap().to_le_bytes();
    webp[4..8].copy_from_slice(&size);
    for bytes in [
        in_app11(&jpeg(), &store, 60_000),
        in_app11(&jpeg(), &store, 50),
        with_chunk(&png, b"caBX", &store),
        webp,
    ] {
        let picture = said(&bytes);
        assert_eq!(picture.traits.manifest, "Adobe_Firefly");
        assert_eq!(picture.traits.origin, "trainedAlgorithmicMedia");
        assert_eq!(words(&picture), ["ai-mark", "content-credentials"]);
        assert!(!picture.bytes.windows(4).any(|part| part == b"c2pa"));
    }
}

#[test]
fn of_several_manifests_the_newest_names_the_program_and_none_hides_that_ai_was_used() {
    let (old, new) = (
        store("Firefly", "trainedAlgorithmicMedia"),
        store("Photoshop", "digitalCapture"),
    );
    let both = in_app11(&jpeg(), &superbox("c2pa", &[old, new]), 60_000);
    let picture = said(&both);
    assert_eq!(picture.traits.manifest, "Photoshop");
    assert_eq!(picture.traits.origin, "trainedAlgorithmicMedia");
}

#[test]
fn a_damaged_manifest_is_told_and_says_nothing() {
    let whole = store("Firefly", "trainedAlgorithmicMedia");
    for cut in [9, 40, whole.len() / 2] {
        let picture = said(&with_segment(&jpeg(), 0xeb, b"JP\0\x07\0\0\0\x01", &whole[..cut]));
        assert!(words(&picture).contains(&"content-credentials"), "{cut}");
        assert_eq!(picture.traits.origin, "", "{cut}");
    }
    // A box inside a box inside a box …, and one that says it holds itself.
    let deep = (0..3_000).fold(Vec::new(), |inner, _| boxed(b"jumb", &inner));
    let picture = said(&with_segment(&jpeg(), 0xeb, b"JP\0\x07\0\0\0\x01", &deep));
    assert_eq!(picture.traits.origin, "");
}

#[test]
fn settings_of_a_generator_beside_a_png_mean_ai() {
    let png = file(&two_colours(64, 32), ImageFormat::Png);
    let text = b"parameters\0a lighthouse at night\nSteps: 20, Sampler: Euler a, CFG scale: 7";
    let picture = said(&with_chunk(&png, b"tEXt", text));
    assert_eq!(picture.traits.origin, "trainedAlgorithmicMedia");
    let picture = said(&with_chunk(&png, b"tEXt", b"Author\0Kari"));
    assert_eq!(picture.traits.credit, "Kari");
}

#[test]
fn a_credit_is_one_short_line_that_hides_nothing() {
    let name = format!("Kari\r\n\u{202e}Nordmann\u{200b} {}", "x".repeat(900));
    let picture = said(&with_segment(
        &jpeg(),
        0xed,
        b"Photoshop 3.0\0",
        &photoshop(&[(80, name.as_bytes())]),
    ));
    assert!(picture.traits.credit.starts_with("Kari Nordmann xxx"));
    assert_eq!(picture.traits.credit.chars().count(), 200);
}
