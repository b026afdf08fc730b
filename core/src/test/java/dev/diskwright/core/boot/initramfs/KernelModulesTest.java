package dev.diskwright.core.boot.initramfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.TreeBuilder;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Elf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class KernelModulesTest {
    private final TreeBuilder tree = new TreeBuilder(0);

    @Test
    void closurePutsEachModuleBehindWhatItDependsOn() throws IOException {
        module("drivers/block/virtio_blk.ko", Elf.module("depends=virtio-ring,virtio"));
        module("drivers/virtio/virtio_ring.ko", Elf.module("depends="));
        module("drivers/virtio/virtio.ko", Elf.module("depends=virtio_ring", "name=virtio"));
        module("drivers/other.ko", Elf.module("license=GPL"));
        assertEquals(
                List.of("virtio_ring", "virtio", "virtio_blk"),
                names(List.of("virtio-blk", "absent", "virtio")));
    }

    @Test
    void compressedModulesAreUnpacked() throws IOException {
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write(Elf.module("depends=b"));
        }
        var xz = new ByteArrayOutputStream();
        try (var out = new XZOutputStream(xz, new LZMA2Options(0))) {
            out.write(Elf.module("depends="));
        }
        module("a.ko.gz", gzip.toByteArray());
        module("b.ko.xz", xz.toByteArray());
        assertEquals(List.of("b", "a"), names(List.of("a")));
        KernelModules.Module b = modules().closure(List.of("b")).getFirst();
        assertEquals(Elf.module("depends=").length, b.bytes().size());
    }

    @Test
    void whatIsPartOfTheKernelNeedsNoModule() throws IOException {
        text("modules.builtin", "kernel/fs/ext4/ext4.ko\nkernel/lib/crc16.ko\n");
        text("modules.builtin.modinfo", "nvme-core.file=x\0crc32c_intel.alias=crypto-crc32c\0");
        module("a.ko", Elf.module("depends=crc16", "softdep=pre: crypto-crc32c"));
        module("lib/crypto/generic.ko", Elf.module("alias=crypto-crc32c"));
        KernelModules modules = modules();
        assertTrue(modules.has("ext4") && modules.has("nvme_core") && modules.has("a"));
        assertFalse(modules.has("ahci"));
        assertEquals(List.of("a"), names(List.of("a", "ext4")));
    }

    @Test
    void softDependenciesAreTakenByNameAndAliasAsFarAsTheyAreThere() throws IOException {
        module("fs/a.ko", Elf.module("softdep=pre: crc32c named absent post: later"));
        module("arch/x86/crypto/fast.ko", Elf.module("alias=crypto-crc32c", "alias=crc32c"));
        module("named.ko", Elf.module("depends="));
        module("later.ko", Elf.module("depends="));
        assertEquals(List.of("fast", "named", "a"), names(List.of("a")));
    }

    @Test
    void circlesEnd() throws IOException {
        module("a.ko", Elf.module("depends=b"));
        module("b.ko", Elf.module("softdep=pre: a", "depends=a"));
        assertEquals(List.of("b", "a"), names(List.of("a")));
    }

    @Test
    void missingDependencyIsNamed() {
        module("a.ko", Elf.module("depends=b"));
        String message =
                String.valueOf(
                        assertThrows(UnsupportedImageException.class, () -> names(List.of("a")))
                                .getMessage());
        assertTrue(message.contains("a without b"), message);
    }

    @Test
    void fileThatIsNoModuleIsRefused() {
        module("a.ko", new byte[100]);
        assertThrows(CorruptImageException.class, () -> names(List.of("a")));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedModuleFailsCleanly(long seed) {
        Random random = Cases.random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] module = Elf.module("depends=a,b", "softdep=pre: c", "alias=d");
            for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                module[random.nextInt(module.length)] = (byte) random.nextInt(256);
            }
            try {
                var _ = ModuleInfo.of(Where.file("module"), MemorySegment.ofArray(module));
                var _ = ElfFile.of(Where.file("m"), MemorySegment.ofArray(module)).hasInterpreter();
            } catch (ImageException allowed) {
                // the one way out
            }
        }
    }

    private List<String> names(List<String> wanted) throws IOException {
        return modules().closure(wanted).stream().map(KernelModules.Module::name).toList();
    }

    private KernelModules modules() throws IOException {
        return new KernelModules("test", tree.build().root());
    }

    private void module(String path, byte[] bytes) {
        put("kernel/" + path, bytes);
    }

    private void text(String path, String text) {
        put(path, text.getBytes(UTF_8));
    }

    private void put(String path, byte[] bytes) {
        tree.put(
                path,
                new RegularFile(Attributes.root(0644, 0), BlockSource.of(bytes)),
                "test",
                problem -> {
                    throw new AssertionError(problem);
                });
    }
}
