//! Findings as SARIF 2.1.0 (OASIS), for programs that show results beside a text.

use super::Checked;
use detect::{Finding, Severity};
use serde_json::{Value, json};

/// The log: one run.
pub fn log(checked: &Checked<'_>) -> Value {
    let mut codes: Vec<&str> = checked.findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = detect::rules()
        .into_iter()
        .filter(|rule| codes.contains(&rule.code))
        .map(|rule| {
            let name = checked.speech.say(&format!("finding-{}", rule.name), &[]);
            json!({
                "id": rule.code,
                "name": rule.name,
                "shortDescription": {"text": name},
                "help": {"text": rule.page, "markdown": rule.page},
                "defaultConfiguration": {"level": level(rule.severity)},
            })
        })
        .collect();
    let results: Vec<Value> = checked
        .findings
        .iter()
        .map(|finding| result(checked, finding))
        .collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "rettesnor",
                "version": env!("CARGO_PKG_VERSION"),
                "language": checked.speech.locale.tag(),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Hint => "note",
        Severity::Warning => "warning",
        Severity::Severe => "error",
    }
}

fn result(checked: &Checked<'_>, finding: &Finding) -> Value {
    let (name, reason) = checked.said(finding);
    let (line, column) = checked.place(finding.bytes.start, finding.chars.start);
    let (end_line, end_column) = checked.place(finding.bytes.end, finding.chars.end);
    let clauses: Vec<&str> = checked
        .clauses
        .get(finding.name)
        .into_iter()
        .flatten()
        .map(|(id, _)| id.as_str())
        .collect();
    json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": {"text": format!("{name}. {reason}").trim_end()},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": checked.file},
            "region": {
                "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column,
                "charOffset": finding.chars.start, "charLength": finding.chars.end - finding.chars.start,
                "byteOffset": finding.bytes.start, "byteLength": finding.bytes.end - finding.bytes.start,
            },
        }}],
        "properties": {"confidence": finding.confidence, "kind": finding.kind.as_deref(), "clauses": clauses},
    })
}
