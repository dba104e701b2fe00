//! OSCAL exports are what NIST's schemas say. The schemas are looked for beside the checkout, or in the folder that
//! `RETTESNOR_OSCAL_SCHEMAS` names; without them only the shape that we rely on ourselves is tested.

use crate::load;
use model::{Locale, Millis};
use rulebook::oscal::{Assessment, ClauseState, assessment_results, catalog};
use serde_json::Value;
use std::path::{Path, PathBuf};

const AT: Millis = Millis(1_795_000_000_000);

fn schema(name: &str) -> Option<jsonschema::Validator> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/schemas/oscal");
    let folder = std::env::var_os("RETTESNOR_OSCAL_SCHEMAS").map_or(beside, PathBuf::from);
    let text = std::fs::read_to_string(folder.join(name)).ok()?;
    let schema: Value = serde_json::from_str(&text).unwrap();
    Some(jsonschema::draft7::new(&schema).unwrap())
}

fn valid(schema: &jsonschema::Validator, document: &Value) -> Result<(), String> {
    let faults: Vec<_> = schema
        .iter_errors(document)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n"))
    }
}

fn states(book: &rulebook::Rulebook) -> Assessment {
    Assessment {
        catalog: "catalog.json".into(),
        municipality: "Andøy kommune".into(),
        start: Millis(AT.0 - 31_536_000_000),
        end: AT,
        clauses: book
            .clauses()
            .iter()
            .enumerate()
            .map(|(i, clause)| ClauseState {
                clause: clause.id.clone(),
                satisfied: i % 3 != 0,
                decisions: 12,
                evidence: 7,
                overdue: u64::from(i % 3 == 0),
                waived: 0,
                remarks: if i % 2 == 0 {
                    String::new()
                } else {
                    " To linjer\nog litt luft ".into()
                },
            })
            .collect(),
    }
}

#[test]
fn catalogs_are_valid_in_every_language() {
    for id in ["no-base", "andoy", "batsfjord"] {
        let book = load(id);
        for locale in Locale::ALL {
            let made = catalog(&book, locale, AT);
            let groups = made["catalog"]["groups"].as_array().unwrap();
            let count: usize = groups
                .iter()
                .map(|g| g["controls"].as_array().unwrap().len())
                .sum();
            assert_eq!(count, book.clauses().len());
            if let Some(schema) = schema("catalog.json") {
                valid(&schema, &made).unwrap();
            }
        }
    }
}

#[test]
fn results_are_valid_and_point_into_the_catalog() {
    let book = load("andoy");
    let made = assessment_results(&book, &states(&book), Locale::Nb, AT).unwrap();
    let result = &made["assessment-results"]["results"][0];
    let catalog = catalog(&book, Locale::Nb, AT).to_string();
    for finding in result["findings"].as_array().unwrap() {
        let target = finding["target"]["target-id"].as_str().unwrap();
        assert!(catalog.contains(&format!("\"id\":\"{target}\"")), "{target}");
        let observed = &finding["related-observations"][0]["observation-uuid"];
        let all = result["observations"].as_array().unwrap();
        assert_eq!(all.iter().filter(|o| o["uuid"] == *observed).count(), 1);
    }
    let failing = result["findings"].as_array().unwrap().iter();
    let failing = failing.filter(|f| f["target"]["status"]["state"] == "not-satisfied");
    assert_eq!(failing.count(), book.clauses().len().div_ceil(3));
    if let Some(schema) = schema("assessment-results.json") {
        valid(&schema, &made).unwrap();
        let mut broken = made.clone();
        broken["assessment-results"]["results"][0]["findings"][0]["target"]["status"]["state"] =
            "fine".into();
        assert!(valid(&schema, &broken).is_err());
    }
}

#[test]
fn the_same_rules_have_the_same_identifiers_and_other_rules_others() {
    let uuid = |id: &str, at| catalog(&load(id), Locale::Nb, at)["catalog"]["uuid"].clone();
    assert_eq!(uuid("andoy", AT), uuid("andoy", Millis(AT.0 + 1)));
    assert_ne!(uuid("andoy", AT), uuid("batsfjord", AT));
}

#[test]
fn there_are_no_results_about_nothing() {
    let book = load("andoy");
    let mut none = states(&book);
    none.clauses
        .iter_mut()
        .for_each(|c| c.clause = "elsewhere/1".into());
    assert_eq!(assessment_results(&book, &none, Locale::Nb, AT), None);
}
