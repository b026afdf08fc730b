/// Tar archives, as far back as V7 and as far out as PAX, GNU and libarchive have taken them.
///
/// ```text
/// [ header 512 ][ content, filled up to 512 ] [ header ][ content ] … [ zeros 512 ][ zeros 512 ]
///                                               'x' and 'L' entries speak of the entry behind them
/// ```
///
/// Follows POSIX.1-2024 `pax` (ustar and pax interchange formats) and the manuals of GNU tar ("Tar Internals") and
/// libarchive (`tar(5)`). Names are bytes. Owners are the numbers; names of users and groups are not looked at.
@NullMarked
package dev.diskwright.core.content.tar;

import org.jspecify.annotations.NullMarked;
