/// A disk on a socket: a read-only server of the NBD protocol over any [dev.diskwright.core.block.BlockSource]. QEMU and
/// its tools, libnbd and the kernel's client can open what it serves, which may be a disk that was never written.
///
/// ```text
/// client                                     server
///                                            NBDMAGIC IHAVEOPT, handshake flags
/// client flags
/// IHAVEOPT, option, data                     reply magic, option, reply type, data      (Handshake)
/// … GO or EXPORT_NAME                        size and transmission flags
/// request magic, type, cookie, range         chunks of a structured reply, or a simple reply, in any order
/// … DISC                                     closes                                     (Transmission)
/// ```
///
/// Follows `doc/proto.md` of the NetworkBlockDevice project; the fixed newstyle handshake alone, without TLS, which a
/// socket that does not leave the machine can do without.
@NullMarked
package dev.diskwright.core.nbd;

import org.jspecify.annotations.NullMarked;
