/// Zip archives as trees (PKWARE, APPNOTE.TXT 6.3), with the modes, links and times that Info-ZIP adds. Headers are
/// decoded by Commons Compress.
@NullMarked
package dev.diskwright.core.content.zip;

import org.jspecify.annotations.NullMarked;
