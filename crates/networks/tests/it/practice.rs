use crate::support::{NOW, local, post, source};
use model::channel::Network;
use networks::practice::MemoryBoard;
use networks::{CallError, Connector, Credentials, Networks, RemoteRef, Seen};
use std::sync::Arc;

fn practice() -> (Arc<MemoryBoard>, Arc<dyn Connector>) {
    let board = Arc::new(MemoryBoard::default());
    let networks = Networks::new(local(), source(), board.clone());
    let credentials = Credentials::new("kanal", "");
    let connector = networks.open(Network::Practice, "", &credentials).unwrap();
    (board, connector)
}

#[tokio::test]
async fn twice_with_one_key_is_one_post() {
    let (board, practice) = practice();
    let source = source();
    let (key, other) = (practice.prepare(&source), practice.prepare(&source));
    assert_ne!(key, other);
    assert_eq!(practice.find(&post("Hei"), &key).await, Ok(None));
    let first = practice.publish(&post("Hei"), &key).await.unwrap();
    assert_eq!(practice.publish(&post("Hei"), &key).await.unwrap(), first);
    assert_eq!(practice.find(&post("Hei"), &key).await, Ok(Some(first)));
    assert_eq!(board.texts("kanal"), ["Hei"]);
}

#[tokio::test]
async fn comments_come_with_their_changes_and_can_be_hidden() {
    let (board, practice) = practice();
    let root = practice.publish(&post("Hei"), "1-a").await.unwrap();
    board.comment("kanal", &root.remote_id, "k1", "Først", NOW);
    board.comment("kanal", &root.remote_id, "k2", "Så", NOW);
    board.comment("annen", "x", "k3", "Ikke vår", NOW);
    let page = practice.replies("").await.unwrap();
    assert_eq!(
        page.items.iter().map(|i| &i.text).collect::<Vec<_>>(),
        ["Først", "Så"]
    );
    assert!(!page.more);

    board.comment("kanal", &root.remote_id, "k1", "Endret", NOW);
    board.remove("kanal", "k2");
    let page = practice.replies(&page.cursor).await.unwrap();
    assert_eq!(
        page.items
            .iter()
            .map(|i| (i.text.as_str(), i.gone))
            .collect::<Vec<_>>(),
        [("Endret", false), ("Så", true)]
    );
    assert_eq!(practice.replies(&page.cursor).await.unwrap().items, []);

    let (root, item) = (RemoteRef::new(root.remote_id, ""), RemoteRef::new("k1", ""));
    practice.hide(&root, &item).await.unwrap();
    practice.hide(&root, &item).await.unwrap();
    assert_eq!(practice.is_hidden(&root, &item).await, Ok(true));
    practice.restore(&root, &item).await.unwrap();
    assert_eq!(practice.look(&root, &item).await, Ok(Seen::Visible));
    assert_eq!(
        practice.look(&root, &RemoteRef::new("k2", "")).await,
        Ok(Seen::Gone)
    );
    let missing = practice.hide(&root, &RemoteRef::new("finnes-ikke", "")).await;
    assert!(matches!(missing, Err(CallError::Refused { .. })));
}

#[tokio::test]
async fn a_text_over_the_limit_is_refused_before_the_call() {
    let (board, practice) = practice();
    let outcome = practice.publish(&post(&"ø".repeat(501)), "1-a").await;
    assert!(matches!(&outcome, Err(CallError::Refused { code, .. }) if code == "too-long"));
    assert!(board.texts("kanal").is_empty());
}

#[tokio::test]
async fn many_comments_come_in_pages() {
    let (board, practice) = practice();
    for n in 0..250 {
        board.comment("kanal", "rot", &format!("k{n}"), "x", NOW);
    }
    let (mut cursor, mut seen) = (String::new(), 0);
    loop {
        let page = practice.replies(&cursor).await.unwrap();
        seen += page.items.len();
        cursor = page.cursor;
        if !page.more {
            break;
        }
    }
    assert_eq!(seen, 250);
}
