//! Walks the parts of a picture's file: what the image decoder leaves out of its answers.

use image::ImageFormat;

/// Parts of a file besides its pixels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// Photoshop resources (JPEG APP13), which hold IPTC's record.
    pub photoshop: Vec<u8>,
    /// The C2PA manifest store as one JUMBF box (JPEG APP11, PNG `caBX`, WebP `C2PA`); C2PA 2.1, appendix A.3.
    pub manifest: Vec<u8>,
    /// Texts of a PNG (`tEXt`), keyword and value.
    pub texts: Vec<(String, String)>,
    /// Bytes after the picture's end that belong to no known part.
    pub appended: usize,
    /// Whether the end of a JPEG was found; of other formats the decoder tells.
    pub ended: bool,
    /// Whether a chunk of a WebP says that it is longer than the file: its decoder would take as much memory as it says.
    pub overlong: bool,
}

/// Most texts of a PNG that are read.
const TEXTS_MAX: usize = 64;
/// Most bytes of such a text that are read.
const TEXT_MAX: usize = 100_000;

/// Reads the parts; whatever is damaged is left out. Time and memory are linear in the file's size.
pub(super) fn parts(bytes: &[u8], format: ImageFormat) -> Parts {
    let mut parts = Parts::default();
    match format {
        ImageFormat::Jpeg => jpeg(bytes, &mut parts),
        ImageFormat::Png => png(bytes, &mut parts),
        ImageFormat::WebP => webp(bytes, &mut parts),
        _ => {}
    }
    parts
}

/// The big-endian number at `at`.
pub(super) fn number32(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_be_bytes(four.try_into().ok()?)).ok()
}

/// The big-endian number at `at`.
pub(super) fn number16(bytes: &[u8], at: usize) -> Option<usize> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(usize::from(u16::from_be_bytes(two.try_into().ok()?)))
}

/// Segments of a JPEG (ITU-T T.81, B.1).
fn jpeg(bytes: &[u8], parts: &mut Parts) {
    let mut at = 2;
    let mut many_pictures = false;
    // The box instance number whose packets are gathered: the first one seen.
    let mut instance = None;
    while let Some((0xff, rest)) = bytes
        .get(at..)
        .and_then(<[u8]>::split_first)
        .map(|(f, r)| (*f, r))
    {
        let Some(&marker) = rest.first() else { return };
        match marker {
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            0xd9 => {
                let left = bytes.len().saturating_sub(at + 2);
                parts.appended = if many_pictures { 0 } else { left };
                parts.ended = true;
                return;
            }
            _ => {
                let Some(length) = number16(bytes, at + 2) else {
                    return;
                };
                let body = bytes.get(at + 4..at + 2 + length).unwrap_or_default();
                match marker {
                    0xe2 => many_pictures |= body.starts_with(b"MPF\0"),
                    0xeb => packet(body, &mut instance, &mut parts.manifest),
                    0xed => parts
                        .photoshop
                        .extend(body.strip_prefix(b"Photoshop 3.0\0").unwrap_or_default()),
                    _ => {}
                }
                at += 2 + length.max(2);
                if marker == 0xda {
                    at = next_marker(bytes, at);
                }
            }
        }
    }
}

/// Where the next marker stands, as after coded data: `ff` that neither stuffs a byte nor restarts.
fn next_marker(bytes: &[u8], from: usize) -> usize {
    let scan = bytes.get(from..).unwrap_or_default();
    let end = scan
        .windows(2)
        .position(|pair| matches!(pair, [0xff, second] if !matches!(second, 0 | 0xff | 0xd0..=0xd7)));
    from + end.unwrap_or(scan.len())
}

/// One packet of a JUMBF box in APP11 (ISO/IEC 19566-5, D.2): `JP`, box instance, packet number, the box's header, data.
/// Packets after the first repeat the header.
fn packet(body: &[u8], instance: &mut Option<usize>, manifest: &mut Vec<u8>) {
    if !body.starts_with(b"JP") {
        return;
    }
    let number = number16(body, 2);
    if instance.is_some() && *instance != number {
        return;
    }
    let header = if manifest.is_empty() { 8 } else { 16 };
    *instance = number;
    manifest.extend(body.get(header..).unwrap_or_default());
}

/// Chunks of a PNG (W3C PNG 3, 5.3).
fn png(bytes: &[u8], parts: &mut Parts) {
    let mut at = 8;
    while let (Some(length), Some(kind)) = (number32(bytes, at), bytes.get(at + 4..at + 8)) {
        let Some(body) = bytes.get(at + 8..(at + 8).saturating_add(length)) else {
            return;
        };
        at += 12 + length;
        match kind {
            b"caBX" => parts.manifest = body.to_vec(),
            b"tEXt" if parts.texts.len() < TEXTS_MAX => {
                let keyword = body.iter().position(|&byte| byte == 0).unwrap_or(body.len());
                let (keyword, text) = body.split_at(keyword);
                let text = text.get(1..text.len().min(TEXT_MAX)).unwrap_or_default();
                let lossy = |bytes| String::from_utf8_lossy(bytes).into_owned();
                parts.texts.push((lossy(keyword), lossy(text)));
            }
            b"IEND" => {
                parts.appended = bytes.len().saturating_sub(at);
                return;
            }
            _ => {}
        }
    }
}

/// Chunks of a WebP (RFC 9649, 2.3).
fn webp(bytes: &[u8], parts: &mut Parts) {
    let little = |at: usize| {
        let four = bytes.get(at..at + 4)?;
        usize::try_from(u32::from_le_bytes(four.try_into().ok()?)).ok()
    };
    let end = little(4).map_or(bytes.len(), |size| size.saturating_add(8));
    parts.appended = bytes.len().saturating_sub(end.saturating_add(end % 2));
    let mut at: usize = 12;
    while at < end {
        let (Some(kind), Some(length)) = (bytes.get(at..at + 4), little(at + 4)) else {
            return;
        };
        let Some(body) = bytes.get(at + 8..(at + 8).saturating_add(length)) else {
            parts.overlong = true;
            return;
        };
        if kind == b"C2PA" {
            parts.manifest = body.to_vec();
        }
        at += 8 + length + length % 2;
    }
}
