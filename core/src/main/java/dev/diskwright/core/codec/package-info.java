/// Compression that gives the same bytes on every machine: DEFLATE (RFC 1951) with a window of choice, its zlib (RFC
/// 1950) and gzip (RFC 1952) wrappings, zstd (RFC 8878) and xz. No packed byte depends on the host's libraries.
///
/// ```
/// DEFLATE: bytes --MatchFinder--> sequences --BlockSplitter--> blocks --HuffmanCode, BlockWriter--> bits
/// zstd:    bytes --ZstdSequences--> literals --ZstdLiterals (HuffmanCode)--> bits
///                               \-> sequences --ZstdBlock (FseCode)--> bits
/// ```
///
/// And what is compressed as a whole, by whoever: read as a stream, or as a [dev.diskwright.core.block.BlockSource] from
/// any place on.
///
/// ```
/// file --Stretches--> where unpacking can begin, sizes, zeros --Unpacked--> bytes
/// ```
@NullMarked
package dev.diskwright.core.codec;

import org.jspecify.annotations.NullMarked;
