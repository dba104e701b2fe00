//! What a municipality sets, who is asked about whose texts, and fixes.

use detect::text::{Audience, OptionProblem, Options, Settings, holds_for, rules, scan, scan_for};
use detect::{Finding, Fix};
use std::fmt::Write as _;
use std::path::Path;

fn names(found: &[Finding]) -> Vec<&'static str> {
    found.iter().map(|finding| finding.name).collect()
}

#[test]
fn options_are_kept_as_json_and_an_empty_object_is_the_default() {
    let none: Options = serde_json::from_str("{}").unwrap();
    assert_eq!(none, Options::default());
    let own = Options {
        off: vec!["TXT054".into()],
        officials: vec!["Kari Hansen".into()],
        parameters: [("TXT057.least-words".to_owned(), 6)].into(),
        ..Options::default()
    };
    let kept = serde_json::to_string(&own).unwrap();
    assert_eq!(serde_json::from_str::<Options>(&kept).unwrap(), own);
    assert_eq!(own.problems(), []);
}

#[test]
fn what_has_no_effect_in_options_is_told() {
    let wrong = Options {
        off: vec!["TXT999".into()],
        own_domains: vec!["https://nordvik.kommune.no/".into()],
        words: [
            ("TXT045".to_owned(), "a*".to_owned()),
            ("MED001".to_owned(), "b".to_owned()),
        ]
        .into(),
        parameters: [
            ("TXT057.least-words".to_owned(), 600),
            ("TXT057.most".to_owned(), 1),
        ]
        .into(),
        ..Options::default()
    };
    let told: Vec<_> = wrong.problems();
    let told: Vec<_> = told
        .iter()
        .map(|OptionProblem { key, field, what }| format!("{field}: {key} {what}"))
        .collect();
    assert_eq!(
        told,
        [
            "off: unknown-detector TXT999",
            "own_domains: no-domain https://nordvik.kommune.no/",
            "words: unknown-detector MED001",
            "parameters: value-out-of-range TXT057.least-words",
            "parameters: unknown-parameter TXT057.most",
            "words: line-without-word a*",
        ]
    );
}

#[test]
fn officials_crisis_topics_and_shorteners_are_the_municipalitys_own() {
    let own = Settings::new(Options {
        officials: vec!["Kari Hansen".into()],
        crisis_topics: vec!["gasslekkasje".into()],
        own_crisis_topics_only: true,
        shorteners: vec!["kort.example".into()],
        ..Options::default()
    });
    let found = |text| names(&scan(text, &own));
    assert_eq!(found("Spør Kari Hansen eller Per Hansen."), ["person-name"]);
    assert_eq!(found("Gasslekkasje i sentrum, og brann."), ["crisis-topic"]);
    assert_eq!(found("Se kort.example/abc for mer."), ["link"]);
}

#[test]
fn style_is_no_business_of_ours_in_what_others_write() {
    let settings = Settings::default();
    let text = "VEDRØRENDE DEN NYE VEIEN: dette er idiotisk. #sommerinordvikogandresteder Vi lover å komme.";
    let own = names(&scan_for(text, &settings, Audience::Own));
    assert!(
        own.contains(&"hashtag-case") && own.contains(&"capitals"),
        "{own:?}"
    );
    let incoming = scan_for(text, &settings, Audience::Incoming);
    for finding in &incoming {
        assert!(holds_for(finding.code, Audience::Incoming), "{finding:?}");
    }
    assert!(!names(&incoming).contains(&"hashtag-case"));
    for (code, held) in [
        ("TXT001", true),
        ("TXT007", true),
        ("TXT054", false),
        ("TXT050", false),
        ("TXT999", false),
    ] {
        assert_eq!(holds_for(code, Audience::Incoming), held, "{code}");
    }
    assert!(rules().all(|rule| holds_for(rule.code, Audience::Own)));
}

/// Each fix applied, the text it gives.
fn mended(text: &str) -> Vec<(&'static str, String)> {
    let found = scan(text, &Settings::default());
    let fixes = found
        .iter()
        .filter_map(|finding| Some((finding.name, finding.fix.as_ref()?)));
    fixes
        .map(|(name, fix)| {
            let chars: String = text
                .chars()
                .skip(fix.chars.start)
                .take(fix.chars.end - fix.chars.start)
                .collect();
            assert_eq!(chars, text[fix.bytes.start..fix.bytes.end]);
            (name, fix.applied(text).unwrap())
        })
        .collect()
}

#[test]
fn what_is_mechanical_is_mended_by_a_fix() {
    for (text, name, wanted) in [
        (
            "Blåbær! Vedrørende møtet i dag.",
            "officialese",
            "Blåbær! Om møtet i dag.",
        ),
        (
            "Ny formann i laget på øya.",
            "dated-term",
            "Ny leder i laget på øya.",
        ),
        (
            "Hei på deg! VELKOMMEN TIL ÅPEN DAG på brygga.",
            "capitals",
            "Hei på deg! Velkommen til åpen dag på brygga.",
        ),
        (
            "Bli med på sommer i Nordvik! #sommerinordvik",
            "hashtag-case",
            "Bli med på sommer i Nordvik! #SommerINordvik",
        ),
        (
            "Vi skrev feil: møtet er på torsdag.",
            "missing-update-mark",
            "Oppdatert: Vi skrev feil: møtet er på torsdag.",
        ),
        (
            "Vi skrev fel på bryggan.",
            "missing-update-mark",
            "Uppdaterad: Vi skrev fel på bryggan.",
        ),
        (
            "Blåbær: fødselsnummer 010139 60069.",
            "norwegian-identity-number",
            "Blåbær: fødselsnummer •••••• •••••.",
        ),
        (
            "Bildet viser brygga.",
            "missing-source",
            "Bildet viser brygga.\nFoto: ",
        ),
    ] {
        let mended = mended(text);
        let found = mended.iter().find(|(of, _)| *of == name);
        assert_eq!(
            found.map(|(_, text)| text.as_str()),
            Some(wanted),
            "{text}: {mended:?}"
        );
    }
}

#[test]
fn what_needs_a_new_sentence_or_a_guess_has_no_fix() {
    for text in [
        "Du bes om å møte.",
        "De iverksatte tiltak.",
        "#ukjentesammensetninger",
        "VEDRØRENDE",
    ] {
        assert_eq!(mended(text), [], "{text}");
    }
}

#[test]
fn labels_and_lines_are_put_first_and_last() {
    let text = "Blåbær på brygga";
    assert_eq!(
        Fix::first("Laget med KI. ").applied(text).unwrap(),
        "Laget med KI. Blåbær på brygga"
    );
    assert_eq!(
        Fix::last(text, "\nFoto: Ola").applied(text).unwrap(),
        "Blåbær på brygga\nFoto: Ola"
    );
    assert_eq!(Fix::last(text, "!").applied("kort"), None);
}

/// The page names every parameter with its bounds, and the detectors for own texts. `RETTESNOR_WRITE=1` writes both.
#[test]
fn the_page_of_settings_names_every_parameter() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules/settings.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let mut table = String::new();
    for rule in rules() {
        for one in rule.parameters {
            let (code, name) = (rule.code, one.name);
            writeln!(
                table,
                "| `{code}.{name}` | [{}]({code}.md) | {} | {} | {} |",
                rule.name, one.default, one.least, one.most
            )
            .unwrap();
        }
    }
    let own = rules().filter(|rule| !holds_for(rule.code, Audience::Incoming));
    let own: Vec<_> = own.map(|rule| rule.name).collect();
    let own = format!("Which: {}.", own.join(", "));
    let head = "| name | detector | default | least | most |\n|---|---|--:|--:|--:|\n";
    if std::env::var_os("RETTESNOR_WRITE").is_some() {
        let (before, rest) = page.split_once(head).unwrap();
        let (_, after) = rest.split_once("\n\n").unwrap();
        let (before_own, _) = after.split_once("Which: ").unwrap();
        std::fs::write(&path, format!("{before}{head}{table}\n{before_own}{own}\n")).unwrap();
        return;
    }
    assert!(
        page.contains(&format!("{head}{table}\n")) && page.contains(&own),
        "RETTESNOR_WRITE=1 writes it"
    );
}

/// A thread remembers words and memory from one text to the next; nobody may see it by what is found.
#[test]
fn what_was_read_before_changes_nothing_of_what_is_found() {
    let own = |words: &str| {
        Settings::new(Options {
            words: [("TXT045".to_owned(), words.to_owned())].into(),
            ..Options::default()
        })
    };
    let settings = [
        own("grevling"),
        own("gaup*\n@x ... <hakkespett>\ntre | @x"),
        Settings::default(),
    ];
    let long = "Gaupene så en grevling i treet. ".repeat(4_000);
    let texts = [
        "En grevling og ei gaupe",
        "GAUPA ser grevlingen, tre av dem og en hakkespett",
        "",
        &long,
        "Ring 99 88 77 66, sa Kari Hansen. #kommunenvår gr3vling, g r e v l i n g",
        "Ein grevling, ei gaupe",
    ];
    let scanned = |text: &str, settings: &Settings| format!("{:?}", scan(text, settings));
    for text in texts {
        for settings in &settings {
            let alone = std::thread::scope(|scope| scope.spawn(|| scanned(text, settings)).join().unwrap());
            assert_eq!(scanned(text, settings), alone, "{text:.60}");
        }
    }
    assert!(scanned(texts[0], &settings[0]).contains("end: 11"));
    assert!(scanned(texts[0], &settings[1]).contains("start: 18"));
    assert_eq!(scanned(texts[1], &settings[1]).matches("TXT045").count(), 2);
    assert_eq!(scanned(texts[0], &settings[2]), "[]");
}
