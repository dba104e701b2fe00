//! Checking an answer of a time stamping authority.

use super::{Roots, StampError, chain, number, wire};
use crate::Hash;
use der::asn1::{Any, ObjectIdentifier};
use der::{DateTime, Decode, Encode as _, Tag, Tagged as _};
use model::Millis;
use ring::digest as sha;
use std::time::Duration;
use x509_cert::Certificate;

/// What a time stamp says, once it was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// SHA-256 of the bytes that existed.
    pub digest: Hash,
    /// When they did, at the latest.
    pub at: Millis,
    /// Who says so: the subject of the signer's certificate.
    pub authority: String,
    /// Whether the signer's certificate leads to a trusted root.
    pub trusted: bool,
}

/// Checks `answer` (a TimeStampResp) and gives what it says: one signer, whose certificate is for time stamps alone and was
/// valid then, signed it; with `roots`, that certificate leads to one of them; with `nonce`, it answers that request.
/// Without roots the stamp is not [`Stamp::trusted`]: anybody could have made it.
///
/// # Errors
/// [`StampError`], the first thing that is wrong. [`StampError::WrongDigest`] only when it is not a SHA-256; that it is the
/// right one is for the caller to compare.
pub fn verify(answer: &[u8], nonce: Option<&[u8; 16]>, roots: &Roots) -> Result<Stamp, StampError> {
    let response: wire::Response = read(answer)?;
    let status = response.status.first().and_then(|s| s.decode_as::<u8>().ok());
    // 0 is granted, 1 granted with modifications; all else is a refusal (RFC 3161 §2.4.2).
    if !matches!(status, Some(0 | 1)) {
        return Err(StampError::NotGranted);
    }
    let token = response.token.ok_or(StampError::Unreadable)?;
    if token.content_type != wire::SIGNED_DATA {
        return Err(StampError::Unreadable);
    }
    let data: wire::SignedData = again(&token.content)?;
    let content = data.content.content.ok_or(StampError::Unreadable)?;
    if data.content.content_type != wire::TST_INFO {
        return Err(StampError::Unreadable);
    }
    let info: wire::TstInfo = read(content.as_bytes())?;
    let at = time(&info.gen_time).ok_or(StampError::Unreadable)?;

    let [signer] = data.signers.as_slice() else {
        return Err(StampError::Unreadable);
    };
    let signer: wire::Signer = again(signer)?;
    let given = data.certificates.map(|set| set.into_vec()).unwrap_or_default();
    // What is not a certificate (attributes, other formats) helps nobody here.
    let certificates: Vec<Certificate> = given.iter().filter_map(|c| again(c).ok()).collect();
    let certificate = signed(&signer, content.as_bytes(), &certificates)?;
    chain::for_time_stamps(certificate)?;
    chain::valid(certificate, at)?;
    let trusted = !roots.0.is_empty();
    if trusted {
        chain::leads(certificate, &certificates, roots, at)?;
    }

    if let Some(nonce) = nonce
        && info.nonce.as_ref() != number(nonce).ok().as_ref()
    {
        return Err(StampError::WrongNonce);
    }
    let imprint = info.message_imprint;
    let digest = Hash::try_from(imprint.hashed_message.as_bytes()).ok();
    Ok(Stamp {
        digest: digest
            .filter(|_| imprint.hash_algorithm.oid == wire::SHA_256)
            .ok_or(StampError::WrongDigest)?,
        at: Millis(i64::try_from(at.as_millis()).map_err(|_| StampError::Unreadable)?),
        authority: certificate.tbs_certificate().subject().to_string(),
        trusted,
    })
}

/// The certificate with whose key `content` was signed. The signed attributes name it by its hash.
fn signed<'a>(
    signer: &wire::Signer,
    content: &[u8],
    certificates: &'a [Certificate],
) -> Result<&'a Certificate, StampError> {
    let attributes = signer.signed.as_ref().ok_or(StampError::BadSignature)?;
    let one = |oid: ObjectIdentifier| {
        let mut found = attributes.iter().filter(|a| a.oid == oid);
        match (found.next().map(|a| a.values.as_slice()), found.next()) {
            (Some([value]), None) => Some(value),
            _ => None,
        }
    };
    let digest = algorithm(signer.digest_algorithm.oid)?;
    let said = one(wire::MESSAGE_DIGEST).ok_or(StampError::BadSignature)?;
    let kind = one(wire::CONTENT_TYPE).and_then(|v| v.decode_as::<ObjectIdentifier>().ok());
    if said.value() != sha::digest(digest, content).as_ref() || kind != Some(wire::TST_INFO) {
        return Err(StampError::BadSignature);
    }
    let (named, first) = match (one(wire::SIGNING_CERTIFICATE_V2), one(wire::SIGNING_CERTIFICATE)) {
        (Some(value), _) => (value, wire::SHA_256),
        (None, Some(value)) => (value, wire::SHA_1),
        (None, None) => return Err(StampError::NoCertificate),
    };
    let named: wire::SigningCertificate = again(named)?;
    let (hash, by) = hash_of(named.certificates.first(), first).ok_or(StampError::NoCertificate)?;
    let by = algorithm(by)?;
    let certificate = certificates
        .iter()
        .find(|c| c.to_der().is_ok_and(|der| sha::digest(by, &der).as_ref() == hash))
        .ok_or(StampError::NoCertificate)?;
    // Signed is the set with its own tag, not the one it has in the structure (RFC 5652 §5.4).
    let text = attributes.to_der().map_err(|_| StampError::Unreadable)?;
    let key = certificate.tbs_certificate().subject_public_key_info();
    let (how, digest) = (signer.signature_algorithm.oid, signer.digest_algorithm.oid);
    chain::check(key, how, Some(digest), &text, signer.signature.as_bytes())?;
    Ok(certificate)
}

/// Hash and its algorithm of an ESSCertID or ESSCertIDv2: the algorithm stands before the hash where it is not `usual`.
fn hash_of(id: Option<&Vec<Any>>, usual: ObjectIdentifier) -> Option<(&[u8], ObjectIdentifier)> {
    match id?.as_slice() {
        [hash, ..] if hash.tag() == Tag::OctetString => Some((hash.value(), usual)),
        [algorithm, hash, ..] if hash.tag() == Tag::OctetString => {
            let algorithm = Vec::<Any>::from_der(&algorithm.to_der().ok()?).ok()?;
            Some((hash.value(), algorithm.first()?.decode_as().ok()?))
        }
        _ => None,
    }
}

fn algorithm(oid: ObjectIdentifier) -> Result<&'static sha::Algorithm, StampError> {
    match oid {
        wire::SHA_1 => Ok(&sha::SHA1_FOR_LEGACY_USE_ONLY),
        wire::SHA_256 => Ok(&sha::SHA256),
        wire::SHA_384 => Ok(&sha::SHA384),
        wire::SHA_512 => Ok(&sha::SHA512),
        _ => Err(StampError::UnknownAlgorithm),
    }
}

/// `YYYYMMDDhhmmss[.f…]Z` as the time since 1970 (RFC 3161 §2.4.2: fractions of a second may follow).
fn time(value: &Any) -> Option<Duration> {
    let text = std::str::from_utf8(value.value()).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |from: usize, to: usize| -> Option<u8> { whole.get(from..to)?.parse().ok() };
    let fits = value.tag() == Tag::GeneralizedTime && whole.len() == 14 && text.is_ascii();
    let all_digits =
        !fraction.is_empty() && (whole.bytes().chain(fraction.bytes())).all(|b| b.is_ascii_digit());
    if !fits || !all_digits {
        return None;
    }
    let year: u16 = whole.get(..4)?.parse().ok()?;
    let date = DateTime::new(
        year,
        digits(4, 6)?,
        digits(6, 8)?,
        digits(8, 10)?,
        digits(10, 12)?,
        digits(12, 14)?,
    );
    let padded = format!("{fraction:0<3}");
    let millis: u64 = padded.get(..3)?.parse().ok()?;
    date.ok()?
        .unix_duration()
        .checked_add(Duration::from_millis(millis))
}

fn read<'a, T: Decode<'a>>(bytes: &'a [u8]) -> Result<T, StampError> {
    T::from_der(bytes).map_err(|_| StampError::Unreadable)
}

/// Reads what stands in a place where anything may stand.
fn again<T: for<'a> Decode<'a>>(any: &Any) -> Result<T, StampError> {
    let der = any.to_der().map_err(|_| StampError::Unreadable)?;
    T::from_der(&der).map_err(|_| StampError::Unreadable)
}
