package dev.diskwright.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.AtomicOutput;
import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Encoding;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Disks in files of one format: written, read, checked and compared.
///
/// @param format which
public record DiskFiles(ContainerFormat format) {
    /// {@return the file that holds `disk`}
    public byte[] encode(BlockSource disk, Map<String, String> options)
            throws IOException, InterruptedException {
        var target = new MemoryTarget("disk." + format.extensions().getFirst());
        Encoding.write(format, disk, options, target, Progress.NONE);
        return target.bytes();
    }

    /// Writes the file that holds `disk`, with holes.
    public void encode(BlockSource disk, Map<String, String> options, Path file)
            throws IOException, InterruptedException {
        try (AtomicOutput output = AtomicOutput.create(file, true)) {
            Encoding.write(format, disk, options, output, Progress.NONE);
            output.commit();
        }
    }

    /// {@return the disk in the file, which refers to no other}
    public BlockSource decode(byte[] file) throws IOException {
        return decode(BlockSource.of(file));
    }

    /// {@return the disk in the file, which refers to no other}
    public BlockSource decode(BlockSource file) throws IOException {
        return decode(file, Companions.NONE);
    }

    /// {@return the disk in the file}
    public BlockSource decode(BlockSource file, Companions companions) throws IOException {
        return format.decode(where(), file, companions).disk();
    }

    private Where where() {
        return Where.file("disk." + format.extensions().getFirst());
    }

    /// {@return what is wrong with the file, which refers to no other}
    public List<Finding> check(byte[] file) throws IOException {
        return check(BlockSource.of(file), Companions.NONE);
    }

    /// {@return what is found in the file, notes included}
    public List<Finding> check(BlockSource file, Companions companions) throws IOException {
        var findings = new ArrayList<Finding>();
        format.check(where(), file, companions, findings::add);
        return findings;
    }

    /// The file must hold the disk, and its checker find nothing.
    public void assertHolds(BlockSource disk, byte[] file) throws IOException {
        assertHolds(disk, BlockSource.of(file));
    }

    /// The file must hold the disk, and its checker find nothing.
    public void assertHolds(BlockSource disk, Path file) throws IOException {
        try (HostFile open = HostFile.open(file)) {
            assertHolds(disk, open);
        }
    }

    /// The file must hold the disk, and its checker find nothing.
    public void assertHolds(BlockSource disk, BlockSource file) throws IOException {
        assertTrue(format.recognises(file));
        assertSame(disk, decode(file));
        List<Finding> findings = check(file, Companions.NONE);
        findings.removeIf(it -> it.severity() == Finding.Severity.NOTE);
        assertEquals(List.of(), findings);
    }

    /// Whatever is wrong with the file, nothing but an [ImageException] may come of it, and soon.
    public void assertFailsCleanly(byte[] file) {
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> readOrRefuse(BlockSource.of(file)));
    }

    private void readOrRefuse(BlockSource file) throws IOException {
        format.recognises(file);
        check(file, Companions.NONE);
        try {
            BlockSource disk = decode(file);
            long step = Math.max(4096, disk.size() / 500);
            for (long at = 0; at < disk.size(); at += step) {
                disk.extentAt(at);
                disk.bytes(at, (int) Math.min(4096, disk.size() - at));
            }
        } catch (ImageException allowed) {
            // the one way out
        }
    }

    /// {@return the disk with zeros behind it up to a whole number of sectors}
    public static BlockSource padded(BlockSource disk, int sectorSize) {
        long size = Math.ceilDiv(disk.size(), sectorSize) * sectorSize;
        return new BlockSource() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public Extent extentAt(long offset) throws IOException {
                return offset < disk.size()
                        ? disk.extentAt(offset)
                        : new Extent(disk.size(), size - disk.size(), Extent.Kind.ZERO);
            }

            @Override
            public void read(long offset, MemorySegment target) throws IOException {
                long length = Math.clamp(disk.size() - offset, 0, target.byteSize());
                disk.read(Math.min(offset, disk.size()), target.asSlice(0, length));
                target.asSlice(length).fill((byte) 0);
            }
        };
    }

    /// Walks all extents of both and reads every byte that one of them calls data.
    public static void assertSame(BlockSource expected, BlockSource actual) throws IOException {
        assertEquals(expected.size(), actual.size());
        for (long at = 0; at < actual.size(); ) {
            Extent one = expected.extentAt(at);
            Extent other = actual.extentAt(at);
            assertTrue(other.offset() <= at && at < other.end(), other + " at " + at);
            assertTrue(other.end() <= actual.size(), other.toString());
            long end = Math.min(one.end(), other.end());
            if (!one.isZero() || !other.isZero()) {
                end = Math.min(end, at + 700_001);
                MemorySegment bytes = actual.bytes(at, (int) (end - at));
                assertEquals(-1, expected.bytes(at, (int) (end - at)).mismatch(bytes), "at " + at);
                if (other.isZero()) {
                    MemorySegment zeros = MemorySegment.ofArray(new byte[(int) (end - at)]);
                    assertEquals(-1, zeros.mismatch(bytes), "zero extent at " + at);
                }
            }
            at = end;
        }
    }
}
