/// Images that are compressed as a whole: gzip (RFC 1952), xz (The .xz File Format 1.2), Zstandard (RFC 8878), bzip2, lzop
/// and zip. What is inside may be a container itself, once.
///
/// Written are gzip, xz and Zstandard, by pieces that all cores pack: one member of parts that refer to nothing before
/// them, one stream of blocks, frames. Zeros are packed once and then repeated; Zstandard has a frame for any run of them.
@NullMarked
package dev.diskwright.core.container.packed;

import org.jspecify.annotations.NullMarked;
