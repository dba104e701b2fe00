//! How many tests a step ran, read from what its runner prints.

use std::fmt;

/// Tests, or for a step that is one check, that check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

impl Count {
    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed.saturating_add(other.passed),
            failed: self.failed.saturating_add(other.failed),
        }
    }

    /// One check.
    pub fn one(passed: bool) -> Self {
        Self {
            passed: u64::from(passed),
            failed: u64::from(!passed),
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Reads a runner's output line by line. Three forms are known:
/// cargo test's `test result: ok. 3 passed; 1 failed; …` (several, added up), nextest's
/// `Summary [ 1.2s] 5 tests run: 3 passed, 1 failed, 1 timed out, 0 skipped`, and `3 passed, 1 failed` alone.
#[derive(Debug, Default)]
pub struct Reader {
    count: Option<Count>,
}

impl Reader {
    /// Takes in one line.
    pub fn see(&mut self, line: &str) {
        let line = line.trim();
        let (list, adds) = if let Some(rest) = line.strip_prefix("test result:") {
            (rest.split_once(". ").map_or(rest, |(_, list)| list), true)
        } else if line.starts_with("Summary [") {
            match line.split_once(" run: ") {
                Some((_, list)) => (list, false),
                None => return,
            }
        } else {
            (line, false)
        };
        let Some(count) = read(list) else { return };
        self.count = Some(match self.count {
            Some(before) if adds => before.plus(count),
            _ => count,
        });
    }

    /// What was counted, if anything was.
    pub fn count(&self) -> Option<Count> {
        self.count
    }
}

/// `3 passed (1 slow), 1 failed, 2 timed out, 0 skipped`; nothing when a part is not of this form or none is `passed`.
fn read(list: &str) -> Option<Count> {
    let mut count = Count::default();
    let mut counts = false;
    for part in list.split([',', ';']) {
        let (number, word) = part.trim().split_once(' ')?;
        let word = word.split(" (").next().unwrap_or(word);
        // cargo test ends its line with `finished in 0.1s`, where the first word is no number.
        if number == "finished" {
            continue;
        }
        let number: u64 = number.parse().ok()?;
        match word {
            "passed" => {
                counts = true;
                count.passed = number;
            }
            "failed" | "timed out" | "exec failed" => {
                counts = true;
                count.failed = count.failed.saturating_add(number);
            }
            "skipped" | "ignored" | "measured" | "filtered out" | "flaky" => {}
            _ => return None,
        }
    }
    counts.then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(output: &str) -> Option<Count> {
        let mut reader = Reader::default();
        output.lines().for_each(|line| reader.see(line));
        reader.count()
    }

    #[test]
    fn cargo_test_reports_one_line_a_binary() {
        let output = "running 2 tests\n\
            test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: FAILED. 5 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.20s";
        assert_eq!(counted(output), Some(Count { passed: 7, failed: 3 }));
    }

    #[test]
    fn nextest_reports_once_and_a_time_out_is_a_failure() {
        let output =
            "     Summary [   0.014s] 6 tests run: 3 passed (1 slow), 1 failed, 2 timed out, 0 skipped";
        assert_eq!(counted(output), Some(Count { passed: 3, failed: 3 }));
        let output = "     Summary [   0.014s] 1 test run: 1 passed, 4 skipped";
        assert_eq!(counted(output), Some(Count { passed: 1, failed: 0 }));
    }

    #[test]
    fn a_plain_closing_line_counts_and_prose_does_not() {
        assert_eq!(
            counted("1 passed, 0 failed\n12 passed, 2 failed"),
            Some(Count {
                passed: 12,
                failed: 2
            })
        );
        assert_eq!(counted("2 people, 4 failed"), None);
        assert_eq!(counted("nothing was run"), None);
    }
}
