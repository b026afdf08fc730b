package dev.diskwright.core.container.vhdx;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The log, a ring of entries (section 2.3): finds the newest sequence of entries that is complete and lays it over the
/// file.
final class Log {
    private static final int SECTOR = LogEntry.SECTOR;
    private static final int DATA_SIGNATURE = 0x6174_6164; // "data"
    private static final int PIECE = 64 << 10; // bytes summed up at a time
    private static final int READS =
            8; // of the log's length: entries that overlap could cost its square
    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Where place;
    private final BlockSource file;
    private final Header header;
    private final long length;
    private long left; // bytes that may still be read

    private Log(Where where, BlockSource file, Header header) {
        place = where.structure("log", header.logOffset());
        this.file = file;
        this.header = header;
        length = header.logLength();
        left = READS * length;
    }

    /// An entry that is valid.
    ///
    /// @param at where it begins, in bytes of the log
    private record Entry(long at, LogEntry header) {}

    /// What the log makes of a file.
    ///
    /// @param file as it is to be read
    /// @param entries that were laid over it
    record Replayed(BlockSource file, int entries) {}

    /// {@return the file with its log replayed in memory}
    ///
    /// @param where the file
    /// @throws CorruptImageException if there is no complete sequence, or the file was cut (section 2.3.3)
    static Replayed replay(Where where, BlockSource file, Header header) throws IOException {
        return header.hasLog() ? new Log(where, file, header).replay() : new Replayed(file, 0);
    }

    private Replayed replay() throws IOException {
        List<Entry> sequence = activeSequence();
        if (sequence.isEmpty()) {
            throw new CorruptImageException(place, "no complete sequence of entries", "one");
        }
        LogEntry head = sequence.getLast().header();
        if (Long.compareUnsigned(head.flushedFileOffset(), file.size()) > 0) {
            throw new CorruptImageException(
                    place,
                    "a file of %d bytes".formatted(file.size()),
                    Long.toUnsignedString(head.flushedFileOffset()) + " or more");
        }
        if (Long.compareUnsigned(head.lastFileOffset(), Layout.LARGEST) > 0) {
            throw new UnsupportedImageException(
                    place,
                    "a file of %s bytes".formatted(Long.toUnsignedString(head.lastFileOffset())));
        }
        var overlay = new Overlay(file);
        for (Entry entry : sequence) {
            lay(entry, overlay);
        }
        overlay.growTo(head.lastFileOffset());
        return new Replayed(overlay, sequence.size());
    }

    /// The steps of section 2.3.3. A sequence that is not valid is skipped as a whole: what begins inside it ends like it.
    private List<Entry> activeSequence() throws IOException {
        List<Entry> active = List.of();
        for (long tail = nextData(0); tail < length; ) {
            List<Entry> current = sequenceAt(tail);
            if (current.isEmpty()) {
                tail = nextData(tail + SECTOR);
                continue;
            }
            Entry head = current.getLast();
            int from = indexOf(current, head.header().tail());
            if (from >= 0 && (active.isEmpty() || isNewer(head, active.getLast()))) {
                active = current.subList(from, current.size());
            }
            if (head.at() < tail) {
                break; // around the end of the ring: all of it has been seen
            }
            tail = nextData(head.at() + head.header().entryLength());
        }
        return active;
    }

    private static boolean isNewer(Entry one, Entry other) {
        return Long.compareUnsigned(one.header().sequenceNumber(), other.header().sequenceNumber())
                > 0;
    }

    private static int indexOf(List<Entry> sequence, long at) {
        for (int i = 0; i < sequence.size(); i++) {
            if (sequence.get(i).at() == at) {
                return i;
            }
        }
        return -1;
    }

    /// {@return the first sector at or behind `at` that is no hole}
    private long nextData(long at) throws IOException {
        while (at < length) {
            Extent extent = file.extentAt(header.logOffset() + at);
            if (!extent.isZero()) {
                return at;
            }
            at = (extent.end() - header.logOffset()) / SECTOR * SECTOR + SECTOR;
        }
        return length;
    }

    /// {@return the entries that follow each other from `tail` on, once around the ring at most}
    private List<Entry> sequenceAt(long tail) throws IOException {
        var entries = new ArrayList<Entry>();
        long at = tail;
        long sum = 0;
        while (sum < length) {
            Entry entry = entryAt(at % length);
            boolean follows =
                    entry != null
                            && (entries.isEmpty()
                                    || entry.header().sequenceNumber()
                                            == entries.getLast().header().sequenceNumber() + 1);
            if (entry == null || !follows || sum + entry.header().entryLength() > length) {
                break;
            }
            entries.add(entry);
            sum += entry.header().entryLength();
            at = entry.at() + entry.header().entryLength();
        }
        return entries;
    }

    /// {@return the entry there, null unless all of it is valid}
    private @Nullable Entry entryAt(long at) throws IOException {
        LogEntry entry = LogEntry.CODEC.read(read(at, LogEntry.SIZE), 0);
        boolean plausible =
                entry.signature() == LogEntry.SIGNATURE
                        && entry.logGuid().equals(header.logGuid())
                        && entry.entryLength() >= SECTOR
                        && entry.entryLength() % SECTOR == 0
                        && entry.entryLength() <= length
                        && entry.tail() % SECTOR == 0
                        && entry.tail() < length
                        && entry.sequenceNumber() != 0
                        && entry.descriptorSectors() <= entry.entryLength() / SECTOR;
        return plausible && hasValidContents(at, entry) ? new Entry(at, entry) : null;
    }

    private boolean hasValidContents(long at, LogEntry entry) throws IOException {
        long data = entry.descriptorSectors();
        for (int i = 0; i < entry.descriptorCount(); i++) {
            LogEntry.Descriptor descriptor = descriptor(at, i);
            if (!descriptor.isValid(entry.sequenceNumber())) {
                return false;
            }
            if (descriptor.isData()) {
                if (data == entry.entryLength() / SECTOR
                        || !isDataSector(at + data * SECTOR, entry.sequenceNumber())) {
                    return false;
                }
                data++;
            }
        }
        return checksum(at, entry.entryLength()) == (int) entry.checksum();
    }

    private LogEntry.Descriptor descriptor(long entry, int index) throws IOException {
        long at = entry + LogEntry.SIZE + (long) index * LogEntry.Descriptor.SIZE;
        return LogEntry.Descriptor.CODEC.read(read(at, LogEntry.Descriptor.SIZE), 0);
    }

    /// {@return whether a data sector is there (section 2.3.1.4)}
    private boolean isDataSector(long at, long sequenceNumber) throws IOException {
        MemorySegment sector = read(at, SECTOR);
        return sector.get(U32, 0) == DATA_SIGNATURE
                && sector.get(U32, 4) == (int) (sequenceNumber >>> 32)
                && sector.get(U32, SECTOR - 4) == (int) sequenceNumber;
    }

    private int checksum(long at, long entryLength) throws IOException {
        int register = 0;
        for (long done = 0; done < entryLength; ) {
            long start = (at + done) % length;
            int size = (int) Math.min(PIECE, Math.min(entryLength - done, length - start));
            MemorySegment piece = read(start, size);
            register =
                    done == 0
                            ? Checksum.rest(
                                    Checksum.start(piece), piece.asSlice(Checksum.OFFSET + 4))
                            : Checksum.rest(register, piece);
            done += size;
        }
        return ~register;
    }

    /// {@return bytes of the ring that do not cross its end}
    private MemorySegment read(long at, int size) throws IOException {
        left -= size;
        if (left < 0) {
            throw new UnsupportedImageException(place, "a log of entries that overlap so often");
        }
        return file.bytes(header.logOffset() + at % length, size);
    }

    /// Lays what an entry describes over the file.
    private void lay(Entry entry, Overlay overlay) throws IOException {
        long data = entry.at() + entry.header().descriptorSectors() * SECTOR;
        for (int i = 0; i < entry.header().descriptorCount(); i++) {
            LogEntry.Descriptor descriptor = descriptor(entry.at(), i);
            if (descriptor.isData()) {
                overlay.sector(
                        descriptor.fileOffset(),
                        header.logOffset() + data % length,
                        descriptor.leadingBytes(),
                        (int) descriptor.trailingBytes());
                data += SECTOR;
            } else {
                overlay.zero(descriptor.fileOffset(), descriptor.length());
            }
        }
    }
}
