use std::path::Path;

/// Codes are for ever: a line in `codes.lock` is never changed or taken away, and every rule has one.
#[test]
fn codes_are_locked() {
    let lock = include_str!("../../codes.lock");
    let locked: Vec<(&str, &str)> = lock.lines().filter_map(|line| line.split_once(' ')).collect();
    let mut codes: Vec<_> = locked.iter().map(|(code, _)| *code).collect();
    codes.dedup();
    assert_eq!(codes.len(), locked.len(), "a code stands twice in codes.lock");
    assert!(codes.is_sorted());
    for rule in detect::rules() {
        assert!(
            locked.contains(&(rule.code, rule.name)),
            "add `{} {}` to codes.lock",
            rule.code,
            rule.name
        );
    }
}

/// `RETTESNOR_WRITE=1 cargo test -p rettesnor-detect` writes the pages anew.
#[test]
fn committed_pages_are_the_specs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules");
    for (code, page) in detect::pages() {
        let path = folder.join(format!("{code}.md"));
        if std::env::var_os("RETTESNOR_WRITE").is_some() {
            std::fs::write(&path, page).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == page,
            "{} is not its spec; RETTESNOR_WRITE=1 writes it",
            path.display()
        );
    }
}

#[test]
fn pages_begin_with_code_and_name_and_state_the_severity() {
    for rule in detect::rules() {
        let head = format!("# {} {}\n", rule.code, rule.name);
        assert!(rule.page.starts_with(&head), "{}", rule.code);
        let severity = format!("Severity: {}.", rule.severity.as_str());
        assert!(rule.page.contains(&severity), "{}: {severity}", rule.code);
    }
}
