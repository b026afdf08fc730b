package dev.diskwright.core.container.vma;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.DiskFiles;
import dev.diskwright.core.testing.MemoryTarget;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written: the same bytes every time, and nothing that our own reader and checker do not take.
class VmaWriterTest {
    private static final ValueLayout.OfShort U16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private static List<Encoding.NamedDisk> disks(Random random, int count, int limit) {
        var disks = new ArrayList<Encoding.NamedDisk>();
        for (int i = 0; i < count; i++) {
            int size = (int) Cases.size(random, limit);
            disks.add(new Encoding.NamedDisk("drive-scsi" + i, Sources.random(random, size)));
        }
        return disks;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void disksComeBack(long seed) throws Exception {
        Random random = Cases.random(seed);
        List<Encoding.NamedDisk> disks = disks(random, 1 + random.nextInt(3), 5 << 20);
        byte[] file = Archives.encode(disks, Map.of(), List.of(), Archives.IDENTITY);
        Container container = Archives.decode(file);
        assertEquals(disks.size(), container.disks().size());
        for (Encoding.NamedDisk disk : disks) {
            DiskFiles.assertSame(disk.bytes(), container.disk(disk.name()).orElseThrow().open());
        }
        boolean whole = disks.stream().allMatch(it -> it.bytes().size() % 512 == 0);
        assertTrue(!whole || Archives.check(file).isEmpty(), () -> check(file));
    }

    private static String check(byte[] file) {
        try {
            return Archives.check(file).toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 4096, 4097, 65535, 65536, 65537, 58 << 16, 3_801_089})
    void everySizeComesBack(int size) throws Exception {
        BlockSource disk = BlockSource.of(Cases.bytes(Cases.random(size), size));
        byte[] file = Archives.encode(disk, Map.of());
        Container container = Archives.decode(file);
        assertEquals("drive-scsi0", container.disks().getFirst().name());
        DiskFiles.assertSame(disk, container.disk());
        DiskFiles.assertSame(
                BlockSource.zeros(size),
                Archives.decode(Archives.encode(BlockSource.zeros(size), Map.of())).disk());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void bytesDependOnNeitherThreadsNorWhenTheIdentityIsKnown(long seed) throws Exception {
        Random random = Cases.random(seed);
        List<Encoding.NamedDisk> disks = disks(random, 2, 6 << 20);
        Map<String, String> options =
                switch ((int) (seed % 3)) {
                    case 0 -> Map.of();
                    case 1 -> Map.of("compress", "zstd");
                    default -> Map.of("compress", "zlib");
                };
        var late = new MemoryTarget("disk.vma");
        Archives.encode(disks, options, List.of(), Optional.empty(), 2, late);
        var again = new MemoryTarget("disk.vma");
        Archives.encode(disks, options, List.of(), Optional.empty(), 1, again);
        assertArrayEquals(late.bytes(), again.bytes());
        byte[] early = Archives.encode(disks, options, List.of(), Archives.IDENTITY);
        assertEquals(late.bytes().length, early.length);
        var forward = new Forward();
        Archives.encode(disks, options, List.of(), Optional.of(Archives.IDENTITY), 2, forward);
        assertArrayEquals(early, forward.memory.bytes());
    }

    /// Takes nothing but what follows what it has.
    private static final class Forward implements Target {
        final MemoryTarget memory = new MemoryTarget("disk.vma");
        private long next;

        @Override
        public String name() {
            return memory.name();
        }

        @Override
        public void write(long offset, MemorySegment bytes) {
            assertEquals(next, offset);
            memory.write(offset, bytes);
            next += bytes.byteSize();
        }

        @Override
        public void truncate(long size) {
            assertEquals(next, size);
        }

        @Override
        public Target companion(String name) {
            throw new AssertionError(name);
        }
    }

    @Test
    void bytesAreTheSameAsEver() throws Exception {
        byte[] data = new byte[200_000];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i * 31 >>> 7);
        }
        BlockSource disk =
                Composition.ofSize(9 << 20).place(4_100_000, BlockSource.of(data)).build();
        byte[] file = Archives.encode(disk, Map.of("name", "golden"));
        assertEquals(
                "86dec98aec7ae2a40bf35af60c42cf1b733bc3d32922ebc88aca328a4f8d1867",
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
        var bytes = MemorySegment.ofArray(file);
        assertEquals(0x564d4100, bytes.get(Fields.U32, 0));
        assertEquals(1_700_000_000, bytes.get(Fields.U64, 24));
        assertEquals(12288, bytes.get(Fields.U32, 48));
        assertEquals(12800, bytes.get(Fields.U32, 56));
        assertEquals(0x564d4145, bytes.get(Fields.U32, 12800));
        assertEquals(0, bytes.get(Fields.U32, 12804)); // no block in the first 58 clusters
        assertEquals(0x0000_0001_0000_0000L, bytes.get(Fields.U64, 12840));
        assertEquals(0x0000_0001_0000_0039L, bytes.get(Fields.U64, 12840 + 8 * 57));
        assertEquals(0, bytes.get(Fields.U64, 12840 + 8 * 58));
        assertEquals(0x0000_0001_0000_003aL, bytes.get(Fields.U64, 13352));
        assertEquals(0xff00_0001_0000_003eL, bytes.get(Fields.U64, 13352 + 8 * 4));
        assertEquals(50, bytes.get(U16, 13318));
        assertEquals(12800 + 3 * 512 + 50 * 4096, file.length);
    }

    @Test
    void hugeDiskCostsItsHeadersOnly() throws Exception {
        BlockSource disk =
                Composition.ofSize(100L << 30)
                        .place(70L << 30, BlockSource.of(Cases.bytes(Cases.random(1), 100_000)))
                        .build();
        byte[] file = Archives.encode(disk, Map.of());
        assertTrue(file.length < 15_000_000, file.length + " bytes");
        BlockSource back = Archives.decode(file).disk();
        assertEquals(70L << 30, back.extentAt(0).length());
        assertEquals(List.of(), Archives.check(file));
    }

    @Test
    void configurationIsMadeFromTheOptions() throws Exception {
        BlockSource disk = BlockSource.zeros(3 << 20);
        var options =
                Map.of(
                        "vmid",
                        "123",
                        "name",
                        "host-1",
                        "cores",
                        "4",
                        "memory",
                        "2048",
                        "bus",
                        "virtio",
                        "storage",
                        "tank",
                        "firmware",
                        "ovmf");
        assertEquals(
                """
                bios: ovmf
                boot: order=virtio0
                cores: 4
                memory: 2048
                name: host-1
                ostype: l26
                virtio0: tank:vm-123-disk-0,size=3M
                #qmdump#map:virtio0:drive-virtio0:tank:raw:
                """,
                config(Archives.encode(disk, options)));
    }

    @Test
    void givenConfigurationIsCompleted() throws Exception {
        String given =
                """
                # made by hand
                boot: order=virtio1
                ide2: local-lvm:vm-9999-cloudinit,media=cdrom
                virtio1: fast:vm-7-disk-3,size=1G
                #qmdump#map:sata9:drive-sata9:gone:raw:\
                """;
        var disks =
                List.of(
                        new Encoding.NamedDisk("root", BlockSource.zeros(65536)),
                        new Encoding.NamedDisk("drive-ide0", BlockSource.zeros(512)),
                        new Encoding.NamedDisk("data", BlockSource.zeros(1536)),
                        new Encoding.NamedDisk("more", BlockSource.zeros(1000)));
        var attachments =
                List.of(
                        new Container.Attachment(
                                "qemu-server.fw", BlockSource.of("[OPTIONS]\n".getBytes(UTF_8))),
                        new Container.Attachment(
                                "qemu-server.conf", BlockSource.of(given.getBytes(UTF_8))));
        byte[] file = Archives.encode(disks, Map.of(), attachments, Archives.IDENTITY);
        Container container = Archives.decode(file);
        assertEquals(
                List.of("drive-sata9", "drive-ide0", "drive-virtio1", "drive-scsi0"),
                container.disks().stream().map(Container.Disk::name).toList());
        assertEquals(
                """
                # made by hand
                boot: order=virtio1
                ide2: local-lvm:vm-9999-cloudinit,media=cdrom
                virtio1: fast:vm-7-disk-3,size=1G
                sata9: local-lvm:vm-100-disk-0,size=64K
                ide0: local-lvm:vm-100-disk-1,size=512
                scsi0: local-lvm:vm-100-disk-3,size=1000
                #qmdump#map:sata9:drive-sata9:local-lvm:raw:
                #qmdump#map:ide0:drive-ide0:local-lvm:raw:
                #qmdump#map:virtio1:drive-virtio1:fast:raw:
                #qmdump#map:scsi0:drive-scsi0:local-lvm:raw:
                """,
                config(file));
        assertEquals(
                List.of("qemu-server.conf", "qemu-server.fw"),
                container.attachments().stream().map(Container.Attachment::name).toList());
        byte[] again =
                Archives.encode(
                        List.of(disks.get(1)),
                        Map.of(),
                        container.attachments(),
                        Archives.IDENTITY);
        assertEquals("drive-ide0", Archives.decode(again).disks().getFirst().name());
        assertEquals(1, config(again).lines().filter(it -> it.startsWith("#qmdump")).count());
    }

    private static String config(byte[] file) throws IOException {
        Container.Attachment config = Archives.decode(file).attachments().getFirst();
        assertEquals("qemu-server.conf", config.name());
        byte[] text =
                config.bytes().bytes(0, (int) config.bytes().size()).toArray(ValueLayout.JAVA_BYTE);
        return new String(text, UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vmid=99",
                "name=a b",
                "name=-a",
                "cores=0",
                "memory=x",
                "bus=usb",
                "storage=a:b",
                "firmware=uboot"
            })
    void unknownValuesAreRefused(String option) {
        String[] parts = option.split("=", -1);
        assertThrows(
                IllegalArgumentException.class,
                () -> Archives.encode(BlockSource.zeros(512), Map.of(parts[0], parts[1])));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        var many = new ArrayList<Encoding.NamedDisk>();
        for (int i = 0; i < 255; i++) {
            many.add(new Encoding.NamedDisk("disk" + i, BlockSource.zeros(512)));
        }
        assertThrows(
                DoesNotFitException.class,
                () -> Archives.encode(many, Map.of(), List.of(), Archives.IDENTITY));
        assertThrows(
                DoesNotFitException.class,
                () -> Archives.encode(BlockSource.zeros((1L << 48) + 1), Map.of()));
        var large = new Container.Attachment("qemu-server.conf", BlockSource.of(new byte[65536]));
        assertThrows(
                DoesNotFitException.class,
                () ->
                        Archives.encode(
                                many.subList(0, 1), Map.of(), List.of(large), Archives.IDENTITY));
    }
}
