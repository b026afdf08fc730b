package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.BoundedCache;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An opened file: what its disk and the snapshots of it have in common. Keeps a few megabytes of L2 tables and expanded
/// clusters in memory.
final class Image {
    private static final int CACHE = 4 << 20; // bytes, of each kind; two clusters at least

    /// Bytes of a backing file's name.
    static final int MAX_NAME = 1023;

    final Where where;
    final BlockSource file;
    final Header header;
    final Mapping mapping;
    final Decompressor decompressor;

    /// Where standard clusters lie: the external data file, or the file itself.
    final BlockSource data;

    final @Nullable BlockSource backing;
    final BoundedCache<L2Table> l2Tables;
    final BoundedCache<MemorySegment> expanded;
    private final HeaderExtensions extensions;

    private Image(Where where, BlockSource file, Companions companions) throws IOException {
        this.where = where;
        this.file = file;
        header = Header.read(where, file);
        mapping = new Mapping(where, header);
        decompressor = new Decompressor(where, file, header);
        int clusters = Math.max(2, CACHE / header.clusterSize());
        l2Tables = new BoundedCache<>(clusters);
        expanded = new BoundedCache<>(clusters);
        Where place = where.structure("header", 0);
        extensions = HeaderExtensions.read(place, file, header);
        data = openData(place, companions);
        backing = openBacking(place, companions);
    }

    static Image open(Where where, BlockSource file, Companions companions) throws IOException {
        return new Image(where, file, companions);
    }

    private BlockSource openData(Where place, Companions companions) throws IOException {
        if (!header.has(Features.EXTERNAL_DATA_FILE)) {
            return file;
        }
        Where field = place.field("external data file name", header.headerLength());
        String name = extensions.text(HeaderExtensions.EXTERNAL_DATA);
        if (name.isEmpty()) {
            throw new CorruptImageException(
                    field, "no name", "a header extension with the data file's");
        }
        return companions.open(field, name);
    }

    private @Nullable BlockSource openBacking(Where place, Companions companions)
            throws IOException {
        if (header.backingFileOffset() == 0) {
            return null;
        }
        String name = backingName(place);
        String format = extensions.text(HeaderExtensions.BACKING_FORMAT);
        return companions.disk(
                Header.field(place, "backingFileOffset"),
                name,
                format.isEmpty() ? Optional.empty() : Optional.of(format));
    }

    private String backingName(Where place) throws IOException {
        long offset = header.backingFileOffset();
        long length = header.backingFileSize();
        if (length < 1 || length > MAX_NAME || offset < 0 || offset > file.size() - length) {
            throw new CorruptImageException(
                    Header.field(place, "backingFileOffset"),
                    "a name of %d bytes at %s".formatted(length, Long.toUnsignedString(offset)),
                    "1 to 1023 bytes inside the file");
        }
        byte[] name = file.bytes(offset, (int) length).toArray(ValueLayout.JAVA_BYTE);
        return new String(name, StandardCharsets.UTF_8);
    }

    /// {@return the disk}
    Reader disk() throws IOException {
        return new Reader(this, where.structure("L1 table", header.l1TableOffset()), header.size());
    }

    /// {@return the disk, its snapshots, and what the file says of itself}
    Container container() throws IOException {
        Reader disk = disk();
        var facts = new ArrayList<>(facts());
        List<Container.Disk> snapshots = List.of();
        try {
            snapshots = snapshots();
        } catch (ImageException e) { // the disk itself can be read without them
            facts.add(new Container.Fact("snapshots", "damaged: " + e.problem()));
        }
        return new Container(
                List.of(new Container.Disk("", disk.size(), () -> disk)),
                snapshots,
                facts,
                List.of());
    }

    private List<Container.Disk> snapshots() throws IOException {
        var disks = new ArrayList<Container.Disk>();
        var names = new HashSet<String>();
        for (Snapshots.Snapshot it : Snapshots.read(where, file, header, (_, _, _, _) -> {})) {
            boolean isUnique = !it.name().isEmpty() && names.add(it.name());
            String name = isUnique ? it.name() : it.identifier() + "/" + it.name();
            Where l1 = it.where().structure("L1 table of snapshot " + name, it.l1TableOffset());
            disks.add(new Container.Disk(name, it.size(), () -> new Reader(this, l1, it.size())));
        }
        return disks;
    }

    private List<Container.Fact> facts() throws IOException {
        var facts = new ArrayList<Container.Fact>();
        fact(facts, "version", Long.toString(header.version()));
        fact(facts, "cluster size", Integer.toString(header.clusterSize()));
        fact(facts, "compression", header.compressionType() == 0 ? "zlib" : "zstd");
        fact(facts, "refcount bits", Integer.toString(1 << header.refcountOrder()));
        fact(facts, "features", String.join(", ", Features.names(header)));
        if (header.backingFileOffset() != 0) {
            fact(facts, "backing file", backingName(where.structure("header", 0)));
            fact(facts, "backing format", extensions.text(HeaderExtensions.BACKING_FORMAT));
        }
        fact(facts, "data file", extensions.text(HeaderExtensions.EXTERNAL_DATA));
        return facts;
    }

    private static void fact(List<Container.Fact> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(new Container.Fact(name, value));
        }
    }
}
