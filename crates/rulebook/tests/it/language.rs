//! The language of conditions, seen through packs, and beside another implementation of CEL.

use model::Millis;
use proptest::prelude::*;
use rulebook::{Event, FactSource, Facts, Outcome, Rulebook, Value};

/// A rulebook whose only clause requires `condition`.
fn requiring(condition: &str) -> Rulebook {
    let t = "{ nb = 'a', nn = 'a', sv = 'a', en = 'a' }";
    let files = [
        (
            "p/t/pack.toml".to_owned(),
            format!(
                "[pack]\nid = 't'\nversion = '1'\nformat = 1\ntitle = {t}\njurisdiction = 'NO'\n[params.few]\nvalue = 1\nlabel = {t}\n[[params.few.change]]\nfrom = 1970-01-01\nvalue = 2\n[params.word]\nvalue = 'support'\nlabel = {t}\n"
            ),
        ),
        (
            "p/t/clauses/a.toml".to_owned(),
            format!(
                "[[clause]]\nid = 'c'\ntitle = {t}\nsays = {t}\nmodality = 'must'\nbinds = {{ capacity = 'official' }}\napplies_to = ['post.submit']\nstatus = 'automated'\nrequire = \"\"\"{condition}\"\"\"\neffect = {{ kind = 'gate', on_fail = 'block' }}\nexplain = {{ why = {t}, fix = {t} }}\n"
            ),
        ),
    ];
    Rulebook::load(&files, "t").unwrap_or_else(|p| panic!("{condition}: {p:#?}"))
}

fn outcome(condition: &str, facts: &Facts) -> Outcome {
    requiring(condition)
        .decide(Event::PostSubmit, facts, Millis(0))
        .outcome
}

#[test]
fn unknown_stays_unknown_unless_the_rest_decides() {
    let facts = Facts::new()
        .with("post.has_media", true, FactSource::Author)
        .with(
            "post.media",
            vec![
                [("alt", "x".into())].into(),
                [("alt", "".into()), ("ai", true.into())].into(),
            ],
            FactSource::Author,
        );
    for (condition, expected) in [
        ("post.link_present", Outcome::Ask),
        ("!post.link_present", Outcome::Ask),
        ("post.link_present || post.has_media", Outcome::Pass),
        ("post.has_media || post.link_present", Outcome::Pass),
        ("post.link_present && !post.has_media", Outcome::Block),
        ("post.link_present && post.has_media", Outcome::Ask),
        ("post.link_present == post.link_present", Outcome::Ask),
        ("post.text_length > 3", Outcome::Ask),
        ("post.ai_text in ['none']", Outcome::Ask),
        ("post.media.exists(m, m.ai)", Outcome::Pass),
        ("post.media.all(m, m.ai)", Outcome::Ask),
        ("post.media.all(m, m.alt != '')", Outcome::Block),
        ("post.media.all(m, m.ai && m.alt == '')", Outcome::Block),
        ("size(post.media) == 2", Outcome::Pass),
        ("post.findings.all(f, f.name == '')", Outcome::Ask),
    ] {
        assert_eq!(outcome(condition, &facts), expected, "{condition}");
    }
}

#[test]
fn a_value_of_the_wrong_type_or_word_is_unknown() {
    let facts = Facts::new()
        .with("post.has_media", "yes", FactSource::Author)
        .with("post.ai_text", "unknown", FactSource::Author);
    assert_eq!(outcome("post.has_media", &facts), Outcome::Ask);
    assert_eq!(outcome("post.ai_text != 'none'", &facts), Outcome::Ask);
}

#[test]
fn missing_facts_that_the_rest_made_needless_are_not_named() {
    let facts = Facts::new().with("post.has_media", true, FactSource::Author);
    let decision = requiring("(post.link_present || post.has_media) && post.link_own_website").decide(
        Event::PostSubmit,
        &facts,
        Millis(0),
    );
    assert_eq!(decision.clauses[0].missing, ["post.link_own_website"]);
}

/// Conditions over facts that are all known.
fn condition() -> impl Strategy<Value = String> {
    let atom = prop_oneof![
        Just("post.has_media".to_owned()),
        Just("post.link_present".to_owned()),
        Just("true".to_owned()),
        (
            prop_oneof![
                Just("<"),
                Just("<="),
                Just("=="),
                Just("!="),
                Just(">"),
                Just(">=")
            ],
            -3_i64..5
        )
            .prop_map(|(op, n)| format!("post.text_length {op} {n}")),
        Just("post.ai_text in ['none', 'support']".to_owned()),
        Just("post.ai_text == 'substantial'".to_owned()),
        Just("size(post.media) > 1".to_owned()),
        Just("size(channel.name) == 3".to_owned()),
        Just("post.text_length >= params.few".to_owned()),
        Just("post.ai_text != params.word".to_owned()),
        Just("-1 < post.text_length".to_owned()),
        Just("post.media.all(m, m.basis in ['consent', 'contract'] && size(m.alt) < params.few)".to_owned()),
        Just("channel.name != 'abc'".to_owned()),
        Just("post.media.all(m, m.ai || m.alt == '')".to_owned()),
        Just("post.media.exists(m, !m.ai && m.basis == 'consent')".to_owned()),
    ];
    atom.prop_recursive(5, 40, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| format!("!({a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} && {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} || {b}")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("({a}) == ({b})")),
        ]
    })
}

fn facts() -> impl Strategy<Value = (bool, bool, i64, usize, String, Vec<(bool, String, bool)>)> {
    (
        any::<bool>(),
        any::<bool>(),
        -3_i64..5,
        0_usize..3,
        "[abcæ]{0,4}",
        proptest::collection::vec((any::<bool>(), "[a]{0,1}", any::<bool>()), 0..3),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn agrees_with_cel_where_all_is_known(source in condition(), (has_media, link, length, ai, name, media) in facts()) {
        let ai_text = ["none", "support", "substantial"][ai];
        let basis = |b: bool| if b { "consent" } else { "contract" };
        let ours = Facts::new()
            .with("post.has_media", has_media, FactSource::Author)
            .with("post.link_present", link, FactSource::Author)
            .with("post.text_length", length, FactSource::Author)
            .with("post.ai_text", ai_text, FactSource::Author)
            .with("channel.name", name.as_str(), FactSource::Author)
            .with("post.media", media.iter().map(|(a, t, b)| [("ai", (*a).into()), ("alt", t.as_str().into()), ("basis", basis(*b).into())].into()).collect::<Vec<Value>>(), FactSource::Author);
        let mut context = cel::Context::default();
        let pictures: Vec<_> = media.iter().map(|(a, t, b)| serde_json::json!({"ai": a, "alt": t, "basis": basis(*b)})).collect();
        context.add_variable("post", serde_json::json!({"has_media": has_media, "link_present": link, "text_length": length, "ai_text": ai_text, "media": pictures})).unwrap();
        context.add_variable("channel", serde_json::json!({"name": name})).unwrap();
        // On the day of the decision the parameter is no longer 1.
        context.add_variable("params", serde_json::json!({"few": 2, "word": "support"})).unwrap();
        let theirs = cel::Program::compile(&source).unwrap().execute(&context).unwrap();
        let expected = if theirs == cel::Value::Bool(true) { Outcome::Pass } else { Outcome::Block };
        prop_assert_eq!(outcome(&source, &ours), expected, "{}", source);
    }

    #[test]
    fn what_is_decided_stays_whatever_the_unknown_turns_out_to_be(source in condition(), (has_media, link, length, ai, name, media) in facts(), hidden in 0_u8..64, fields in 0_u8..8) {
        let ai_text = ["none", "support", "substantial"][ai];
        let picture = |(a, t, b): &(bool, String, bool), hidden: u8| {
            let all: [(&str, Value); 3] = [("ai", (*a).into()), ("alt", t.as_str().into()), ("basis", if *b { "consent" } else { "contract" }.into())];
            let seen = all.into_iter().enumerate().filter(|(i, _)| hidden & (1 << i) == 0);
            Value::Map(seen.map(|(_, (k, v))| (k.to_owned(), v)).collect())
        };
        let given = |hidden: u8, fields: u8| {
            let pictures: Vec<Value> = media.iter().map(|m| picture(m, fields)).collect();
            let all: [(&str, Value); 6] = [
                ("post.has_media", has_media.into()),
                ("post.link_present", link.into()),
                ("post.text_length", length.into()),
                ("post.ai_text", ai_text.into()),
                ("channel.name", name.as_str().into()),
                ("post.media", pictures.into()),
            ];
            let seen = all.into_iter().enumerate().filter(|(i, _)| hidden & (1 << i) == 0);
            seen.fold(Facts::new(), |facts, (_, (name, value))| facts.with(name, value, FactSource::Author))
        };
        let early = outcome(&source, &given(hidden, fields));
        let late = outcome(&source, &given(0, 0));
        prop_assert!(late != Outcome::Ask);
        prop_assert!(early == Outcome::Ask || early == late, "{source}: {early:?}, then {late:?}");
    }

    #[test]
    fn any_text_as_a_condition_is_refused_or_decided_never_a_panic(source in "[a-z.()!&|=<>' 0-9\\[\\],]{0,80}") {
        let text = source.replace("\"\"\"", "");
        let files = [("p/t/pack.toml".to_owned(), String::new()), ("p/t/clauses/a.toml".to_owned(), format!("[[clause]]\nrequire = \"\"\"{text}\"\"\"\n"))];
        prop_assert!(Rulebook::load(&files, "t").is_err());
    }
}
