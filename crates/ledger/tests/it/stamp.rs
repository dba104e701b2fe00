//! Time stamps: those of an authority made with `openssl ts` are taken, all others refused with the reason.

use der::{Decode, Encode, asn1::Any};
use ledger::stamp::{Roots, Stamp, StampError, request, verify};
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use tempfile::TempDir;

const NONCE: [u8; 16] = [0, 0, 0x91, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

/// A root, an authority below it, and certificates that are not for time stamps, in a folder.
pub struct Authority(TempDir);

/// Made once: keys take a while.
pub static AUTHORITY: LazyLock<Authority> = LazyLock::new(Authority::new);

impl Authority {
    fn new() -> Self {
        let authority = Self(tempfile::tempdir().unwrap());
        let write = |name: &str, text: &str| std::fs::write(authority.path(name), text).unwrap();
        write(
            "tsa.cnf",
            "[tsa]\ndefault_tsa = one\n[one]\nserial = serial\ndefault_policy = 1.2.3.4.1\ndigests = sha256, sha512\n\
             accuracy = secs:1\nordering = yes\ntsa_name = yes\ness_cert_id_alg = sha256\nsigner_digest = sha256\n",
        );
        write("serial", "01\n");
        write(
            "ca.ext",
            "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n",
        );
        write(
            "tsa.ext",
            "keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n",
        );
        write("mail.ext", "extendedKeyUsage=critical,emailProtection\n");
        write("loose.ext", "extendedKeyUsage=timeStamping\n");
        write("both.ext", "extendedKeyUsage=critical,timeStamping,codeSigning\n");
        let rsa = ["-newkey", "rsa:2048"];
        let ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
        let root = [
            "req", "-x509", "-nodes", "-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=Root",
            "-days", "30",
        ];
        let ca = ["-addext", "keyUsage=critical,keyCertSign"];
        authority.openssl(&[&root[..], &rsa, &ca].concat());
        let other = [
            "req",
            "-x509",
            "-nodes",
            "-keyout",
            "other.key",
            "-out",
            "other.pem",
            "-subj",
            "/CN=Root",
        ];
        authority.openssl(&[&other[..], &rsa, &ca].concat());
        authority.certify("middle", "root", "ca.ext", &ec);
        authority.certify("tsa", "middle", "tsa.ext", &ec);
        authority.certify("rsa", "root", "tsa.ext", &rsa);
        for wrong in ["mail", "loose", "both"] {
            authority.certify(wrong, "root", &format!("{wrong}.ext"), &ec);
        }
        authority
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    fn openssl(&self, arguments: &[&str]) {
        let mut command = Command::new("openssl");
        let ran = command
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "openssl {arguments:?}: {said}");
    }

    /// Makes a key and a certificate for it, `NAME.key` and `NAME.pem`.
    fn certify(&self, name: &str, issuer: &str, extensions: &str, key: &[&str]) {
        let (own, csr, pem) = (
            format!("{name}.key"),
            format!("{name}.csr"),
            format!("{name}.pem"),
        );
        let subject = format!("/O=Stempel/CN={name}");
        self.openssl(
            &[
                &[
                    "req", "-new", "-nodes", "-keyout", &own, "-out", &csr, "-subj", &subject,
                ],
                key,
            ]
            .concat(),
        );
        let (ca, ca_key) = (format!("{issuer}.pem"), format!("{issuer}.key"));
        let sign = [
            "x509",
            "-req",
            "-in",
            &csr,
            "-out",
            &pem,
            "-CA",
            &ca,
            "-CAkey",
            &ca_key,
            "-CAcreateserial",
        ];
        self.openssl(&[&sign[..], &["-days", "20", "-extfile", extensions]].concat());
    }

    pub fn roots(&self) -> Roots {
        Roots::parse(&String::from_utf8(self.read("root.pem")).unwrap()).unwrap()
    }

    /// The answer to a request.
    pub fn answer(&self, query: &[u8], signer: &str, chain: &str) -> Vec<u8> {
        let work = tempfile::tempdir_in(self.0.path()).unwrap();
        let at = |name: &str| work.path().join(name).to_str().unwrap().to_owned();
        std::fs::write(at("query"), query).unwrap();
        std::fs::copy(self.path("serial"), at("serial")).unwrap();
        let config = String::from_utf8(self.read("tsa.cnf")).unwrap();
        std::fs::write(
            at("cnf"),
            config.replace("serial = serial", &format!("serial = {}", at("serial"))),
        )
        .unwrap();
        let (pem, key) = (format!("{signer}.pem"), format!("{signer}.key"));
        self.openssl(&[
            "ts",
            "-reply",
            "-config",
            &at("cnf"),
            "-queryfile",
            &at("query"),
            "-signer",
            &pem,
            "-inkey",
            &key,
            "-chain",
            chain,
            "-out",
            &at("answer"),
        ]);
        std::fs::read(at("answer")).unwrap()
    }

    /// A granted answer with `info` signed by whoever.
    fn forged(&self, info: &[u8], signer: &str) -> Vec<u8> {
        let work = tempfile::tempdir_in(self.0.path()).unwrap();
        let at = |name: &str| work.path().join(name).to_str().unwrap().to_owned();
        std::fs::write(at("info"), info).unwrap();
        let (pem, key) = (format!("{signer}.pem"), format!("{signer}.key"));
        self.openssl(&[
            "cms",
            "-sign",
            "-binary",
            "-nodetach",
            "-cades",
            "-md",
            "sha256",
            "-econtent_type",
            "1.2.840.113549.1.9.16.1.4",
            "-in",
            &at("info"),
            "-signer",
            &pem,
            "-inkey",
            &key,
            "-outform",
            "DER",
            "-out",
            &at("token"),
        ]);
        let token = Any::from_der(&std::fs::read(at("token")).unwrap()).unwrap();
        let granted = Any::from_der(&[0x30, 3, 2, 1, 0]).unwrap();
        vec![granted, token].to_der().unwrap()
    }
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// TSTInfo in an answer: the octet string that begins with version 1 and the policy.
fn info(answer: &[u8]) -> Vec<u8> {
    let policy = [2, 1, 1, 6, 4, 0x2a, 3, 4, 1];
    let at = answer.windows(policy.len()).position(|w| w == policy).unwrap();
    let (head, length) = match answer[at - 2] {
        0x30 => (at - 2, usize::from(answer[at - 1]) + 2),
        _ => (at - 3, usize::from(answer[at - 1]) + 3),
    };
    answer[head..head + length].to_vec()
}

fn checked(answer: &[u8]) -> Result<Stamp, StampError> {
    verify(answer, Some(&NONCE), &AUTHORITY.roots())
}

#[test]
fn a_stamp_of_a_trusted_authority_is_taken() {
    for (signer, chain) in [("tsa", "middle.pem"), ("rsa", "root.pem")] {
        let query = request(&digest(b"a checkpoint"), &NONCE);
        let answer = AUTHORITY.answer(&query, signer, chain);
        let stamp = checked(&answer).unwrap();
        assert_eq!(stamp.digest, digest(b"a checkpoint"));
        assert!(stamp.trusted && stamp.authority.contains(signer), "{stamp:?}");
        assert!(stamp.at.0 > 1_700_000_000_000, "{stamp:?}");
        // Who has no root learns the same, but not whether to believe it.
        let stamp = verify(&answer, None, &Roots::default()).unwrap();
        assert!(!stamp.trusted);
    }
}

/// OpenSSL agrees on what we asked, and on the stamp.
#[test]
fn another_program_checks_the_same_stamp() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(at("note"), b"a checkpoint").unwrap();
    let query = request(&digest(b"a checkpoint"), &NONCE);
    std::fs::write(at("query"), &query).unwrap();
    std::fs::write(at("answer"), AUTHORITY.answer(&query, "tsa", "middle.pem")).unwrap();
    AUTHORITY.openssl(&[
        "ts",
        "-verify",
        "-in",
        &at("answer"),
        "-queryfile",
        &at("query"),
        "-CAfile",
        "root.pem",
    ]);
    AUTHORITY.openssl(&[
        "ts",
        "-verify",
        "-in",
        &at("answer"),
        "-data",
        &at("note"),
        "-CAfile",
        "root.pem",
    ]);
}

#[test]
fn every_other_stamp_is_refused_with_the_reason() {
    let roots = AUTHORITY.roots();
    let query = request(&digest(b"a checkpoint"), &NONCE);
    let answer = AUTHORITY.answer(&query, "tsa", "middle.pem");
    let info = info(&answer);
    assert_eq!(
        verify(&answer, Some(&[7; 16]), &roots),
        Err(StampError::WrongNonce)
    );
    let stranger = Roots::parse(&String::from_utf8(AUTHORITY.read("other.pem")).unwrap()).unwrap();
    assert_eq!(
        verify(&answer, Some(&NONCE), &stranger),
        Err(StampError::NotTrusted)
    );
    // The chain is not in it, so it leads nowhere.
    assert_eq!(
        checked(&AUTHORITY.forged(&info, "tsa")),
        Err(StampError::NotTrusted)
    );
    for signer in ["mail", "loose", "both", "root"] {
        let made = checked(&AUTHORITY.forged(&info, signer));
        assert_eq!(made, Err(StampError::NotForTimeStamps), "{signer}");
    }
    assert!(
        checked(&AUTHORITY.forged(&info, "rsa")).is_ok(),
        "what refuses the others must not be the way they are made"
    );
    let at = info.windows(2).position(|w| w == [0x18, 15]).unwrap() + 2;
    let mut early = info.clone();
    early[at..at + 4].copy_from_slice(b"2015");
    assert_eq!(
        checked(&AUTHORITY.forged(&early, "rsa")),
        Err(StampError::CertificateExpired)
    );
    let long = request(&digest(b"a checkpoint"), &NONCE);
    assert_eq!(long, query);
    // A refusal: status 2 and no token.
    assert_eq!(checked(&[0x30, 5, 0x30, 3, 2, 1, 2]), Err(StampError::NotGranted));
    for cut in [0, 1, answer.len() / 2, answer.len() - 1] {
        assert!(checked(&answer[..cut]).is_err(), "cut at {cut}");
    }
}

#[test]
fn no_changed_byte_makes_another_stamp() {
    let query = request(&digest(b"a checkpoint"), &NONCE);
    let answer = AUTHORITY.answer(&query, "tsa", "middle.pem");
    let sound = checked(&answer).unwrap();
    for at in 0..answer.len() {
        let mut changed = answer.clone();
        changed[at] ^= 1 << (at % 8);
        // What is not signed (texts of the status, certificates that nobody needs) may change; what it says may not.
        if let Ok(stamp) = checked(&changed) {
            assert_eq!(stamp, sound, "byte {at}");
        }
    }
}

#[test]
fn roots_are_read_from_pem() {
    let both = [AUTHORITY.read("root.pem"), AUTHORITY.read("other.pem")].concat();
    assert!(Roots::parse(&String::from_utf8(both).unwrap()).is_ok());
    for wrong in [
        "",
        "root",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ] {
        assert!(Roots::parse(wrong).is_err(), "{wrong}");
    }
    assert!(Path::new(AUTHORITY.0.path()).exists());
}
