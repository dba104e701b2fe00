//! From a number to the entries filed under it.

/// Sorted keys with a table of where each of their leading bits begins, behind a filter of one bit a key that is so small that
/// it stays in the nearest cache: most look-ups, of words that stand in no list, end there.
#[derive(Debug)]
pub struct Index {
    filter_shift: u32,
    filter: Vec<u64>,
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
        // Sixteen bits a key: one look-up of another word in sixteen goes on.
        let bits = (pairs.len() * 16).next_power_of_two().trailing_zeros().max(6);
        let filter_shift = 64 - bits;
        let mut filter = vec![0u64; 1 << (bits - 6)];
        for (key, _) in &pairs {
            let bit = key >> filter_shift;
            if let Some(block) = usize::try_from(bit >> 6).ok().and_then(|at| filter.get_mut(at)) {
                *block |= 1 << (bit & 63);
            }
        }
        Self {
            filter_shift,
            filter,
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
        let bit = key >> self.filter_shift;
        let block = usize::try_from(bit >> 6).ok().and_then(|at| self.filter.get(at));
        if block.is_none_or(|block| block >> (bit & 63) & 1 == 0) {
            return &[];
        }
        self.filed(key)
    }

    fn filed(&self, key: u64) -> &[u32] {
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
