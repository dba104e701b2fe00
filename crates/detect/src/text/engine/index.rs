//! From a number to the entries filed under it.

/// A table with open addressing, at most half full: what is filed under a number lies in one line of memory.
#[derive(Debug)]
pub struct Index {
    shift: u32,
    slots: Vec<Slot>,
    values: Vec<u32>,
}

/// A key and its values: `count` of them from `first` on, or `first` itself when it is only one.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: u64,
    first: u32,
    count: u32,
}

/// Spreads keys that differ little.
pub fn mixed(key: u64) -> u64 {
    (key ^ (key >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

impl Index {
    /// Files each value under its key.
    pub fn new(pairs: impl Iterator<Item = (u64, u32)>) -> Self {
        let mut pairs: Vec<_> = pairs.map(|(key, value)| (mixed(key), value)).collect();
        pairs.sort_unstable();
        let bits = (pairs.len() * 2).next_power_of_two().trailing_zeros().max(2);
        let mut index = Self {
            shift: 64 - bits,
            slots: vec![Slot::default(); 1 << bits],
            values: pairs.iter().map(|(_, value)| *value).collect(),
        };
        let mut first = 0;
        for same in pairs.chunk_by(|(one, _), (other, _)| one == other) {
            let count = super::word::narrow(same.len());
            if let [(key, value), ..] = *same {
                let free = index
                    .from(key)
                    .find(|at| index.slots.get(*at).is_some_and(|slot| slot.count == 0));
                if let Some(slot) = free.and_then(|at| index.slots.get_mut(at)) {
                    let first = if count == 1 { value } else { first };
                    *slot = Slot { key, first, count };
                }
            }
            first += count;
        }
        index
    }

    /// Places where a key may lie, in order.
    fn from(&self, key: u64) -> impl Iterator<Item = usize> + use<> {
        let (first, most) = (
            usize::try_from(key >> self.shift).unwrap_or_default(),
            self.slots.len(),
        );
        (first..most).chain(0..first)
    }

    /// Values under a key.
    #[inline]
    pub fn get(&self, key: u64) -> &[u32] {
        let key = mixed(key);
        let mut at = usize::try_from(key >> self.shift).unwrap_or_default();
        while let Some(slot) = self.slots.get(at) {
            if slot.count == 0 {
                break;
            }
            if slot.key == key {
                return self.filed(slot);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        &[]
    }

    #[inline]
    fn filed<'i>(&'i self, slot: &'i Slot) -> &'i [u32] {
        if slot.count == 1 {
            return std::slice::from_ref(&slot.first);
        }
        let first = super::word::wide(slot.first);
        let values = first..first + super::word::wide(slot.count);
        self.values.get(values).unwrap_or_default()
    }
}

/// Two sets of numbers, asked about together: a bit for each member, in so little memory that it stays in the nearest cache.
/// Most look-ups, of words that stand in no list, end here.
#[derive(Debug)]
pub struct Filter {
    shift: u32,
    blocks: Vec<[u32; 2]>,
}

impl Filter {
    /// Of members of the first and of the second set: what picks a block, and what picks a bit of it.
    pub fn new(members: [&[(u64, u64)]; 2]) -> Self {
        let most = members.iter().map(|of| of.len()).max().unwrap_or_default();
        // A bit of sixteen is set.
        let bits = most.next_power_of_two().trailing_zeros().saturating_sub(1).max(1);
        let mut filter = Self {
            shift: 64 - bits,
            blocks: vec![[0; 2]; 1 << bits],
        };
        for (set, members) in members.into_iter().enumerate() {
            for (block, bit) in members {
                let at = filter.place(*block);
                if let Some(bits) = filter.blocks.get_mut(at).and_then(|block| block.get_mut(set)) {
                    *bits |= 1 << (bit & 31);
                }
            }
        }
        filter
    }

    fn place(&self, block: u64) -> usize {
        usize::try_from(block >> self.shift).unwrap_or_default()
    }

    /// Whether the first and the second set may have a member; the bit may differ between them.
    #[inline]
    pub fn has(&self, block: u64, bits: [u64; 2]) -> [bool; 2] {
        let [one, other] = self.blocks.get(self.place(block)).copied().unwrap_or_default();
        [one >> (bits[0] & 31) & 1 == 1, other >> (bits[1] & 31) & 1 == 1]
    }
}
