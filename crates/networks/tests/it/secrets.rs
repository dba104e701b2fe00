use networks::{Credentials, Secret};

#[test]
fn a_secret_never_shows_itself() {
    let credentials = Credentials::new("kommune.example", "hemmelig-passord");
    let shown = format!("{credentials:?} {:#?}", Secret::new("hemmelig-passord"));
    assert!(!shown.contains("hemmelig"), "{shown}");
}

#[test]
fn credentials_survive_being_sealed_and_opened() {
    let credentials = Credentials::new("kommune.example", "p\"å\\ss");
    assert_eq!(
        Credentials::from_plain(&credentials.to_plain()),
        Some(credentials)
    );
    assert_eq!(Credentials::from_plain(b"{}"), None);
}
