package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.BigEndian.i32;
import static dev.diskwright.core.fs.ext4.BigEndian.u16;
import static dev.diskwright.core.fs.ext4.BigEndian.u32;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Crc32c;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Replays a journal in memory (kernel documentation, "Journal (jbd2)"): a transaction counts once its commit block is
/// there; a block that a later or the same transaction revokes does not. The log ends at the first block that is not of
/// the transaction in turn. What the kernel refuses to mount, for a checksum that is wrong in a transaction that was
/// committed, is corrupt here.
///
/// Memory goes by the number of blocks in the log, some 100 bytes each while it is read.
final class JournalReplay {
    private static final int DESCRIPTOR = 1;
    private static final int COMMIT = 2;
    private static final int REVOKE = 5;
    private static final int CHECKSUM_SIZE = 4; // at the end of descriptor and revoke blocks
    private static final int COMMIT_CHECKSUM_OFFSET = 0x10;
    private static final int COMMIT_SECONDS_OFFSET = 0x30;
    private static final int CRC32 = 1; // type of checksum in a commit block of version 1
    private static final int[] CRC32_TABLE = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int crc = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? crc << 1 ^ 0x04c1_1db7 : crc << 1;
            }
            CRC32_TABLE[i] = crc;
        }
    }

    // Flags of a tag.
    private static final int ESCAPED = 0x1;
    private static final int SAME_UUID = 0x2;
    private static final int LAST = 0x8;
    private static final int UUID_SIZE = 16;

    private final Volume volume;
    private final Log log;
    private final JournalSuperblock superblock;
    private final int seed;
    private final List<Copy> committed = new ArrayList<>();
    private final Map<Long, Integer> revoked = new HashMap<>(); // last sequence by block
    private int transactions;

    private JournalReplay(Volume volume, Log log) {
        this.volume = volume;
        this.log = log;
        superblock = log.superblock();
        seed = superblock.seed();
    }

    /// A block that the log holds a copy of.
    ///
    /// @param index block of the journal that holds it
    /// @param descriptor block of the journal that tells of it
    /// @param tag offset of the tag there, in bytes
    private record Copy(
            int sequence,
            long block,
            long index,
            boolean escaped,
            long checksum,
            long descriptor,
            long tag) {}

    /// A volume as it will be.
    ///
    /// @param transactions that were replayed
    record Outcome(BlockSource source, int transactions) {}

    /// {@return the volume with its journal replayed}
    ///
    /// @throws UnsupportedImageException if the journal asks for what we lack, fast commits among it
    /// @throws CorruptImageException if it is damaged
    static Outcome of(Volume volume) throws IOException {
        Log log = Log.open(volume);
        if (log.superblock().start() == 0) {
            return new Outcome(volume.source(), 0);
        }
        var replay = new JournalReplay(volume, log);
        replay.scan();
        return new Outcome(replay.replay(), replay.transactions);
    }

    /// One transaction, while its blocks are gone through.
    private static final class Transaction {
        private final List<Copy> copies = new ArrayList<>();
        private final List<Long> revokes = new ArrayList<>();
        private boolean suspect; // a checksum was wrong
        private int sum = ~0; // of version 1
    }

    private void scan() throws IOException {
        int sequence = superblock.sequence();
        long at = superblock.start();
        long left = superblock.end() - superblock.first();
        long lastTime = 0;
        var open = new Transaction();
        while (left > 0) {
            MemorySegment block = log.block(at);
            if (i32(block, 0) != JournalSuperblock.MAGIC || i32(block, 8) != sequence) {
                break;
            }
            int type = i32(block, 4);
            long index = at;
            at = log.after(at);
            left--;
            if (type == DESCRIPTOR) {
                long count = descriptor(open, sequence, index, block, left);
                for (long i = 0; i < count; i++) {
                    at = log.after(at);
                }
                left -= count;
            } else if (type == REVOKE) {
                revoke(open, index, block);
            } else if (type == COMMIT) {
                long time =
                        u32(block, COMMIT_SECONDS_OFFSET) << 32
                                | u32(block, COMMIT_SECONDS_OFFSET + 4);
                if (!accept(open, index, block, time >= lastTime)) {
                    break;
                }
                commit(open, sequence);
                lastTime = time;
                sequence++;
                open = new Transaction();
            } else {
                break;
            }
        }
        refuseFastCommits(sequence);
    }

    private void commit(Transaction open, int sequence) {
        committed.addAll(open.copies);
        open.revokes.forEach(block -> revoked.put(block, sequence));
        transactions++;
    }

    /// {@return number of blocks that the tags of a descriptor block describe, `left` at most}
    private long descriptor(
            Transaction open, int sequence, long index, MemorySegment block, long left)
            throws IOException {
        open.suspect |= !tailIsRight(block);
        boolean sums = superblock.hasTransactionChecksums() && !superblock.hasChecksums();
        if (sums) {
            open.sum = crc32(open.sum, block);
        }
        int tagSize = superblock.tagSize();
        long end = block.byteSize() - (superblock.hasChecksums() ? CHECKSUM_SIZE : 0);
        long data = index;
        long count = 0;
        for (long at = JournalSuperblock.HEADER_SIZE; at + tagSize <= end && count < left; ) {
            int flags = u16(block, at + 6);
            long number = u32(block, at);
            if (superblock.has64Bit()) {
                number |= u32(block, at + 8) << 32;
            }
            long checksum = superblock.hasChecksumsV3() ? u32(block, at + 12) : u16(block, at + 4);
            data = log.after(data);
            count++;
            if (sums) {
                open.sum = crc32(open.sum, log.block(data));
            }
            open.copies.add(
                    new Copy(sequence, number, data, (flags & ESCAPED) != 0, checksum, index, at));
            at += tagSize + ((flags & SAME_UUID) == 0 ? UUID_SIZE : 0);
            if ((flags & LAST) != 0) {
                break;
            }
        }
        return count;
    }

    private void revoke(Transaction open, long index, MemorySegment block) throws IOException {
        open.suspect |= !tailIsRight(block);
        long used = u32(block, JournalSuperblock.HEADER_SIZE);
        long end = block.byteSize() - (superblock.hasChecksums() ? CHECKSUM_SIZE : 0);
        if (used > end) {
            throw new CorruptImageException(
                    log.at("journal revoke block", index).field("count", 12),
                    Long.toString(used),
                    "at most %d bytes".formatted(end));
        }
        int size = superblock.has64Bit() ? 8 : 4;
        for (long at = JournalSuperblock.HEADER_SIZE + 4; at + size <= used; at += size) {
            long number = u32(block, at);
            open.revokes.add(size == 8 ? number << 32 | u32(block, at + 4) : number);
        }
    }

    private boolean tailIsRight(MemorySegment block) {
        if (!superblock.hasChecksums()) {
            return true;
        }
        long at = block.byteSize() - CHECKSUM_SIZE;
        return JournalSuperblock.withZeroAt(seed, block, at) == i32(block, at);
    }

    /// {@return whether a commit block ends its transaction; if not, the log ended before it}
    ///
    /// @param inTime whether it is not older than the one before: an older one is what the log held a round ago
    private boolean accept(Transaction open, long index, MemorySegment block, boolean inTime)
            throws CorruptImageException {
        boolean right = true;
        if (superblock.hasChecksums()) {
            right =
                    JournalSuperblock.withZeroAt(seed, block, COMMIT_CHECKSUM_OFFSET)
                            == i32(block, COMMIT_CHECKSUM_OFFSET);
        } else if (superblock.hasTransactionChecksums()) {
            int type = LittleEndian.u8(block, 12);
            int size = LittleEndian.u8(block, 13);
            boolean none = type == 0 && size == 0 && i32(block, COMMIT_CHECKSUM_OFFSET) == 0;
            right =
                    none
                            || type == CRC32
                                    && size == 4
                                    && i32(block, COMMIT_CHECKSUM_OFFSET) == open.sum;
        }
        if (right && !open.suspect) {
            return true;
        }
        // a commit that may precede its blocks shows by its checksum that they did not make it
        if (!inTime || !open.suspect && superblock.hasAsyncCommit()) {
            return false;
        }
        throw new CorruptImageException(
                log.at("journal commit block", index),
                "a transaction whose checksums are wrong",
                "right ones, as it was committed");
    }

    private BlockSource replay() throws IOException {
        var places = new TreeMap<Long, Long>();
        int blockSize = log.blockSize();
        long blocks = volume.source().size() / blockSize;
        for (Copy it : committed) {
            Integer last = revoked.get(it.block());
            if (last != null && it.sequence() - last <= 0) {
                continue;
            }
            if (it.block() < 0 || it.block() >= blocks) {
                throw new CorruptImageException(
                        tagOf(it), "block %d".formatted(it.block()), "a block of the volume");
            }
            if (superblock.hasChecksums()) {
                check(it);
            }
            places.put(it.block(), it.index() * blockSize | (it.escaped() ? 1 : 0));
        }
        return new Replayed(volume.source(), log.file(), blockSize, places);
    }

    private Where tagOf(Copy it) {
        return log.at("journal descriptor block", it.descriptor()).field("tag", it.tag());
    }

    private void check(Copy it) throws IOException {
        int crc = Crc32c.updateInt(seed, Integer.reverseBytes(it.sequence()));
        long sum = Crc32c.update(crc, log.block(it.index())) & 0xffff_ffffL;
        sum = superblock.hasChecksumsV3() ? sum : sum & 0xffff;
        if (sum != it.checksum()) {
            throw new CorruptImageException(
                    tagOf(it),
                    "checksum 0x%x".formatted(it.checksum()),
                    "0x%x, that of the block".formatted(sum));
        }
    }

    /// Refuses fast commits that follow the last transaction: what they hold is changes, not blocks.
    private void refuseFastCommits(int sequence) throws IOException {
        long first = superblock.end() + 1; // the kernel leaves one block out
        if (superblock.hasFastCommits()
                && first < superblock.length()
                && FastCommits.follow(log.block(first), sequence)) {
            throw new UnsupportedImageException(
                    log.at("fast commit area", first), "replay of fast commits");
        }
    }

    /// {@return the register after `bytes`: CRC-32 with the most significant bit first, as version 1 has it}
    private static int crc32(int register, MemorySegment bytes) {
        for (long i = 0; i < bytes.byteSize(); i++) {
            int index = register >>> 24 ^ LittleEndian.u8(bytes, i);
            register = register << 8 ^ CRC32_TABLE[index];
        }
        return register;
    }
}
