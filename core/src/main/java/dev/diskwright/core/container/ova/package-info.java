/// Virtual machines as packages: a descriptor in XML (OVF, DMTF's DSP0243), disks, and a manifest of digests, as files
/// beside each other or in one tar archive (OVA).
///
/// ```
/// +-----+------------+-----+----------+-----+--------------+-----+-----------+
/// | tar | descriptor | tar | manifest | tar | disk as VMDK | ... | 1024 zero |
/// |     | .ovf       |     | .mf      |     |              |     | bytes     |
/// +-----+------------+-----+----------+-----+--------------+-----+-----------+
///          ^ both are written last: sizes and digests are known only then
/// ```
///
/// Read: OVF 1 and 2, disks in any format that containers know, compressed by gzip or not; not chunks, nor disks that
/// refer to others. Written: OVF 1.1, disks as streamOptimized VMDK, which vSphere and VirtualBox import.
@NullMarked
package dev.diskwright.core.container.ova;

import org.jspecify.annotations.NullMarked;
