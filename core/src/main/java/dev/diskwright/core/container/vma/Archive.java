package dev.diskwright.core.container.vma;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Container;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file that is read. Its extents are walked once, when a disk is opened: sizes and configurations are known before.
final class Archive {
    private final Where where;
    private final BlockSource file;
    private final Tables tables;
    private @Nullable Map<Integer, Clusters> clusters; // by device; once the extents were walked

    private Archive(Where where, BlockSource file, Tables tables) {
        this.where = where;
        this.file = file;
        this.tables = tables;
    }

    static Container read(Where where, BlockSource file) throws IOException {
        Tables tables = Tables.read(where, file, Faults.THROW);
        return new Archive(where, file, tables).container();
    }

    private Container container() throws CorruptImageException {
        var disks = new ArrayList<Container.Disk>();
        var facts = new ArrayList<Container.Fact>();
        facts.add(new Container.Fact("uuid", tables.header().uuid().toString()));
        facts.add(new Container.Fact("created", time(tables.header().ctime())));
        for (Tables.Device device : tables.devices()) {
            if (device.isState()) {
                facts.add(new Container.Fact("vmstate", device.size() + " bytes"));
            } else {
                disks.add(new Container.Disk(device.name(), device.size(), () -> open(device)));
            }
        }
        if (disks.isEmpty()) {
            throw new CorruptImageException(
                    where.structure("device table", Header.DEVICES_AT), "no disk", "one or more");
        }
        List<Container.Attachment> attachments =
                tables.configs().stream()
                        .map(it -> new Container.Attachment(it.name(), BlockSource.of(it.data())))
                        .toList();
        return new Container(disks, facts, attachments);
    }

    /// The field may hold any 64 bits.
    private static String time(long seconds) {
        boolean known =
                seconds >= Instant.MIN.getEpochSecond() && seconds <= Instant.MAX.getEpochSecond();
        return known ? Instant.ofEpochSecond(seconds).toString() : seconds + " s since 1970";
    }

    private BlockSource open(Tables.Device device) throws IOException {
        return new Reader(file, device.size(), clusters(device));
    }

    private synchronized Clusters clusters(Tables.Device device) throws IOException {
        if (clusters == null) {
            clusters = walk();
        }
        return Objects.requireNonNull(clusters.get(device.id()));
    }

    private Map<Integer, Clusters> walk() throws IOException {
        var found = new LinkedHashMap<Integer, Clusters>();
        for (Tables.Device device : tables.devices()) {
            found.put(device.id(), new Clusters(where, device));
        }
        new Extents(where, file, tables, Faults.THROW)
                .walk((_, device, cluster, mask, offset) -> {
                    Clusters of = found.get(device.id());
                    if (of != null && !device.isState()) {
                        of.add(cluster, mask, offset);
                    }
                });
        for (Tables.Device device : tables.devices()) {
            Clusters of = found.get(device.id());
            if (of != null && !device.isState()) {
                of.complete();
            }
        }
        return found;
    }
}
