//! Runs the fenced cases of every spec. Fences: `found <language> [confidence]`, `near-miss <language>`, `not-found <language>`.
//! In texts `⟦…⟧` marks what shall be found. A line of a media case is `alt: … | credit: … | size: 800x600` and so on: [`told`].

use detect::media::{self, Seen};
use detect::text::{Options, Settings, scan};
use detect::{Finding, Rule};
use model::picture::{Area, Clip, PictureWord};
use model::post::{Basis, MediaNote, Speech};

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

/// A picture as a line of a case tells it; what the line does not say is as it should be.
struct Told {
    note: MediaNote,
    size: (i64, i64),
    removed: Vec<String>,
    networks: Vec<String>,
}

fn told(line: &str) -> Told {
    let mut told = Told {
        note: MediaNote {
            alt: "Barn leker i snøen utenfor biblioteket".into(),
            credit: "Foto: Kari Nordmann".into(),
            ..MediaNote::default()
        },
        size: (1200, 800),
        removed: Vec::new(),
        networks: Vec::new(),
    };
    let note = &mut told.note;
    for part in line.split('|') {
        let (key, value) = part.split_once(':').unwrap();
        let value = value.trim();
        let words = || value.split_whitespace().map(str::to_owned);
        match key.trim() {
            "alt" => note.alt = value.into(),
            "credit" => note.credit = value.into(),
            "size" => {
                let (w, h) = value.split_once('x').unwrap();
                told.size = (w.parse().unwrap(), h.parse().unwrap());
            }
            "removed" => told.removed = words().collect(),
            "networks" => told.networks = words().collect(),
            "named" => note.seen.credit = value.into(),
            "origin" => note.seen.origin = value.into(),
            "manifest" => note.seen.manifest = value.into(),
            "ai" => note.ai = Some(value == "yes"),
            "basis" => note.basis = Basis::parse(value).unwrap(),
            "faces" => note.seen.faces = value.parse().ok().map(|n| vec![Area::default(); n]),
            "words" if value == "not-looked" => note.seen.words = None,
            "words" => note.seen.words = Some(recognised(value, None)),
            "contrast" => {
                let (contrast, text) = value.split_once(' ').unwrap();
                note.seen.words = Some(recognised(text, contrast.parse().ok()));
            }
            "clip" => {
                let (seconds, sound) = value.split_once("s ").unwrap();
                assert!(matches!(sound, "sound" | "silent"), "{sound}");
                note.seen.clip = Some(Clip {
                    millis: seconds.parse::<i64>().unwrap() * 1_000,
                    sound: sound == "sound",
                    hidden: 0,
                });
            }
            "hidden" => {
                let hidden = value.strip_suffix("ms").unwrap().parse().unwrap();
                note.seen.clip.as_mut().unwrap().hidden = hidden;
            }
            "speech" => note.speech = Speech::parse(value).unwrap(),
            "captions" => note.captions = spoken(value),
            "said" => note.captions = format!("WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n{value}\n"),
            other => panic!("{other}"),
        }
    }
    told
}

/// Captions with one cue, told as `0s-94s`.
fn spoken(value: &str) -> String {
    let (from, to) = value.split_once('-').unwrap();
    let time = |text: &str| {
        let seconds: i64 = text.strip_suffix('s').unwrap().parse().unwrap();
        format!(
            "{:02}:{:02}:{:02},000",
            seconds / 3_600,
            seconds / 60 % 60,
            seconds % 60
        )
    };
    let srt = format!("1\n{} --> {}\nVelkommen til biblioteket\n", time(from), time(to));
    detect::captions::read(srt.as_bytes()).unwrap().vtt
}

/// Words with ` / ` between lines.
fn recognised(text: &str, contrast: Option<u16>) -> Vec<PictureWord> {
    let lines = (1..).zip(text.split(" / "));
    let words = lines.flat_map(|(line, text)| text.split_whitespace().map(move |word| (line, word)));
    words
        .map(|(line, word)| PictureWord {
            text: word.to_owned(),
            line,
            sure: 95,
            area: Area {
                height: 20,
                ..Area::default()
            },
            contrast,
        })
        .collect()
}

#[test]
fn media_specs_hold() {
    let mut wrong = Vec::new();
    let settings = Settings::default();
    for detector in media::DETECTORS {
        let cases = cases(detector.rule().page);
        wrong.extend(covers_three_languages(detector.rule(), &cases).err());
        for case in cases {
            let told = told(&case.line);
            let networks: Vec<&str> = told.networks.iter().map(String::as_str).collect();
            let seen = Seen {
                note: &told.note,
                width: told.size.0,
                height: told.size.1,
                removed: &told.removed,
                networks: &networks,
            };
            let findings = media::scan(&seen, &settings);
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

/// Where nobody looked, that nothing is found is no answer: each detector that needs a look says so, and no other.
#[test]
fn detectors_say_when_nobody_looked() {
    let note = MediaNote::default();
    let mut seen = Seen {
        note: &note,
        width: 800,
        height: 600,
        removed: &[],
        networks: &[],
    };
    let settings = Settings::default();
    let blind = |seen: &Seen<'_>, settings: &Settings| -> Vec<&str> {
        let rules = media::not_looked(seen, settings);
        rules.iter().map(|rule| rule.name).collect()
    };
    assert_eq!(
        blind(&seen, &settings),
        [
            "faces",
            "text-in-picture",
            "licence-plate",
            "personal-data-in-picture",
            "low-contrast-text"
        ]
    );
    let off = Settings::new(Options {
        off: vec!["MED010".into(), "MED017".into()],
        ..Options::default()
    });
    assert!(
        !blind(&seen, &off).contains(&"faces"),
        "who switched it off asks nothing of it"
    );
    let looked = told("faces: 0 | words:").note;
    seen.note = &looked;
    assert!(blind(&seen, &settings).is_empty());
}

#[test]
fn a_picture_of_nobody_with_a_face_in_it_is_graver_and_parameters_hold() {
    let scan = |line: &str, settings: &Settings| {
        let told = told(line);
        let networks: Vec<&str> = told.networks.iter().map(String::as_str).collect();
        let seen = Seen {
            note: &told.note,
            width: told.size.0,
            height: told.size.1,
            removed: &told.removed,
            networks: &networks,
        };
        media::scan(&seen, settings)
    };
    let settings = Settings::default();
    let face = scan("faces: 2 | basis: no-person", &settings);
    assert_eq!(face[0].severity.as_str(), "warning");
    assert_eq!(face[0].kind.as_deref(), Some("2"));
    let plate = scan("words: Folkemøte torsdag | alt: Plakat med ballonger", &settings);
    assert_eq!(plate[0].instead.as_deref(), Some("Folkemøte torsdag"));
    let strict = Settings::new(Options {
        parameters: [("MED014.bluesky".into(), 1000), ("MED005.longest".into(), 10)].into(),
        ..Options::default()
    });
    assert!(scan("size: 900x900 | networks: bluesky", &settings).is_empty());
    // "long-alt-text" is out of its parameter's bounds and stays at the least of them.
    assert_eq!(
        scan("size: 900x900 | networks: bluesky", &strict)[0].code,
        "MED014"
    );
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
