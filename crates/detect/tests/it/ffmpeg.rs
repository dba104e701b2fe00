//! FFmpeg as the tests run it; those of `flow` do too.

use std::path::{Path, PathBuf};
use std::process::Command;

/// From the Python package that brings it; `None` where that is not installed and nobody requires it.
pub fn program() -> Option<PathBuf> {
    let Some(venv) = std::env::var_os("RETTESNOR_VENV") else {
        let required = std::env::var("RETTESNOR_PEERS").is_ok_and(|v| v == "required");
        assert!(!required, "RETTESNOR_VENV is not set, so FFmpeg cannot be run");
        return None;
    };
    let found = Command::new(Path::new(&venv).join("bin/python"))
        .args([
            "-c",
            "import imageio_ffmpeg; print(imageio_ffmpeg.get_ffmpeg_exe())",
        ])
        .output()
        .unwrap();
    Some(PathBuf::from(String::from_utf8(found.stdout).unwrap().trim()))
}
