//! Small films built box by box.

/// A box.
pub fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let size = u32::try_from(8 + body.len()).unwrap().to_be_bytes();
    [&size, &kind[..], body].concat()
}

/// Numbers of four bytes.
pub fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

/// How a track's tables are written.
#[derive(Clone, Copy, PartialEq)]
pub enum Tables {
    /// `stsz` and `stco`.
    Wide,
    /// `stz2` with fields of so many bits, and `co64`.
    Compact(u8),
}

/// A track: each sample lies in a chunk of its own, except that of [`Track::together`].
#[derive(Clone)]
pub struct Track {
    pub handler: &'static [u8; 4],
    pub codec: &'static [u8; 4],
    pub samples: Vec<Vec<u8>>,
    pub together: bool,
    pub tables: Tables,
    /// Boxes in `stsd`'s entry behind its fields, in `stbl`, and in `trak`.
    pub in_entry: Vec<u8>,
    pub in_tables: Vec<u8>,
    pub in_trak: Vec<u8>,
}

impl Track {
    pub fn new(handler: &'static [u8; 4], codec: &'static [u8; 4], samples: &[&[u8]]) -> Self {
        Self {
            handler,
            codec,
            samples: samples.iter().map(|sample| sample.to_vec()).collect(),
            together: false,
            tables: Tables::Wide,
            in_entry: Vec::new(),
            in_tables: Vec::new(),
            in_trak: Vec::new(),
        }
    }

    /// Its box, when its samples lie at these places. A second a sample.
    pub fn boxed(&self, id: u32, places: &[u32]) -> Vec<u8> {
        let count = u32::try_from(self.samples.len()).unwrap();
        let sizes: Vec<u32> = self
            .samples
            .iter()
            .map(|s| u32::try_from(s.len()).unwrap())
            .collect();
        let fields = match self.handler {
            b"vide" => 78,
            b"soun" => 28,
            _ => 8,
        };
        let mut entry = vec![0; fields];
        entry[7] = 1;
        if self.handler == b"vide" {
            entry[24..28].copy_from_slice(&[1, 64, 0, 180]);
            entry[42..60].copy_from_slice(b"\x11GoPro AVC encoder");
        }
        entry.extend(&self.in_entry);
        let stsd = [numbers(&[0, 1]), boxed(self.codec, &entry)].concat();
        let chunk = if self.together { count } else { 1 };
        let places = if self.together { &places[..1] } else { places };
        let chunks = u32::try_from(places.len()).unwrap();
        let (sizes, offsets) = match self.tables {
            Tables::Wide => (
                boxed(b"stsz", &[numbers(&[0, 0, count]), numbers(&sizes)].concat()),
                boxed(b"stco", &[numbers(&[0, chunks]), numbers(places)].concat()),
            ),
            Tables::Compact(bits) => {
                let packed: Vec<u8> = match bits {
                    4 => sizes
                        .chunks(2)
                        .map(|p| (p[0] << 4 | p.get(1).unwrap_or(&0)) as u8)
                        .collect(),
                    8 => sizes.iter().map(|&s| s as u8).collect(),
                    _ => sizes.iter().flat_map(|&s| (s as u16).to_be_bytes()).collect(),
                };
                let wide: Vec<u32> = places.iter().flat_map(|&place| [0, place]).collect();
                (
                    boxed(b"stz2", &[numbers(&[0, bits.into(), count]), packed].concat()),
                    boxed(b"co64", &[numbers(&[0, chunks]), numbers(&wide)].concat()),
                )
            }
        };
        let stbl = [
            boxed(b"stsd", &stsd),
            boxed(b"stts", &numbers(&[0, 1, count, 1_000])),
            boxed(b"stsc", &numbers(&[0, 1, 1, chunk, 1])),
            sizes,
            offsets,
            self.in_tables.clone(),
        ];
        let dref = [numbers(&[0, 1]), boxed(b"url ", &numbers(&[1]))].concat();
        let minf = [
            boxed(b"dinf", &boxed(b"dref", &dref)),
            boxed(b"stbl", &stbl.concat()),
        ];
        let handler = [
            &numbers(&[0, 0]),
            &self.handler[..],
            &[0; 12],
            b"Camera of Kari\0",
        ]
        .concat();
        let mdia = [
            boxed(b"mdhd", &numbers(&[0, 7, 7, 1_000, count * 1_000, 0])),
            boxed(b"hdlr", &handler),
            boxed(b"minf", &minf.concat()),
        ];
        let matrix = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];
        let tkhd = [
            numbers(&[7, 7, 7, id, 0, count * 1_000, 0, 0, 0, 0]),
            numbers(&matrix),
            numbers(&[320 << 16, 180 << 16]),
        ];
        let trak = [
            boxed(b"tkhd", &tkhd.concat()),
            boxed(b"mdia", &mdia.concat()),
            self.in_trak.clone(),
        ];
        boxed(b"trak", &trak.concat())
    }
}

pub const FTYP: &[u8] = b"\0\0\0\x14ftypmp42\0\0\0\0isom";

pub fn mvhd() -> Vec<u8> {
    boxed(
        b"mvhd",
        &[numbers(&[0, 0, 0, 1_000, 3_000]), vec![0; 80]].concat(),
    )
}

/// A film of tracks: `ftyp`, `mdat` with the samples in turn of track by track, `moov` with what stands in it besides, and
/// what stands behind.
pub fn film(tracks: &[Track], in_moov: &[u8], behind: &[u8]) -> Vec<u8> {
    let mut data = Vec::new();
    let mut moov = mvhd();
    for (id, track) in (1..).zip(tracks) {
        let mut places = Vec::new();
        for sample in &track.samples {
            places.push(u32::try_from(FTYP.len() + 8 + data.len()).unwrap());
            data.extend(sample);
        }
        moov.extend(track.boxed(id, &places));
    }
    moov.extend(in_moov);
    [FTYP, &boxed(b"mdat", &data), &boxed(b"moov", &moov), behind].concat()
}

/// A track of picture with three samples.
pub fn picture() -> Track {
    Track::new(b"vide", b"avc1", &[b"first", b"second", b"third"])
}
