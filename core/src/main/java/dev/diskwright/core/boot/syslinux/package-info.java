/// SYSLINUX on FAT and EXTLINUX on ext2, ext3 and ext4: a loader that lies in a file and knows the file's sectors.
///
/// ```text
/// disk    sector 0: mbr.bin or gptmbr.bin, starts the active partition
/// volume  boot sector: code around the BIOS parameter block, holds the number of the next one
///         ldlinux.sys: first sector with patch area │ rest, found by the extent table │ two ADV sectors
/// files   ldlinux.c32 and modules of the same version; syslinux.cfg or extlinux.conf
/// ```
///
/// Sector numbers are relative to the volume. In installers both boot sector and `ldlinux.sys` are data of the program
/// `syslinux`, the latter right behind the former, followed by `ldlinux.c32`. Follows the patch areas of
/// `core/diskstart.inc` and the file formats of the SYSLINUX 6 documentation.
@NullMarked
package dev.diskwright.core.boot.syslinux;

import org.jspecify.annotations.NullMarked;
