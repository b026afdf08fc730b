/// Software packages as the trees that they install: of Debian (deb(5), deb-old formats left out) and of RPM (RPM V4 package
/// format, "Lead", "Signature", "Header", "Payload").
///
/// ```text
/// x.deb   !<arch>  debian-binary  control.tar.*  data.tar.*           an ar archive
/// x.rpm   lead (96 bytes)  signature (to 8 bytes)  header  payload    the payload is a compressed cpio archive
/// ```
///
/// What a package would run when it is installed is not run.
@NullMarked
package dev.diskwright.core.content.packages;

import org.jspecify.annotations.NullMarked;
