//! Looks at still pictures of a video, which FFmpeg takes as a process of its own where it is installed.

use super::reading::{quiet, scaled};
use detect::picture::faces_in_grey;
use model::picture::{Area, Stills};
use std::io::{Seek as _, Write as _};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::AsyncReadExt as _;
use tokio::process::Command;

/// The program that takes still pictures out of videos.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VideoReader {
    program: PathBuf,
    /// How long one video may take; after that nobody has looked.
    patience: Duration,
}

/// What was seen on a video's stills.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Looked {
    /// How many there were, and on which most faces were.
    pub stills: Stills,
    /// The faces on that one, in pixels of the video.
    pub faces: Vec<Area>,
}

/// How long it may take to tell its version, and to take the stills of one video while they are looked at.
const ASKED: Duration = Duration::from_secs(5);
const READ: Duration = Duration::from_secs(60);

/// Most stills of one video, and how far they lie apart at the least, in milliseconds.
const STILLS_MAX: i64 = 30;
const APART_MIN: i64 = 1_000;

/// Longer videos are read by the pictures that stand for themselves alone, which come every few seconds: reading all would take
/// minutes.
const ALL_READ_MAX: i64 = 180_000;

/// Longer side of a still, in pixels: what faces are looked for at.
const SIDE: u32 = 1_024;

/// Most memory that the program may ask for at once, in bytes: enough for some pictures of 4,096 pixels a side.
const MEMORY_MAX: &str = "268435456";

/// What it may read a picture's stream with: what `detect::video` lets in.
const DECODERS: &str = "h264,hevc,av1,libdav1d,libaom-av1,vp9,libvpx-vp9";

impl VideoReader {
    /// The program, if it can be run and is FFmpeg.
    pub async fn find(program: PathBuf) -> Option<Self> {
        let mut command = quiet(&program);
        command.arg("-version").stdin(Stdio::null());
        let told = tokio::time::timeout(ASKED, command.output()).await.ok()?.ok()?;
        told.stdout.starts_with(b"ffmpeg version").then_some(Self {
            program,
            patience: READ,
        })
    }

    /// The same, with another limit on how long one video may take.
    #[must_use]
    pub fn patient(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Looks for faces on stills of a kept video of so many milliseconds and pixels; `None` when the program does not give
    /// any in time.
    pub(super) async fn look(&self, kept: Vec<u8>, millis: i64, size: (u32, u32)) -> Option<Looked> {
        let looked = tokio::time::timeout(self.patience, self.taken(kept, Shape::of(millis, size)));
        looked.await.ok()?
    }

    async fn taken(&self, kept: Vec<u8>, shape: Shape) -> Option<Looked> {
        let file = tokio::task::spawn_blocking(move || unnamed(&kept)).await.ok()??;
        // Dropped, it ends with the process.
        let mut child = self.command(&shape).stdin(file).spawn().ok()?;
        let mut output = child.stdout.take()?;
        let mut looked = Looked {
            stills: Stills::default(),
            faces: Vec::new(),
        };
        let bytes = usize::try_from(shape.width).ok()? * usize::try_from(shape.height).ok()?;
        for _ in 0..STILLS_MAX {
            let mut still = vec![0; bytes];
            match output.read_exact(&mut still).await {
                Ok(_) => {}
                Err(end) if end.kind() == std::io::ErrorKind::UnexpectedEof => break,
                Err(_) => return None,
            }
            let (width, height) = (shape.width, shape.height);
            let found = tokio::task::spawn_blocking(move || faces_in_grey(width, height, still));
            let found = found.await.ok()??;
            let at = i64::from(looked.stills.looked) * shape.apart;
            looked.stills.looked += 1;
            looked.stills.with_faces += u32::from(!found.is_empty());
            if found.len() > looked.faces.len() {
                looked.stills.most_at = at;
                looked.faces = found;
            }
        }
        let ended = child.wait().await.ok()?;
        for face in &mut looked.faces {
            *face = scaled(*face, shape.whole, shape.width);
        }
        (ended.success() && looked.stills.looked > 0).then_some(looked)
    }

    /// It reads the one file on its input, as MP4 and nothing else, and writes grey pictures of one size behind each other.
    fn command(&self, shape: &Shape) -> Command {
        let mut command = quiet(&self.program);
        command.args([
            "-nostdin",
            "-v",
            "quiet",
            "-max_alloc",
            MEMORY_MAX,
            "-threads",
            "1",
        ]);
        if shape.millis > ALL_READ_MAX {
            command.args(["-skip_frame", "nokey"]);
        }
        command.args(["-protocol_whitelist", "file", "-codec_whitelist", DECODERS]);
        command.args(["-f", "mov", "-i", "file:/dev/stdin", "-map", "0:v:0"]);
        let Shape {
            width, height, apart, ..
        } = shape;
        let filter = format!("fps=1000/{apart}:round=up,scale={width}:{height},format=gray");
        command.args(["-vf", &filter, "-frames:v", &STILLS_MAX.to_string()]);
        command.args(["-threads", "1", "-f", "rawvideo", "pipe:1"]);
        command
    }
}

/// How a video's stills are taken.
struct Shape {
    millis: i64,
    /// Columns of the video.
    whole: u32,
    /// Pixels of a still.
    width: u32,
    height: u32,
    /// Milliseconds between two.
    apart: i64,
}

impl Shape {
    fn of(millis: i64, (width, height): (u32, u32)) -> Self {
        let longer = u64::from(width.max(height)).max(u64::from(SIDE));
        let part = |side: u32| u32::try_from(u64::from(side) * u64::from(SIDE) / longer).unwrap_or(SIDE);
        Self {
            millis,
            whole: width,
            width: part(width).max(1),
            height: part(height).max(1),
            apart: (millis / STILLS_MAX).max(APART_MIN),
        }
    }
}

/// A file that nobody can find and that is gone when nobody has it open, at its beginning.
fn unnamed(bytes: &[u8]) -> Option<std::fs::File> {
    let mut file = tempfile::tempfile().ok()?;
    file.write_all(bytes).ok()?;
    file.rewind().ok()?;
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stills_lie_a_second_apart_or_as_far_as_thirty_reach() {
        let shape = |millis, size| {
            let Shape {
                width, height, apart, ..
            } = Shape::of(millis, size);
            (width, height, apart)
        };
        assert_eq!(shape(2_500, (640, 360)), (640, 360, 1_000));
        assert_eq!(shape(90_000, (1_920, 1_080)), (1_024, 576, 3_000));
        assert_eq!(shape(3_600_000, (1_080, 1_920)), (576, 1_024, 120_000));
        assert_eq!(shape(0, (4_096, 2)), (1_024, 1, 1_000));
    }
}
