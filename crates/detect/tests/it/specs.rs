//! Runs the fenced cases of every spec. Fences: `found <language> [confidence]`, `near-miss <language>`, `not-found <language>`.
//! In texts `⟦…⟧` marks what shall be found. A line of a media case is `alt: … | credit: … | size: 800x600`.

use detect::media::{self, Seen};
use detect::text::{Options, Settings, scan};
use detect::{Finding, Rule};
use model::post::MediaNote;

struct Case {
    found: bool,
    language: String,
    confidence: Option<String>,
    line: String,
}

fn cases(page: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut fence: Option<Vec<&str>> = None;
    for line in page.lines() {
        match (&fence, line.strip_prefix("```")) {
            (None, Some(info)) => fence = Some(info.split_whitespace().collect()),
            (Some(_), Some(_)) => fence = None,
            (Some(info), None) => {
                assert!(matches!(info[0], "found" | "not-found" | "near-miss"), "{info:?}");
                cases.push(Case {
                    found: info[0] == "found",
                    language: info[1].to_owned(),
                    confidence: info.get(2).map(ToString::to_string),
                    line: line.to_owned(),
                });
            }
            (None, None) => {}
        }
    }
    cases
}

fn covers_three_languages(rule: &Rule, cases: &[Case]) -> Result<(), String> {
    for language in ["nb", "nn", "sv"] {
        for found in [true, false] {
            if !cases
                .iter()
                .any(|case| case.language == language && case.found == found)
            {
                return Err(format!("{}: no case found={found} in {language}", rule.code));
            }
        }
    }
    Ok(())
}

fn check(
    rule: &Rule,
    case: &Case,
    findings: &[Finding],
    expected: &[String],
    text: &str,
) -> Result<(), String> {
    let got: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.code == rule.code)
        .collect();
    let words: Vec<String> = got
        .iter()
        .map(|f| text[f.bytes.start..f.bytes.end].to_owned())
        .collect();
    if words != expected {
        return Err(format!(
            "{} [{}] {}: found {words:?}",
            rule.code, case.language, case.line
        ));
    }
    for finding in &got {
        let by_char: String = text
            .chars()
            .skip(finding.chars.start)
            .take(finding.chars.end - finding.chars.start)
            .collect();
        assert_eq!(
            by_char,
            &text[finding.bytes.start..finding.bytes.end],
            "{}",
            case.line
        );
        if case
            .confidence
            .as_ref()
            .is_some_and(|confidence| confidence != finding.confidence.as_str())
        {
            return Err(format!(
                "{} {}: confidence {}",
                rule.code,
                case.line,
                finding.confidence.as_str()
            ));
        }
    }
    Ok(())
}

#[test]
fn text_specs_hold() {
    let settings = Settings::new(Options {
        own_domains: vec!["nordvik.kommune.no".into()],
        ..Options::default()
    });
    let mut wrong = Vec::new();
    for rule in detect::text::rules() {
        let cases = cases(rule.page);
        wrong.extend(covers_three_languages(rule, &cases).err());
        for case in cases {
            let expected: Vec<String> = case
                .line
                .split('⟦')
                .skip(1)
                .map(|part| part.split('⟧').next().unwrap().replace("\\n", "\n"))
                .collect();
            assert_eq!(case.found, !expected.is_empty(), "{}: {}", rule.code, case.line);
            let text = case.line.replace(['⟦', '⟧'], "").replace("\\n", "\n");
            wrong.extend(check(rule, &case, &scan(&text, &settings), &expected, &text).err());
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn media_specs_hold() {
    let mut wrong = Vec::new();
    for detector in media::DETECTORS {
        let cases = cases(detector.rule().page);
        wrong.extend(covers_three_languages(detector.rule(), &cases).err());
        for case in cases {
            let (mut note, mut width, mut height) = (MediaNote::default(), 1200, 800);
            note.alt = "Barn leker i snøen utenfor biblioteket".into();
            note.credit = "Foto: Kari Nordmann".into();
            for part in case.line.split('|') {
                let (key, value) = part.split_once(':').unwrap();
                match key.trim() {
                    "alt" => note.alt = value.trim().into(),
                    "credit" => note.credit = value.trim().into(),
                    "size" => {
                        let (w, h) = value.trim().split_once('x').unwrap();
                        (width, height) = (w.parse().unwrap(), h.parse().unwrap());
                    }
                    other => panic!("{other}"),
                }
            }
            let findings = media::scan(
                &Seen {
                    note: &note,
                    width,
                    height,
                },
                &[],
            );
            let got = findings
                .iter()
                .find(|finding| finding.code == detector.rule().code);
            if got.is_some() != case.found {
                wrong.push(format!("{} {}: {got:?}", detector.rule().code, case.line));
            }
            if let (Some(got), Some(confidence)) = (got, &case.confidence)
                && got.confidence.as_str() != confidence
            {
                wrong.push(format!("{} {}: {got:?}", detector.rule().code, case.line));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_finding_of_a_text_comes_in_order_and_can_be_switched_off() {
    let text = "Send til kari@example.org eller ring 99 88 77 66. Søknaden min er ikke besvart.";
    let all = scan(text, &Settings::default());
    let names: Vec<_> = all.iter().map(|finding| finding.name).collect();
    assert_eq!(names, ["email-address", "phone-number", "case-question"]);
    let off = Settings::new(Options {
        off: vec!["TXT003".into()],
        ..Options::default()
    });
    assert!(
        scan(text, &off)
            .iter()
            .all(|finding| finding.name != "phone-number")
    );
}

#[test]
fn crisis_words_of_the_municipality_replace_the_list() {
    let own = Settings::new(Options {
        words: [("TXT010".into(), "-*\nrømling*\nnb: gasslekkasje".into())].into(),
        ..Options::default()
    });
    let names = |text| scan(text, &own).iter().map(|f| f.name).collect::<Vec<_>>();
    assert_eq!(names("Gasslekkasje, og rømlingene er sett"), ["crisis-topic"; 2]);
    assert!(names("Brann i sentrum").is_empty());
}
