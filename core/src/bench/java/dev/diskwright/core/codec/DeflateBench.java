package dev.diskwright.core.codec;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// DEFLATE: a cluster of qcow2, with its short window, or a grain of streamOptimized, with the whole one.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DeflateBench {
    private static final int SIZE = 64 << 10;

    /// Bits of the window.
    @Param({"12", "15"})
    public int window;

    private MemorySegment plain;
    private byte[] packed;
    private byte[] out;
    private DeflateEncoder encoder;
    private Inflate inflate;

    /// Packs what is to be unpacked.
    @Setup
    public void pack() {
        plain = MemorySegment.ofArray(Sample.of(SIZE));
        out = new byte[DeflateEncoder.bound(SIZE) + DeflateEncoder.SLACK];
        encoder = new DeflateEncoder(window);
        int length = encoder.deflate(plain, out, 0, out.length);
        packed = Arrays.copyOf(out, length);
        inflate = new Inflate(Where.file("sample"), BlockSource.of(packed), 0);
    }

    /// Packs.
    @Benchmark
    public int encode() {
        return encoder.deflate(plain, out, 0, out.length);
    }

    /// Unpacks.
    @Benchmark
    public int decode() throws IOException {
        inflate.begin(0);
        int total = 0;
        for (int some = 0; some >= 0; some = inflate.read(out, 0, SIZE)) {
            total += some;
        }
        return total;
    }
}
