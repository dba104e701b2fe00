//! Extractions that somebody broke: each is refused for what is wrong with it, and for nothing else that is not.

use super::sample::{Sample, schemas};
use records::noark::{Rule, check};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Changes a text in a file, and then the file's digest in the listing, so that only the change itself is wrong.
fn edit(folder: &Path, name: &str, old: &str, new: &str) {
    let before = fs::read(folder.join(name)).unwrap();
    let text = String::from_utf8(before.clone()).unwrap();
    assert!(text.contains(old), "{old} is in {name}");
    let after = text.replacen(old, new, 1);
    fs::write(folder.join(name), &after).unwrap();
    let listing = folder.join("arkivuttrekk.xml");
    if name != "arkivuttrekk.xml" {
        let listed = fs::read_to_string(&listing).unwrap();
        fs::write(&listing, listed.replace(&sha(&before), &sha(after.as_bytes()))).unwrap();
    }
}

fn sha(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    hex::encode(sha2::Sha256::digest(bytes))
}

fn document(folder: &Path) -> PathBuf {
    let shelf = fs::read_dir(folder.join("dokumenter"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    fs::read_dir(shelf).unwrap().next().unwrap().unwrap().path()
}

/// A text between two others in a file.
fn between(folder: &Path, name: &str, from: &str, to: &str) -> String {
    let text = fs::read_to_string(folder.join(name)).unwrap();
    let start = text.find(from).unwrap() + from.len();
    text[start..start + text[start..].find(to).unwrap()].to_owned()
}

const S: &str = "arkivstruktur.xml";
const P: &str = "offentligJournal.xml";
const L: &str = "loependeJournal.xml";
const C: &str = "endringslogg.xml";
const U: &str = "arkivuttrekk.xml";

type Break = Box<dyn Fn(&Path)>;

/// Name, what is done, the rules that are broken, the file that is named.
fn corpus() -> Vec<(&'static str, Break, &'static [Rule], &'static str)> {
    let swap = |file: &'static str, old: &'static str, new: &'static str| -> Break {
        Box::new(move |folder: &Path| edit(folder, file, old, new))
    };
    vec![
        (
            "no structure",
            Box::new(|f| fs::remove_file(f.join(S)).unwrap()),
            &[
                Rule::FileMissing,
                Rule::FileUnreferenced,
                Rule::ReferenceUnknown,
                Rule::CountWrong,
            ],
            S,
        ),
        (
            "no listing",
            Box::new(|f| fs::remove_file(f.join(U)).unwrap()),
            &[Rule::FileMissing],
            U,
        ),
        (
            "no public journal",
            Box::new(|f| fs::remove_file(f.join(P)).unwrap()),
            &[Rule::FileMissing, Rule::CountWrong],
            P,
        ),
        (
            "no change log",
            Box::new(|f| fs::remove_file(f.join(C)).unwrap()),
            &[Rule::FileMissing, Rule::CountWrong],
            U,
        ),
        (
            "a document is gone",
            Box::new(|f| fs::remove_file(document(f)).unwrap()),
            &[Rule::FileMissing],
            S,
        ),
        (
            "a document too many",
            Box::new(|f| fs::write(f.join("dokumenter/more.json"), "{}").unwrap()),
            &[Rule::FileUnreferenced],
            "dokumenter/more.json",
        ),
        (
            "a file too many",
            Box::new(|f| fs::write(f.join("more.xml"), "<a/>").unwrap()),
            &[Rule::FileUnreferenced],
            U,
        ),
        (
            "one byte of a document",
            Box::new(|f| {
                let path = document(f);
                let mut bytes = fs::read(&path).unwrap();
                bytes[0] ^= 1;
                fs::write(path, bytes).unwrap();
            }),
            &[Rule::ChecksumWrong],
            S,
        ),
        (
            "an empty document",
            Box::new(|f| fs::write(document(f), "").unwrap()),
            &[Rule::FileEmpty, Rule::SizeWrong, Rule::ChecksumWrong],
            S,
        ),
        (
            "a wrong size",
            swap(
                S,
                "<filstoerrelse>7</filstoerrelse>",
                "<filstoerrelse>8</filstoerrelse>",
            ),
            &[Rule::SizeWrong],
            S,
        ),
        (
            "a document outside",
            Box::new(|f| {
                let place = between(f, S, "<referanseDokumentfil>", "<");
                edit(f, S, &place, "dokumenter/../../etc/passwd");
            }),
            &[Rule::PlaceOutside, Rule::FileUnreferenced, Rule::CountWrong],
            S,
        ),
        (
            "two documents in one file",
            Box::new(|f| {
                let text = fs::read_to_string(f.join(S)).unwrap();
                let mut places = text.match_indices("<referanseDokumentfil>").map(|(at, tag)| {
                    let rest = &text[at + tag.len()..];
                    rest[..rest.find('<').unwrap()].to_owned()
                });
                let (first, second) = (places.next().unwrap(), places.next().unwrap());
                edit(f, S, &second, &first);
            }),
            &[
                Rule::FileShared,
                Rule::FileUnreferenced,
                Rule::ChecksumWrong,
                Rule::SizeWrong,
                Rule::CountWrong,
            ],
            S,
        ),
        (
            "the structure was changed after",
            Box::new(|f| {
                let text = fs::read_to_string(f.join(S)).unwrap();
                fs::write(f.join(S), text.replace("Brøyting", "Strøing")).unwrap();
            }),
            &[Rule::ChecksumWrong],
            U,
        ),
        (
            "cut off",
            Box::new(|f| {
                let text = fs::read_to_string(f.join(C)).unwrap();
                edit(f, C, &text, &text[..text.len() / 2]);
            }),
            &[Rule::Unreadable, Rule::CountWrong],
            C,
        ),
        (
            "no XML",
            Box::new(|f| {
                let text = fs::read_to_string(f.join(P)).unwrap();
                edit(f, P, &text, "hei");
            }),
            &[
                Rule::Unreadable,
                Rule::ElementUnexpected,
                Rule::JournalLacks,
                Rule::CountWrong,
            ],
            P,
        ),
        (
            "another root",
            swap(C, "<endringslogg xmlns=", "<logg xmlns="),
            &[Rule::ElementUnexpected, Rule::Unreadable, Rule::CountWrong],
            C,
        ),
        (
            "an element is missing",
            swap(S, "<arkivskaperNavn>Eksempel kommune</arkivskaperNavn>", ""),
            &[Rule::ElementMissing],
            S,
        ),
        (
            "an element is empty",
            swap(S, "<saksansvarlig>Redaktør</saksansvarlig>", "<saksansvarlig/>"),
            &[Rule::ElementMissing],
            S,
        ),
        (
            "an unknown element",
            swap(S, "<arkivskaper>", "<finnesIkke>x</finnesIkke><arkivskaper>"),
            &[Rule::ElementUnexpected],
            S,
        ),
        (
            "wrong order",
            swap(S, "<klasseID>", "<tittel>Kanal</tittel><klasseID>"),
            &[Rule::ElementOrder],
            S,
        ),
        (
            "an element twice",
            swap(
                S,
                "<arkivdelstatus>",
                "<arkivdelstatus>Avsluttet periode</arkivdelstatus><arkivdelstatus>",
            ),
            &[Rule::ElementOrder],
            S,
        ),
        (
            "no number",
            swap(S, "<saksaar>2025</saksaar>", "<saksaar>i fjor</saksaar>"),
            &[Rule::ValueMalformed],
            S,
        ),
        (
            "no date",
            swap(
                S,
                "<saksdato>2025-10-09</saksdato>",
                "<saksdato>9. oktober</saksdato>",
            ),
            &[Rule::ValueMalformed],
            S,
        ),
        (
            "no time",
            swap(
                C,
                "<endretDato>2025-10-09T10:53:20+02:00<",
                "<endretDato>2025-10-09<",
            ),
            &[Rule::ValueMalformed],
            C,
        ),
        (
            "an unknown code",
            swap(S, ">Inngående dokument<", ">Innkommende dokument<"),
            &[Rule::CodeUnknown],
            S,
        ),
        (
            "an unknown shielding",
            swap(S, ">Skjerming navn avsender<", ">Skjerming av alt<"),
            &[Rule::CodeUnknown],
            S,
        ),
        (
            "an unknown algorithm",
            swap(S, ">SHA-256<", ">MD5<"),
            &[Rule::CodeUnknown],
            S,
        ),
        (
            "still open",
            swap(S, "<saksstatus>Avsluttet<", "<saksstatus>Under behandling<"),
            &[Rule::StatusOpen],
            S,
        ),
        (
            "not yet archived",
            swap(S, "<journalstatus>Arkivert<", "<journalstatus>Journalført<"),
            &[Rule::StatusOpen],
            S,
        ),
        (
            "a production format",
            swap(
                S,
                "<variantformat>Arkivformat<",
                "<variantformat>Produksjonsformat<",
            ),
            &[Rule::StatusOpen],
            S,
        ),
        (
            "no UUID",
            Box::new(|f| {
                let id = between(f, S, "<dokumentobjekt>\n", "</systemID>");
                let id = id.trim().trim_start_matches("<systemID>").to_owned();
                edit(f, S, &id, "1234");
            }),
            &[Rule::IdMalformed],
            S,
        ),
        (
            "an id twice",
            Box::new(|f| {
                let id = between(f, S, "<dokumentobjekt>\n", "</systemID>");
                let id = id.trim().trim_start_matches("<systemID>").to_owned();
                let other = between(f, S, "<systemID>", "<");
                edit(f, S, &id, &other);
            }),
            &[Rule::IdRepeated],
            S,
        ),
        (
            "a case number twice",
            swap(S, "<sakssekvensnummer>2<", "<sakssekvensnummer>1<"),
            &[Rule::NumberRepeated],
            S,
        ),
        (
            "a journal number twice",
            swap(S, "<journalsekvensnummer>3<", "<journalsekvensnummer>1<"),
            &[Rule::NumberRepeated, Rule::JournalDiffers],
            S,
        ),
        (
            "closed before it was opened",
            swap(
                S,
                "<avsluttetDato>2025-10-10T10:53:20+02:00<",
                "<avsluttetDato>2025-10-08T10:53:20+02:00<",
            ),
            &[Rule::DateOrder],
            S,
        ),
        (
            "archived before it was made",
            swap(
                S,
                "<arkivertDato>2025-10-09T11:53:20+02:00<",
                "<arkivertDato>2025-10-09T08:00:00+00:00<",
            ),
            &[Rule::DateOrder],
            S,
        ),
        (
            "destroyed before it was made",
            swap(S, "<kassertDato>2025-", "<kassertDato>2024-"),
            &[Rule::DateOrder],
            S,
        ),
        (
            "a journal of another time",
            swap(
                P,
                "<journalStartDato>2025-10-09<",
                "<journalStartDato>2025-11-09<",
            ),
            &[Rule::DateOrder],
            P,
        ),
        (
            "a part of the archive that is not there",
            Box::new(|f| {
                let id = between(f, S, "<referanseArkivdel>", "<");
                edit(
                    f,
                    S,
                    &format!("<referanseArkivdel>{id}"),
                    "<referanseArkivdel>00000000-0000-4000-8000-000000000000",
                );
            }),
            &[Rule::ReferenceUnknown],
            S,
        ),
        (
            "a change of nothing",
            Box::new(|f| {
                let id = between(f, C, "<referanseArkivenhet>", "<");
                edit(f, C, &id, "00000000-0000-4000-8000-000000000000");
            }),
            &[Rule::ReferenceUnknown],
            C,
        ),
        (
            "two main documents",
            swap(S, ">Vedlegg<", ">Hoveddokument<"),
            &[Rule::DocumentIncomplete],
            S,
        ),
        (
            "a document without a file",
            Box::new(|f| {
                let gone = between(f, S, "<utfoertKassasjon>", "</utfoertKassasjon>");
                edit(f, S, &format!("<utfoertKassasjon>{gone}</utfoertKassasjon>"), "");
            }),
            &[Rule::DocumentIncomplete],
            S,
        ),
        (
            "no redacted variant",
            swap(
                S,
                "<variantformat>Dokument hvor deler av innholdet er skjermet<",
                "<variantformat>Arkivformat<",
            ),
            &[Rule::RedactionMissing],
            S,
        ),
        (
            "a wrong number of files",
            Box::new(|f| {
                let rest = between(f, U, "antallDokumentfiler", "</property>");
                edit(f, U, &rest, &rest.replace('6', "7"));
            }),
            &[Rule::CountWrong],
            U,
        ),
        (
            "a wrong number of cases",
            Box::new(|f| {
                let head = "<value>//mappe</value>";
                let rest = between(f, U, head, "</properties>");
                edit(f, U, &rest, &rest.replace("<value>2<", "<value>3<"));
            }),
            &[Rule::CountWrong],
            U,
        ),
        (
            "a wrong number in the journal",
            swap(L, "<antallJournalposter>3<", "<antallJournalposter>4<"),
            &[Rule::CountWrong],
            L,
        ),
        (
            "an attachment miscounted",
            swap(S, "<antallVedlegg>1<", "<antallVedlegg>2<"),
            &[Rule::CountWrong],
            S,
        ),
        (
            "an entry is not in the journal",
            Box::new(|f| {
                let entry = between(f, P, "<journalregistrering>", "</journalregistrering>");
                edit(
                    f,
                    P,
                    &format!("<journalregistrering>{entry}</journalregistrering>"),
                    "",
                );
            }),
            &[Rule::JournalLacks, Rule::CountWrong],
            P,
        ),
        (
            "an entry with another title",
            swap(L, "Når kommer brøytebilen?", "Noe annet"),
            &[Rule::JournalDiffers],
            L,
        ),
        (
            "an entry of nothing",
            Box::new(|f| {
                let id = between(f, L, "<journalpost>\n", "</systemID>");
                let id = id.trim().trim_start_matches("<systemID>").to_owned();
                edit(f, L, &id, "00000000-0000-4000-8000-000000000000");
            }),
            &[Rule::ReferenceUnknown, Rule::JournalLacks],
            L,
        ),
        (
            "a shielded title is shown",
            swap(P, "Henvendelse om *****", "Sykdom hos Kari Nordmann"),
            &[Rule::ShieldingBroken],
            P,
        ),
        (
            "a shielded name is shown",
            swap(
                P,
                "<korrespondansepartNavn>*****<",
                "<korrespondansepartNavn>Kari Nordmann<",
            ),
            &[Rule::ShieldingBroken],
            P,
        ),
        (
            "a shielded name in a title",
            swap(P, "Henvendelse om *****", "Kari Nordmann spør"),
            &[Rule::ShieldingBroken],
            P,
        ),
        (
            "a shielded case title is shown",
            swap(P, "Sak om *****", "Barnevernssak"),
            &[Rule::ShieldingBroken],
            P,
        ),
        (
            "the title itself in the public journal",
            swap(
                P,
                "<offentligTittel>Svar<",
                "<tittel>Svar</tittel><offentligTittel>Svar<",
            ),
            &[Rule::ShieldingBroken],
            P,
        ),
    ]
}

#[test]
fn each_broken_extraction_is_refused_for_its_reason() {
    let whole = tempfile::tempdir().unwrap();
    Sample::default().write(whole.path());
    let mut covered: BTreeSet<Rule> = BTreeSet::new();
    let mut unlike = Vec::new();
    for (name, broken, rules, file) in corpus() {
        let folder = tempfile::tempdir().unwrap();
        copy(whole.path(), folder.path());
        broken(folder.path());
        let found = check(folder.path()).unwrap();
        let named: BTreeSet<Rule> = found.iter().map(|v| v.rule).collect();
        let at = found.iter().find(|v| v.file == file);
        if named != rules.iter().copied().collect() || at.is_none_or(|v| v.element.is_empty()) {
            unlike.push((name, found));
        }
        covered.extend(named);
    }
    assert!(unlike.is_empty(), "{unlike:#?}");
    assert_eq!(covered.len(), 25, "every rule is broken by some: {covered:?}");
}

/// A byte changed anywhere in any file is found, or it is in a comment or blank, where nothing is said.
#[test]
fn any_changed_byte_is_found() {
    let folder = tempfile::tempdir().unwrap();
    Sample::default().write(folder.path());
    for name in [S, L, P, C] {
        let bytes = fs::read(folder.path().join(name)).unwrap();
        for at in (0..bytes.len()).step_by(211) {
            let mut changed = bytes.clone();
            changed[at] ^= 4;
            fs::write(folder.path().join(name), &changed).unwrap();
            let found = check(folder.path()).unwrap();
            assert!(!found.is_empty(), "{name} {at}");
        }
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    assert_eq!(check(folder.path()).unwrap(), []);
}

/// A schema that lies beside must be the one that is listed.
#[test]
fn a_changed_schema_is_found() {
    if schemas().is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    Sample {
        schemas: schemas(),
        ..Sample::default()
    }
    .write(folder.path());
    assert_eq!(check(folder.path()).unwrap(), []);
    fs::write(folder.path().join("metadatakatalog.xsd"), "<xs:schema/>").unwrap();
    let found = check(folder.path()).unwrap();
    assert!(
        found
            .iter()
            .all(|v| v.rule == Rule::ChecksumWrong && v.detail == "metadatakatalog.xsd"),
        "{found:?}"
    );
    assert!(!found.is_empty());
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
