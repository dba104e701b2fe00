//! A guideline as a catalog: one group a pack, one control a clause.

use super::{line, metadata, property, token, uuid};
use crate::{About, Clause, Rulebook};
use model::{Locale, Millis};
use serde_json::{Value, json};

/// `rulebook` with all that it extends as an OSCAL catalog. `locale`: the language of titles; `at`: when it is made.
#[must_use]
pub fn catalog(rulebook: &Rulebook, locale: Locale, at: Millis) -> Value {
    let title = rulebook.title();
    let version = rulebook
        .about
        .first()
        .map(|a| a.version.as_str())
        .unwrap_or_default();
    let mut head = metadata(title.get(locale), version, at);
    if let Some(own) = rulebook.about.first() {
        let props = about(own, rulebook.digest());
        if let Some(head) = head.as_object_mut() {
            head.insert("props".into(), props);
        }
    }
    let groups: Vec<Value> = rulebook
        .about
        .iter()
        .map(|pack| (pack, controls(rulebook, &pack.id, locale)))
        .filter(|(_, controls)| !controls.is_empty())
        .map(|(pack, controls)| {
            json!({
                "id": token(&pack.id),
                "class": "pack",
                "title": line(pack.title.get(locale)),
                "controls": controls,
            })
        })
        .collect();
    json!({ "catalog": {
        "uuid": uuid(&["catalog", rulebook.id(), rulebook.digest()]),
        "metadata": head,
        "groups": groups,
    }})
}

fn about(pack: &About, digest: &str) -> Value {
    let mut props = vec![
        property("digest", digest),
        property("jurisdiction", &pack.jurisdiction),
    ];
    let stated = [
        ("adopted-by", pack.adopted_by.as_str()),
        ("case", pack.case_ref.as_str()),
        ("supersedes", pack.supersedes.as_str()),
        ("adopted-on", pack.adopted_on.as_deref().unwrap_or_default()),
        ("valid-from", pack.valid_from.as_deref().unwrap_or_default()),
        ("valid-to", pack.valid_to.as_deref().unwrap_or_default()),
        ("review-by", pack.review_by.as_deref().unwrap_or_default()),
    ];
    let given = stated.into_iter().filter(|(_, value)| !value.is_empty());
    props.extend(given.map(|(name, value)| property(name, value)));
    Value::Array(props)
}

fn controls(rulebook: &Rulebook, pack: &str, locale: Locale) -> Vec<Value> {
    let mut seen = Vec::new();
    let mut out = Vec::new();
    for clause in rulebook.clauses().iter().filter(|c| c.pack == pack) {
        // Versions of a clause share an id; the catalog shows the first.
        if !seen.contains(&clause.id) {
            seen.push(clause.id.clone());
            out.push(control(rulebook, clause, locale));
        }
    }
    out
}

fn control(rulebook: &Rulebook, clause: &Clause, locale: Locale) -> Value {
    let id = token(&clause.id);
    let mut props = vec![
        json!({ "name": "label", "value": line(&clause.id) }),
        property("modality", clause.modality.as_str()),
        property("capacity", clause.capacity.as_str()),
        property("status", clause.status.as_str()),
    ];
    let mut also = |name: &str, value: &str| {
        if !value.is_empty() {
            props.push(property(name, value));
        }
    };
    also("section", &clause.section);
    also("valid-from", clause.valid_from.as_deref().unwrap_or_default());
    also("valid-to", clause.valid_to.as_deref().unwrap_or_default());
    also("locked", if clause.locked { "yes" } else { "" });
    also("product-default", if clause.product_default { "yes" } else { "" });
    for part in &clause.parts {
        also("effect", part.kind);
    }
    for basis in &clause.basis {
        also(if basis.verified { "law" } else { "law-unverified" }, &basis.law);
    }
    let mut parts = vec![json!({
        "id": format!("{id}_smt"),
        "name": "statement",
        "prose": line(clause.says.get(locale)),
    })];
    let conditions = clause.parts.iter().flat_map(|p| p.when.iter().chain(&p.require));
    for (number, condition) in (1..).zip(conditions) {
        parts.push(json!({
            "id": format!("{id}_obj.{number}"),
            "name": "assessment-objective",
            "prose": line(rulebook.words(condition).get(locale)),
        }));
    }
    let fix = line(clause.fix.get(locale));
    if fix != "-" {
        parts.push(json!({ "id": format!("{id}_gdn"), "name": "guidance", "prose": fix }));
    }
    json!({
        "id": id,
        "class": clause.modality.as_str(),
        "title": line(clause.title.get(locale)),
        "props": props,
        "parts": parts,
    })
}
