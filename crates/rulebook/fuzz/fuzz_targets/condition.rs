//! Any text as the condition of a clause: refused, or decided three ways.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rulebook::{Event, FactSource, Facts, Outcome, Rulebook, Value};

const HEADER: &str = "[pack]\nid = 't'\nversion = '1'\nformat = 1\ntitle = { nb = 'a', nn = 'a', sv = 'a', en = 'a' }\njurisdiction = 'NO'\n[params.days]\nvalue = 2\nlabel = { nb = 'a', nn = 'a', sv = 'a', en = 'a' }\n";
const BEFORE: &str = "[[clause]]\nid = 'c'\ntitle = { nb = 'a', nn = 'a', sv = 'a', en = 'a' }\nsays = { nb = 'a', en = 'a' }\nmodality = 'must'\nbinds = { capacity = 'official' }\napplies_to = ['post.submit']\nstatus = 'automated'\neffect = { kind = 'gate', on_fail = 'block' }\nexplain = { why = { nb = 'a', nn = 'a', sv = 'a', en = 'a' }, fix = { nb = 'a', nn = 'a', sv = 'a', en = 'a' } }\nrequire = ";

fuzz_target!(|text: &str| {
    // As TOML writes any text: so that every condition reaches the parser.
    let quoted: String = text
        .chars()
        .map(|c| match c {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
            c => c.to_string(),
        })
        .collect();
    let files = [
        ("p/t/pack.toml", HEADER.to_owned()),
        ("p/t/clauses/a.toml", format!("{BEFORE}\"{quoted}\"\n")),
    ];
    let Ok(book) = Rulebook::load(&files, "t") else {
        return;
    };
    let some = Facts::new()
        .with("post.has_media", true, FactSource::Author)
        .with("post.text_length", 7_i64, FactSource::Author)
        .with("post.media", vec![Value::from([("ai", true.into())]), Value::from("odd")], FactSource::Author);
    for facts in [Facts::new(), some] {
        let decision = book.decide(Event::PostSubmit, &facts, model::Millis(0));
        assert!(matches!(decision.outcome, Outcome::Pass | Outcome::Block | Outcome::Ask));
        assert!(book.replay(&decision).same_answer);
    }
});
