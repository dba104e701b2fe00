//! The embedded fonts: which glyphs a text needs, how wide they are, and the subset that goes into the file.

use crate::ExportError;
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;
use ttf_parser::{Face, GlyphId};
use unicode_normalization::UnicodeNormalization as _;

const REGULAR: &[u8] = include_bytes!("../../fonts/DejaVuSans.ttf");
const BOLD: &[u8] = include_bytes!("../../fonts/DejaVuSans-Bold.ttf");
const EMOJI: &[u8] = include_bytes!("../../fonts/NotoEmoji-Regular.ttf");

/// Name in the file's resources and, after the subset's tag, in the font.
const NAMES: [(&str, &str); 3] = [
    ("F0", "DejaVuSans"),
    ("F1", "DejaVuSans-Bold"),
    ("F2", "NotoEmoji"),
];

/// How letters look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// A font with the glyphs that were asked for.
pub(super) struct Font {
    /// In the resources of each page.
    pub(super) resource: &'static str,
    /// Without the subset's tag.
    pub(super) name: &'static str,
    pub(super) face: Face<'static>,
    data: &'static [u8],
    glyphs: GlyphRemapper,
    /// What each new glyph stands for.
    pub(super) meaning: BTreeMap<u16, char>,
}

impl Font {
    /// Width of a new glyph in thousandths of the size.
    pub(super) fn widths(&self) -> Vec<f32> {
        let old = self.glyphs.remapped_gids();
        old.map(|glyph| self.advance(GlyphId(glyph))).collect()
    }

    fn advance(&self, glyph: GlyphId) -> f32 {
        let advance = self.face.glyph_hor_advance(glyph).unwrap_or(0);
        f32::from(advance) * self.scale()
    }

    /// Thousandths of the size that one unit of the font is.
    pub(super) fn scale(&self) -> f32 {
        1000.0 / f32::from(self.face.units_per_em())
    }

    /// The font with only these glyphs.
    pub(super) fn subset(&self) -> Result<Vec<u8>, ExportError> {
        subsetter::subset(self.data, 0, &self.glyphs).map_err(|_| ExportError::unfit("font", self.name))
    }

    pub(super) fn is_used(&self) -> bool {
        !self.meaning.is_empty()
    }

    /// Asks for a letter; its new glyph and its width, when the font has it.
    fn take(&mut self, letter: char) -> Option<(u16, f32)> {
        let glyph = self.face.glyph_index(letter).filter(|glyph| glyph.0 != 0)?;
        let width = self.advance(glyph);
        let new = self.glyphs.remap(glyph.0);
        self.meaning.entry(new).or_insert(letter);
        Some((new, width))
    }
}

/// Glyphs of one font that follow each other.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// Index of the font.
    pub(super) font: usize,
    /// Two bytes a glyph.
    pub(super) glyphs: Vec<u8>,
    /// In thousandths of the size.
    pub(super) width: f32,
}

/// All fonts.
pub(super) struct Fonts(pub(super) Vec<Font>);

impl Fonts {
    pub(super) fn new() -> Self {
        let fonts = NAMES.iter().zip([REGULAR, BOLD, EMOJI]);
        let fonts = fonts.filter_map(|((resource, name), data)| {
            Some(Font {
                resource,
                name,
                face: Face::parse(data, 0).ok()?,
                data,
                glyphs: GlyphRemapper::new(),
                meaning: BTreeMap::new(),
            })
        });
        Self(fonts.collect())
    }

    /// The glyphs of a text without line breaks.
    pub(super) fn shape(&mut self, text: &str, weight: Weight) -> Vec<Run> {
        let mut runs = Vec::new();
        for letter in text.nfc() {
            if self.letter(letter, weight, &mut runs) || is_silent(letter) {
                continue;
            }
            // A letter that no font has: its code point, which says more than a box.
            for letter in format!("[U+{:04X}]", u32::from(letter)).chars() {
                self.letter(letter, weight, &mut runs);
            }
        }
        runs
    }

    fn letter(&mut self, letter: char, weight: Weight, runs: &mut Vec<Run>) -> bool {
        let letter = if letter.is_whitespace() { ' ' } else { letter };
        let order: [usize; 3] = match weight {
            // A font of one weight serves for both where it is the only one.
            Weight::Regular => [0, 2, 1],
            Weight::Bold => [1, 0, 2],
        };
        for index in order {
            let Some((glyph, width)) = self.0.get_mut(index).and_then(|font| font.take(letter)) else {
                continue;
            };
            match runs.last_mut() {
                Some(run) if run.font == index => {
                    run.glyphs.extend(glyph.to_be_bytes());
                    run.width += width;
                }
                _ => runs.push(Run {
                    font: index,
                    glyphs: glyph.to_be_bytes().to_vec(),
                    width,
                }),
            }
            return true;
        }
        false
    }
}

/// Whether a letter is there only to change its neighbours, so that nothing is lost without it.
fn is_silent(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e01ef}')
}
