/// Compression that gives the same bytes on every machine: DEFLATE (RFC 1951) with a window of choice, and its zlib
/// (RFC 1950) and gzip (RFC 1952) wrappings. Nothing here depends on the host's libraries.
///
/// ```
/// bytes --MatchFinder--> sequences --BlockSplitter--> blocks --HuffmanCode, BlockWriter--> bits
/// ```
@NullMarked
package dev.diskwright.core.codec;

import org.jspecify.annotations.NullMarked;
