//! Kept files as answers: pictures, videos, captions.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_range_header::{ParsedRanges, parse_range_header};

/// Media type of captions.
pub(crate) const CAPTIONS: &str = "text/vtt; charset=utf-8";

/// How the name of captions ends: they lie beside their video.
pub(crate) const CAPTIONS_END: &str = ".vtt";

/// The bytes, or the one part of them that was asked for (RFC 9110, section 14): players ask for parts, and some play nothing
/// without. Several parts at once are answered with the whole.
pub(crate) fn answer(asked: &HeaderMap, bytes: Vec<u8>, mime: &str, cache: &'static str) -> Response {
    let bytes = Bytes::from(bytes);
    let length = bytes.len();
    let kind = HeaderValue::from_str(mime);
    let headers = [
        (
            header::CONTENT_TYPE,
            kind.unwrap_or(HeaderValue::from_static("application/octet-stream")),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
        (header::ACCEPT_RANGES, HeaderValue::from_static("bytes")),
    ];
    let range = asked.get(header::RANGE).and_then(|range| range.to_str().ok());
    let Some(parsed) = range.and_then(|range| parse_range_header(range).ok()) else {
        return (headers, bytes).into_response();
    };
    let Some(part) = one(&parsed, length) else {
        let about = [(header::CONTENT_RANGE, format!("bytes */{length}"))];
        return (StatusCode::RANGE_NOT_SATISFIABLE, about).into_response();
    };
    let Some((first, last)) = part else {
        return (headers, bytes).into_response();
    };
    let about = [(header::CONTENT_RANGE, format!("bytes {first}-{last}/{length}"))];
    let part = bytes.slice(first..=last);
    (StatusCode::PARTIAL_CONTENT, headers, about, part).into_response()
}

/// First and last byte of the only part that is asked for; `Some(None)` when there are several, `None` when there is no such
/// part.
fn one(parsed: &ParsedRanges, length: usize) -> Option<Option<(usize, usize)>> {
    let whole = u64::try_from(length).ok()?;
    let ranges = parsed.validate(whole).ok()?;
    let [range] = ranges.as_slice() else {
        return Some(None);
    };
    let place = |at: u64| usize::try_from(at).ok();
    Some(Some((place(*range.start())?, place(*range.end())?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(range: &str) -> (StatusCode, String, String) {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_str(range).unwrap());
        let response = answer(&headers, b"0123456789".to_vec(), "video/mp4", "no-store");
        let text = |name| {
            let value = response.headers().get(name);
            value.map_or(String::new(), |v| v.to_str().unwrap().to_owned())
        };
        (
            response.status(),
            text(header::CONTENT_RANGE),
            text(header::CONTENT_LENGTH),
        )
    }

    #[test]
    fn a_player_gets_the_part_that_it_asks_for() {
        let part = |range| {
            let (status, range, _) = asked(range);
            (status.as_u16(), range)
        };
        assert_eq!(part("bytes=0-1"), (206, "bytes 0-1/10".into()));
        assert_eq!(part("bytes=4-"), (206, "bytes 4-9/10".into()));
        assert_eq!(part("bytes=-3"), (206, "bytes 7-9/10".into()));
        assert_eq!(part("bytes=8-100"), (206, "bytes 8-9/10".into()));
        assert_eq!(part("bytes=10-"), (416, "bytes */10".into()));
        assert_eq!(part("bytes=0-1,4-5"), (200, String::new()));
        assert_eq!(part("pages=1-2"), (200, String::new()));
    }
}
