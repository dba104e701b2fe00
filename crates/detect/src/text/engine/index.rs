//! From a number to the entries filed under it.

/// Sorted keys with a table of where each of their leading bits begins: a look-up reads the table and, rarely, a key.
#[derive(Debug)]
pub struct Index {
    shift: u32,
    starts: Vec<u32>,
    keys: Vec<u64>,
    values: Vec<u32>,
}

/// Spreads keys that differ little.
fn mixed(key: u64) -> u64 {
    (key ^ (key >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

impl Index {
    /// Files each value under its key.
    pub fn new(pairs: impl Iterator<Item = (u64, u32)>) -> Self {
        let mut pairs: Vec<_> = pairs.map(|(key, value)| (mixed(key), value)).collect();
        pairs.sort_unstable();
        // Four places a key, so that most look-ups of other words end at once.
        let bits = (pairs.len() * 4).next_power_of_two().trailing_zeros().max(6);
        let shift = 64 - bits;
        let place = |key: u64| usize::try_from(key >> shift).unwrap_or_default();
        let mut starts = vec![0u32; (1 << bits) + 1];
        for (key, _) in &pairs {
            if let Some(count) = starts.get_mut(place(*key) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self {
            shift,
            starts,
            keys: pairs.iter().map(|(key, _)| *key).collect(),
            values: pairs.iter().map(|(_, value)| *value).collect(),
        }
    }

    /// Values under a key.
    #[inline]
    pub fn get(&self, key: u64) -> &[u32] {
        let key = mixed(key);
        let place = usize::try_from(key >> self.shift).unwrap_or_default();
        let at = |place: usize| self.starts.get(place).map_or(0, |at| super::word::wide(*at));
        let (from, to) = (at(place), at(place + 1));
        if from == to {
            return &[];
        }
        let keys = self.keys.get(from..to).unwrap_or_default();
        let skip = keys.iter().take_while(|other| **other < key).count();
        let same = keys.iter().skip(skip).take_while(|other| **other == key).count();
        self.values
            .get(from + skip..from + skip + same)
            .unwrap_or_default()
    }
}
