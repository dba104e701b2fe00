//! Few numbers out of many.

/// Least, middle and greatest of a few rounds.
#[derive(Clone, Copy)]
pub struct Spread {
    pub min: f64,
    pub median: f64,
    pub max: f64,
}

impl Spread {
    pub fn of(values: &[f64]) -> Self {
        let sorted = sorted(values);
        Self {
            min: sorted[0],
            median: sorted[sorted.len() / 2],
            max: sorted[sorted.len() - 1],
        }
    }

    pub fn show(self, unit: &str, digits: usize) -> String {
        format!(
            "{:.digits$} / {:.digits$} / {:.digits$} {unit}",
            self.min, self.median, self.max
        )
    }
}

/// The value below which `share` of all values lie.
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let sorted = sorted(values);
    let last = sorted.len() - 1;
    sorted[((last as f64) * share).round() as usize]
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// One line with its target.
pub fn verdict(
    what: &str,
    ratios: &[f64],
    digits: usize,
    unit: &str,
    target: &str,
    met: impl Fn(f64) -> bool,
) {
    let spread = Spread::of(ratios);
    let word = if met(spread.median) { "met" } else { "MISSED" };
    println!(
        "  => {what}: {} (min / median / max); target {target}: {word}",
        spread.show(unit, digits)
    );
}
