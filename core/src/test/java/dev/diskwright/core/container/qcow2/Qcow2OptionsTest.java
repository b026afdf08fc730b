package dev.diskwright.core.container.qcow2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.container.OptionException;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Disks;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.SparseTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way to write: read again, checked by ourselves, and by QEMU.
class Qcow2OptionsTest {
    @TempDir Path folder;

    private static Map<String, String> options(String text) {
        var options = new HashMap<String, String>();
        for (String it : text.split(",")) {
            if (!it.isEmpty()) {
                options.put(it.substring(0, it.indexOf('=')), it.substring(it.indexOf('=') + 1));
            }
        }
        return options;
    }

    private static SparseTarget write(BlockSource disk, String options, Companions companions)
            throws IOException, InterruptedException {
        var target = new SparseTarget("disk.qcow2");
        write(disk, options, companions, target, 3);
        return target;
    }

    private static void write(
            BlockSource disk,
            String options,
            Companions companions,
            SparseTarget target,
            int threads)
            throws IOException, InterruptedException {
        var named = List.of(new Encoding.NamedDisk("", disk));
        new Encoding(named, Optional.empty(), List.of(), threads)
                .write(
                        List.of(
                                new Encoding.Job(
                                        new Qcow2(), options(options), target, companions, true)),
                        Progress.NONE);
    }

    private static Container decode(SparseTarget file) throws IOException {
        return new Qcow2().decode(Images.FILE, file.source(), file.asCompanions());
    }

    private static List<Finding> check(SparseTarget file) throws IOException {
        return Images.check(file.source(), file.asCompanions());
    }

    private void toFiles(SparseTarget file) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(file.name()))) {
            file.copyTo(out);
        }
        for (SparseTarget it : file.companions().values()) {
            toFiles(it);
        }
    }

    private void raw(BlockSource disk, String name) throws IOException {
        dev.diskwright.core.testing.Images.write(disk, folder.resolve(name));
    }

    /// QEMU looks for a data file in the current directory, and for a backing file beside the image.
    private void assertQemuAgrees() throws IOException {
        String program =
                "cd \"$0\" && qemu-img check disk.qcow2"
                        + " && qemu-img compare -f raw -F qcow2 disk.img disk.qcow2";
        String verdict = Peers.run("sh", "-c", program, folder).ok();
        assertTrue(verdict.contains("No errors were found"), verdict);
    }

    @Tag("peer")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "compress=zlib",
                "compress=zstd",
                "compress=zlib,cluster_size=512",
                "compress=zstd,cluster_size=512",
                "compress=zlib,cluster_size=4096,refcount_bits=1",
                "compress=zlib,cluster_size=2M,refcount_bits=8",
                "compress=zstd,cluster_size=2M,refcount_bits=64",
                "compress=zlib,cluster_size=1K,refcount_bits=2",
                "compress=zlib,extended_l2=on",
                "compress=zstd,extended_l2=on,cluster_size=16K",
                "compress=zlib,compat=0.10",
                "compat=0.10,cluster_size=4K",
                "extended_l2=on",
                "extended_l2=on,cluster_size=128K,refcount_bits=32",
                "preallocation=metadata",
                "preallocation=full,cluster_size=32K",
                "preallocation=metadata,extended_l2=on",
                "preallocation=metadata,compat=0.10",
                "data_file=disk.data",
                "data_file=disk.data,cluster_size=2K,preallocation=full",
                "data_file=disk.data,extended_l2=on",
                "data_file_raw=on",
                "refcount_bits=1",
                "refcount_bits=4,cluster_size=512",
            })
    void everyCombinationPasses(String options) throws Exception {
        Peers.require("qemu-img");
        Random random = Cases.random(options.hashCode());
        for (int size : new int[] {512, 1_500_160}) {
            BlockSource disk = Disks.compressible(random, size);
            SparseTarget file = write(disk, options, Companions.NONE);
            Images.assertSame(disk, decode(file).disk());
            assertEquals(List.of(), check(file));
            toFiles(file);
            raw(disk, "disk.img");
            assertQemuAgrees();
        }
    }

    @Test
    void rawDataFileIsTheDisk() throws Exception {
        BlockSource disk = Disks.compressible(Cases.random(4), 1_000_448);
        SparseTarget file = write(disk, "data_file_raw=on", Companions.NONE);
        Images.assertSame(disk, file.asCompanions().open(Images.FILE, "disk.qcow2.raw"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zlib", "zstd"})
    void compressedBytesDoNotDependOnThreads(String how) throws Exception {
        BlockSource disk = Disks.compressible(Cases.random(8), 3_000_320);
        var sum = new ArrayList<byte[]>();
        for (int threads : new int[] {1, 2, 5}) {
            var target = new SparseTarget("disk.qcow2");
            write(disk, "compress=" + how, Companions.NONE, target, threads);
            BlockSource file = target.source();
            sum.add(file.bytes(0, (int) file.size()).toArray(ValueLayout.JAVA_BYTE));
        }
        assertArrayEquals(sum.get(0), sum.get(1));
        assertArrayEquals(sum.get(0), sum.get(2));
    }

    @Test
    void whatIsIncompressibleIsStoredAsItIs() throws Exception {
        BlockSource disk = BlockSource.of(Cases.bytes(Cases.random(1), 10 * 65_536));
        long size = write(disk, "compress=zlib", Companions.NONE).source().size();
        assertEquals(write(disk, "", Companions.NONE).source().size(), size);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compat=0.10,extended_l2=on | extended_l2",
                "compat=0.10,compress=zstd | zstd",
                "compat=0.10,data_file=x | data_file",
                "compat=0.10,refcount_bits=1 | refcount_bits",
                "extended_l2=on,cluster_size=8K | 16K",
                "compress=zlib,data_file=x | data_file",
                "compress=zlib,preallocation=full | preallocation",
                "backing_format=raw | backing",
                "compress=lzma | none, zlib or zstd",
                "refcount_bits=3 | power of two",
            })
    void whatCannotBeIsRefused(String options, String words) {
        var e =
                assertThrows(
                        OptionException.class,
                        () -> write(BlockSource.zeros(512), options, Companions.NONE));
        assertTrue(String.valueOf(e.getMessage()).contains(words), e.getMessage());
    }

    @Test
    void namesThatDoNotFitAreRefused() {
        String options = "cluster_size=512,data_file=" + "x".repeat(400);
        assertThrows(
                DoesNotFitException.class,
                () -> write(BlockSource.zeros(512), options, Companions.NONE));
    }

    @Tag("peer")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "compress=zlib",
                "compress=zstd,cluster_size=4K",
                "extended_l2=on",
                "extended_l2=on,compress=zlib",
                "compat=0.10",
                "compat=0.10,compress=zlib",
                "backing_format=qcow2,cluster_size=512",
                "data_file=disk.data",
            })
    void overlayHoldsWhatDiffers(String options) throws Exception {
        Peers.require("qemu-img");
        Random random = Cases.random(options.length());
        for (int size : new int[] {1_200_128, 700_416}) {
            BlockSource base = Disks.compressible(random, 1_000_448);
            SparseTarget below = new SparseTarget("base.qcow2");
            write(base, "compress=zlib", Companions.NONE, below, 2);
            BlockSource disk = Disks.changed(random, base, size);
            Companions companions = (_, _) -> below.source();
            SparseTarget file = write(disk, options + ",backing=base.qcow2", companions);
            Companions both =
                    (where, name) ->
                            name.equals("base.qcow2")
                                    ? below.source()
                                    : file.asCompanions().open(where, name);
            BlockSource read = new Qcow2().decode(Images.FILE, file.source(), both).disk();
            Images.assertSame(disk, read);
            assertEquals(List.of(), Images.check(file.source(), both));
            toFiles(file);
            toFiles(below);
            raw(disk, "disk.img");
            assertQemuAgrees();
        }
    }

    @Test
    void overlayOnItselfHoldsNothing() throws Exception {
        BlockSource base = Disks.compressible(Cases.random(2), 1_000_448);
        Companions companions = (_, _) -> base;
        SparseTarget file = write(base, "backing=base.img,backing_format=raw", companions);
        assertEquals(4 * 65_536, file.source().size()); // header, L1 table, refcounts
        var disk = new Qcow2().decode(Images.FILE, file.source(), companions);
        Images.assertSame(base, disk.disk());
        assertTrue(disk.facts().contains(new Container.Fact("backing format", "raw")));
    }

    @Test
    void overlayOnAHugeBackingFileCostsWhatDiffers() throws Exception {
        var base =
                Composition.ofSize(1L << 40)
                        .place(1L << 39, BlockSource.of(Cases.bytes(Cases.random(5), 100_000)))
                        .build();
        Companions companions = (_, _) -> base;
        BlockSource disk = BlockSource.zeros(1L << 40);
        SparseTarget file = write(disk, "backing=base.img,backing_format=raw", companions);
        BlockSource read = new Qcow2().decode(Images.FILE, file.source(), companions).disk();
        Images.assertSame(disk.slice(1L << 39, 200_000), read.slice(1L << 39, 200_000));
    }

    /// QEMU inflates with 12 bits of window, as others do that stream.
    @Tag("peer")
    @Test
    void compressedClustersNeedAWindowOf4KiB() throws Exception {
        Peers.require("python3");
        BlockSource disk = Disks.compressible(Cases.random(12), 4 << 20);
        SparseTarget file = write(disk, "compress=zlib", Companions.NONE);
        toFiles(file);
        String program =
                """
                import struct, sys, zlib
                b = open(sys.argv[1], 'rb').read()
                l1, = struct.unpack_from('>Q', b, 40)
                l2, = struct.unpack_from('>Q', b, l1)
                l2 &= 0x00fffffffffffe00
                n = 0
                for i in range(8192):
                    e, = struct.unpack_from('>Q', b, l2 + 8 * i)
                    if e >> 62 & 1:
                        at = e & (1 << 54) - 1
                        end = at + ((e >> 54 & 0xff) + 1) * 512 - at % 512
                        d = zlib.decompressobj(wbits=-12)
                        size = 0
                        while at < end and not d.eof:
                            size += len(d.decompress(b[at:at + 7])); at += 7
                        assert size == 65536 and d.eof, (i, size)
                        n += 1
                print(n)
                """;
        String count =
                Peers.run("python3", "-c", program, folder.resolve("disk.qcow2")).ok().strip();
        assertTrue(Integer.parseInt(count) > 10, count);
    }
}
