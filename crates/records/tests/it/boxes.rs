//! Packages as bytes: payloads in memory, and ZIP files with anything in them.

use records::container::Files;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Write as _};
use std::path::Path;
use zip::write::SimpleFileOptions;

/// A payload in memory.
#[derive(Clone, Default)]
pub struct Held(pub BTreeMap<String, Vec<u8>>);

impl Held {
    pub fn of(files: &[(&str, &[u8])]) -> Self {
        Self(files.iter().map(|(p, b)| ((*p).to_owned(), b.to_vec())).collect())
    }
}

impl Files for Held {
    fn paths(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(self.0[path].as_slice()))
    }
}

/// Names and contents of a ZIP file, folders left out.
pub fn unpack(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut file = zip.by_index(i).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (String::from_utf8(file.name_raw().to_vec()).unwrap(), bytes)
        })
        .collect()
}

/// A ZIP file of these.
pub fn pack(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Unpacks onto the disk.
pub fn spread(bytes: &[u8], folder: &Path) {
    for (name, bytes) in unpack(bytes) {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// The package with one file changed; `None` takes it away, a new name adds it.
pub fn changed(bytes: &[u8], name: &str, change: impl FnOnce(Vec<u8>) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut files = unpack(bytes);
    let place = files.iter().position(|(n, _)| n == name);
    let before = place.map(|at| files.remove(at).1).unwrap_or_default();
    if let Some(after) = change(before) {
        files.push((name.to_owned(), after));
    }
    pack(&files)
}
