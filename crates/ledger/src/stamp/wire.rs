//! The shapes of RFC 3161 and of what it needs of RFC 5652.

use der::asn1::{Any, Int, ObjectIdentifier, OctetString, SetOfVec};
use der::{Sequence, ValueOrd};
use x509_cert::spki::AlgorithmIdentifierOwned;

pub(super) const SHA_1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
pub(super) const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
pub(super) const SHA_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
pub(super) const SHA_512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");
pub(super) const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
pub(super) const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
pub(super) const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
pub(super) const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
pub(super) const SIGNING_CERTIFICATE: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
pub(super) const SIGNING_CERTIFICATE_V2: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
pub(super) const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");

/// TimeStampReq, RFC 3161 §2.4.1.
#[derive(Sequence)]
pub(super) struct Request {
    pub version: u8,
    pub message_imprint: Imprint,
    #[asn1(optional = "true")]
    pub nonce: Option<Int>,
    #[asn1(default = "Default::default")]
    pub cert_req: bool,
}

/// MessageImprint.
#[derive(Sequence)]
pub(super) struct Imprint {
    pub hash_algorithm: AlgorithmIdentifierOwned,
    pub hashed_message: OctetString,
}

/// TimeStampResp, RFC 3161 §2.4.2.
#[derive(Sequence)]
pub(super) struct Response {
    /// PKIStatusInfo: the status, then texts and bits that nothing rests on.
    pub status: Vec<Any>,
    #[asn1(optional = "true")]
    pub token: Option<ContentInfo>,
}

/// ContentInfo, RFC 5652 §3.
#[derive(Sequence)]
pub(super) struct ContentInfo {
    pub content_type: ObjectIdentifier,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    pub content: Any,
}

/// SignedData, RFC 5652 §5.1.
#[derive(Sequence)]
pub(super) struct SignedData {
    pub version: u8,
    pub digest_algorithms: SetOfVec<Any>,
    pub content: Encapsulated,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    pub certificates: Option<SetOfVec<Any>>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub crls: Option<SetOfVec<Any>>,
    pub signers: SetOfVec<Any>,
}

/// EncapsulatedContentInfo.
#[derive(Sequence)]
pub(super) struct Encapsulated {
    pub content_type: ObjectIdentifier,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    pub content: Option<OctetString>,
}

/// SignerInfo, RFC 5652 §5.3.
#[derive(Sequence)]
pub(super) struct Signer {
    pub version: u8,
    /// Which certificate; the signed attribute that holds its hash says it better.
    pub id: Any,
    pub digest_algorithm: AlgorithmIdentifierOwned,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    pub signed: Option<SetOfVec<Attribute>>,
    pub signature_algorithm: AlgorithmIdentifierOwned,
    pub signature: OctetString,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub unsigned: Option<SetOfVec<Attribute>>,
}

/// Attribute.
#[derive(Sequence, ValueOrd)]
pub(super) struct Attribute {
    pub oid: ObjectIdentifier,
    pub values: SetOfVec<Any>,
}

/// TSTInfo, RFC 3161 §2.4.2.
#[derive(Sequence)]
pub(super) struct TstInfo {
    pub version: u8,
    pub policy: ObjectIdentifier,
    pub message_imprint: Imprint,
    pub serial_number: Int,
    /// GeneralizedTime, which here may have fractions of a second.
    pub gen_time: Any,
    #[asn1(optional = "true")]
    pub accuracy: Option<Vec<Any>>,
    #[asn1(default = "Default::default")]
    pub ordering: bool,
    #[asn1(optional = "true")]
    pub nonce: Option<Int>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    pub tsa: Option<Any>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub extensions: Option<Vec<Any>>,
}

/// SigningCertificate (RFC 2634) and SigningCertificateV2 (RFC 5035).
#[derive(Sequence)]
pub(super) struct SigningCertificate {
    /// The signer's first.
    pub certificates: Vec<Vec<Any>>,
    #[asn1(optional = "true")]
    pub policies: Option<Vec<Any>>,
}
