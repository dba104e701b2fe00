//! Reads the words in pictures, with Tesseract as a process of its own where it is installed.

use detect::picture::{Limits, decode, measure_contrast, page};
use model::picture::{Area, PictureWord};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;

/// The program that reads words in pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextReader {
    program: PathBuf,
    /// Languages as the program names them, with `+` between.
    languages: String,
    /// How long it may read one picture; after that nobody has looked.
    patience: Duration,
}

/// Languages whose words are looked for, as far as they are installed. "nor" knows both written forms.
const LANGUAGES: [&str; 3] = ["nor", "swe", "eng"];
/// How long it may take to tell what it can.
const ASKED: Duration = Duration::from_secs(5);
/// How long it may read one picture when nothing else is said.
const READ: Duration = Duration::from_secs(20);
/// Most bytes of an answer.
const ANSWER_MAX: u64 = 2_000_000;
/// Longer side of what it is given, in pixels: letters that are read easily are 20 pixels high or more.
const SIDE: u32 = 2_000;
/// Most words of one picture that are kept, and most characters of one.
const WORDS_MAX: usize = 300;
const WORD_MAX: usize = 60;

impl TextReader {
    /// The program, if it can be run and knows one of the languages.
    pub async fn find(program: PathBuf) -> Option<Self> {
        let mut command = asked(&program);
        command.arg("--list-langs");
        let told = tokio::time::timeout(ASKED, command.output()).await.ok()?.ok()?;
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        let known = LANGUAGES
            .iter()
            .filter(|l| told.lines().any(|line| line.trim() == **l));
        let languages = known.copied().collect::<Vec<_>>().join("+");
        (!languages.is_empty()).then_some(Self {
            program,
            languages,
            patience: READ,
        })
    }

    /// The same, with another limit on how long it may read one picture.
    #[must_use]
    pub fn patient(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// The words in a kept picture with their contrast; `None` when the program does not answer in time or in its form.
    pub(super) async fn read(&self, kept: Vec<u8>) -> Option<Vec<PictureWord>> {
        let (pixels, page, across) = tokio::task::spawn_blocking(move || {
            let pixels = decode(&kept, &Limits::default()).ok()?;
            let (page, across) = page(&pixels, SIDE)?;
            Some((pixels, page, across))
        })
        .await
        .ok()??;
        let asked = tokio::time::timeout(self.patience, self.ask(page)).await;
        let mut words = words(&asked.ok()??)?;
        for word in &mut words {
            word.area = scaled(word.area, pixels.width(), across);
        }
        tokio::task::spawn_blocking(move || {
            if !words.is_empty() {
                measure_contrast(&pixels.to_rgb8(), &mut words);
            }
            words
        })
        .await
        .ok()
    }

    /// Gives the picture on its input and takes the table from its output. Dropped, it ends with the process.
    async fn ask(&self, page: Vec<u8>) -> Option<String> {
        let mut command = asked(&self.program);
        command.args(["stdin", "stdout", "-l", &self.languages, "--psm", "11", "tsv"]);
        let mut child = command.spawn().ok()?;
        let (mut input, output) = (child.stdin.take()?, child.stdout.take()?);
        let mut table = Vec::new();
        let mut output = output.take(ANSWER_MAX);
        let give = async move {
            // It may end before it has read all: then its answer tells why.
            let _ = input.write_all(&page).await;
        };
        let (_, read) = tokio::join!(give, output.read_to_end(&mut table));
        read.ok()?;
        let ended = child.wait().await.ok()?;
        ended
            .success()
            .then(|| String::from_utf8_lossy(&table).into_owned())
    }
}

/// Tesseract, in one thread, with its own data.
fn asked(program: &Path) -> Command {
    let mut command = quiet(program);
    command.env("OMP_THREAD_LIMIT", "1");
    if let Some(data) = std::env::var_os("TESSDATA_PREFIX") {
        command.env("TESSDATA_PREFIX", data);
    }
    command
}

/// A program with nothing of this process but where programs are, and its end with ours.
pub(super) fn quiet(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("LC_ALL", "C.UTF-8");
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    command
}

/// An area of a picture that is `part` pixels across, in the picture that is `whole` across.
pub(super) fn scaled(area: Area, whole: u32, part: u32) -> Area {
    let back = |n: u32| u32::try_from(u64::from(n) * u64::from(whole) / u64::from(part.max(1))).unwrap_or(0);
    Area {
        left: back(area.left),
        top: back(area.top),
        width: back(area.width),
        height: back(area.height),
    }
}

/// The words of a table as Tesseract writes it: level, page, block, paragraph, line, word, left, top, width, height, certainty,
/// text, with tabs between; words have level 5. `None` when it is no such table.
fn words(table: &str) -> Option<Vec<PictureWord>> {
    let mut rows = table.lines();
    rows.next().filter(|head| head.starts_with("level\t"))?;
    let (mut words, mut line, mut place) = (Vec::new(), 0, None);
    for row in rows {
        let cells: Vec<&str> = row.splitn(12, '\t').collect();
        let [
            level,
            page,
            block,
            paragraph,
            row,
            _,
            left,
            top,
            width,
            height,
            sure,
            text,
        ] = *cells.as_slice()
        else {
            continue;
        };
        let text: String = text
            .trim()
            .chars()
            .filter(|c| !c.is_control())
            .take(WORD_MAX)
            .collect();
        if level != "5" || text.is_empty() || words.len() == WORDS_MAX {
            continue;
        }
        let here = Some([page, block, paragraph, row]);
        if here != place {
            (line, place) = (line + 1, here);
        }
        let number = |cell: &str| cell.parse().unwrap_or(0);
        words.push(PictureWord {
            text,
            line,
            // A number with decimals, or -1.
            sure: sure
                .split('.')
                .next()
                .and_then(|whole| whole.parse().ok())
                .unwrap_or(0),
            area: Area {
                left: number(left),
                top: number(top),
                width: number(width),
                height: number(height),
            },
            contrast: None,
        });
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";

    #[test]
    fn a_table_becomes_words_in_lines() {
        let table = format!(
            "{HEAD}1\t1\t0\t0\t0\t0\t0\t0\t600\t200\t-1\t\n5\t1\t1\t1\t1\t1\t30\t40\t90\t20\t96.4\tÅpent\n\
             5\t1\t1\t1\t1\t2\t130\t40\t90\t20\t40\tmøte\n5\t1\t1\t1\t2\t1\t30\t80\t90\t20\t-1\ta\tb\n5\t1\t1\n5\t1\t1\t1\t3\t1\tx\t80\t90\t20\t300\tc\n"
        );
        let words = words(&table).unwrap();
        let told: Vec<_> = words.iter().map(|w| (w.text.as_str(), w.line, w.sure)).collect();
        assert_eq!(
            told,
            [("Åpent", 1, 96), ("møte", 1, 40), ("ab", 2, 0), ("c", 3, 0)]
        );
        assert_eq!(
            words[0].area,
            Area {
                left: 30,
                top: 40,
                width: 90,
                height: 20
            }
        );
    }

    #[test]
    fn what_is_no_table_is_no_look() {
        assert_eq!(words("Error opening data file"), None);
        assert_eq!(words(""), None);
        assert_eq!(words(HEAD), Some(Vec::new()));
    }

    #[test]
    fn boxes_are_brought_back_to_the_kept_picture() {
        let area = Area {
            left: 10,
            top: 20,
            width: 30,
            height: 40,
        };
        let twice = Area {
            left: 20,
            top: 40,
            width: 60,
            height: 80,
        };
        assert_eq!(scaled(area, 4_000, 2_000), twice);
        assert_eq!(
            scaled(
                Area {
                    left: u32::MAX,
                    ..area
                },
                4_000,
                1
            )
            .left,
            0
        );
    }
}
