/// Block maps (bmap 1.3 to 2.0, as `bmaptool` of Tizen and Yocto has them): an XML file beside a raw image that says which
/// blocks of it are mapped, with a checksum for each range of them and one for itself.
///
/// ```
/// disk.img         the image, perhaps compressed
/// disk.img.bmap    <bmap version="2.0"> ... <Range chksum="..."> 0-17 </Range> ... </bmap>
/// ```
///
/// The map is what is opened; it does not name its image, which has the map's name without `.bmap`, or with another ending
/// in its place. What is not mapped reads as zeros.
@NullMarked
package dev.diskwright.core.container.bmap;

import org.jspecify.annotations.NullMarked;
