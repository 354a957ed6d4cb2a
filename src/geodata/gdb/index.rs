//! Reads a `.gdbtablx`: where each row of a table lies.
//!
//! In: the bytes of the file. Out: row numbers with their offsets in the `.gdbtable`.
//! Never allocates by declared counts: blocks that are not in the file do not exist.

use super::bytes::{Bytes, little_endian};

const ROWS_PER_BLOCK: u64 = 1024;
const HEADER_BYTES: usize = 16;

/// The row offsets of one table.
#[derive(Debug)]
pub(super) struct RowIndex {
    bytes: Vec<u8>,
    blocks: u64,
    offset_width: usize,
    /// Numbers of the stored blocks, where some are left out.
    stored_blocks: Option<Vec<u64>>,
}

impl RowIndex {
    /// `None` where the header is not that of a row index.
    pub(super) fn read(bytes: Vec<u8>) -> Option<Self> {
        let mut header = Bytes::new(&bytes);
        let (blocks, has_sparse_map) = match header.u32()? {
            3 => {
                let blocks = u64::from(header.u32()?);
                let _rows = header.u32()?;
                (blocks, true)
            }
            // How 64-bit tables mark blocks that are left out is not known: their row numbers are then wrong,
            // which only the table of tables depends on, and that one is never sparse.
            4 => (header.uint(8)?, false),
            _ => return None,
        };
        let offset_width = usize::try_from(header.u32()?).ok().filter(|width| (4..=8).contains(width))?;
        let stored_blocks = if has_sparse_map { stored_blocks(&bytes, blocks, offset_width) } else { None };
        Some(Self { bytes, blocks, offset_width, stored_blocks })
    }

    /// Row numbers (from 1) and offsets of the rows that exist.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u64, u64)> {
        let offsets = self.bytes.get(HEADER_BYTES..).unwrap_or_default().chunks_exact(self.offset_width);
        let declared = usize::try_from(self.blocks.saturating_mul(ROWS_PER_BLOCK)).unwrap_or(usize::MAX);
        let numbered = (0..).zip(offsets.take(declared).map(little_endian));
        numbered.filter(|(_, offset)| *offset != 0).filter_map(|(at, offset)| Some((self.row_number(at)?, offset)))
    }

    fn row_number(&self, at: u64) -> Option<u64> {
        let Some(stored) = &self.stored_blocks else { return Some(at + 1) };
        let block = stored.get(usize::try_from(at / ROWS_PER_BLOCK).ok()?)?;
        Some(block * ROWS_PER_BLOCK + at % ROWS_PER_BLOCK + 1)
    }
}

/// The numbers of the blocks that are stored; `None` where all are.
fn stored_blocks(bytes: &[u8], blocks: u64, offset_width: usize) -> Option<Vec<u64>> {
    let length = blocks.checked_mul(ROWS_PER_BLOCK)?.checked_mul(offset_width as u64)?;
    let mut trailer = Bytes::at(bytes, length.checked_add(HEADER_BYTES as u64)?)?;
    let words = trailer.u32()?;
    let bits = trailer.u32()?;
    let _blocks = trailer.u32()?;
    let _unknown = trailer.u32()?;
    if words == 0 {
        return None;
    }
    let map = trailer.take(usize::try_from(bits.div_ceil(8)).ok()?)?;
    let numbered = (0u64..).zip(map.iter().flat_map(|byte| (0..8).map(move |bit| byte >> bit & 1 == 1)));
    Some(numbered.filter(|(_, stored)| *stored).map(|(number, _)| number).collect())
}
