//! The form and the file's text say the same.

use super::shape::CLAUSE;
use super::*;
use rulebook::{Capacity, Modality, Status};

#[test]
fn the_words_of_the_form_are_those_of_the_rulebook() {
    let of = |name: &str| {
        CLAUSE
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, shape)| match shape {
                Shape::Word(words) => words.to_vec(),
                _ => Vec::new(),
            })
            .unwrap_or_default()
    };
    let modalities: Vec<_> = Modality::ALL.iter().map(|w| w.as_str()).collect();
    let capacities: Vec<_> = Capacity::ALL.iter().map(|w| w.as_str()).collect();
    let statuses: Vec<_> = Status::ALL.iter().map(|w| w.as_str()).collect();
    assert_eq!(of("modality"), modalities);
    assert_eq!(of("binds.capacity"), capacities);
    assert_eq!(of("status"), statuses);
}

const FILE: &str = "# The office's own.\n\n[[clause]]\nid = \"1\" # stays\ntitle = { nb = \"A\", en = \"A\" }\nmodality = \"must\"\n\
    applies_to = [\n  \"post.submit\", # why\n]\nrequire = \"post.has_media\"\neffect = { kind = \"gate\", on_fail = \"warn\" }\n";

fn given(pairs: &[(&str, &str)]) -> Given {
    pairs
        .iter()
        .map(|(n, v)| ((*n).to_owned(), vec![(*v).to_owned()]))
        .collect()
}

#[test]
fn what_the_form_does_not_change_stays_as_it_is_written() {
    let all = fields(FILE, 0, "", &Locale::ALL).unwrap_or_default();
    let same = sent(all);
    assert_eq!(filled(FILE, 0, "gate", &same).unwrap_or_default(), FILE);
    let new = filled(
        FILE,
        0,
        "gate",
        &given(&[("effect.on_fail", "block"), ("title.nb", "B")]),
    );
    let expected = FILE
        .replace("\"warn\"", "\"block\"")
        .replace("nb = \"A\"", "nb = \"B\"");
    assert_eq!(new.unwrap_or_default(), expected);
}

#[test]
fn a_new_kind_brings_its_own_fields() {
    let text = filled(
        FILE,
        0,
        "deadline",
        &given(&[("effect.hours", "24"), ("require", "")]),
    )
    .unwrap_or_default();
    assert!(
        text.contains("effect = { kind = \"deadline\"") && text.contains("hours = 24"),
        "{text}"
    );
    assert!(!text.contains("require"), "{text}");
    let told = filled(FILE, 0, "deadline", &given(&[("effect.hours", "soon")]));
    assert!(matches!(told, Err(Error::Invalid(f)) if f.iter().any(|f| f.field == "effect.hours")));
}

#[test]
fn a_time_of_keeping_is_a_number_or_a_box() {
    let five = given(&[("effect.keep.years", "5"), ("effect.keep.until_weeded", "")]);
    let text = filled(FILE, 0, "retain", &five).unwrap_or_default();
    assert!(text.contains("keep = { years = 5 }"), "{text}");
    let said_first = text.replace("{ years = 5 }", "\"until-weeded\"");
    let text = filled(&said_first, 0, "retain", &five).unwrap_or_default();
    assert!(text.contains("keep = { years = 5 }"), "{text}");
    let weeded = given(&[("effect.keep.years", ""), ("effect.keep.until_weeded", "yes")]);
    let text = filled(&text, 0, "retain", &weeded).unwrap_or_default();
    assert!(
        text.contains("until_weeded = true") && !text.contains("years"),
        "{text}"
    );
}

/// What a browser sends of the form.
fn sent(all: Vec<Field>) -> Given {
    let mut out = Given::new();
    for f in all {
        match f.kind {
            "item" => _ = out.insert(format!("{}.was", f.name), vec![f.value]),
            "item-end" | "list-end" | "more" | "more-end" => {}
            _ => _ = out.insert(f.name, vec![f.value]),
        }
    }
    out
}

const LISTS: &str = "[[clause]]\nid = \"1\"\nstatus = \"automated\"\neffect = { kind = \"approve\", steps = [{ role = \"editor\" }, { role = \"leader\" }] }\n\n\
    # Asked besides.\n[[clause.also]]\nbeyond_text = true # ours\n\n[clause.also.effect]\nkind = \"ask\"\n\n\
    [[clause.also.effect.questions]]\nname = \"case.answers.why\" # asked\nanswer = \"choice\"\n\
    choices = [{ word = \"a\", label = { en = \"A\" } }, { word = \"b\", label = { en = \"B\" } }]\n\n\
    [[clause]]\nid = \"2\"\n";

fn now() -> Given {
    sent(fields(LISTS, 0, "", &Locale::ALL).unwrap_or_default())
}

#[test]
fn lists_that_do_not_change_stay_as_they_are_written() {
    assert_eq!(filled(LISTS, 0, "approve", &now()).unwrap_or_default(), LISTS);
    let mut one = now();
    one.insert(
        "also.0.effect.questions.0.choices.1.word".to_owned(),
        vec!["c".to_owned()],
    );
    let expected = LISTS.replace("word = \"b\"", "word = \"c\"");
    assert_eq!(filled(LISTS, 0, "approve", &one).unwrap_or_default(), expected);
}

#[test]
fn tables_of_lists_come_go_and_change_places() {
    let change = |given: &Given, word: &str| {
        relisted(given, &Change::parse(word).unwrap_or(Change::Add(String::new())))
    };
    let text = |given: &Given| filled(LISTS, 0, "approve", given).unwrap_or_default();
    let turned = text(&change(&now(), "list:up:effect.steps.1"));
    let place = |text: &str, words: &str| text.find(words).unwrap_or(usize::MAX);
    assert!(
        place(&turned, "\"leader\"") < place(&turned, "\"editor\""),
        "{turned}"
    );
    assert!(
        turned.contains("# Asked besides.") && turned.contains("# asked"),
        "{turned}"
    );
    let mut more = change(&now(), "list:add:effect.steps");
    assert!(
        !text(&more).contains("{ }"),
        "a table in which nothing is filled in is not saved"
    );
    assert!(
        typed(LISTS, 0, "approve", &more)
            .unwrap_or_default()
            .contains("{}"),
        "and is there while one writes"
    );
    more.insert("effect.steps.2.role".to_owned(), vec!["director".to_owned()]);
    assert!(text(&more).contains("director"));
    let less = text(&change(&now(), "list:drop:also.0"));
    assert!(!less.contains("also") && less.contains("id = \"2\""), "{less}");
    let mut also = change(&now(), "list:add:also");
    also.insert("also.1.effect.kind".to_owned(), vec!["notify".to_owned()]);
    also.insert("also.1.effect.roles".to_owned(), vec!["leader".to_owned()]);
    let also = text(&also);
    let (first, second) = (place(&also, "kind = \"ask\""), place(&also, "kind = \"notify\""));
    assert!(first < second && second < place(&also, "id = \"2\""), "{also}");
    assert!(
        also.parse::<DocumentMut>()
            .is_ok_and(|d| fields(&d.to_string(), 0, "", &[]).is_some())
    );
}

#[test]
fn boxes_are_ticked_and_unticked() {
    let file = "[[clause]]\nid = \"1\"\neffect = { kind = \"grounds\" }\n";
    let boxes = |ticked: bool| -> Given {
        let value = if ticked { "yes" } else { "" };
        let both = |name: &str| (name.to_owned(), vec![String::new(), value.to_owned()]);
        ["measure", "effect.notice"].map(both).into()
    };
    let off = filled(file, 0, "grounds", &boxes(false)).unwrap_or_default();
    assert!(
        off.contains("notice = false") && !off.contains("measure"),
        "{off}"
    );
    let on = filled(&off, 0, "grounds", &boxes(true)).unwrap_or_default();
    assert!(
        on.contains("notice = true") && on.contains("measure = true"),
        "{on}"
    );
    assert!(
        !filled(file, 0, "grounds", &boxes(true))
            .unwrap_or_default()
            .contains("notice")
    );
}
