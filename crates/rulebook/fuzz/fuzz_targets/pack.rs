//! Any text as the files of a pack: refused, or decided at every event on the first and last days there are.
//! The input is split at lines that begin with `===`: pack.toml, clauses, lessons, scenarios.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rulebook::coverage::coverage;
use rulebook::{Event, Facts, Rulebook};

const BASE: &str = "[pack]\nid = 'base'\nversion = '1'\nformat = 1\ntitle = { nb = 'a', nn = 'a', sv = 'a', en = 'a' }\njurisdiction = 'NO'\n[params.days]\nvalue = 2\nbound = 'at-most'\nlabel = { nb = 'a', nn = 'a', sv = 'a', en = 'a' }\n";
const LOCKED: &str = "[[clause]]\nid = 'c'\ntitle = { nb = 'a', nn = 'a', sv = 'a', en = 'a' }\nsays = { nb = 'a', en = 'a' }\nmodality = 'must'\nbinds = { capacity = 'official' }\napplies_to = ['post.submit']\nstatus = 'automated'\nlocked = true\nrequire = 'post.has_media'\neffect = { kind = 'gate', on_fail = 'block' }\nexplain = { why = { nb = 'a', nn = 'a', sv = 'a', en = 'a' }, fix = { nb = 'a', nn = 'a', sv = 'a', en = 'a' } }\n";

fuzz_target!(|text: &str| {
    let mut parts = text.split("\n===");
    let mut part = || parts.next().unwrap_or_default();
    let files = [
        ("p/base/pack.toml", BASE),
        ("p/base/clauses/a.toml", LOCKED),
        ("p/t/pack.toml", part()),
        ("p/t/clauses/a.toml", part()),
        ("p/t/lessons/a.toml", part()),
        ("p/t/tests/a.toml", part()),
    ];
    let book = match Rulebook::load(&files, "t") {
        Ok(book) => book,
        Err(problems) => {
            assert!(!problems.is_empty() && problems.len() <= 100);
            return;
        }
    };
    let locked = book.clause("base/c");
    assert!(locked.is_none_or(|c| c.locked && !c.measure));
    for at in [i64::MIN, 0, 1_790_000_000_000, i64::MAX] {
        for event in Event::ALL {
            let decision = book.decide(*event, &Facts::new(), model::Millis(at));
            assert!(book.replay(&decision).same_answer);
            for clause in &decision.clauses {
                for locale in model::Locale::ALL {
                    assert!(book.explain(&decision, &clause.clause, locale).is_some());
                }
            }
        }
    }
    std::hint::black_box(coverage(&book, &files));
});
