//! Certificates: from the signer's to a trusted root, all valid at one time (RFC 5280 §6, as far as time stamps need it).

use super::{Roots, StampError, wire};
use der::asn1::{Any, ObjectIdentifier};
use der::{Decode as _, Encode as _};
use ring::signature::{self as sig, UnparsedPublicKey, VerificationAlgorithm};
use std::time::Duration;
use x509_cert::Certificate;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage};
use x509_cert::spki::SubjectPublicKeyInfoOwned;

/// Most certificates between the signer and a root.
const LONGEST: usize = 8;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const RSA_SHA_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12");
const RSA_SHA_512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const ECDSA_SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const ECDSA_SHA_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3");

/// Checks that `signer` is a certificate for time stamps alone (RFC 3161 §2.3).
pub(super) fn for_time_stamps(signer: &Certificate) -> Result<(), StampError> {
    let usage = signer.tbs_certificate().get_extension::<ExtendedKeyUsage>();
    match usage {
        Ok(Some((true, ExtendedKeyUsage(uses)))) if uses == [wire::TIME_STAMPING] => Ok(()),
        _ => Err(StampError::NotForTimeStamps),
    }
}

/// Checks that certificates lead from `signer` to one of `roots`, and that all were valid at `at` (since 1970).
pub(super) fn leads(
    signer: &Certificate,
    others: &[Certificate],
    roots: &Roots,
    at: Duration,
) -> Result<(), StampError> {
    let mut now = signer;
    for _ in 0..LONGEST {
        valid(now, at)?;
        if roots.0.contains(now) {
            return Ok(());
        }
        // A root that is trusted comes first: a chain may go on to one that is not.
        let issuer = roots.0.iter().chain(others).find(|c| issued(c, now));
        now = issuer.ok_or(StampError::NotTrusted)?;
    }
    Err(StampError::NotTrusted)
}

/// Checks that `certificate` was valid.
pub(super) fn valid(certificate: &Certificate, at: Duration) -> Result<(), StampError> {
    let validity = certificate.tbs_certificate().validity();
    let (from, to) = (
        validity.not_before.to_unix_duration(),
        validity.not_after.to_unix_duration(),
    );
    if (from..=to).contains(&at) {
        Ok(())
    } else {
        Err(StampError::CertificateExpired)
    }
}

/// Whether `issuer` may issue certificates and issued this one.
fn issued(issuer: &Certificate, certificate: &Certificate) -> bool {
    let (by, of) = (issuer.tbs_certificate(), certificate.tbs_certificate());
    let authority = matches!(by.get_extension::<BasicConstraints>(), Ok(Some((_, c))) if c.ca);
    let may_sign = match by.get_extension::<KeyUsage>() {
        Ok(Some((_, usage))) => usage.key_cert_sign(),
        Ok(None) => true,
        Err(_) => false,
    };
    let signed = || {
        let der = certificate.to_der().map_err(|_| StampError::Unreadable)?;
        let pieces = Vec::<Any>::from_der(&der).map_err(|_| StampError::Unreadable)?;
        let text = pieces.first().and_then(|t| t.to_der().ok()).unwrap_or_default();
        let algorithm = certificate.signature_algorithm().oid;
        let key = by.subject_public_key_info();
        check(key, algorithm, None, &text, certificate.signature().raw_bytes())
    };
    authority && may_sign && by.subject() == of.issuer() && signed().is_ok()
}

/// Checks a signature. `digest` is the algorithm of the digest where the signature's does not say it.
pub(super) fn check(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: ObjectIdentifier,
    digest: Option<ObjectIdentifier>,
    text: &[u8],
    signature: &[u8],
) -> Result<(), StampError> {
    let curve = || {
        let parameters = key.algorithm.parameters.as_ref()?;
        parameters.decode_as::<ObjectIdentifier>().ok()
    };
    let algorithm = match (algorithm, digest) {
        (RSA, Some(wire::SHA_256)) => RSA_SHA_256,
        (RSA, Some(wire::SHA_384)) => RSA_SHA_384,
        (RSA, Some(wire::SHA_512)) => RSA_SHA_512,
        (named, _) => named,
    };
    let how: &'static dyn VerificationAlgorithm = match (key.algorithm.oid, algorithm) {
        (RSA, RSA_SHA_256) => &sig::RSA_PKCS1_2048_8192_SHA256,
        (RSA, RSA_SHA_384) => &sig::RSA_PKCS1_2048_8192_SHA384,
        (RSA, RSA_SHA_512) => &sig::RSA_PKCS1_2048_8192_SHA512,
        (EC, ECDSA_SHA_256) if curve() == Some(P_256) => &sig::ECDSA_P256_SHA256_ASN1,
        (EC, ECDSA_SHA_384) if curve() == Some(P_256) => &sig::ECDSA_P256_SHA384_ASN1,
        (EC, ECDSA_SHA_256) if curve() == Some(P_384) => &sig::ECDSA_P384_SHA256_ASN1,
        (EC, ECDSA_SHA_384) if curve() == Some(P_384) => &sig::ECDSA_P384_SHA384_ASN1,
        _ => return Err(StampError::UnknownAlgorithm),
    };
    UnparsedPublicKey::new(how, key.subject_public_key.raw_bytes())
        .verify(text, signature)
        .map_err(|_| StampError::BadSignature)
}
