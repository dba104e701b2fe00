//! What PDF/A wants beside the pages: XMP and a colour profile.

use super::input::Document;

/// XMP (ISO 16684-1). There is no information dictionary beside it that could say something else.
pub(super) fn xmp(document: &Document, part: u8, id: &str) -> Vec<u8> {
    let at = document.created.rfc3339();
    let (title, author, producer) = (
        escape(&document.title.shown()),
        escape(&document.author),
        escape(&document.producer),
    );
    let lang = &document.lang;
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\
         <dc:format>application/pdf</dc:format>\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\
         <dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>\
         <xmp:CreateDate>{at}</xmp:CreateDate><xmp:ModifyDate>{at}</xmp:ModifyDate>\
         <xmp:MetadataDate>{at}</xmp:MetadataDate><xmp:CreatorTool>{producer}</xmp:CreatorTool>\
         <pdf:Producer>{producer}</pdf:Producer><xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID>\
         <xmpMM:InstanceID>uuid:{id}</xmpMM:InstanceID>\
         <pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
    .into_bytes()
}

fn escape(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    quick_xml::escape::escape(text.as_str()).into_owned()
}

/// Tag of the text in a profile, and numbers as the format holds them: 16 bits before and after the point.
const D50: [u32; 3] = [0x0000_F6D6, 0x0001_0000, 0x0000_D32D];

/// The colour space sRGB (IEC 61966-2-1) as an ICC profile of version 4.2 (ISO 15076-1:2005): primaries adapted to D50
/// by Bradford, and the transfer curve as a parametric one.
pub(super) fn srgb() -> Vec<u8> {
    let xyz = |values: [u32; 3]| {
        let mut tag = b"XYZ \0\0\0\0".to_vec();
        tag.extend(values.iter().flat_map(|v| v.to_be_bytes()));
        tag
    };
    let text = |text: &str| {
        let mut tag = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS".to_vec();
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        tag.extend(u32::try_from(utf16.len()).unwrap_or(0).to_be_bytes());
        tag.extend(28_u32.to_be_bytes());
        tag.extend(utf16);
        tag
    };
    // Y = (aX + b)^g from d on, else cX: g 2.4, a 1/1.055, b 0.055/1.055, c 1/12.92, d 0.04045.
    let mut curve = b"para\0\0\0\0\0\x03\0\0".to_vec();
    for value in [
        0x0002_6666_u32,
        0x0000_F2A7,
        0x0000_0D59,
        0x0000_13D0,
        0x0000_0A5B,
    ] {
        curve.extend(value.to_be_bytes());
    }
    let mut adaptation = b"sf32\0\0\0\0".to_vec();
    for value in [
        0x0001_0C42_u32,
        0x0000_05DE,
        0xFFFF_F325,
        0x0000_0793,
        0x0000_FD90,
        0xFFFF_FBA1,
        0xFFFF_FDA2,
        0x0000_03DB,
        0x0000_C08C,
    ] {
        adaptation.extend(value.to_be_bytes());
    }
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", text("sRGB")),
        (b"cprt", text("CC0")),
        (b"wtpt", xyz(D50)),
        (b"chad", adaptation),
        (b"rXYZ", xyz([0x0000_6FA2, 0x0000_38F5, 0x0000_0391])),
        (b"gXYZ", xyz([0x0000_6293, 0x0000_B785, 0x0000_18DA])),
        (b"bXYZ", xyz([0x0000_249F, 0x0000_0F84, 0x0000_B6C2])),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = u32::try_from(tags.len()).unwrap_or(0).to_be_bytes().to_vec();
    let mut data: Vec<u8> = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    for (name, tag) in &tags {
        let at = u32::try_from(start + data.len()).unwrap_or(0);
        table.extend(*name);
        table.extend(at.to_be_bytes());
        table.extend(u32::try_from(tag.len()).unwrap_or(0).to_be_bytes());
        data.extend(tag);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let size = u32::try_from(start + data.len()).unwrap_or(0);
    let mut profile = size.to_be_bytes().to_vec();
    profile.extend([0; 4]);
    profile.extend([4, 0x20, 0, 0]);
    profile.extend(b"mntrRGB XYZ ");
    // A day in the past; the profile never changes.
    for value in [2025_u16, 1, 1, 0, 0, 0] {
        profile.extend(value.to_be_bytes());
    }
    profile.extend(b"acsp");
    profile.resize(68, 0);
    profile.extend(D50.iter().flat_map(|v| v.to_be_bytes()));
    profile.resize(128, 0);
    profile.extend(table);
    profile.extend(data);
    profile
}
