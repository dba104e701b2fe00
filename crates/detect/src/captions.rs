//! Captions of a video: WebVTT or SubRip is read, plain WebVTT is written.

mod decode;
mod plain;

/// Captions fit to keep and send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captions {
    /// As WebVTT: its header and the cues, in order of time, nothing else.
    pub vtt: String,
    /// The cues in that order.
    pub cues: Vec<Cue>,
}

/// What is said from one moment to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// When it is shown, in milliseconds from the beginning.
    pub from: i64,
    /// When it goes away, in milliseconds from the beginning; after `from`.
    pub to: i64,
    /// Its lines, without any marks of form; never empty.
    pub text: String,
}

/// Why captions are refused. The message is the stable key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaptionsProblem {
    /// Neither WebVTT nor SubRip, a time that cannot be read, or an end that is not after its beginning.
    #[error("captions-unreadable")]
    Unreadable {
        /// Line of the file, from 1.
        line: usize,
    },
    /// There is no text in them.
    #[error("captions-empty")]
    Empty,
    /// Too many bytes or too many cues.
    #[error("captions-too-large")]
    TooLarge,
}

impl CaptionsProblem {
    /// Stable key, also the locale message `error-<key>`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "captions-unreadable",
            Self::Empty => "captions-empty",
            Self::TooLarge => "captions-too-large",
        }
    }
}

/// Most bytes, of what is read and of what is written: an hour of speech has fewer.
pub const BYTES_MAX: usize = 100_000;
/// Most cues.
pub const CUES_MAX: usize = 5_000;
/// A hundred hours in milliseconds: no time is later.
const TIME_MAX: i64 = 360_000_000;

/// Reads captions. Both forms are told by content: WebVTT begins with its name, SubRip is everything else. SubRip may be
/// written in Windows-1252. Notes, styles, regions, names, settings and all tags are left out.
///
/// # Errors
/// [`CaptionsProblem`].
pub fn read(bytes: &[u8]) -> Result<Captions, CaptionsProblem> {
    if bytes.len() > BYTES_MAX {
        return Err(CaptionsProblem::TooLarge);
    }
    let (text, known) = decode::text(bytes);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let is_vtt = is_header(text.lines().next().unwrap_or_default());
    if !known && is_vtt {
        // WebVTT is always UTF-8.
        return Err(CaptionsProblem::Unreadable { line: 1 });
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let mut cues: Vec<Cue> = Vec::new();
    let mut at = usize::from(is_vtt);
    while let Some(block) = block(&lines, &mut at) {
        if cues.len() == CUES_MAX {
            return Err(CaptionsProblem::TooLarge);
        }
        if is_vtt && block.is_aside(&lines) {
            continue;
        }
        match cues.last_mut() {
            Some(last) if !is_vtt && block.goes_on(&lines) => last.go_on(&block.text(&lines, 0, false)),
            _ => cues.push(block.cue(&lines, is_vtt)?),
        }
    }
    cues.retain(|cue| !cue.text.is_empty());
    if cues.is_empty() {
        return Err(CaptionsProblem::Empty);
    }
    cues.sort_by_key(|cue| (cue.from, cue.to));
    let vtt = write(&cues);
    if vtt.len() > BYTES_MAX {
        return Err(CaptionsProblem::TooLarge);
    }
    Ok(Captions { vtt, cues })
}

/// The cues of captions that [`read`] wrote; none when they are empty or something else.
#[must_use]
pub fn cues(vtt: &str) -> Vec<Cue> {
    read(vtt.as_bytes()).map_or_else(|_| Vec::new(), |captions| captions.cues)
}

fn is_header(line: &str) -> bool {
    let rest = line.strip_prefix("WEBVTT");
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Lines that belong together, between empty ones.
struct Block {
    /// Number of the first, from 0.
    from: usize,
    /// Number of the one behind the last.
    to: usize,
}

/// The next block from line `at` on.
fn block(lines: &[&str], at: &mut usize) -> Option<Block> {
    let empty = |line: &&&str| line.trim().is_empty();
    *at += lines.get(*at..)?.iter().take_while(empty).count();
    let from = *at;
    *at += lines.get(from..)?.iter().take_while(|line| !empty(line)).count();
    (*at > from).then_some(Block { from, to: *at })
}

impl Block {
    /// Whether it is a note, a style or a region of WebVTT, or what stands under its header.
    fn is_aside(&self, lines: &[&str]) -> bool {
        let first = lines.get(self.from).copied().unwrap_or_default();
        let word = first.split([' ', '\t']).next().unwrap_or_default();
        let timed = self.lines(lines).take(2).any(|(_, line)| line.contains("-->"));
        !timed && (matches!(word, "NOTE" | "STYLE" | "REGION") || self.from == 1)
    }

    /// Its lines with their numbers from 1.
    fn lines<'a>(&self, lines: &'a [&'a str]) -> impl Iterator<Item = (usize, &'a str)> {
        let numbered = lines.iter().enumerate().take(self.to).skip(self.from);
        numbered.map(|(number, line)| (number + 1, *line))
    }

    /// Whether it is no cue but more text of the one before: SubRip does not forbid empty lines in a text.
    fn goes_on(&self, lines: &[&str]) -> bool {
        let timed = self.lines(lines).take(2).any(|(_, line)| line.contains("-->"));
        let first = self.lines(lines).next();
        !timed && !first.is_some_and(|(_, line)| is_number(line))
    }

    /// Its text without its first lines.
    fn text(&self, lines: &[&str], without: usize, is_vtt: bool) -> String {
        let marked: Vec<&str> = self.lines(lines).skip(without).map(|(_, line)| line).collect();
        plain::text(&marked.join("\n"), !is_vtt)
    }

    /// Its cue: perhaps a number or a name, then the times, then the text, which may be empty.
    fn cue(&self, lines: &[&str], is_vtt: bool) -> Result<Cue, CaptionsProblem> {
        let mut rest = self.lines(lines);
        let unreadable = CaptionsProblem::Unreadable { line: self.from + 1 };
        let (mut number, mut line) = rest.next().ok_or(unreadable)?;
        let mut heads = 1;
        if !line.contains("-->") {
            if !is_vtt && !is_number(line) {
                return Err(unreadable);
            }
            (number, line) = rest.next().ok_or(unreadable)?;
            heads = 2;
        }
        let (from, to) = times(line).ok_or(CaptionsProblem::Unreadable { line: number })?;
        Ok(Cue {
            from,
            to,
            text: self.text(lines, heads, is_vtt),
        })
    }
}

impl Cue {
    fn go_on(&mut self, more: &str) {
        if !self.text.is_empty() && !more.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(more);
    }
}

fn is_number(line: &str) -> bool {
    line.trim().bytes().all(|byte| byte.is_ascii_digit())
}

/// Beginning and end from a line of times; what stands behind them is left out.
fn times(line: &str) -> Option<(i64, i64)> {
    let (from, rest) = line.split_once("-->")?;
    let from = time(from.trim())?;
    let to = time(rest.split_whitespace().next()?)?;
    (from < to).then_some((from, to))
}

/// `[hours:]minutes:seconds.thousandths`; SubRip has a comma before the thousandths.
fn time(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once([',', '.'])?;
    let number = |text: &str, longest: usize| {
        let fits = !text.is_empty() && text.len() <= longest && text.bytes().all(|c| c.is_ascii_digit());
        fits.then(|| text.parse::<i64>().ok()).flatten()
    };
    let mut parts = whole.rsplit(':');
    let seconds = number(parts.next()?, 2).filter(|&seconds| seconds < 60)?;
    let minutes = number(parts.next()?, 2).filter(|&minutes| minutes < 60)?;
    let hours = parts.next().map_or(Some(0), |hours| number(hours, 4))?;
    let thousandths = number(part, 3).filter(|_| part.len() == 3)?;
    let time = ((hours * 60 + minutes) * 60 + seconds) * 1_000 + thousandths;
    (parts.next().is_none() && time <= TIME_MAX).then_some(time)
}

fn write(cues: &[Cue]) -> String {
    let mut vtt = String::from("WEBVTT\n");
    for cue in cues {
        let marked = plain::marked(&cue.text);
        vtt.push_str(&format!(
            "\n{} --> {}\n{marked}\n",
            shown(cue.from),
            shown(cue.to)
        ));
    }
    vtt
}

fn shown(time: i64) -> String {
    let (seconds, thousandths) = (time / 1_000, time % 1_000);
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}")
}
