package dev.diskwright.core.block;

import dev.diskwright.core.bytes.Crc32c;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What is done to every chunk of a disk that is copied, compared or hashed.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class BlockBench {
    private static final int GRAIN = 4096;

    private final Arena arena = Arena.ofAuto();
    private final MessageDigest sha256 = Digests.newSha256();
    private MemorySegment zeros;
    private MemorySegment mixed;
    private MemorySegment target;

    /// Fills a chunk with data and a hole in every eighth grain.
    @Setup
    public void fill() {
        zeros = arena.allocate(CopyPipeline.CHUNK, 64);
        mixed = arena.allocate(CopyPipeline.CHUNK, 64);
        target = arena.allocate(CopyPipeline.CHUNK, 64);
        var random = new Random(1);
        for (long at = 0; at < CopyPipeline.CHUNK; at += 8) {
            if (at / GRAIN % 8 != 7) {
                mixed.set(ValueLayout.JAVA_LONG, at, random.nextLong());
            }
        }
    }

    /// Looks through a chunk of zeros.
    @Benchmark
    public boolean zeroChunk() {
        return ZeroBytes.isZero(zeros);
    }

    /// Finds the runs of data.
    @Benchmark
    public List<Run> runs() {
        return Run.of(0, mixed, GRAIN);
    }

    /// Copies a chunk.
    @Benchmark
    public MemorySegment copy() {
        return target.copyFrom(mixed);
    }

    /// Hashes a leaf of the digest tree.
    @Benchmark
    public byte[] leaf() {
        return HashTree.leafHash(sha256, mixed);
    }

    /// Sums up as VHDX and ext4 do.
    @Benchmark
    public int crc32c() {
        return Crc32c.of(mixed);
    }
}
