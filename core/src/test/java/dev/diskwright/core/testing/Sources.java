package dev.diskwright.core.testing;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.Progress;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// Sources to test with.
public final class Sources {
    private Sources() {}

    /// {@return a source with holes, zeros that count as data, and random bytes}
    public static BlockSource random(Random random, int size) {
        var disk = Composition.ofSize(size);
        for (int at = random.nextInt(20_000); at < size; at += random.nextInt(20_000)) {
            int length = Math.min(random.nextInt(20_000), size - at);
            byte[] bytes = random.nextInt(4) == 0 ? new byte[length] : Cases.bytes(random, length);
            disk.place(at, BlockSource.of(bytes));
            at += length;
        }
        return disk.build();
    }

    /// {@return a source of ones that throws `failure` when the byte at `bad` is read}
    public static BlockSource failingAt(long size, long bad, IOException failure) {
        return new BlockSource() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public Extent extentAt(long offset) {
                return new Extent(0, size, Extent.Kind.DATA);
            }

            @Override
            public void read(long offset, MemorySegment target) throws IOException {
                if (offset <= bad && bad < offset + target.byteSize()) {
                    throw failure;
                }
                target.fill((byte) 1);
            }
        };
    }

    /// {@return progress that adds up}
    public static Progress counting(AtomicLong sum) {
        return new Progress() {
            @Override
            public void step(String name, long total) {}

            @Override
            public void advance(long bytes) {
                sum.addAndGet(bytes);
            }
        };
    }
}
