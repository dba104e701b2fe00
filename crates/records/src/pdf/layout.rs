//! Puts blocks onto pages of A4.

use super::{
    font::{Fonts, Run, Weight},
    input::{Block, Document, Labels, Picture},
    picture::{self, Made},
};
use crate::ExportError;
use pdf_writer::{
    Content, Name, Str,
    types::{ArtifactSubtype, ArtifactType, StructRole},
};
use unicode_segmentation::UnicodeSegmentation as _;

/// A4 in points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
const MARGIN: f32 = 56.0;
const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;
/// No text below; the footer is.
const BOTTOM: f32 = 64.0;
/// Pictures are at most this high, so that a line of text fits beside on the page.
const TALLEST: f32 = 420.0;

/// How a kind of text looks: size, distance from line to line, space before, weight, grey.
#[derive(Clone, Copy)]
struct Style {
    size: f32,
    line: f32,
    before: f32,
    weight: Weight,
    grey: f32,
}

const fn style(size: f32, line: f32, before: f32, weight: Weight, grey: f32) -> Style {
    Style {
        size,
        line,
        before,
        weight,
        grey,
    }
}

const HEADINGS: [Style; 3] = [
    style(18.0, 23.0, 0.0, Weight::Bold, 0.0),
    style(12.5, 17.0, 14.0, Weight::Bold, 0.0),
    style(10.5, 14.0, 10.0, Weight::Bold, 0.0),
];
const PARAGRAPH: Style = style(10.0, 14.0, 5.0, Weight::Regular, 0.0);
const FACT: Style = style(9.0, 12.5, 1.5, Weight::Regular, 0.0);
const CAPTION: Style = style(8.5, 11.5, 3.0, Weight::Regular, 0.3);
const SMALL: Style = style(7.0, 9.5, 4.0, Weight::Regular, 0.3);
const FOOTER: Style = style(8.0, 10.0, 0.0, Weight::Regular, 0.3);

/// A piece of the structure tree.
pub(super) struct Element {
    pub(super) role: StructRole,
    pub(super) alt: Option<String>,
    /// Where its content is: page and number of the marked content.
    pub(super) parts: Vec<(usize, i32)>,
}

/// A page with its marked contents.
pub(super) struct Page {
    pub(super) content: Content,
    /// Element of each marked content.
    pub(super) marks: Vec<usize>,
    /// Indexes of pictures.
    pub(super) pictures: Vec<usize>,
}

/// All pages.
pub(super) struct Pages {
    pub(super) pages: Vec<Page>,
    pub(super) elements: Vec<Element>,
    pub(super) pictures: Vec<Made>,
}

/// Lays a document out.
pub(super) fn pages(document: &Document, labels: &Labels, fonts: &mut Fonts) -> Result<Pages, ExportError> {
    let mut layout = Layout {
        fonts,
        out: Pages {
            pages: Vec::new(),
            elements: Vec::new(),
            pictures: Vec::new(),
        },
        y: 0.0,
    };
    layout.page();
    layout.text(StructRole::H1, &document.title.shown(), HEADINGS[0], None);
    for block in &document.blocks {
        match block {
            Block::Heading(level, text) => {
                let (role, style) = match level {
                    0 | 1 => (StructRole::H1, HEADINGS[0]),
                    2 => (StructRole::H2, HEADINGS[1]),
                    _ => (StructRole::H3, HEADINGS[2]),
                };
                // No heading alone at the foot of a page.
                layout.room(style.before + style.line + 3.0 * PARAGRAPH.line);
                layout.text(role, &text.shown(), style, None);
            }
            Block::Fact(name, text) => layout.text(StructRole::P, &text.shown(), FACT, Some(name)),
            Block::Paragraph(text) => layout.text(StructRole::P, &text.shown(), PARAGRAPH, None),
            Block::Small(text) => layout.text(StructRole::P, &text.shown(), SMALL, None),
            Block::Picture(picture) => layout.picture(picture, labels)?,
            Block::Rule => layout.rule(),
        }
    }
    layout.footers(&document.title.shown(), &labels.page);
    Ok(layout.out)
}

/// A line: its runs, and where they begin after the margin.
struct Line {
    runs: Vec<Run>,
    indent: f32,
}

struct Layout<'a> {
    fonts: &'a mut Fonts,
    out: Pages,
    /// Lower edge of what is on the page so far.
    y: f32,
}

impl Layout<'_> {
    fn page(&mut self) {
        self.out.pages.push(Page {
            content: Content::new(),
            marks: Vec::new(),
            pictures: Vec::new(),
        });
        self.y = PAGE.1 - MARGIN;
    }

    fn is_new(&self) -> bool {
        self.y > PAGE.1 - MARGIN - 0.5
    }

    /// Begins a new page unless there is room for so much.
    fn room(&mut self, height: f32) {
        if self.y - height < BOTTOM && !self.is_new() {
            self.page();
        }
    }

    fn element(&mut self, role: StructRole, alt: Option<String>) -> usize {
        self.out.elements.push(Element {
            role,
            alt,
            parts: Vec::new(),
        });
        self.out.elements.len() - 1
    }

    /// Marks what `draw` draws on this page as content of an element.
    fn marked(&mut self, element: usize, draw: impl FnOnce(&mut Content)) {
        let number = self.out.pages.len() - 1;
        let Some(page) = self.out.pages.last_mut() else {
            return;
        };
        let Some(of) = self.out.elements.get_mut(element) else {
            return;
        };
        let mark = i32::try_from(page.marks.len()).unwrap_or(i32::MAX);
        page.marks.push(element);
        of.parts.push((number, mark));
        let mut marked = page
            .content
            .begin_marked_content_with_properties(of.role.to_name());
        marked.properties().identify(mark);
        drop(marked);
        draw(&mut page.content);
        page.content.end_marked_content();
    }

    /// A text with line breaks, and a name in bold before it.
    fn text(&mut self, role: StructRole, text: &str, style: Style, name: Option<&str>) {
        let mut lines = Vec::new();
        let indent = name.map_or(0.0, |_| 12.0);
        let mut first = Vec::new();
        if let Some(name) = name {
            first = self.fonts.shape(&format!("{name}: "), Weight::Bold);
        }
        for part in text.lines() {
            self.break_lines(part, style, &mut first, indent, &mut lines);
        }
        if !first.is_empty() {
            lines.push(Line {
                runs: first,
                indent: 0.0,
            });
        }
        if lines.iter().all(|line| line.runs.is_empty()) {
            return;
        }
        let element = self.element(role, None);
        if !self.is_new() {
            self.y -= style.before;
        }
        let mut lines = lines.into_iter().peekable();
        while lines.peek().is_some() {
            self.room(style.line);
            let mut drawn = Vec::new();
            loop {
                self.y -= style.line;
                if let Some(line) = lines.next() {
                    drawn.push((self.y + style.line - style.size, line));
                }
                if lines.peek().is_none() || self.y - style.line < BOTTOM {
                    break;
                }
            }
            let fonts: Vec<&'static str> = self.fonts.0.iter().map(|font| font.resource).collect();
            self.marked(element, |content| {
                for (y, line) in drawn {
                    show(content, &fonts, &line.runs, (MARGIN + line.indent, y), style);
                }
            });
        }
    }

    /// Breaks one line of a text where it grows too wide: between words, or inside one that is wider than the page.
    fn break_lines(
        &mut self,
        text: &str,
        style: Style,
        first: &mut Vec<Run>,
        indent: f32,
        lines: &mut Vec<Line>,
    ) {
        let hanging = !first.is_empty();
        let mut line = Line {
            runs: std::mem::take(first),
            indent: if hanging { 0.0 } else { indent },
        };
        let mut used = width(&line.runs, style.size);
        for word in text.split_word_bounds() {
            let runs = self.fonts.shape(word, style.weight);
            let wide = width(&runs, style.size);
            if used + wide > WIDTH - line.indent && !line.runs.is_empty() && !word.trim().is_empty() {
                lines.push(std::mem::replace(
                    &mut line,
                    Line {
                        runs: Vec::new(),
                        indent,
                    },
                ));
                used = 0.0;
            }
            if wide <= WIDTH - line.indent {
                join(&mut line.runs, runs);
                used += wide;
                continue;
            }
            for letter in word.graphemes(true) {
                let runs = self.fonts.shape(letter, style.weight);
                let wide = width(&runs, style.size);
                if used + wide > WIDTH - line.indent {
                    lines.push(std::mem::replace(
                        &mut line,
                        Line {
                            runs: Vec::new(),
                            indent,
                        },
                    ));
                    used = 0.0;
                }
                join(&mut line.runs, runs);
                used += wide;
            }
        }
        lines.push(line);
    }

    fn picture(&mut self, picture: &Picture, labels: &Labels) -> Result<(), ExportError> {
        let Some(made) = picture::make(picture)? else {
            self.text(StructRole::P, &labels.unreadable, CAPTION, None);
            self.text(StructRole::P, &picture.alt.shown(), CAPTION, None);
            return Ok(());
        };
        let (w, h) = (f32::from(made.width.max(1)), f32::from(made.height.max(1)));
        // At most 144 dots an inch are needed to fill the width; smaller pictures stay small.
        let scale = (WIDTH / w).min(TALLEST / h).min(0.5);
        let (w, h) = (w * scale, h * scale);
        self.room(h + 8.0);
        self.y -= h + 8.0;
        let alt = picture.alt.shown();
        // A figure needs some text; one without is said to be nothing but itself.
        let alt = if alt.trim().is_empty() {
            "–".to_owned()
        } else {
            alt
        };
        let element = self.element(StructRole::Figure, Some(alt));
        let index = self.out.pictures.len();
        self.out.pictures.push(made);
        if let Some(page) = self.out.pages.last_mut() {
            page.pictures.push(index);
        }
        let y = self.y;
        self.marked(element, |content| {
            content.save_state();
            content.transform([w, 0.0, 0.0, h, MARGIN, y]);
            content.x_object(Name(format!("I{index}").as_bytes()));
            content.restore_state();
        });
        self.text(StructRole::P, &picture.caption.shown(), CAPTION, None);
        Ok(())
    }

    fn rule(&mut self) {
        self.room(24.0);
        if self.is_new() {
            return;
        }
        self.y -= 12.0;
        let y = self.y;
        let Some(page) = self.out.pages.last_mut() else {
            return;
        };
        artifact(&mut page.content, None);
        page.content.set_stroke_gray(0.7).set_line_width(0.6);
        page.content
            .move_to(MARGIN, y)
            .line_to(PAGE.0 - MARGIN, y)
            .stroke();
        page.content.end_marked_content();
    }

    /// The title and the page's number at the foot of each page.
    fn footers(&mut self, title: &str, label: &str) {
        let total = self.out.pages.len().to_string();
        let fonts: Vec<&'static str> = self.fonts.0.iter().map(|font| font.resource).collect();
        for number in 0..self.out.pages.len() {
            let label = label
                .replace("{pages}", &total)
                .replace("{page}", &(number + 1).to_string());
            let right = self.fonts.shape(&label, FOOTER.weight);
            let wide = width(&right, FOOTER.size);
            let mut left = Vec::new();
            let mut used = 0.0;
            for letter in title.graphemes(true) {
                let runs = self.fonts.shape(letter, FOOTER.weight);
                used += width(&runs, FOOTER.size);
                if used > WIDTH - wide - 24.0 {
                    join(&mut left, self.fonts.shape("…", FOOTER.weight));
                    break;
                }
                join(&mut left, runs);
            }
            let Some(page) = self.out.pages.get_mut(number) else {
                continue;
            };
            artifact(&mut page.content, Some(ArtifactSubtype::Footer));
            show(&mut page.content, &fonts, &left, (MARGIN, 36.0), FOOTER);
            show(
                &mut page.content,
                &fonts,
                &right,
                (PAGE.0 - MARGIN - wide, 36.0),
                FOOTER,
            );
            page.content.end_marked_content();
        }
    }
}

fn artifact(content: &mut Content, kind: Option<ArtifactSubtype<'_>>) {
    let mut marked = content.begin_marked_content_with_properties(Name(b"Artifact"));
    let mut artifact = marked.properties().artifact();
    match kind {
        Some(subtype) => artifact.kind(ArtifactType::Pagination).subtype(subtype),
        None => artifact.kind(ArtifactType::Layout),
    };
}

/// Adds runs to others, as one where they are of one font.
fn join(runs: &mut Vec<Run>, more: Vec<Run>) {
    for run in more {
        match runs.last_mut() {
            Some(last) if last.font == run.font => {
                last.glyphs.extend(run.glyphs);
                last.width += run.width;
            }
            _ => runs.push(run),
        }
    }
}

fn width(runs: &[Run], size: f32) -> f32 {
    runs.iter().map(|run| run.width).sum::<f32>() * size / 1000.0
}

fn show(content: &mut Content, fonts: &[&str], runs: &[Run], at: (f32, f32), style: Style) {
    let (mut x, y) = at;
    content.begin_text();
    content.set_fill_gray(style.grey);
    for run in runs {
        let Some(font) = fonts.get(run.font) else { continue };
        content.set_font(Name(font.as_bytes()), style.size);
        content.set_text_matrix([1.0, 0.0, 0.0, 1.0, x, y]);
        content.show(Str(&run.glyphs));
        x += run.width * style.size / 1000.0;
    }
    content.end_text();
}
