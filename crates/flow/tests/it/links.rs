//! Links of a draft: whether the pages on the municipality's own website are there, and which post had them before.

use crate::bench::{Bench, Db};
use crate::on_both;
use crate::posts::begun;
use crate::town::{LINK, Town};
use flow::posts::{Draft, Pages, check, look, submit};
use flow::{Actor, Error, Flow};
use model::{Millis, PostId};
use networks::{Http, HttpConfig};
use std::time::Duration;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

on_both!(
    pages_of_the_own_website_are_looked_for,
    a_website_that_says_nothing_is_no_reason,
    nobody_else_is_asked,
    a_link_that_was_published_before_is_told,
);

const CLAUSES: &str = r#"
[[clause]]
id = "links"
section = "3"
title = { nb = "Lenker", nn = "Lenkjer", sv = "Länkar", en = "Links" }
says = { nb = "Lenk til sider som finnes.", en = "Link to pages that exist." }
modality = "must"
binds = { roles = ["editor"], capacity = "official" }
applies_to = ["post.submit"]
status = "automated"
require = "!post.link_broken"
explain.why = { nb = "L", nn = "L", sv = "L", en = "L" }
explain.fix = { nb = "L", nn = "L", sv = "L", en = "L" }
effect = { kind = "gate", on_fail = "block", on_unknown = "warn" }
"#;

fn pages(town: &Town) -> Pages {
    let config = HttpConfig {
        allow_private: true,
        ..HttpConfig::default()
    };
    Pages::new(Http::new(config, town.flow.source().clone()).unwrap())
}

/// An author of a municipality whose website is on this machine.
async fn own_author(town: &Town) -> (Actor, PostId) {
    let (mut author, post) = begun(town).await;
    "127.0.0.1".clone_into(&mut author.municipality.website);
    (author, post)
}

fn draft(town: &Town, text: &str) -> Draft {
    Draft {
        text: text.to_owned(),
        channels: vec![town.channel.clone()],
        version: 1,
        ..Draft::default()
    }
}

async fn answers(server: &MockServer, verb: &str, page: &str, status: u16) {
    Mock::given(method(verb))
        .and(path(page))
        .respond_with(ResponseTemplate::new(status))
        .mount(server)
        .await;
}

/// What is said of the pages of a text's links, and what the guideline makes of it.
async fn told(flow: &Flow, author: &Actor, post: &PostId, draft: &Draft) -> (Vec<String>, String) {
    let checked = check(flow, author, post, draft).await.unwrap();
    let pages = checked.links.into_iter().map(|l| l.page).collect();
    (pages, checked.outcome)
}

fn is(pages: &[&str], outcome: &str) -> (Vec<String>, String) {
    (
        pages.iter().map(|p| (*p).to_owned()).collect(),
        outcome.to_owned(),
    )
}

async fn requests(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

async fn pages_of_the_own_website_are_looked_for(db: Db) {
    let town = Town::of(Bench::under(db, CLAUSES).await).await;
    let (author, post) = own_author(&town).await;
    let flow = town.flow.clone().with_pages(Some(pages(&town)));
    let site = MockServer::start().await;
    answers(&site, "HEAD", "/finnes", 200).await;
    // Some servers know no HEAD.
    answers(&site, "HEAD", "/nekter", 405).await;
    answers(&site, "GET", "/nekter", 200).await;
    answers(&site, "GET", "/feil", 500).await;
    let moved = ResponseTemplate::new(301).insert_header("location", "/finnes");
    Mock::given(path("/flyttet"))
        .respond_with(moved)
        .mount(&site)
        .await;
    let uri = site.uri();

    // While one types, nobody is asked.
    let fine = draft(
        &town,
        &format!("Les ({uri}/finnes#a), {uri}/nekter og {uri}/flyttet."),
    );
    let unasked = is(&["unasked", "unasked", "unasked"], "warn");
    assert_eq!(told(&flow, &author, &post, &fine).await, unasked);
    assert_eq!(requests(&site).await, 0);
    look(&flow, &author, &fine).await.unwrap();
    assert_eq!(told(&flow, &author, &post, &fine).await, is(&[], "pass"));

    // What is known is not asked again, until it is old.
    let asked = requests(&site).await;
    look(&flow, &author, &fine).await.unwrap();
    assert_eq!(requests(&site).await, asked);

    let mut gone = draft(&town, &format!("Les {uri}/finnes"));
    gone.link = format!("{uri}/borte");
    look(&flow, &author, &gone).await.unwrap();
    let checked = check(&flow, &author, &post, &gone).await.unwrap();
    let link = &checked.links[0];
    assert_eq!(
        (checked.links.len(), link.page.as_str(), link.start, link.end),
        (1, "gone", 0, 0)
    );
    assert_eq!(
        (link.address.as_str(), checked.outcome.as_str()),
        (gone.link.as_str(), "block")
    );
    assert!(
        checked.points[0]
            .facts
            .iter()
            .any(|(label, _)| label == "En lenke til kommunens nettsted fører til en side som ikke finnes")
    );

    // Mended on the website: after a while it is seen.
    answers(&site, "HEAD", "/borte", 200).await;
    look(&flow, &author, &gone).await.unwrap();
    assert_eq!(told(&flow, &author, &post, &gone).await, is(&["gone"], "block"));
    town.bench.clock.advance(11 * Millis::MINUTE);
    look(&flow, &author, &gone).await.unwrap();
    assert_eq!(told(&flow, &author, &post, &gone).await, is(&[], "pass"));

    // An error of the website is no page that does not exist; where nobody asked before, a submission does.
    let failing = draft(&town, &format!("Les {uri}/feil"));
    look(&flow, &author, &failing).await.unwrap();
    assert_eq!(
        told(&flow, &author, &post, &failing).await,
        is(&["unclear"], "warn")
    );
    let gone = draft(&town, &format!("Les {uri}/ukjent"));
    let stopped = submit(&flow, &author, &post, gone).await;
    assert!(matches!(stopped, Err(Error::Stopped(_))), "{stopped:?}");
    submit(&flow, &author, &post, failing).await.unwrap();
    town.verify().await;
}

async fn a_website_that_says_nothing_is_no_reason(db: Db) {
    let town = Town::of(Bench::under(db, CLAUSES).await).await;
    let (author, post) = own_author(&town).await;
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let pages = pages(&town).patient(Duration::from_millis(200));
    let flow = town.flow.clone().with_pages(Some(pages));
    let draft = draft(&town, &format!("Les http://127.0.0.1:{port}/side"));
    look(&flow, &author, &draft).await.unwrap();
    assert_eq!(
        told(&flow, &author, &post, &draft).await,
        is(&["unclear"], "warn")
    );
    submit(&flow, &author, &post, draft).await.unwrap();
}

async fn nobody_else_is_asked(db: Db) {
    let town = Town::of(Bench::under(db, CLAUSES).await).await;
    let (mut author, post) = own_author(&town).await;
    let (own, other) = (MockServer::start().await, MockServer::start().await);
    let elsewhere = format!("http://localhost:{}/side", other.address().port());
    let moved = ResponseTemplate::new(302).insert_header("location", elsewhere.as_str());
    Mock::given(path("/ut")).respond_with(moved).mount(&own).await;
    let flow = town.flow.clone().with_pages(Some(pages(&town)));
    let away = draft(&town, &format!("Les {}/ut", own.uri()));
    look(&flow, &author, &away).await.unwrap();
    assert_eq!(
        told(&flow, &author, &post, &away).await,
        is(&["away"], "warn"),
        "whether there is a page is not known"
    );
    let foreign = draft(&town, &format!("Les {elsewhere}"));
    look(&flow, &author, &foreign).await.unwrap();
    assert_eq!(told(&flow, &author, &post, &foreign).await, is(&[], "pass"));
    assert_eq!(requests(&other).await, 0);

    // Where the detector is off, or the installation does not ask, the website is left alone too.
    let asked = requests(&own).await;
    let unknown = draft(&town, &format!("Les {}/ukjent", own.uri()));
    look(&town.flow, &author, &unknown).await.unwrap();
    assert_eq!(told(&town.flow, &author, &post, &unknown).await, is(&[], "warn"));
    author.municipality.detectors = r#"{"off":["TXT059"]}"#.to_owned();
    look(&flow, &author, &unknown).await.unwrap();
    assert_eq!(told(&flow, &author, &post, &unknown).await, is(&[], "warn"));
    assert_eq!(requests(&own).await, asked);
}

async fn a_link_that_was_published_before_is_told(db: Db) {
    let town = Town::new(db).await;
    // Beside the text of the one, in the text of the other; a third is not published.
    let first = town.published("Røykvarslerne skal testes\nHusk batteri").await;
    town.bench.clock.advance(Millis::DAY);
    let second = town
        .published("Torget stenges: https://www.batsfjord.kommune.no/torget?id=7")
        .await;
    town.submitted("Uten utgivelse https://www.batsfjord.kommune.no/torget?id=8")
        .await;
    let (author, post) = begun(&town).await;
    let earlier = async |text: &str| {
        let checked = check(&town.flow, &author, &post, &draft(&town, text))
            .await
            .unwrap();
        let told = checked.links.into_iter().filter_map(|l| l.earlier);
        told.map(|e| (e.post, e.title, Some(e.at))).collect::<Vec<_>>()
    };
    let titles = [
        "Røykvarslerne skal testes",
        "Torget stenges: https://www.batsfjord.kommune.no/torget?id=7",
    ];
    assert_eq!(
        earlier(&format!("Test dem: {LINK}/?utm_source=sosialt#batteri")).await,
        // The second had that link beside its text as well, and is newer.
        [(second.post.clone(), titles[1].to_owned(), second.published_at)]
    );
    assert_eq!(
        earlier("Fortsatt: http://batsfjord.kommune.no/torget?id=7").await,
        [(second.post.clone(), titles[1].to_owned(), second.published_at)]
    );
    for other in [
        "https://www.batsfjord.kommune.no/torget",
        "https://www.batsfjord.kommune.no/torget?id=8",
        "https://www.batsfjord.kommune.no/nyheter",
        "https://",
    ] {
        assert_eq!(earlier(other).await, [], "{other}");
    }

    // A post does not tell of itself; the older one is found when the newer is it.
    let again = check(&town.flow, &author, &second.post, &draft(&town, LINK))
        .await
        .unwrap();
    let told = again.links[0].earlier.as_ref().unwrap();
    assert_eq!(
        (&told.post, told.title.as_str(), Some(told.at)),
        (&first.post, titles[0], first.published_at)
    );
}
