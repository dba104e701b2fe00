//! Time stamps of an authority (RFC 3161): asking for one, and checking one with nothing but the authority's root
//! certificate, years later and without a network.

mod chain;
mod token;
mod wire;

pub use token::{Stamp, verify};

use crate::Hash;
use der::{Decode as _, DecodePem as _, Encode as _, asn1::Int, asn1::OctetString};
use x509_cert::Certificate;
use x509_cert::spki::AlgorithmIdentifierOwned;

/// Content type of a request, RFC 3161 §3.4.
pub const QUERY_TYPE: &str = "application/timestamp-query";
/// Content type of an answer, RFC 3161 §3.4.
pub const REPLY_TYPE: &str = "application/timestamp-reply";

/// Why a time stamp is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.key())]
pub enum StampError {
    /// Not the bytes of an answer.
    Unreadable,
    /// The authority did not grant it.
    NotGranted,
    /// It is of other bytes.
    WrongDigest,
    /// It answers another request.
    WrongNonce,
    /// The certificate of the signer is not in it.
    NoCertificate,
    /// The certificate is not one for time stamps alone.
    NotForTimeStamps,
    /// A certificate was not valid at the stamped time.
    CertificateExpired,
    /// A signature does not verify.
    BadSignature,
    /// A kind of key or signature that is not known here.
    UnknownAlgorithm,
    /// The certificates do not lead to a root that is trusted.
    NotTrusted,
}

impl StampError {
    /// Stable kebab-case key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Unreadable => "stamp-unreadable",
            Self::NotGranted => "stamp-not-granted",
            Self::WrongDigest => "stamp-of-other-bytes",
            Self::WrongNonce => "stamp-wrong-nonce",
            Self::NoCertificate => "stamp-without-certificate",
            Self::NotForTimeStamps => "stamp-certificate-not-for-stamps",
            Self::CertificateExpired => "stamp-certificate-expired",
            Self::BadSignature => "stamp-bad-signature",
            Self::UnknownAlgorithm => "stamp-unknown-algorithm",
            Self::NotTrusted => "stamp-not-trusted",
        }
    }
}

/// Certificates of authorities that are trusted.
#[derive(Clone, Debug, Default)]
pub struct Roots(pub(crate) Vec<Certificate>);

impl Roots {
    /// Reads one or more certificates in PEM.
    ///
    /// # Errors
    /// [`StampError::Unreadable`].
    pub fn parse(pem: &str) -> Result<Self, StampError> {
        const END: &str = "-----END CERTIFICATE-----";
        let mut roots = Vec::new();
        for block in pem.split_inclusive(END).filter(|b| b.contains(END)) {
            let begin = block.find("-----BEGIN").ok_or(StampError::Unreadable)?;
            let block = block.get(begin..).unwrap_or_default();
            roots.push(Certificate::from_pem(block).map_err(|_| StampError::Unreadable)?);
        }
        if roots.is_empty() {
            Err(StampError::Unreadable)
        } else {
            Ok(Self(roots))
        }
    }
}

/// The request for a time stamp of SHA-256 `digest`. `nonce` is unguessable; the answer must repeat it.
#[must_use]
pub fn request(digest: &Hash, nonce: &[u8; 16]) -> Vec<u8> {
    let built = || {
        wire::Request {
            version: 1,
            message_imprint: wire::Imprint {
                hash_algorithm: AlgorithmIdentifierOwned {
                    oid: wire::SHA_256,
                    parameters: None,
                },
                hashed_message: OctetString::new(digest.as_slice())?,
            },
            nonce: Some(number(nonce)?),
            cert_req: true,
        }
        .to_der()
    };
    // Fails only for lengths far above these.
    built().unwrap_or_default()
}

/// A nonce as the positive number it is.
fn number(nonce: &[u8; 16]) -> der::Result<Int> {
    let mut bytes = vec![2, 17, 0];
    bytes.extend_from_slice(nonce);
    // One way to write a number: no zero in front but where the sign needs it.
    while bytes.len() > 3 && bytes.get(2) == Some(&0) && bytes.get(3).is_some_and(|b| b & 0x80 == 0) {
        bytes.remove(2);
        if let Some(length) = bytes.get_mut(1) {
            *length -= 1;
        }
    }
    Int::from_der(&bytes)
}
