package dev.diskwright.core.container.vma;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Checks an archive: what `vma verify` finds, and that every cluster is there, that what is not used is zero, and that
/// Proxmox can restore it. The data itself has no sums.
final class Checker implements Extents.Visitor {
    private static final int MOST = 1000; // findings that are told

    private final Where where;
    private final BlockSource file;
    private final Consumer<Finding> findings;
    private final Map<Integer, Clusters> clusters = new HashMap<>(); // by device
    private final Map<Integer, Long> states = new HashMap<>(); // next cluster of a machine's memory
    private int told;

    private Checker(Where where, BlockSource file, Consumer<Finding> findings) {
        this.where = where;
        this.file = file;
        this.findings = findings;
    }

    static void check(Where where, BlockSource file, Consumer<Finding> findings)
            throws IOException {
        var checker = new Checker(where, file, findings);
        try {
            checker.check();
        } catch (ImageException e) {
            checker.tell(Finding.of(e));
        }
    }

    private void tell(Finding finding) {
        if (told < MOST) {
            findings.accept(finding);
        } else if (told == MOST) {
            findings.accept(
                    new Finding(
                            Finding.Severity.NOTE, where, "more than %d findings".formatted(MOST)));
        }
        told++;
    }

    private void warn(Where place, String sentence) {
        tell(Finding.warning(place, sentence));
    }

    private void check() throws IOException {
        Faults faults = fault -> tell(Finding.of(fault));
        Tables tables = Tables.read(where, file, faults);
        checkHeader(tables);
        checkConfigs(tables);
        for (Tables.Device device : tables.devices()) {
            clusters.put(device.id(), new Clusters(where, device));
        }
        new Extents(where, file, tables, faults).walk(this);
        for (Tables.Device device : tables.devices()) {
            if (!device.isState()) {
                complete(device);
            }
        }
    }

    private void checkHeader(Tables tables) throws IOException {
        Header header = tables.header();
        Where place = Fields.header(where);
        MemorySegment bytes = file.bytes(0, (int) header.headerSize());
        long end = header.blobBufferOffset() + header.blobBufferSize();
        long size = Units.roundUp(end, Header.ALIGNMENT);
        if (header.blobBufferOffset() != Header.SIZE) {
            warn(Header.field(place, "blobBufferOffset"), "is not " + Header.SIZE);
        }
        if (header.headerSize() != size) {
            warn(
                    Header.field(place, "headerSize"),
                    "is %d where the blobs take %d".formatted(header.headerSize(), size));
        }
        zero(place, bytes, "reserved", Header.RESERVED_AT, Header.CONFIG_NAMES_AT);
        zero(place, bytes, "reserved", Header.RESERVED_2_AT, Header.DEVICES_AT);
        zero(
                place,
                bytes,
                "first byte of blobs",
                header.blobBufferOffset(),
                1 + header.blobBufferOffset());
        zero(place, bytes, "rest behind the blobs", end, header.headerSize());
        for (int id = 0; id < Header.DEVICES; id++) {
            long at = Header.DEVICES_AT + (long) Header.DEVICE_SIZE * id;
            String name = "device " + id;
            boolean used = bytes.get(Fields.U32, at) != 0;
            zero(place, bytes, name + " reserved", at + 4, at + (used ? 8 : 16));
            zero(place, bytes, name + " reserved", at + 16, at + Header.DEVICE_SIZE);
        }
        boolean free = false;
        for (int i = 0; i < Header.CONFIGS; i++) {
            boolean used = bytes.get(Fields.U32, Header.CONFIG_NAMES_AT + 4L * i) != 0;
            if (used && free) {
                warn(
                        place.field("config name " + i, Header.CONFIG_NAMES_AT + 4L * i),
                        "is used after a free slot");
            }
            free |= !used;
        }
    }

    private void zero(Where place, MemorySegment bytes, String name, long from, long to) {
        if (from < to
                && to <= bytes.byteSize()
                && !ZeroBytes.isZero(bytes.asSlice(from, to - from))) {
            warn(place.field(name, from), "is not zero");
        }
    }

    private void checkConfigs(Tables tables) {
        List<String> disks =
                tables.devices().stream()
                        .filter(it -> !it.isState())
                        .map(Tables.Device::name)
                        .toList();
        Where place = where.structure(Configuration.FILE, 0);
        boolean found = false;
        for (Tables.Config config : tables.configs()) {
            if (config.name().equals(Configuration.FILE)) {
                found = true;
                String text = new String(config.data().toArray(ValueLayout.JAVA_BYTE), UTF_8);
                Configuration.check(text, disks, it -> warn(place, it));
            }
        }
        if (!found) {
            warn(place, "is missing, without which Proxmox does not restore the archive");
        }
        for (Tables.Device device : tables.devices()) {
            if (!device.isState() && device.size() % 512 != 0) {
                tell(
                        new Finding(
                                Finding.Severity.NOTE,
                                where.inside(device.name()),
                                device.size() + " bytes are not a whole number of sectors"));
            }
        }
    }

    @Override
    public void extent(Where place, MemorySegment header) {
        for (int slot = 0; slot < ExtentHeader.SLOTS; slot++) {
            long info = ExtentHeader.info(header, slot);
            if (info != 0 && ExtentHeader.device(info) == 0) {
                warn(
                        place.field("slot " + slot, ExtentHeader.INFO_AT + 8L * slot),
                        "is not zero, though not used");
            }
        }
    }

    @Override
    public void cluster(Where place, Tables.Device device, long cluster, int mask, long offset)
            throws IOException {
        if (device.isState()) {
            long next = states.getOrDefault(device.id(), 0L);
            if (cluster != next) {
                tell(
                        Finding.error(
                                place,
                                "cluster %d of %s follows, not %d"
                                        .formatted(cluster, device.name(), next)));
            }
            states.put(device.id(), cluster + 1);
            return;
        }
        Clusters of = clusters.get(device.id());
        if (of != null) {
            of.add(cluster, mask, offset);
        }
        long inside = device.size() - (cluster << Fields.CLUSTER_BITS);
        if (inside < Fields.CLUSTER && inside % Fields.BLOCK != 0) {
            int last = 1 << inside / Fields.BLOCK;
            if ((mask & last) != 0) {
                long before = Integer.bitCount(mask & last - 1);
                long block = offset + (before << Fields.BLOCK_BITS);
                checkRest(place, device, block, inside % Fields.BLOCK);
            }
        }
    }

    /// The last block of a device may be longer than what is left of it.
    private void checkRest(Where place, Tables.Device device, long block, long rest)
            throws IOException {
        MemorySegment behind = file.bytes(block + rest, (int) (Fields.BLOCK - rest));
        if (!ZeroBytes.isZero(behind)) {
            warn(place, "the rest of the last block of %s is not zero".formatted(device.name()));
        }
    }

    private void complete(Tables.Device device) throws ImageException {
        Clusters of = clusters.get(device.id());
        if (of == null) {
            return;
        }
        of.complete(
                new Clusters.Gaps() {
                    @Override
                    public void missing(long first, long end) {
                        tell(
                                Finding.error(
                                        where.inside(device.name()),
                                        first + 1 == end
                                                ? "cluster %d is missing".formatted(first)
                                                : "clusters %d to %d are missing"
                                                        .formatted(first, end - 1)));
                    }

                    @Override
                    public void twice(long first, long end, Where place) {
                        tell(
                                Finding.error(
                                        place,
                                        "cluster %d of %s is there again"
                                                .formatted(first, device.name())));
                    }
                });
    }
}
