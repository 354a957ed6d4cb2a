//! Deflates in pieces that can be worked on at the same time and still make one stream.
//!
//! In: a piece and the bytes before it. Out: the deflated piece.
//! Never depends on the number of threads: pieces have a fixed length.

use std::io;

use flate2::{Compress, Compression, FlushCompress, Status};

/// Length of a piece, in bytes.
pub const PIECE: usize = 1 << 20;
/// How far back deflate looks, in bytes.
pub const WINDOW: usize = 32 << 10;
const LEVEL: u32 = 6;

/// Deflates `piece`, which follows `before` (at most [`WINDOW`] bytes); the last piece ends the stream.
pub fn deflate(piece: &[u8], before: &[u8], is_last: bool) -> io::Result<Vec<u8>> {
    let mut state = Compress::new(Compression::new(LEVEL), false);
    if !before.is_empty() {
        state.set_dictionary(before).map_err(io::Error::other)?;
    }
    let flush = if is_last { FlushCompress::Finish } else { FlushCompress::Sync };
    let mut out = Vec::with_capacity(piece.len() / 2 + 64);
    loop {
        let used = usize::try_from(state.total_in()).map_err(io::Error::other)?;
        let rest = piece.get(used..).unwrap_or_default();
        let status = state.compress_vec(rest, &mut out, flush).map_err(io::Error::other)?;
        let is_done = match status {
            Status::StreamEnd => true,
            Status::Ok | Status::BufError => !is_last && out.len() < out.capacity(),
        };
        if is_done {
            return Ok(out);
        }
        out.reserve(piece.len() / 2 + 64);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn pieces_make_one_stream() {
        let text: Vec<u8> = (0..300_000_u32).flat_map(|number| (number / 7 * 31).to_le_bytes()).collect();
        let pieces: Vec<&[u8]> = text.chunks(100_000).collect();
        let mut packed = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            let before = if at == 0 { &[][..] } else { &pieces[at - 1][pieces[at - 1].len().saturating_sub(WINDOW)..] };
            packed.extend(deflate(piece, before, at + 1 == pieces.len()).unwrap());
        }
        let mut back = Vec::new();
        flate2::read::DeflateDecoder::new(&packed[..]).read_to_end(&mut back).unwrap();
        assert_eq!(back, text);
    }

    #[test]
    fn nothing_makes_an_empty_stream() {
        let packed = deflate(&[], &[], true).unwrap();
        let mut back = Vec::new();
        flate2::read::DeflateDecoder::new(&packed[..]).read_to_end(&mut back).unwrap();
        assert!(back.is_empty());
    }
}
