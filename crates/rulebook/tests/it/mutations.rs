//! A pack with every kind of effect, cut up and put together again at random: refused or decided, never a panic. The
//! fuzz targets do the same for longer (docs/rules/fuzzing.md).

use model::Millis;
use proptest::prelude::*;
use rulebook::{Event, Facts, PackProblem, Rulebook};
use std::collections::BTreeSet;

const SEED: &str = include_str!("../../fuzz/seeds/every-kind");
const BASE: [(&str, &str); 2] = [
    (
        "p/base/pack.toml",
        "[pack]\nid = 'base'\nversion = '1'\nformat = 1\ntitle = { nb = 'a', nn = 'a', sv = 'a', en = 'a' }\njurisdiction = 'NO'\n[params.days]\nvalue = 2\nlabel = { nb = 'a', nn = 'a', sv = 'a', en = 'a' }\n",
    ),
    ("p/base/clauses/a.toml", ""),
];

fn load(text: &str) -> Result<Rulebook, Vec<PackProblem>> {
    let mut parts = text.split("\n===");
    let mut part = || parts.next().unwrap_or_default();
    let files = [
        BASE[0],
        BASE[1],
        ("p/t/pack.toml", part()),
        ("p/t/clauses/a.toml", part()),
        ("p/t/lessons/a.toml", part()),
    ];
    Rulebook::load(&files, "t")
}

#[test]
fn the_seed_has_every_kind_and_is_right() {
    let book = load(SEED).unwrap_or_else(|p| panic!("{p:#?}"));
    let kinds: BTreeSet<_> = book.clauses().iter().map(|c| c.kind).collect();
    assert_eq!(kinds.len(), 23, "{kinds:?}");
    assert_eq!(book.lessons().len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn no_change_of_a_pack_makes_the_loader_fall(
        cuts in proptest::collection::vec((0.0_f64..1.0, 0_usize..60, 0.0_f64..1.0, 0_usize..60, any::<bool>(), "[ -~å]{0,4}"), 1..6)
    ) {
        let mut text: Vec<char> = SEED.chars().collect();
        for (at, length, from, take, copy, typed) in cuts {
            let place = |share: f64| (share * text.len() as f64) as usize;
            let (at, from) = (place(at).min(text.len()), place(from).min(text.len()));
            let put: Vec<char> = if copy {
                text[from..(from + take).min(text.len())].to_vec()
            } else {
                typed.chars().collect()
            };
            text.splice(at..(at + length).min(text.len()), put);
        }
        match load(&text.into_iter().collect::<String>()) {
            Err(problems) => prop_assert!(!problems.is_empty() && problems.len() <= 100),
            Ok(book) => {
                for event in Event::ALL {
                    let decision = book.decide(*event, &Facts::new(), Millis(1_790_000_000_000));
                    prop_assert!(book.replay(&decision).same_answer);
                }
            }
        }
    }
}
