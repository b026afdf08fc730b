package dev.diskwright.app;

import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.verify.ByteDifferences;
import dev.diskwright.core.verify.DiskComparison;
import dev.diskwright.core.verify.HoleDifferences;
import dev.diskwright.core.verify.LevelDifference;
import dev.diskwright.core.verify.LevelDifference.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `diskwright diff`.
@Command(
        name = "diff",
        description = {
            "Compare the disks in two images: container, table, partitions, file systems, files, bytes.",
            "Ends with 1 if the disks differ. That their containers do is told, but does not count."
        },
        footer = {
            "  diskwright diff web.img web.qcow2",
            "  diskwright diff web.diskwright.json web.qcow2  would it be built the same again?",
            "  diskwright diff web.qcow2 web.qcow2 --other-disk before   a disk and its snapshot",
            "  diskwright diff --bytes --list a.vmdk b.vmdk   every range of bytes that differs"
        })
final class DiffCall extends Call {
    private static final int ALL = 1_000_000;

    @Parameters(index = "0", paramLabel = "A", description = "An image or a design.")
    Path a = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "What to compare it with.")
    Path b = Path.of("");

    @Option(names = "--bytes", description = "Compare nothing but the bytes.")
    boolean bytes;

    @Option(
            names = "--holes",
            description =
                    "Tell also where one has a hole and the other has not, be it zeros or data.")
    boolean holes;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Print at most so many differences of each kind; the default is 10.")
    int limit = 10;

    @Option(names = "--list", description = "Print a million differences of each kind at most.")
    boolean list;

    @Mixin SourceOptions reading = new SourceOptions();

    @Option(
            names = "--other-from",
            paramLabel = "FORMAT",
            completionCandidates = Names.Formats.class,
            description = "As --from, for B; that one is for A.")
    @Nullable String otherFormat;

    @Option(
            names = "--other-disk",
            paramLabel = "NAME",
            description = "As --disk, for B; that one is for A.")
    @Nullable String otherDisk;

    DiffCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, InterruptedException, Failure {
        if (limit < 0 || limit > ALL) {
            throw Failure.refused(
                    "--limit " + limit + " is out of range", "take a number from 0 to " + ALL);
        }
        try (Source one = Source.open(a, reading, console);
                Source other = Source.open(b, otherReading(), console)) {
            int most = list ? ALL : limit;
            DiskComparison comparison;
            try (ProgressView progress = ProgressView.of(console, quiet)) {
                comparison = DiskComparison.of(one.image(), other.image(), most, !bytes, progress);
            }
            HoleDifferences holeDifferences =
                    holes
                            ? HoleDifferences.of(one.image().disk(), other.image().disk(), most)
                            : null;
            if (json) {
                console.print(document(comparison, holeDifferences));
            } else {
                console.print(text(comparison, holeDifferences));
                remark(verdict(comparison));
            }
            return comparison.same() ? ExitStatus.DONE : ExitStatus.FOUND;
        }
    }

    private SourceOptions otherReading() {
        var options = new SourceOptions();
        options.format = otherFormat;
        options.disk = otherDisk;
        options.allowed = reading.allowed;
        return options;
    }

    private String verdict(DiskComparison it) {
        if (it.same()) {
            return "%s and %s hold the same disk".formatted(a, b);
        }
        if (!it.bytes().none() || it.sizeA() == it.sizeB()) {
            return "%s and %s differ".formatted(a, b);
        }
        boolean firstIsLonger = it.sizeA() > it.sizeB();
        return "%s and %s differ in size alone: the last %s of %s are zeros"
                .formatted(
                        a,
                        b,
                        SizeText.display(Math.abs(it.sizeA() - it.sizeB())),
                        firstIsLonger ? a : b);
    }

    private static String text(DiskComparison it, @Nullable HoleDifferences holes) {
        var out = new StringBuilder();
        for (Level level : Level.values()) {
            List<LevelDifference> differences = it.levels().at(level);
            if (it.levels().count(level) > 0) {
                out.append(title(level)).append('\n');
            }
            for (LevelDifference difference : differences) {
                out.append("  ").append(FileText.printable(line(difference))).append('\n');
            }
            more(out, it.levels().count(level) - differences.size());
        }
        if (!it.bytes().none()) {
            bytes(out, it);
        }
        if (holes != null && holes.count() > 0) {
            out.append(
                    "holes\n  %d bytes in %s are a hole in one alone\n"
                            .formatted(holes.bytes(), count(holes.count(), "range")));
            var table = new Table(">OFFSET", ">LENGTH", "HOLE IN");
            for (HoleDifferences.Range range : holes.ranges()) {
                table.row(
                        Long.toString(range.offset()),
                        Long.toString(range.length()),
                        range.inA() ? "A" : "B");
            }
            table(out, table, holes.ranges().size());
            more(out, holes.count() - holes.ranges().size());
        }
        return out.toString();
    }

    private static void bytes(StringBuilder out, DiskComparison it) {
        ByteDifferences differences = it.bytes();
        out.append(
                "bytes\n  %s differ in %s\n"
                        .formatted(
                                count(differences.bytes(), "byte"),
                                count(differences.count(), "range")));
        ByteDifferences.First first = differences.first();
        if (first != null) {
            out.append(
                    "  the first at %d (0x%x): %s\n"
                            .formatted(
                                    first.offset(),
                                    first.offset(),
                                    sides(byteText(first.a()), byteText(first.b()))));
        }
        if (it.sizeA() != it.sizeB() && it.tailIsZero()) {
            out.append("  behind the end of the shorter disk the other has zeros\n");
        }
        var table = new Table(">OFFSET", ">LENGTH", ">DIFFERENT");
        for (ByteDifferences.Range range : differences.ranges()) {
            table.row(
                    Long.toString(range.offset()),
                    Long.toString(range.length()),
                    Long.toString(range.bytes()));
        }
        table(out, table, differences.ranges().size());
        more(out, differences.count() - differences.ranges().size());
    }

    private static void table(StringBuilder out, Table table, int rows) {
        if (rows > 0) {
            table.toString().lines().forEach(line -> out.append("  ").append(line).append('\n'));
        }
    }

    private static void more(StringBuilder out, long count) {
        if (count > 0) {
            out.append("  and ").append(count).append(" more\n");
        }
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String title(Level level) {
        return switch (level) {
            case CONTAINER -> "container";
            case DISK -> "disk";
            case TABLE -> "partition table";
            case PARTITION -> "partitions";
            case FILE_SYSTEM -> "file systems";
            case FILE -> "files";
        };
    }

    private static String line(LevelDifference it) {
        String place = it.place().isEmpty() ? "" : it.place() + ": ";
        return it.a().isEmpty() && it.b().isEmpty()
                ? place + it.what()
                : place + it.what() + ": " + sides(it.a(), it.b());
    }

    private static String sides(String a, String b) {
        return (a.isEmpty() ? "nothing" : a) + " | " + (b.isEmpty() ? "nothing" : b);
    }

    private static String byteText(int value) {
        return value < 0 ? "" : "0x%02x".formatted(value);
    }

    private ObjectNode document(DiskComparison it, @Nullable HoleDifferences holes) {
        ObjectNode document = object().put("a", a.toString()).put("b", b.toString());
        document.put("same", it.same()).put("sizeA", it.sizeA()).put("sizeB", it.sizeB());
        document.put("tailIsZero", it.tailIsZero());
        if (!bytes) {
            ObjectNode levels = document.putObject("levels");
            for (Level level : Level.values()) {
                levels(it, level, levels.putObject(name(level)));
            }
        }
        bytes(it.bytes(), document.putObject("bytes"));
        if (holes != null) {
            ObjectNode node = document.putObject("holes");
            node.put("count", holes.count()).put("bytes", holes.bytes());
            ArrayNode ranges = node.putArray("ranges");
            for (HoleDifferences.Range range : holes.ranges()) {
                ranges.addObject()
                        .put("offset", range.offset())
                        .put("length", range.length())
                        .put("holeIn", range.inA() ? "a" : "b");
            }
        }
        return document;
    }

    private static String name(Level level) {
        return switch (level) {
            case CONTAINER -> "container";
            case DISK -> "disk";
            case TABLE -> "table";
            case PARTITION -> "partition";
            case FILE_SYSTEM -> "filesystem";
            case FILE -> "file";
        };
    }

    private static void levels(DiskComparison it, Level level, ObjectNode node) {
        node.put("count", it.levels().count(level));
        ArrayNode differences = node.putArray("differences");
        for (LevelDifference difference : it.levels().at(level)) {
            differences
                    .addObject()
                    .put("place", difference.place())
                    .put("what", difference.what())
                    .put("a", difference.a())
                    .put("b", difference.b());
        }
    }

    private static void bytes(ByteDifferences it, ObjectNode node) {
        node.put("count", it.count()).put("bytes", it.bytes());
        ByteDifferences.First first = it.first();
        if (first == null) {
            node.putNull("first");
        } else {
            ObjectNode at = node.putObject("first").put("offset", first.offset());
            putByte(at, "a", first.a());
            putByte(at, "b", first.b());
        }
        ArrayNode ranges = node.putArray("ranges");
        for (ByteDifferences.Range range : it.ranges()) {
            ranges.addObject()
                    .put("offset", range.offset())
                    .put("length", range.length())
                    .put("bytes", range.bytes());
        }
    }

    private static void putByte(ObjectNode node, String name, int value) {
        if (value < 0) {
            node.putNull(name);
        } else {
            node.put(name, value);
        }
    }
}
