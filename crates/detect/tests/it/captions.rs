use detect::captions::{BYTES_MAX, CUES_MAX, Captions, CaptionsProblem, Cue, cues, read};

fn kept(text: &str) -> Captions {
    let captions = read(text.as_bytes()).unwrap();
    assert_eq!(
        read(captions.vtt.as_bytes()).unwrap(),
        captions,
        "it reads back the same"
    );
    assert_eq!(cues(&captions.vtt), captions.cues);
    captions
}

fn refused(bytes: &[u8]) -> CaptionsProblem {
    let problem = read(bytes).unwrap_err();
    assert_eq!(problem.key(), problem.to_string());
    problem
}

fn cue(from: i64, to: i64, text: &str) -> Cue {
    let text = text.to_owned();
    Cue { from, to, text }
}

const SRT: &str = "1\r\n00:00:01,000 --> 00:00:02,500\r\nVelkommen til biblioteket.\r\n\r\n\
    2\r\n00:01:03,040 --> 01:00:00,000\r\n– Åpent hver dag\r\n– også søndag\r\n";

#[test]
fn subrip_becomes_webvtt() {
    let captions = kept(SRT);
    assert_eq!(
        captions.vtt,
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nVelkommen til biblioteket.\n\n\
         00:01:03.040 --> 01:00:00.000\n– Åpent hver dag\n– også søndag\n"
    );
    assert_eq!(
        captions.cues,
        [
            cue(1_000, 2_500, "Velkommen til biblioteket."),
            cue(63_040, 3_600_000, "– Åpent hver dag\n– også søndag")
        ]
    );
    assert_eq!(kept(&format!("\u{feff}{SRT}")), captions);
    assert_eq!(kept(&SRT.replace("\r\n", "\r")), captions);
    assert_eq!(
        kept(&SRT.replace("\r\n", "\n").replace("1\n00", "00")),
        captions,
        "without numbers"
    );
}

#[test]
fn subrip_in_windows_1252_keeps_its_letters() {
    let mut old: Vec<u8> = Vec::new();
    for letter in SRT.chars() {
        match letter {
            '–' => old.push(0x96),
            letter => old.push(u8::try_from(u32::from(letter)).unwrap()),
        }
    }
    assert!(std::str::from_utf8(&old).is_err());
    assert_eq!(read(&old).unwrap(), kept(SRT));
    let vtt = b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xc5pent\n";
    assert_eq!(refused(vtt), CaptionsProblem::Unreadable { line: 1 });
}

#[test]
fn of_webvtt_only_times_and_text_are_kept() {
    let captions = kept(
        "WEBVTT Kind: captions; Language: nb\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000\n\n\
         STYLE\n::cue { background-image: url(https://example.org/x.png) }\n\n\
         REGION\nid:fred\n\n\
         NOTE skrevet av Kari, 99 88 77 66\n\n\
         slutt\n00:05.000 --> 00:06.000 align:start position:10%\n<v Kari>Ha det!</v> <00:05.500><c.gul>Vi &amp; dere</c>\n\n\
         00:01.000 --> 00:02.000\n<b>Hei</b>, 2 < 3 &lt;b&gt; & <3\n\n\n",
    );
    assert_eq!(
        captions.vtt,
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHei, 2 &lt; 3 &lt;b&gt; &amp; &lt;3\n\n\
         00:00:05.000 --> 00:00:06.000\nHa det! Vi &amp; dere\n"
    );
    assert_eq!(captions.cues[0].text, "Hei, 2 < 3 <b> & <3");
}

#[test]
fn what_could_break_the_form_cannot() {
    let captions = kept(
        "1\n00:00:01,000 --> 00:00:02,000\nfør &#45;&#45;&gt; {\\an8}nå --&gt;\u{2028}etter\u{0}\u{202e}\n",
    );
    assert!(
        !captions.vtt.lines().skip(3).any(|line| line.contains("-->")),
        "{}",
        captions.vtt
    );
    assert!(!captions.vtt.contains(['\u{2028}', '\u{0}', '\u{202e}', '{']));
    kept("1\n00:00:01,000 --> 00:00:02,000\n{&lrm;\\an8} &am\u{200b}p;lt; <\u{200b}b> {{\\a}\\b}\n");
}

#[test]
fn empty_lines_within_a_text_of_subrip_are_no_end_of_it() {
    let captions = kept(
        "1\n00:00:01,000 --> 00:00:02,000\nHei\n\nog hå\n\n\n2\n00:00:03,000 --> 00:00:04,000\n\nsnart\n",
    );
    assert_eq!(
        captions.cues,
        [cue(1_000, 2_000, "Hei\nog hå"), cue(3_000, 4_000, "snart")]
    );
}

#[test]
fn what_cannot_be_read_is_told_by_its_line() {
    for (text, line) in [
        ("Hei, dette er ingen teksting", 1),
        ("{\"cues\": []}", 1),
        ("[Script Info]\nTitle: x\n", 1),
        ("WEBVTTX\n\n00:01.000 --> 00:02.000\nHei", 1),
        ("1\n", 1),
        ("1\n00:00:01,000 -> 00:00:02,000\nHei", 2),
        ("1\n00:00:01,000 --> 00:00:02\nHei", 2),
        ("1\n00:00:61,000 --> 00:02:00,000\nHei", 2),
        ("1\n00:60:01,000 --> 02:00:00,000\nHei", 2),
        ("1\n00:00:01,00 --> 00:00:02,000\nHei", 2),
        ("1\n-1:00:01,000 --> 00:00:02,000\nHei", 2),
        ("1\n00:00:02,000 --> 00:00:02,000\nHei", 2),
        ("1\n00:00:03,000 --> 00:00:02,000\nHei", 2),
        ("1\n00:00:01,000 --> 99999999999999999999:00:02,000\nHei", 2),
        ("1\n00:00:01,000 --> 9999:00:02,000\nHei", 2),
        ("1\n00:00:01,000 -->\nHei", 2),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nHei\n\n2\n00:00:03,000\nHå\n",
            6,
        ),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nHei\n\nHå\n", 6),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nHei\n\n5\n00:03.000 --> 00:0x.000\nHå\n",
            7,
        ),
    ] {
        assert_eq!(
            refused(text.as_bytes()),
            CaptionsProblem::Unreadable { line },
            "{text}"
        );
    }
    for bytes in [
        &b"\xff\xd8\xff\xe0\0\x10JFIF"[..],
        b"\xff\xfe1\0\n\0",
        b"PK\x03\x04",
    ] {
        assert_eq!(refused(bytes), CaptionsProblem::Unreadable { line: 1 });
    }
}

#[test]
fn captions_without_text_and_too_many_are_refused() {
    for empty in [
        "",
        "\n\n",
        "WEBVTT",
        "WEBVTT\n\nNOTE ingenting\n",
        "1\n00:00:01,000 --> 00:00:02,000\n<b></b>\n",
    ] {
        assert_eq!(refused(empty.as_bytes()), CaptionsProblem::Empty, "{empty}");
    }
    assert_eq!(cues(""), []);
    let line = |number: usize| {
        format!(
            "00:{:02}.{:03} --> 01:00.000\nx\n\n",
            number / 1_000,
            number % 1_000
        )
    };
    let short = |count| format!("WEBVTT\n\n{}", (0..count).map(line).collect::<String>());
    // So many are more bytes than may be written.
    assert_eq!(refused(short(CUES_MAX + 1).as_bytes()), CaptionsProblem::TooLarge);
    let most = short(2_000);
    assert_eq!(kept(&most).cues.len(), 2_000);
    assert_eq!(refused(&vec![b'x'; BYTES_MAX + 1]), CaptionsProblem::TooLarge);
    let signs = format!("WEBVTT\n\n00:00.000 --> 01:00.000\n{}\n", "&".repeat(90_000));
    assert_eq!(
        refused(signs.as_bytes()),
        CaptionsProblem::TooLarge,
        "they are longer when written"
    );
    let tags = format!("WEBVTT\n\n00:00.000 --> 01:00.000\n{}\n", "<b".repeat(15_000));
    assert!(kept(&tags).vtt.len() < BYTES_MAX);
}
