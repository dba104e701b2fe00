use crate::bench::{Bench, Db, key};
use crate::on_both;
use flow::guideline::clauses;
use model::Locale;
use model::person::PersonState;

on_both!(the_guideline_is_shown_in_the_readers_language);

async fn the_guideline_is_shown_in_the_readers_language(db: Db) {
    let bench = Bench::new(db).await;
    let mut actor = bench.actor("employee");
    let (title, digest, shown) = clauses(&bench.flow, &actor).unwrap();
    assert_eq!(title, "Retningslinjer for sosiale medier, Båtsfjord kommune");
    assert_eq!(digest.len(), 64);
    assert!(
        shown[0].id.starts_with("batsfjord/"),
        "the municipality's own come first: {}",
        shown[0].id
    );
    let leader = shown.iter().find(|c| c.id == "batsfjord/4.3-5").unwrap();
    assert_eq!(
        (
            leader.control.as_str(),
            leader.modality.as_str(),
            leader.status.as_str()
        ),
        ("approve", "may", "automated")
    );
    assert!(!leader.product_default && shown.iter().any(|c| c.product_default));
    actor.locale = Locale::En;
    assert_eq!(
        clauses(&bench.flow, &actor).unwrap().0,
        "Guidelines for social media, Båtsfjord"
    );
    actor.person.state = PersonState::Disabled;
    assert_eq!(key(clauses(&bench.flow, &actor)), "not-allowed");
    actor.person.state = PersonState::Active;
    actor.municipality.pack = "gone".into();
    assert_eq!(key(clauses(&bench.flow, &actor)), "pack-missing");
}
