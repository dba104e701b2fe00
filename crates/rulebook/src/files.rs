//! Finding a pack's files among many.

/// The files `…/PACK/FOLDER/*.toml`, in order of path.
pub(crate) fn of_pack<'a, P: AsRef<str>, T: AsRef<str>>(
    files: &'a [(P, T)],
    pack: &str,
    folder: &str,
) -> Vec<(&'a str, &'a str)> {
    let mut out: Vec<_> = files
        .iter()
        .map(|(path, text)| (path.as_ref(), text.as_ref()))
        .filter(|(path, _)| {
            let mut parts = path.rsplit('/');
            parts.next().is_some_and(|name| name.ends_with(".toml"))
                && parts.next() == Some(folder)
                && parts.next() == Some(pack)
        })
        .collect();
    out.sort_unstable();
    out
}
