/// Android's sparse image, version 1 (`libsparse/sparse_format.h` in Android's source): a header and chunks that cover the
/// disk from its first block to its last. Everything is little-endian.
///
/// ```
/// +--------+--------------+-----------+----------------+--------------------+-----+
/// | header | raw: header, | fill:     | don't care:    | CRC32: header, sum |
/// | 28     | blocks       | 16 bytes  | 12 bytes       | of all before      | ...
/// +--------+--------------+-----------+----------------+--------------------+-----+
/// ```
///
/// What is of no concern reads as zeros. When written, zeros are filled by default, as a flash memory keeps what it held
/// where nobody cares. The number of chunks stands in front, so that such a file cannot be written to a pipe.
@NullMarked
package dev.diskwright.core.container.simg;

import org.jspecify.annotations.NullMarked;
