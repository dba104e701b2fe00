use model::municipality::Country::{Norway, Sweden};
use model::org_number::{OrgNumberProblem, parse};

#[test]
fn real_municipalities_are_accepted_in_any_spacing() {
    // The second is Oslo's; the Swedish ones are Stockholm's and Malmö's.
    for (text, canonical) in [
        ("921 060 440", "921060440"),
        ("958935420", "958935420"),
        ("958\u{a0}935\u{202f}420", "958935420"),
    ] {
        match parse(text, Norway) {
            Ok(number) => assert_eq!(number, canonical),
            Err(problem) => panic!("{text}: {problem}"),
        }
    }
    assert_eq!(parse("212000-0142", Sweden).unwrap(), "2120000142");
    assert_eq!(parse(" 212000 1124 ", Sweden).unwrap(), "2120001124");
}

#[test]
fn wrong_length_and_wrong_check_digit_are_told_apart() {
    for text in [
        "",
        "95893542",
        "9589354200",
        "95893542x",
        "NO958935420",
        "958-935-420",
        "９５８９３５４２０",
    ] {
        assert_eq!(parse(text, Norway), Err(OrgNumberProblem::Length), "{text}");
    }
    for text in ["958935421", "000000000"] {
        assert_eq!(parse(text, Norway), Err(OrgNumberProblem::CheckDigit), "{text}");
    }
    for text in ["21200-00142", "212000--0142", "212000014"] {
        assert_eq!(parse(text, Sweden), Err(OrgNumberProblem::Length), "{text}");
    }
    assert_eq!(parse("212000-0143", Sweden), Err(OrgNumberProblem::CheckDigit));
}

#[test]
fn any_single_wrong_digit_is_noticed() {
    for (number, country) in [("958935420", Norway), ("2120000142", Sweden)] {
        for place in 0..number.len() {
            for digit in b'0'..=b'9' {
                let mut changed = number.as_bytes().to_vec();
                changed[place] = digit;
                let changed = String::from_utf8(changed).unwrap();
                assert_eq!(parse(&changed, country).is_ok(), changed == number, "{changed}");
            }
        }
    }
}

#[test]
fn keys_are_the_messages() {
    for problem in [OrgNumberProblem::Length, OrgNumberProblem::CheckDigit] {
        assert_eq!(problem.key(), problem.to_string());
    }
}
