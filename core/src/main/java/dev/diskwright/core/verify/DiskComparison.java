package dev.diskwright.core.verify;

import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.ImageFile;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.table.Gpt;
import dev.diskwright.core.table.Mbr;
import dev.diskwright.core.table.Partition;
import dev.diskwright.core.table.PartitionTable;
import dev.diskwright.core.verify.LevelDifference.Level;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Two disks compared byte for byte and, where their bytes differ, level by level: what a person would say is different.
///
/// @param sizeA size of the first disk, in bytes
/// @param sizeB size of the second
/// @param bytes where their bytes differ, the shorter one going on with zeros
/// @param levels what differs at the levels above: those below the container are looked at only if any byte differs
public record DiskComparison(
        long sizeA, long sizeB, ByteDifferences bytes, LevelDifferences levels) {
    /// Ranges that are remembered to find out which partitions are the same.
    private static final int RANGES = 10_000;

    private static final String NONE = "";

    /// {@return whether the disks are the same} In which containers they lie does not count.
    public boolean same() {
        return sizeA == sizeB && bytes.none();
    }

    /// {@return whether the longer disk has nothing but zeros behind the end of the shorter one} So for the same size.
    public boolean tailIsZero() {
        return bytes.end() <= Math.min(sizeA, sizeB);
    }

    /// Compares two disks.
    ///
    /// @param limit how many byte ranges, and differences at each level, to keep
    /// @param structure whether to look at the levels above the bytes
    /// @param progress told of the bytes compared, in one step
    /// @throws IOException if one of the disks cannot be read; structures on them that cannot be are differences
    /// @throws InterruptedException when the calling thread was interrupted
    public static DiskComparison of(
            DiskImage a, DiskImage b, int limit, boolean structure, Progress progress)
            throws IOException, InterruptedException {
        progress.step("Compare", ByteDifferences.amount(a.disk(), b.disk()));
        int remembered = structure ? Math.max(limit, RANGES) : limit;
        ByteDifferences bytes = ByteDifferences.of(a.disk(), b.disk(), remembered, progress);
        var levels = new LevelDifferences(limit);
        var comparison =
                new DiskComparison(a.disk().size(), b.disk().size(), bytes.first(limit), levels);
        if (structure) {
            containers(a, b, levels);
            levels.compare(Level.DISK, NONE, "size", comparison.sizeA, comparison.sizeB);
            if (!bytes.none()) {
                new Structure(a, b, bytes, levels).compare();
            }
        }
        return comparison;
    }

    private static void containers(DiskImage a, DiskImage b, LevelDifferences levels) {
        String one = a.container().map(ContainerFormat::name).orElse(NONE);
        String other = b.container().map(ContainerFormat::name).orElse(NONE);
        levels.compare(Level.CONTAINER, NONE, "format", one, other);
        if (!one.equals(other)) {
            return; // each format has facts of its own
        }
        Map<String, String> facts = facts(a);
        Map<String, String> others = facts(b);
        var names = new TreeSet<String>(facts.keySet());
        names.addAll(others.keySet());
        for (String name : names) {
            levels.compare(
                    Level.CONTAINER,
                    NONE,
                    name,
                    facts.getOrDefault(name, NONE),
                    others.getOrDefault(name, NONE));
        }
    }

    private static Map<String, String> facts(DiskImage image) {
        var facts = new LinkedHashMap<String, String>();
        List<Container.Fact> all =
                image.file().map(ImageFile::container).map(Container::facts).orElse(List.of());
        for (Container.Fact fact : all) {
            facts.merge(fact.name(), fact.value(), (one, other) -> one + ", " + other);
        }
        return facts;
    }

    /// The levels from the table down.
    private record Structure(
            DiskImage a, DiskImage b, ByteDifferences bytes, LevelDifferences levels) {
        /// Something that is read of one of the disks.
        @FunctionalInterface
        private interface Reading<T> {
            T read() throws IOException;
        }

        /// What was read of both.
        private record Both<T>(T a, T b) {}

        void compare() throws IOException, InterruptedException {
            Optional<Both<Optional<PartitionTable>>> tables =
                    both(Level.TABLE, NONE, a::table, b::table);
            if (tables.isEmpty()) {
                return;
            }
            tables(tables.get().a, tables.get().b);
            if (tables.get().a.isPresent() || tables.get().b.isPresent()) {
                bootCode();
            }
            List<DiskImage.Part> others = b.parts();
            for (DiskImage.Part part : a.parts()) {
                for (DiskImage.Part other : others) {
                    if (part.number() == other.number()) {
                        parts(part, other);
                    }
                }
            }
        }

        /// {@return what can be read of both; empty if not, which is told}
        private <T> Optional<Both<T>> both(
                Level level, String place, Reading<T> one, Reading<T> other) throws IOException {
            var values = new ArrayList<T>();
            var problems = new ArrayList<String>();
            for (Reading<T> reading : List.of(one, other)) {
                try {
                    values.add(reading.read());
                    problems.add("can be read");
                } catch (ImageException e) {
                    problems.add(e.where() + ": " + e.problem());
                }
            }
            if (values.size() == 2) {
                return Optional.of(new Both<>(values.getFirst(), values.getLast()));
            }
            levels.add(
                    new LevelDifference(
                            level, place, "damage", problems.getFirst(), problems.getLast()));
            return Optional.empty();
        }

        private void bootCode() {
            ByteDifferences.First at = bytes.first();
            if (at != null && at.offset() < PartitionTable.BOOT_CODE_SIZE) {
                levels.add(
                        new LevelDifference(
                                Level.TABLE,
                                NONE,
                                "boot code at byte " + at.offset(),
                                ByteDifferences.text(at.a()),
                                ByteDifferences.text(at.b())));
            }
        }

        private void tables(Optional<PartitionTable> one, Optional<PartitionTable> other) {
            levels.compare(Level.TABLE, NONE, "kind", kind(one), kind(other));
            if (one.isEmpty() || other.isEmpty()) {
                return;
            }
            PartitionTable it = one.get();
            PartitionTable that = other.get();
            levels.compare(Level.TABLE, NONE, "sector size", it.sectorSize(), that.sectorSize());
            if (kind(one).equals(kind(other))) {
                levels.compare(Level.TABLE, NONE, "identifier", identifier(it), identifier(that));
                levels.compare(Level.TABLE, NONE, "hybrid MBR", mirrors(it), mirrors(that));
            }
            var numbers = new TreeSet<Integer>();
            it.partitions().forEach(partition -> numbers.add(partition.number()));
            that.partitions().forEach(partition -> numbers.add(partition.number()));
            for (int number : numbers) {
                Optional<Partition> entry = it.partition(number);
                Optional<Partition> entryB = that.partition(number);
                String place = "partition " + number;
                if (entry.isPresent() && entryB.isPresent()) {
                    entries(place, it, entry.get(), that, entryB.get());
                } else {
                    levels.add(
                            new LevelDifference(
                                    Level.PARTITION,
                                    place,
                                    entry.isPresent() ? "removed" : "added",
                                    entry.map(partition -> partition.type().name()).orElse(NONE),
                                    entryB.map(partition -> partition.type().name()).orElse(NONE)));
                }
            }
        }

        private static String kind(Optional<PartitionTable> table) {
            return switch (table.orElse(null)) {
                case Gpt _ -> "GPT";
                case Mbr _ -> "MBR";
                case null -> "none";
            };
        }

        private static String identifier(PartitionTable table) {
            return switch (table) {
                case Gpt it -> it.diskGuid().toString();
                case Mbr it -> "0x%08x".formatted(it.signature());
            };
        }

        private static String mirrors(PartitionTable table) {
            if (!(table instanceof Gpt gpt) || gpt.mirrors().isEmpty()) {
                return "none";
            }
            var text = new ArrayList<String>();
            for (Gpt.Mirror it : gpt.mirrors()) {
                text.add(it.number() + " " + it.type().name() + (it.active() ? " active" : ""));
            }
            return String.join(", ", text);
        }

        private void entries(
                String place, PartitionTable one, Partition a, PartitionTable other, Partition b) {
            Level level = Level.PARTITION;
            levels.compare(level, place, "start", one.offset(a), other.offset(b));
            levels.compare(level, place, "size", one.size(a), other.size(b));
            levels.compare(level, place, "type", a.type().name(), b.type().name());
            levels.compare(level, place, "identifier", text(a.id()), text(b.id()));
            levels.compare(level, place, "name", a.name(), b.name());
            levels.compare(
                    level,
                    place,
                    "attributes",
                    "0x%x".formatted(a.attributes()),
                    "0x%x".formatted(b.attributes()));
            levels.compare(level, place, "active", a.active(), b.active());
        }

        private static String text(@Nullable UUID id) {
            return id == null ? NONE : id.toString();
        }

        private void parts(DiskImage.Part one, DiskImage.Part other)
                throws IOException, InterruptedException {
            if (isSame(one, other)) {
                return;
            }
            String place = one.number() == 0 ? NONE : "partition " + one.number();
            Optional<Both<Optional<VolumeInfo>>> volumes =
                    both(Level.FILE_SYSTEM, place, one::volume, other::volume);
            if (volumes.isEmpty()) {
                return;
            }
            Optional<VolumeInfo> a = volumes.get().a;
            Optional<VolumeInfo> b = volumes.get().b;
            levels.compare(
                    Level.FILE_SYSTEM,
                    place,
                    "type",
                    a.map(VolumeInfo::type).orElse("none"),
                    b.map(VolumeInfo::type).orElse("none"));
            if (a.isEmpty() || b.isEmpty()) {
                return;
            }
            volumes(place, a.get(), b.get());
            var trees = both(Level.FILE_SYSTEM, place, one::read, other::read);
            if (trees.isPresent()) {
                files(place, trees.get().a, trees.get().b);
            }
        }

        private void files(String place, FileTree one, FileTree other)
                throws IOException, InterruptedException {
            try {
                TreeComparison.compare(one, other, place, levels);
            } catch (ImageException e) {
                levels.add(
                        new LevelDifference(
                                Level.FILE, place, "damage in one: " + e.getMessage(), NONE, NONE));
            }
        }

        private void volumes(String place, VolumeInfo a, VolumeInfo b) {
            Level level = Level.FILE_SYSTEM;
            levels.compare(level, place, "variant", a.variant(), b.variant());
            levels.compare(level, place, "label", a.label(), b.label());
            levels.compare(level, place, "identifier", a.uuid(), b.uuid());
            levels.compare(level, place, "size", a.size(), b.size());
            levels.compare(level, place, "block size", a.blockSize(), b.blockSize());
        }

        /// {@return whether it is certain that no byte of the two differs}
        private boolean isSame(DiskImage.Part one, DiskImage.Part other) {
            return bytes.count() == bytes.ranges().size()
                    && one.offset() == other.offset()
                    && one.bytes().size() == other.bytes().size()
                    && bytes.ranges().stream()
                            .noneMatch(range ->
                                    range.offset() < one.offset() + one.bytes().size()
                                            && range.end() > one.offset());
        }
    }
}
