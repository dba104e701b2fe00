//! Independent programs, where `RETTESNOR_PYTHON` is a Python with the packages of tests/peers/requirements-pdf.txt:
//! qpdf (structure of the file), PDFium (text and pictures of the pages), oxidize-pdf (rules of PDF/A), pdfua (rules
//! of accessible PDF).

use super::sample::{SECRETS, secret, thread, with_attachments, write};
use std::{path::Path, process::Command};

fn run(script: &str, file: &Path) -> Option<String> {
    let python = std::env::var_os("RETTESNOR_PYTHON")?;
    let output = Command::new(python)
        .args(["-c", script])
        .arg(file)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn independent_programs_accept_the_files() {
    let folder = tempfile::tempdir().unwrap();
    for (name, document, level) in [
        ("a.pdf", thread(), "A2B"),
        ("b.pdf", with_attachments(), "A3B"),
        ("c.pdf", secret(), "A2B"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, write(&document)).unwrap();
        if let Some(said) = run(include_str!("peers.py"), &path) {
            assert!(said.contains(level), "{said}");
        }
    }
}

#[test]
fn another_program_reads_the_pages_and_not_the_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    let script = "import sys,pypdfium2\n\
        d=pypdfium2.PdfDocument(sys.argv[1])\n\
        print(len(d))\n\
        print(d.get_metadata_dict())\n\
        [print(p.get_textpage().get_text_range()) for p in d]\n";
    std::fs::write(&path, write(&thread())).unwrap();
    let Some(said) = run(script, &path) else { return };
    for there in [
        "Vegen er åpen igjen.",
        "Kommentar 40 fra Ola Nordmann",
        "Side 1 av ",
        "🚜",
        "[U+10900]",
        "skjult, grunn § 4 b",
    ] {
        assert!(said.contains(there), "{there} in {said}");
    }
    assert!(
        said.replace(['\r', '\n'], "").contains(&"a".repeat(400)),
        "a word wider than a page is broken, not lost"
    );
    std::fs::write(&path, write(&secret())).unwrap();
    let said = run(script, &path).unwrap();
    assert!(said.contains("Svar meg."));
    assert!(SECRETS.iter().all(|secret| !said.contains(secret)));
}
