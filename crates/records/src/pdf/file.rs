//! The objects of the file.

use super::{
    font::{Font, Fonts},
    input::{Attachment, Document, Relation},
    layout::{PAGE, Pages},
    metadata,
};
use crate::{ExportError, noark};
use flate2::{Compression, write::ZlibEncoder};
use pdf_writer::{
    Filter, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr,
    types::{
        AssociationKind, CidFontType, FontFlags, OutputIntentSubtype, StructRole, SystemInfo, UnicodeCmap,
    },
};
use sha2::{Digest as _, Sha256};
use std::io::Write as _;

const IDENTITY: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// Gives out the numbers of objects.
struct Numbers(i32);

impl Numbers {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }

    fn many(&mut self, count: usize) -> Vec<Ref> {
        (0..count).map(|_| self.next()).collect()
    }
}

/// Puts the file together.
pub(super) fn assemble(document: &Document, pages: Pages, fonts: &Fonts) -> Result<Vec<u8>, ExportError> {
    let mut digest = Sha256::new();
    let mut contents = Vec::with_capacity(pages.pages.len());
    let mut marks = Vec::with_capacity(pages.pages.len());
    for page in pages.pages {
        let content = page.content.finish().into_vec();
        digest.update(&content);
        contents.push(content);
        marks.push((page.marks, page.pictures));
    }
    for attachment in &document.attachments {
        digest.update(&attachment.content);
    }
    digest.update(document.created.rfc3339());
    let id = noark::id("pdf", &hex::encode(digest.finalize()));

    let mut numbers = Numbers(0);
    let (catalog, tree, profile, xmp, root, whole) = (
        numbers.next(),
        numbers.next(),
        numbers.next(),
        numbers.next(),
        numbers.next(),
        numbers.next(),
    );
    let page_ids = numbers.many(contents.len());
    let content_ids = numbers.many(contents.len());
    let picture_ids = numbers.many(pages.pictures.len());
    let element_ids = numbers.many(pages.elements.len());
    let used: Vec<(&Font, Ref)> = fonts
        .0
        .iter()
        .filter(|f| f.is_used())
        .map(|f| (f, numbers.next()))
        .collect();

    let mut pdf = Pdf::new();
    pdf.set_version(1, 7);
    pdf.set_file_id((id.clone().into_bytes(), id.clone().into_bytes()));
    for (font, id) in &used {
        embed(&mut pdf, font, *id, &mut numbers)?;
    }
    for (made, id) in pages.pictures.iter().zip(&picture_ids) {
        let mut image = pdf.image_xobject(*id, &made.jpeg);
        image.filter(Filter::DctDecode);
        image.width(i32::from(made.width)).height(i32::from(made.height));
        image.color_space().device_rgb();
        image.bits_per_component(8);
    }
    for (number, content) in contents.iter().enumerate() {
        let (Some(page_id), Some(content_id)) = (page_ids.get(number), content_ids.get(number)) else {
            continue;
        };
        pdf.stream(*content_id, &packed(content)?)
            .filter(Filter::FlateDecode);
        let mut page = pdf.page(*page_id);
        page.parent(tree).media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1));
        page.contents(*content_id);
        page.struct_parents(i32::try_from(number).unwrap_or(i32::MAX));
        page.tab_order(pdf_writer::types::TabOrder::StructureOrder);
        let mut resources = page.resources();
        let mut named = resources.fonts();
        for (font, id) in &used {
            named.pair(Name(font.resource.as_bytes()), *id);
        }
        named.finish();
        let mut named = resources.x_objects();
        for index in marks.get(number).map_or(&[][..], |(_, pictures)| pictures) {
            if let Some(id) = picture_ids.get(*index) {
                named.pair(Name(format!("I{index}").as_bytes()), *id);
            }
        }
    }
    let count = i32::try_from(page_ids.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(page_ids.iter().copied()).count(count);

    for (element, id) in pages.elements.iter().zip(&element_ids) {
        let mut out = pdf.struct_element(*id);
        out.kind(element.role).parent(whole);
        if let Some(alt) = &element.alt {
            out.alt(TextStr(alt));
        }
        let mut children = out.children();
        for (page, mark) in &element.parts {
            if let Some(page) = page_ids.get(*page) {
                children.marked_content_ref().page(*page).marked_content_id(*mark);
            }
        }
    }
    let mut out = pdf.struct_element(whole);
    out.kind(StructRole::Document).parent(root);
    let mut children = out.children();
    for id in &element_ids {
        children.struct_element(*id);
    }
    children.finish();
    out.finish();
    let parents = numbers.many(marks.len());
    for ((marks, _), id) in marks.iter().zip(&parents) {
        let elements = marks.iter().filter_map(|element| element_ids.get(*element));
        pdf.indirect(*id).array().items(elements.copied());
    }
    let mut structure = pdf
        .indirect(root)
        .start::<pdf_writer::writers::StructTreeRoot<'_>>();
    structure.child(whole);
    let mut numbered = structure.parent_tree();
    let mut entries = numbered.nums();
    for (number, id) in (0..).zip(&parents) {
        entries.insert(number, *id);
    }
    entries.finish();
    numbered.finish();
    structure.parent_tree_next_key(count);
    structure.finish();

    let files = attach(&mut pdf, document, &mut numbers)?;
    let part = if files.is_empty() { 2 } else { 3 };
    let icc = metadata::srgb();
    pdf.icc_profile(profile, &packed(&icc)?)
        .n(3)
        .filter(Filter::FlateDecode);
    // The metadata must be readable without knowing PDF, so it is not packed.
    pdf.metadata(xmp, &metadata::xmp(document, part, &id));
    let mut out = pdf.catalog(catalog);
    out.pages(tree).metadata(xmp).lang(TextStr(&document.lang));
    out.pair(Name(b"StructTreeRoot"), root);
    out.mark_info().marked(true);
    out.viewer_preferences().display_doc_title(true);
    out.output_intents()
        .push()
        .subtype(OutputIntentSubtype::PDFA)
        .output_condition_identifier(TextStr("sRGB"))
        .info(TextStr("sRGB IEC61966-2.1"))
        .dest_output_profile(profile);
    if !files.is_empty() {
        let mut names = out.names();
        let mut embedded = names.embedded_files();
        let mut list = embedded.names();
        for (name, id) in &files {
            list.insert(Str(name.as_bytes()), *id);
        }
        list.finish();
        embedded.finish();
        names.finish();
        out.insert(Name(b"AF"))
            .array()
            .items(files.iter().map(|(_, id)| *id));
    }
    out.finish();
    Ok(pdf.finish())
}

fn packed(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::default());
    out.write_all(content)?;
    out.finish()
}

/// A font as a composite one with two bytes a glyph.
fn embed(pdf: &mut Pdf, font: &Font, id: Ref, numbers: &mut Numbers) -> Result<(), ExportError> {
    let (descendant, descriptor, program, meaning) =
        (numbers.next(), numbers.next(), numbers.next(), numbers.next());
    let subset = font.subset()?;
    let tag: String = Sha256::digest(&subset)
        .iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect();
    let name = format!("{tag}+{}", font.name);
    let name = Name(name.as_bytes());
    pdf.type0_font(id)
        .base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(descendant)
        .to_unicode(meaning);
    let mut cid = pdf.cid_font(descendant);
    cid.subtype(CidFontType::Type2)
        .base_font(name)
        .system_info(IDENTITY);
    cid.font_descriptor(descriptor).default_width(0.0);
    cid.cid_to_gid_map_predefined(Name(b"Identity"));
    cid.widths().consecutive(0, font.widths());
    cid.finish();
    let (face, scale) = (&font.face, font.scale());
    let bounds = face.global_bounding_box();
    let of = |value: i16| f32::from(value) * scale;
    pdf.font_descriptor(descriptor)
        .name(name)
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(
            of(bounds.x_min),
            of(bounds.y_min),
            of(bounds.x_max),
            of(bounds.y_max),
        ))
        .italic_angle(0.0)
        .ascent(of(face.ascender()))
        .descent(of(face.descender()))
        .cap_height(of(face.capital_height().unwrap_or(face.ascender())))
        .stem_v(80.0)
        .font_file2(program);
    let length = i32::try_from(subset.len()).unwrap_or(i32::MAX);
    let packed_program = packed(&subset)?;
    let mut out = pdf.stream(program, &packed_program);
    out.filter(Filter::FlateDecode);
    out.pair(Name(b"Length1"), length);
    out.finish();
    let mut cmap = UnicodeCmap::<u16>::new(Name(b"Custom"), IDENTITY);
    for (glyph, letter) in &font.meaning {
        cmap.pair(*glyph, *letter);
    }
    let cmap = cmap.finish().into_vec();
    pdf.cmap(meaning, &packed(&cmap)?).filter(Filter::FlateDecode);
    Ok(())
}

/// Embeds the files; their names and specifications, in the order of names as the tree wants.
fn attach(
    pdf: &mut Pdf,
    document: &Document,
    numbers: &mut Numbers,
) -> Result<Vec<(String, Ref)>, ExportError> {
    let mut files: Vec<(String, Ref)> = Vec::new();
    let at = date(document);
    for attachment in &document.attachments {
        let (spec, stream) = (numbers.next(), numbers.next());
        one(pdf, attachment, (spec, stream), at)?;
        files.push((attachment.name.clone(), spec));
    }
    files.sort();
    if files.windows(2).any(|pair| matches!(pair, [a, b] if a.0 == b.0)) {
        return Err(ExportError::unfit("attachment", "name"));
    }
    Ok(files)
}

fn one(pdf: &mut Pdf, of: &Attachment, ids: (Ref, Ref), at: pdf_writer::Date) -> Result<(), ExportError> {
    let (spec, stream) = ids;
    let content = packed(&of.content)?;
    let mut embedded = pdf.embedded_file(stream, &content);
    embedded.filter(Filter::FlateDecode);
    embedded.subtype(Name(of.mime.as_bytes()));
    let size = i32::try_from(of.content.len()).unwrap_or(i32::MAX);
    embedded
        .params()
        .size(size)
        .creation_date(at)
        .modification_date(at);
    embedded.finish();
    let mut out = pdf.file_spec(spec);
    // The older of the two names knows no other letters.
    let plain = of.name.replace(|c: char| !c.is_ascii_graphic(), "_");
    out.path(Str(plain.as_bytes())).unic_file(TextStr(&of.name));
    out.embedded_file_with_unicode(stream);
    out.description(TextStr(&of.description));
    out.association_kind(match of.relation {
        Relation::Source => AssociationKind::Source,
        Relation::Data => AssociationKind::Data,
        Relation::Supplement => AssociationKind::Supplement,
    });
    Ok(())
}

fn date(document: &Document) -> pdf_writer::Date {
    let at = document.created.timestamp().to_zoned(jiff::tz::TimeZone::UTC);
    let small = |value: i8| u8::try_from(value).unwrap_or(0);
    pdf_writer::Date::new(u16::try_from(at.year()).unwrap_or(0))
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}
