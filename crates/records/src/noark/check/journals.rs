//! The journals and the change log, against the structure.

use super::{
    Found, Known, Rule, bits,
    shape::Shapes,
    structure::later,
    walk::{Node, walk},
};
use std::{collections::BTreeSet, io::BufRead};

/// A journal: `loependeJournal` or `offentligJournal`.
pub(super) fn read(
    name: &'static str,
    input: impl BufRead,
    shapes: &Shapes,
    known: &mut Known,
    found: &mut Found<'_>,
) {
    let public = name == "offentligJournal";
    let mut shown: BTreeSet<u128> = BTreeSet::new();
    let (mut from, mut to, mut said) = (String::new(), String::new(), String::new());
    walk(
        input,
        name,
        shapes,
        found,
        &mut |node, above, found| match node.shape.as_str() {
            "journalhode" => {
                from = node.value("journalStartDato").to_owned();
                to = node.value("journalSluttDato").to_owned();
                said = node.value("antallJournalposter").to_owned();
                if later(&from, &to) {
                    found.add(
                        Rule::DateOrder,
                        "journalhode",
                        "journalStartDato > journalSluttDato",
                    );
                }
            }
            "journal-part" => {
                if let Some(post) = above.last_mut() {
                    let name = node.value("korrespondansepartNavn").to_owned();
                    post.values.push(("#name".to_owned(), name));
                }
            }
            "journal-saksmappe" => {
                if let Some(registration) = above.last_mut() {
                    registration.values.extend(node.values.iter().cloned());
                }
            }
            "journal-journalpost" => {
                let id = bits(node.value("systemID"));
                let day = node.value("journaldato");
                if later(&from, day) || later(day, &to) {
                    found.add(Rule::DateOrder, &node.label(), &format!("journaldato: {day}"));
                }
                if !shown.insert(id) {
                    found.add(Rule::IdRepeated, &node.label(), node.value("systemID"));
                }
                entry(public, id, node, above.last(), known, found);
            }
            _ => {}
        },
    );
    let count = u64::try_from(shown.len()).unwrap_or(u64::MAX);
    if !said.is_empty() && said != count.to_string() {
        found.add(
            Rule::CountWrong,
            "journalhode",
            &format!("antallJournalposter: {said}, not {count}"),
        );
    }
    known
        .occurrences
        .insert(format!("{name}/journalregistrering"), count);
    let lacking: Vec<&str> = known
        .entries
        .iter()
        .filter(|(id, _)| !shown.contains(id))
        .map(|(_, entry)| entry.number.1.as_str())
        .collect();
    for number in lacking {
        found.add(Rule::JournalLacks, "journalpost", number);
    }
}

/// One entry against the structure's.
fn entry(public: bool, id: u128, node: &Node, folder: Option<&Node>, known: &Known, found: &mut Found<'_>) {
    let Some(kept) = known.entries.get(&id) else {
        found.add(Rule::ReferenceUnknown, &node.label(), "systemID");
        return;
    };
    let number = (node.value("journalaar"), node.value("journalsekvensnummer"));
    if number != (kept.number.0.as_str(), kept.number.1.as_str()) {
        found.add(Rule::JournalDiffers, &node.label(), "journalsekvensnummer");
    }
    let folder_title = folder.map_or("", |f| f.value("offentligTittel"));
    if !public {
        if node.value("tittel") != kept.title {
            found.add(Rule::JournalDiffers, &node.label(), "tittel");
        }
        return;
    }
    if node.value("offentligTittel").is_empty() {
        found.add(Rule::ElementMissing, &node.label(), "offentligTittel");
    }
    let shows = |element: &str| !node.value(element).is_empty();
    if shows("tittel") || (kept.hides_title && node.value("offentligTittel") == kept.title) {
        found.add(Rule::ShieldingBroken, &node.label(), "tittel");
    }
    if kept.hides_folder_title && folder_title == kept.folder_title {
        found.add(Rule::ShieldingBroken, &node.label(), "saksmappe/tittel");
    }
    let texts = [node.value("offentligTittel"), folder_title];
    for hidden in &kept.hidden_names {
        if node.all("#name").any(|name| name == hidden) {
            found.add(Rule::ShieldingBroken, &node.label(), "korrespondansepartNavn");
        }
        if texts.iter().any(|text| text.contains(hidden.as_str())) {
            found.add(Rule::ShieldingBroken, &node.label(), "offentligTittel");
        }
    }
}

/// endringslogg.xml.
pub(super) fn changes(input: impl BufRead, shapes: &Shapes, known: &mut Known, found: &mut Found<'_>) {
    let mut count = 0;
    walk(input, "endringslogg", shapes, found, &mut |node, _, found| {
        if node.name == "endring" {
            count += 1;
            if !known.ids.contains(&bits(node.value("referanseArkivenhet"))) {
                found.add(Rule::ReferenceUnknown, &node.label(), "referanseArkivenhet");
            }
        }
    });
    known.occurrences.insert("endring".to_owned(), count);
}
