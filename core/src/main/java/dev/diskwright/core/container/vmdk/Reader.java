package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container.Fact;
import dev.diskwright.core.container.ParentSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Puts a disk together: its extents side by side, and its parent below them.
final class Reader {
    private final Where where;
    private final BlockSource file;
    private final Companions companions;
    private final List<Fact> facts = new ArrayList<>();

    private Reader(Where where, BlockSource file, Companions companions) {
        this.where = where;
        this.file = file;
        this.companions = companions;
    }

    /// {@return the disk of an image file: a descriptor, or an extent}
    static Disk open(Where where, BlockSource file, Companions companions) throws IOException {
        return new Reader(where, file, companions).open();
    }

    private Disk open() throws IOException {
        if (Descriptor.isAt(file)) {
            Descriptor descriptor = Descriptor.read(where, file, 0, file.size());
            return disk(descriptor, described(descriptor));
        }
        if (CowdHeader.isAt(file)) {
            CowdHeader header = CowdHeader.read(where, file);
            if ((header.flags() & CowdHeader.ROOT) == 0) {
                throw new UnsupportedImageException(
                        CowdHeader.field(where.structure("COWD header", 0), "flags"),
                        "a COWD extent with a parent, without its descriptor,");
            }
            facts.add(new Fact("subformat", "vmfsSparse extent"));
            return disk(
                    Descriptor.none(where),
                    new SparseExtent(
                            where,
                            file,
                            header.layout(),
                            BlockSource.zeros(header.layout().capacity()),
                            false));
        }
        SparseFile sparse = SparseFile.read(where, file);
        Descriptor descriptor = sparse.descriptor();
        if (descriptor.extents().size() > 1) {
            throw new UnsupportedImageException(
                    descriptor.where(), "an embedded descriptor of several extents");
        }
        facts.addAll(sparse.facts());
        long size = sparse.layout().capacity();
        BlockSource parent = parent(descriptor);
        return disk(
                descriptor,
                new SparseExtent(
                        where, file, sparse.layout(), below(parent, 0, size), parent != null));
    }

    private Disk disk(Descriptor descriptor, BlockSource bytes) {
        fact("subformat", descriptor.value("createType"));
        fact("content id", descriptor.value("CID"));
        fact("parent", descriptor.value("parentFileNameHint"));
        fact("adapter type", descriptor.value("ddb.adapterType"));
        fact("hardware version", descriptor.value("ddb.virtualHWVersion"));
        fact("uuid", descriptor.value("ddb.uuid"));
        return new Disk(bytes, descriptor, facts);
    }

    private void fact(String name, String value) {
        if (!value.isEmpty() && facts.stream().noneMatch(it -> it.name().equals(name))) {
            facts.add(new Fact(name, value));
        }
    }

    private BlockSource described(Descriptor descriptor) throws IOException {
        if (descriptor.extents().isEmpty()) {
            throw new CorruptImageException(descriptor.where(), "no extent", "one or more");
        }
        long sectors = 0;
        for (ExtentLine it : descriptor.extents()) {
            if (it.sectors() > Sectors.MAX_CAPACITY - sectors) {
                throw new CorruptImageException(
                        it.where(), it.sectors() + " sectors", "2^52 in all extents at most");
            }
            sectors += it.sectors();
        }
        facts.add(new Fact("extents", Integer.toString(descriptor.extents().size())));
        BlockSource parent = parent(descriptor);
        var disk = Composition.ofSize(sectors << Sectors.BITS);
        long at = 0;
        for (ExtentLine it : descriptor.extents()) {
            long size = it.sectors() << Sectors.BITS;
            if (size > 0) {
                disk.place(at, extent(it, size, parent, at));
            }
            at += size;
        }
        return disk.build();
    }

    private BlockSource extent(ExtentLine line, long size, @Nullable BlockSource parent, long at)
            throws IOException {
        if (line.access().equals(ExtentLine.NO_ACCESS)) {
            return new NoAccess(line.where(), size);
        }
        return switch (line.type()) {
            case "ZERO" -> BlockSource.zeros(size);
            case ExtentLine.FLAT, "VMFS" -> flat(line, size);
            case ExtentLine.SPARSE, "VMFSSPARSE" -> sparse(line, size, parent, at);
            default ->
                    throw new UnsupportedImageException(
                            line.where(), "an extent of type " + line.type());
        };
    }

    private BlockSource flat(ExtentLine line, long size) throws IOException {
        BlockSource bytes = companion(line);
        long offset = line.offset();
        if (offset > bytes.size() >>> Sectors.BITS
                || size > bytes.size() - (offset << Sectors.BITS)) {
            throw new CorruptImageException(
                    line.where(),
                    "%d sectors from %d on".formatted(line.sectors(), offset),
                    "them in \"%s\" of %d bytes".formatted(line.file(), bytes.size()));
        }
        return bytes.slice(offset << Sectors.BITS, size);
    }

    private BlockSource sparse(ExtentLine line, long size, @Nullable BlockSource parent, long at)
            throws IOException {
        BlockSource bytes = companion(line);
        Where place = Where.file(line.file());
        Layout layout =
                CowdHeader.isAt(bytes)
                        ? CowdHeader.read(place, bytes).layout()
                        : SparseFile.read(place, bytes).layout();
        if (layout.capacity() < size) {
            throw new CorruptImageException(
                    line.where(),
                    line.sectors() + " sectors",
                    "at most the %d of \"%s\""
                            .formatted(layout.capacity() >>> Sectors.BITS, line.file()));
        }
        return new SparseExtent(
                        place, bytes, layout, below(parent, at, layout.capacity()), parent != null)
                .slice(0, size);
    }

    private BlockSource companion(ExtentLine line) throws IOException {
        if (line.file().isEmpty()) {
            throw new CorruptImageException(line.where(), "no file name", "one in quotes");
        }
        return companions.open(line.where(), line.file());
    }

    /// {@return what is below `size` bytes at `at`, zeros where the parent is shorter}
    private static BlockSource below(@Nullable BlockSource parent, long at, long size) {
        if (parent == null || at >= parent.size()) {
            return BlockSource.zeros(size);
        }
        long length = Math.min(size, parent.size() - at);
        return Composition.ofSize(size).place(0, parent.slice(at, length)).build();
    }

    private @Nullable BlockSource parent(Descriptor descriptor) throws IOException {
        OptionalLong expected = descriptor.parentContentId();
        if (expected.isEmpty()) {
            return null;
        }
        Where field = descriptor.where().field("parentFileNameHint", 0);
        String name = descriptor.value("parentFileNameHint");
        if (name.isEmpty()) {
            throw new CorruptImageException(
                    field, "nothing", "the parent that parentCID speaks of");
        }
        ParentSearch.Found found = search(name).open(field, companions);
        BlockSource parent = companions.disk(field, found.name(), Optional.of(Vmdk.NAME));
        if (parent instanceof Disk it) {
            OptionalLong id = it.descriptor().contentId();
            if (id.isPresent() && id.getAsLong() != expected.getAsLong()) {
                throw new CorruptImageException(
                        descriptor.where().field("parentCID", 0),
                        hex(expected.getAsLong()),
                        "%s as in \"%s\", which has changed"
                                .formatted(hex(id.getAsLong()), found.name()));
            }
        }
        return parent;
    }

    private static ParentSearch search(String name) {
        boolean absolute = name.matches("[/\\\\].*|[A-Za-z]:.*");
        return absolute ? new ParentSearch().absolute(name) : new ParentSearch().relative(name);
    }

    private static String hex(long id) {
        return String.format(Locale.ROOT, "%08x", id);
    }
}
