//! arkivstruktur.xml.

use super::{
    Entry, Found, Known, Rule, bits, files,
    shape::Shapes,
    walk::{Node, instant, walk},
};
use crate::noark::codes::{
    CorrespondentKind, DocumentRole, ShieldedDocument, ShieldedMetadata as S, Variant,
};
use std::{
    collections::BTreeSet,
    io::{self, BufRead},
    path::Path,
};

/// Pairs of dates in one element of which the first may not be later.
const ORDERED: &[(&str, &str)] = &[
    ("opprettetDato", "avsluttetDato"),
    ("opprettetDato", "arkivertDato"),
    ("arkivperiodeStartDato", "arkivperiodeSluttDato"),
    ("opprettetDato", "#destroyed"),
];

/// Reads the structure, and each document file that it names.
pub(super) fn read(
    folder: &Path,
    input: impl BufRead,
    shapes: &Shapes,
    known: &mut Known,
    found: &mut Found<'_>,
) -> io::Result<()> {
    let mut failed = None;
    let mut seen = Seen::default();
    walk(input, "arkiv", shapes, found, &mut |node, above, found| {
        *known.occurrences.entry(node.name.clone()).or_default() += 1;
        seen.end(node, above, known, found);
        if node.name == "dokumentobjekt"
            && let Err(error) = files::referred(folder, node, known, found)
        {
            failed = Some(error);
        }
    });
    for (id, of) in &seen.series_named {
        if !seen.series.contains(id) {
            found.add(Rule::ReferenceUnknown, of, "referanseArkivdel");
        }
    }
    failed.map_or(Ok(()), Err)
}

#[derive(Default)]
struct Seen {
    cases: BTreeSet<(String, String)>,
    journal: BTreeSet<(String, String)>,
    series: BTreeSet<u128>,
    series_named: Vec<(u128, String)>,
    /// Entries of the folder that is being read, complete but for the folder's shielding.
    pending: Vec<(u128, Entry, Vec<(CorrespondentKind, String)>, Option<Vec<S>>)>,
}

impl Seen {
    fn end(&mut self, node: &Node, above: &mut [Node], known: &mut Known, found: &mut Found<'_>) {
        let id = node.value("systemID");
        if !id.is_empty() && !known.ids.insert(bits(id)) {
            found.add(Rule::IdRepeated, &node.label(), id);
        }
        for (from, to) in ORDERED {
            if later(node.value(from), node.value(to)) {
                found.add(
                    Rule::DateOrder,
                    &node.label(),
                    &format!("{from} > {}", to.trim_start_matches('#')),
                );
            }
        }
        for id in node.all("referanseArkivdel") {
            if !self.series.contains(&bits(id)) {
                self.series_named.push((bits(id), node.label()));
            }
        }
        match node.name.as_str() {
            "arkivdel" => {
                self.series.insert(bits(id));
            }
            "mappe" => self.folder(node, known, found),
            "registrering" => self.registration(node, found),
            _ => {}
        }
        // What an element's parent must know of it when it ends itself.
        let Some(parent) = above.last_mut() else { return };
        let note = |parent: &mut Node, name: &str, value: &str| {
            parent.values.push((name.to_owned(), value.to_owned()))
        };
        match node.name.as_str() {
            "skjerming" => {
                for metadata in node.all("skjermingMetadata") {
                    note(parent, "#hidden", metadata);
                }
                note(parent, "#shielded", node.value("skjermingDokument"));
            }
            "korrespondansepart" => {
                let kind = node.value("korrespondanseparttype");
                note(parent, "#kind", kind);
                note(parent, "#name", node.value("korrespondansepartNavn"));
            }
            "utfoertKassasjon" | "sletting" => note(
                parent,
                "#destroyed",
                &[node.value("kassertDato"), node.value("slettetDato")].concat(),
            ),
            "dokumentobjekt" => note(parent, "#variant", node.value("variantformat")),
            "dokumentbeskrivelse" => {
                document(node, found);
                note(parent, "#role", node.value("tilknyttetRegistreringSom"));
                for variant in node.all("#variant") {
                    note(parent, "#variant", variant);
                }
            }
            _ => {}
        }
    }

    fn folder(&mut self, node: &Node, known: &mut Known, found: &mut Found<'_>) {
        if node.shape == "saksmappe" {
            let number = (
                node.value("saksaar").to_owned(),
                node.value("sakssekvensnummer").to_owned(),
            );
            if !self.cases.insert(number) {
                found.add(Rule::NumberRepeated, &node.label(), node.value("mappeID"));
            }
        }
        let hidden: Vec<S> = node.all("#hidden").filter_map(S::parse).collect();
        for (id, mut entry, names, own) in self.pending.drain(..) {
            entry.folder_title = node.value("tittel").to_owned();
            entry.hides_folder_title = hides(&hidden, &[S::FolderTitleRest, S::FolderTitleWords]);
            // A registration inherits the folder's shielding unless it has its own.
            let hidden = own.as_deref().unwrap_or(&hidden);
            entry.hides_title = hides(hidden, &[S::TitleRest, S::TitleWords]);
            let masked = names.into_iter().filter(|(kind, _)| {
                let which = if kind.writes() { S::Sender } else { S::Receiver };
                hides(hidden, &[which])
            });
            entry.hidden_names = masked.map(|(_, name)| name).collect();
            known.entries.insert(id, entry);
        }
    }

    fn registration(&mut self, node: &Node, found: &mut Found<'_>) {
        let roles: Vec<&str> = node.all("#role").collect();
        let main = roles
            .iter()
            .filter(|r| **r == DocumentRole::Main.as_str())
            .count();
        if !roles.is_empty() && main != 1 {
            found.add(
                Rule::DocumentIncomplete,
                &node.label(),
                &format!("{main} Hoveddokument"),
            );
        }
        let attachments = node.value("antallVedlegg");
        if !attachments.is_empty() && attachments != roles.len().saturating_sub(1).to_string() {
            found.add(
                Rule::CountWrong,
                &node.label(),
                &format!("antallVedlegg: {attachments}"),
            );
        }
        let partly = node
            .all("#shielded")
            .any(|s| s == ShieldedDocument::Parts.as_str());
        if partly && node.all("#variant").next().is_some() && !node.all("#variant").any(redacted) {
            found.add(Rule::RedactionMissing, &node.label(), Variant::Redacted.as_str());
        }
        if node.shape != "journalpost" {
            return;
        }
        if node.value("#kind").is_empty() {
            found.add(Rule::ElementMissing, &node.label(), "korrespondansepart");
        }
        let year = node.value("journalaar").to_owned();
        let number = (year, node.value("journalsekvensnummer").to_owned());
        if !self.journal.insert(number.clone()) {
            found.add(Rule::NumberRepeated, &node.label(), &number.1);
        }
        let entry = Entry {
            number,
            title: node.value("tittel").to_owned(),
            ..Entry::default()
        };
        let kinds = node.all("#kind").filter_map(CorrespondentKind::parse);
        let names = kinds.zip(node.all("#name").map(str::to_owned)).collect();
        let own = node.all("#shielded").next().is_some();
        let hidden = own.then(|| node.all("#hidden").filter_map(S::parse).collect());
        self.pending
            .push((bits(node.value("systemID")), entry, names, hidden));
    }
}

fn document(node: &Node, found: &mut Found<'_>) {
    let gone = node.all("#destroyed").next().is_some();
    if node.value("#variant").is_empty() && !gone {
        found.add(Rule::DocumentIncomplete, &node.label(), "dokumentobjekt");
    }
    let partly = node.value("#shielded") == ShieldedDocument::Parts.as_str();
    if partly && !node.all("#variant").any(redacted) {
        found.add(Rule::RedactionMissing, &node.label(), Variant::Redacted.as_str());
    }
}

fn redacted(variant: &str) -> bool {
    variant == Variant::Redacted.as_str()
}

fn hides(hidden: &[S], any: &[S]) -> bool {
    hidden.iter().any(|h| *h == S::All || any.contains(h))
}

/// Whether the first of two times or days is later. Dates compare as they are written.
pub(super) fn later(from: &str, to: &str) -> bool {
    match (instant(from), instant(to)) {
        (Some(from), Some(to)) => from > to,
        _ => !from.is_empty() && !to.is_empty() && from > to,
    }
}
