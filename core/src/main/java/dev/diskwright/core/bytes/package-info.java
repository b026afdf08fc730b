/// The floor: structure codecs, unsigned numbers, GUIDs, checksums, sizes with units, and the words for what can be
/// wrong with bytes (a place, an exception, a finding). Knows nothing of disks.
@NullMarked
package dev.diskwright.core.bytes;

import org.jspecify.annotations.NullMarked;
