//! The guideline at work, its lessons, the house rules.

use crate::house::{CSRF, House};
use axum::http::StatusCode;
use flow::Actor;
use flow::guideline::{at_work, lessons};
use model::Locale;
use model::person::Role;
use web::pages::guideline::words::Words;
use web::texts::Texts;

const ME: [(&str, &str); 1] = [("cookie", "rettesnor=me")];

/// Every part of every clause of every pack that is shipped, in every language.
#[tokio::test]
async fn every_clause_is_told_in_every_language() {
    let house = House::new().await;
    let texts = Texts::load().unwrap();
    let person = house.person(&house.municipality().await, "all", Role::ALL).await;
    let packs: Vec<_> = house.flow().rulebooks().keys().cloned().collect();
    assert!(packs.len() >= 5, "{packs:?}");
    for pack in packs {
        for locale in Locale::ALL {
            let mut municipality = house.municipality().await;
            municipality.pack.clone_from(&pack);
            let actor = Actor {
                person: person.clone(),
                municipality,
                locale,
            };
            let words = Words {
                texts: &texts,
                locale,
            };
            for clause in at_work(house.flow(), &actor).await.unwrap().clauses {
                assert!(!clause.doing.is_empty(), "{}", clause.id);
                let mut told: Vec<_> = clause.doing.iter().map(|d| words.say(&d.said)).collect();
                told.extend(words.proof(&clause.proof.unwrap(), true));
                told.extend(clause.gaps.iter().map(|g| words.gap(g)));
                for text in told {
                    let whole = !text.is_empty()
                        && ![
                            "Does-", "does-", " at-", "who-", "{$", "gap-", "proof-", "network-",
                        ]
                        .iter()
                        .any(|raw| text.contains(raw));
                    assert!(whole, "{} {locale}: {text}", clause.id);
                }
            }
        }
    }
}

#[tokio::test]
async fn evidence_is_for_those_who_see_duties() {
    let house = House::new().await;
    house.sign_in("me", &[Role::Employee], true).await;
    let plain = house.get("/guideline", &ME).await;
    assert_eq!(plain.status, StatusCode::OK);
    for hidden in ["/guideline.csv", "assessment-results.json", "?show=gaps"] {
        assert!(!plain.body.contains(hidden), "{hidden}");
    }
    let forged = house.get("/guideline?show=gaps", &ME).await;
    assert_eq!(forged.status, StatusCode::OK);
    house.sign_in("you", &[Role::Director], true).await;
    let you = [("cookie", "rettesnor=you")];
    let page = house.get("/guideline", &you).await;
    assert!(
        page.body.contains("href=\"/guideline/batsfjord/"),
        "{}",
        page.body
    );
    assert!(page.body.contains("/guideline.csv"));
    let csv = house.get("/guideline.csv", &you).await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let actor = house
        .person(&house.municipality().await, "d2", &[Role::Director])
        .await;
    let actor = Actor {
        person: actor,
        municipality: house.municipality().await,
        locale: Locale::Nb,
    };
    let clauses = at_work(house.flow(), &actor).await.unwrap().clauses;
    assert!(csv.body.lines().count() > clauses.len());
    for clause in &clauses {
        let path = format!("/guideline/{}", clause.id);
        assert_eq!(house.get(&path, &you).await.status, StatusCode::OK, "{path}");
    }
    assert_eq!(
        house.get("/guideline/batsfjord/none", &you).await.status,
        StatusCode::NOT_FOUND
    );
    for (path, key) in [
        ("catalog", "catalog"),
        ("assessment-results", "assessment-results"),
    ] {
        let file = house.get(&format!("/guideline/{path}.json"), &you).await;
        let json: serde_json::Value = serde_json::from_str(&file.body).unwrap();
        assert!(json.get(key).is_some(), "{path}");
    }
}

#[tokio::test]
async fn a_lesson_tells_what_is_right_and_forgets_the_answer() {
    let house = House::new().await;
    let person = house.sign_in("me", &[Role::Editor], true).await;
    let actor = Actor {
        person,
        municipality: house.municipality().await,
        locale: Locale::Nb,
    };
    let all = lessons(house.flow(), &actor).await.unwrap();
    let list = house.get("/guideline/lessons", &ME).await;
    assert_eq!(list.status, StatusCode::OK);
    let Some(first) = all.lessons.first() else {
        assert!(list.body.contains("Ingen leksjoner"));
        return;
    };
    let path = format!("/guideline/lessons/{}", first.number);
    let form = format!("csrf={CSRF}&choice={}", first.right);
    assert!(!house.get(&path, &ME).await.body.contains("Riktig svar"));
    assert!(house.post(&path, &form, &ME).await.body.contains("Det stemmer."));
    let none = house.post(&path, &format!("csrf={CSRF}"), &ME).await;
    assert!(none.body.contains("Velg ett av svarene.") && !none.body.contains("Riktig svar"));
    assert_eq!(
        house.get("/guideline/lessons/9999", &ME).await.status,
        StatusCode::NOT_FOUND
    );
    let done = house
        .post(
            "/guideline/lessons",
            &format!("csrf={CSRF}&digest={}", all.digest),
            &ME,
        )
        .await;
    assert_eq!(done.header("location"), "/guideline/lessons");
    assert!(
        house
            .get("/guideline/lessons", &ME)
            .await
            .body
            .contains("Du sa at du hadde")
    );
}

#[tokio::test]
async fn anybody_reads_the_house_rules() {
    let house = House::new().await;
    let page = house.get("/public/batsfjord/house-rules", &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Er du uenig?"), "{}", page.body);
    let json = house.get("/public/batsfjord/house-rules.json", &[]).await;
    let json: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert!(json["grounds"].as_array().is_some_and(|g| !g.is_empty()));
    let found = house.get("/public/house-rules", &[]).await;
    assert_eq!(found.header("location"), "/public/batsfjord/house-rules");
    let list = house.get("/public/batsfjord/channels", &[]).await;
    assert!(list.body.contains("/public/batsfjord/house-rules"));
    assert_eq!(
        house.get("/public/nowhere/house-rules", &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

/// What `rettesnor pack` says, every role may read in the browser; of drafts only those who see packs.
#[tokio::test]
async fn every_guideline_is_read_and_compared() {
    let house = House::new().await;
    house.sign_in("employee", &[Role::Employee], true).await;
    let me = [("cookie", "rettesnor=employee")];
    let page = async |path: &str| {
        let page = house.get(path, &me).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        page.body
    };
    let shelf = page("/guidelines").await;
    for pack in ["kafjord", "batsfjord", "hustadvika", "norsjo", "andoy"] {
        assert!(shelf.contains(&format!("/guidelines/{pack}\"")), "{pack}");
        assert!(page(&format!("/guidelines/{pack}/coverage")).await.contains(pack));
        assert!(
            page(&format!("/guidelines/{pack}/notes")).await.contains("LNT"),
            "{pack}"
        );
        assert!(
            !page(&format!("/guidelines/{pack}/scenarios"))
                .await
                .contains("data-tone=\"danger\"")
        );
    }
    // In the order of the document, whatever files the clauses are in.
    let rules = page("/guidelines/kafjord").await;
    let place = |id: &str| rules.find(&format!("id=\"kafjord/{id}\"")).unwrap();
    assert!(place("innledning-1") < place("ansatt-1") && place("ansatt-1") < place("kanal-1"));
    assert!(place("bruker-1") < place("bruker-2") && place("kanal-9") < place("offisielle-sider-1"));
    let compared = page("/guidelines/compare?a=batsfjord&b=kafjord").await;
    assert!(
        compared.contains("én av disse: nettredaktøren eller administratoren"),
        "{compared}"
    );
    let card = page("/guidelines/andoy/clauses/andoy/9ki-2b").await;
    assert!(
        card.contains("lang=\"en\""),
        "notes of scenarios are in English: {card}"
    );
    for path in ["/guidelines/nowhere", "/guidelines/andoy/clauses/andoy/nothing"] {
        assert_eq!(house.get(path, &me).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

/// What is wrong with a pack is told in the reader's language, what was expected included.
#[test]
fn what_a_pack_should_have_held_is_told_in_every_language() {
    let bad = "[[clause]]\nid = \"a b\"\napplies_to = []\nvalid_from = 2027-02-01\nvalid_to = 2027-01-01\nmodality = \"must\"\n\
        title = { nb = \"A\", nn = \"A\", sv = \"A\", en = \"A\" }\nsays = { en = \"A\" }\nstatus = \"manual\"\n\
        effect = { kind = \"decide\", field = \"x\", options = [{ word = \"a\", label = { nb = \"\", nn = \"\", sv = \"\", en = \"\" } }] }\n\
        [[clause]]\nid = \"b\"\neffect = { kind = \"approve\", steps = [] }\n[[clause]]\nid = \"c\"\neffect = { kind = \"ask\", questions = [] }\n";
    let files = [
        ("own/pack.toml", "[pack]\nid = \"other\"\n"),
        ("own/clauses/a.toml", bad),
    ];
    let problems = rulebook::Rulebook::load(&files, "own").unwrap_err();
    let texts = Texts::load().unwrap();
    let mut told = 0;
    for problem in &problems {
        let said = Locale::ALL.map(|locale| {
            let words = Words {
                texts: &texts,
                locale,
            };
            words.expected(&problem.expected)
        });
        let english_words = problem
            .expected
            .split(' ')
            .filter(|w| ["a", "at", "the", "one"].contains(w));
        if english_words.count() > 0 {
            assert_ne!(said[0], problem.expected, "{problem}");
            assert_ne!(said[2], problem.expected, "{problem}");
            told += 1;
        }
    }
    assert!(told >= 3, "{problems:#?}");
}
