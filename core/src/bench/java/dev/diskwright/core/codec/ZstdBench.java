package dev.diskwright.core.codec;

import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
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

/// zstd, a cluster of qcow2 at a time, and its checksum.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ZstdBench {
    private static final int SIZE = 64 << 10;

    private final ZstdEncoder encoder = new ZstdEncoder();
    private final ZstdDecoder decoder = new ZstdDecoder();
    private final Xxh64 sum = new Xxh64();
    private byte[] bytes;
    private MemorySegment plain;
    private byte[] out;
    private byte[] packed;
    private int length;

    /// Packs what is to be unpacked.
    @Setup
    public void pack() {
        bytes = Sample.of(SIZE);
        plain = MemorySegment.ofArray(bytes);
        packed = new byte[ZstdEncoder.bound(SIZE) + ZstdDecoder.SLACK];
        length = encoder.compress(plain, packed, 0, ZstdEncoder.bound(SIZE));
        out = new byte[Math.max(packed.length, SIZE + ZstdDecoder.SLACK)];
    }

    /// Packs.
    @Benchmark
    public int encode() {
        return encoder.compress(plain, out, 0, ZstdEncoder.bound(SIZE));
    }

    /// Unpacks.
    @Benchmark
    public int decode() throws IOException {
        return decoder.expand(Where.file("sample"), packed, 0, length, out, 0, SIZE);
    }

    /// Sums up.
    @Benchmark
    public long checksum() {
        sum.reset();
        sum.update(bytes, 0, SIZE);
        return sum.value();
    }
}
