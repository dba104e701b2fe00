use crate::spent::Spent;
use detect::text::{Settings, scan, warm_up};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn holds(text: &str) {
    let length = text.chars().count();
    let findings = scan(text, &Settings::default());
    for finding in &findings {
        assert!(finding.bytes.start < finding.bytes.end);
        assert!(
            text.get(finding.bytes.start..finding.bytes.end).is_some(),
            "{finding:?}"
        );
        assert!(finding.chars.start < finding.chars.end && finding.chars.end <= length);
        assert_eq!(text[..finding.bytes.start].chars().count(), finding.chars.start);
        assert_eq!(text[..finding.bytes.end].chars().count(), finding.chars.end);
    }
    assert!(findings.is_sorted_by_key(|finding| finding.bytes.start));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_spans_inside_it(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn texts_full_of_candidates_give_spans_inside_them(parts in prop::collection::vec(prop_oneof![
        "[0-9]{1,12}", "[٠-٩０-９]{2,11}", "[ .+–-]{1,3}", "[a-zæøåÆØÅÄÖİẞ]{1,9}",
        Just("@".to_owned()), Just("01013960069".to_owned()), Just("780112-9862".to_owned()), Just("+47 99887766".to_owned()),
        Just("søknaden min".to_owned()), Just("i d 1 0 t $vin @ss".to_owned()), Just("KS 2024/123-4".to_owned()),
        Just("Storgata 12B, 0123 Oslo".to_owned()), Just("NO93 8601 1117 947".to_owned()), Just("null åtte to 2 ".to_owned()), Just("evakuer".to_owned()), Just("fødselsnummer ".to_owned()), Just("\u{301}\u{200d}🏳️‍🌈".to_owned()),
    ], 0..40)) {
        holds(&parts.concat());
    }
}

#[test]
fn ten_megabytes_of_anything_take_bounded_time() {
    warm_up();
    for unit in [
        "a\u{301}\u{301}\u{301}",
        "[(",
        "1",
        "1 ",
        "1.",
        "@",
        "a@a.a",
        "99887766 ",
        "010139 60069 ",
        "brann ",
        "𝟘𝟙",
        "i d i o t ",
        "1d10t ",
        "f*ck ",
        "aaaaaaab ",
        "2024/123-",
        "Storgata 1 ",
        "Storgata 1, 0123 ",
        "null ",
        "to 2 ",
        "NO93 ",
        "NO93 8601 ",
        "4111 ",
        "konto 1234.56.",
        "(0) ",
        "\u{301}",
        "e\u{ad}",
        "fødselsnummer ",
        "jeg skal drepe deg ",
        "drepe ",
        "muslimer er som noen av de ",
        "noen burde brenne det huset vi ",
        "mor mi har han i nummer ",
        "kari (at) example ",
        "#sommerinordvik ",
        "tjue to ",
        "VEIEN ER STENGT ",
    ] {
        let text = unit.repeat(10_000_000 / unit.len());
        let begun = Spent::now();
        let findings = scan(&text, &Settings::default());
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "{unit:?} took {:?}",
            begun.elapsed()
        );
        assert!(findings.len() <= detect::text::rules().count() * detect::text::MAX_FINDINGS);
    }
}

#[test]
fn a_hundred_thousand_brackets_and_marks_are_read_at_once() {
    warm_up();
    for unit in ["[", "(", "((a)", "{[<", "\u{301}"] {
        let text = format!("Hei {}", unit.repeat(100_000));
        let begun = Spent::now();
        assert!(scan(&text, &Settings::default()).len() <= detect::text::MAX_FINDINGS);
        assert!(
            begun.elapsed() < Duration::from_secs(2),
            "{unit:?} took {:?}",
            begun.elapsed()
        );
    }
}

/// A thousand characters with some of everything. Measured in the development profile on a busy machine, so the bound is loose.
#[test]
fn a_thousand_characters_take_less_than_a_millisecond() {
    warm_up();
    let text = "Hei! Søknaden min fra 22.11.2026 er ikke besvart, ring 99 88 77 66 eller skriv til kari@example.no. \
                Saksnummer 2026/1234, beløpet er 12 500 kroner, og det gjelder Storgata 12. "
        .repeat(6);
    let text: String = text.chars().take(1_000).collect();
    let settings = Settings::default();
    let mut times: Vec<Duration> = (0..200)
        .map(|_| {
            let begun = Instant::now();
            assert!(!scan(&text, &settings).is_empty());
            begun.elapsed()
        })
        .collect();
    times.sort();
    assert!(times[100] < Duration::from_millis(1), "{:?}", times[100]);
}
