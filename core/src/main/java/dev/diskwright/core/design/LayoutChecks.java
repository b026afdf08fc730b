package dev.diskwright.core.design;

import dev.diskwright.core.bytes.Guids;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is wrong in a layout by itself, before sizes are resolved.
final class LayoutChecks {
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-fA-F]{8}");
    private static final int MAX_GPT_NAME = 36;

    private final Findings all;
    private final Design design;

    private LayoutChecks(Findings all) {
        this.all = all;
        this.design = all.design();
    }

    static void check(Findings all) {
        new LayoutChecks(all).layout();
    }

    private void layout() {
        Layout layout = design.layout();
        if (layout.preset() != null && !layout.partitions().isEmpty()) {
            all.error(
                    "LAY-010",
                    "/layout/partitions",
                    "there are a preset and a list of partitions",
                    "leave one of them out",
                    "Keep the list, drop the preset",
                    new Edit.SetLayout(layout.withPreset(null)));
            return;
        }
        long grain = all.bytes(layout.align());
        if (grain <= 0 || Long.bitCount(grain) != 1 || grain < design.disk().sectorSize()) {
            all.error(
                    "LAY-011",
                    "/layout/align",
                    "the grain is " + layout.align(),
                    "it is a power of two, at least one sector");
            return;
        }
        if (layout.preset() == Preset.EFI || layout.preset() == Preset.HYBRID) {
            bootSize(layout, grain);
        }
        if (layout.preset() != null && !layout.rootFilesystem().equals("ext4")) {
            all.error(
                    "LAY-013",
                    "/layout/rootFilesystem",
                    "the root file system \"%s\" is not known".formatted(layout.rootFilesystem()),
                    "it is ext4");
        }
        diskId(layout);
        partitions(layout);
    }

    private void bootSize(Layout layout, long grain) {
        long end = all.bytes(layout.bootSize());
        long least = (8L << 20) + (1L << 20);
        long mended = Math.max(least, Findings.roundUp(Math.max(0, end), grain));
        if (end < least || end % grain != 0) {
            all.error(
                    "LAY-012",
                    "/layout/bootSize",
                    "the ESP would end at " + layout.bootSize(),
                    "it begins at 8 MiB and ends on the grain, at least 1 MiB later",
                    "Let the ESP end at " + SizeText.display(mended),
                    new Edit.SetBootSize(ByteSize.of(mended)));
        }
    }

    private void diskId(Layout layout) {
        String id = layout.diskId();
        if (id == null || layout.preset() != null) {
            return;
        }
        boolean right =
                layout.table() == TableKind.MBR
                        ? SIGNATURE.matcher(id).matches()
                        : Guids.parse(id).isPresent();
        if (!right) {
            all.error(
                    "LAY-014",
                    "/layout/diskId",
                    "\"%s\" identifies no disk".formatted(id),
                    layout.table() == TableKind.MBR
                            ? "it is eight hex digits"
                            : "it is a GUID, 8-4-4-4-12 hex digits",
                    "Derive the identifier from the seed",
                    new Edit.SetLayout(layout.withDiskId(null)));
        }
    }

    private void partitions(Layout layout) {
        List<PartitionSpec> partitions = layout.partitions();
        if (layout.preset() == null && partitions.isEmpty()) {
            all.error(
                    "LAY-015",
                    "/layout",
                    "there is no partition",
                    "choose a preset, or list partitions",
                    "Use the preset efi",
                    new Edit.SetLayout(layout.withPreset(Preset.EFI)));
        }
        if (layout.table() == TableKind.NONE && partitions.size() > 1) {
            all.error(
                    "LAY-016",
                    "/layout/table",
                    "without a table there is room for one file system",
                    "choose gpt",
                    "Use a GPT",
                    new Edit.SetLayout(layout.withTable(TableKind.GPT)));
        }
        var numbers = new HashSet<Integer>();
        var ids = new HashSet<Object>();
        Map<String, Integer> mounts = new HashMap<>();
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < partitions.size(); i++) {
            PartitionSpec it = partitions.get(i);
            String path = "/layout/partitions/" + i;
            place(it, i, path);
            number(layout, it, i, numbers);
            name(layout, it, path, names, i);
            if (it.uuid() != null && !ids.add(it.uuid())) {
                all.error(
                        "LAY-024",
                        path + "/uuid",
                        "another partition has this GUID",
                        "leave it out to derive one",
                        "Derive its GUID from the seed",
                        new Edit.SetPartition(i, it.withUuid(null)));
            }
            mount(it, path, mounts, i);
            if (it.filesystem() != null) {
                FilesystemChecks.check(all, it, it.filesystem(), i);
            }
        }
    }

    private void place(PartitionSpec it, int index, String path) {
        if (it.start() != null && it.end() != null && it.size() != null) {
            all.error(
                    "LAY-020",
                    path + "/size",
                    "start, end and size are all given",
                    "leave one of them out",
                    "Keep start and end, drop the size",
                    new Edit.SetPartition(index, it.withPlace(it.start(), it.end(), null)));
        }
        if (it.end() != null && it.size() != null && it.start() == null) {
            all.error(
                    "LAY-020",
                    path + "/size",
                    "end and size are given without a start",
                    "give the start, or leave one of them out",
                    "Keep the size, drop the end",
                    new Edit.SetPartition(index, it.withPlace(null, null, it.size())));
        }
        for (ByteSize offset : new @Nullable ByteSize[] {it.start(), it.end()}) {
            if (offset != null
                    && (all.bytes(offset) < 0
                            || all.bytes(offset) % design.disk().sectorSize() != 0)) {
                all.error(
                        "LAY-021",
                        path,
                        offset + " is not on a sector",
                        "make it a multiple of %d bytes".formatted(design.disk().sectorSize()),
                        "Move it to whole sectors",
                        new Edit.SetPartition(
                                index,
                                it.withPlace(onSector(it.start()), onSector(it.end()), it.size())));
            }
        }
        SizeExpression size = it.size();
        if (size != null
                && size.base() instanceof SizeExpression.Fixed(ByteSize fixed)
                && all.bytes(fixed) <= 0) {
            all.error(
                    "LAY-022",
                    path + "/size",
                    "the size is " + fixed,
                    "it is more than 0",
                    "Let it take the rest",
                    new Edit.SetPartition(
                            index, it.withPlace(it.start(), null, SizeExpression.rest())));
        }
        if (size != null
                && size.base() instanceof SizeExpression.Percent
                && design.disk().size() == null) {
            all.error(
                    "LAY-023",
                    path + "/size",
                    "a share of a disk whose size is automatic",
                    "give the disk a size, or use fit or rest",
                    "Let it take the rest",
                    new Edit.SetPartition(
                            index, it.withPlace(it.start(), null, SizeExpression.rest())));
        }
    }

    /// {@return the offset rounded up to a whole sector; null for none}
    private @Nullable ByteSize onSector(@Nullable ByteSize offset) {
        return offset == null
                ? null
                : ByteSize.of(
                        Findings.roundUp(
                                Math.max(0, all.bytes(offset)), design.disk().sectorSize()));
    }

    private void number(Layout layout, PartitionSpec it, int index, Set<Integer> taken) {
        String path = "/layout/partitions/" + index;
        Integer number = it.number();
        if (number == null) {
            return;
        }
        if (number < 1 || number > (layout.table() == TableKind.MBR ? 60 : 128)) {
            all.error(
                    "LAY-025",
                    path + "/number",
                    "number " + number + " is not in the table",
                    "a GPT has 1 to 128, an MBR 1 to 4 and logical ones from 5",
                    "Take the next free number",
                    new Edit.SetPartition(index, it.withNumber(null)));
        } else if (!taken.add(number)) {
            all.error(
                    "LAY-026",
                    path + "/number",
                    "another partition has number " + number,
                    "leave it out to take the next free one",
                    "Take the next free number",
                    new Edit.SetPartition(index, it.withNumber(null)));
        }
    }

    private void name(
            Layout layout, PartitionSpec it, String path, Map<String, Integer> names, int index) {
        if (it.name().length() > MAX_GPT_NAME) {
            all.error(
                    "LAY-027",
                    path + "/name",
                    "the name has %d UTF-16 units".formatted(it.name().length()),
                    "a GPT holds %d".formatted(MAX_GPT_NAME),
                    "Cut the name to %d units".formatted(MAX_GPT_NAME),
                    new Edit.SetPartition(index, it.withName(cut(it.name()))));
        }
        Integer other = it.name().isEmpty() ? null : names.putIfAbsent(it.name(), index);
        if (other != null && layout.table() != TableKind.MBR) {
            all.add(
                    Diagnostic.warning(
                                    "LAY-028",
                                    path + "/name",
                                    "another partition is called \"%s\" too".formatted(it.name()),
                                    "by-partlabel would be ambiguous")
                            .withFix(
                                    "Call it \"%s\"".formatted(unused(layout, it.name())),
                                    new Edit.SetPartition(
                                            index, it.withName(unused(layout, it.name())))));
        }
    }

    /// {@return as much of a name as a GPT holds, no character halved}
    private static String cut(String name) {
        int end = Character.isHighSurrogate(name.charAt(MAX_GPT_NAME - 1)) ? 1 : 0;
        return name.substring(0, MAX_GPT_NAME - end);
    }

    /// {@return a name like `name` that no partition has}
    private static String unused(Layout layout, String name) {
        List<String> taken = layout.partitions().stream().map(PartitionSpec::name).toList();
        String stem = name.length() > MAX_GPT_NAME - 4 ? name.substring(0, MAX_GPT_NAME - 4) : name;
        int next = 2;
        while (taken.contains(stem + " " + next)) {
            next++;
        }
        return stem + " " + next;
    }

    private void mount(PartitionSpec it, String path, Map<String, Integer> mounts, int index) {
        String mount = it.mount();
        if (mount == null) {
            return;
        }
        if (!mount.startsWith("/") || List.of(mount.split("/", -1)).contains("..")) {
            all.error(
                    "LAY-029",
                    path + "/mount",
                    "\"%s\" is not a mount point".formatted(mount),
                    "it is an absolute path",
                    "Give it no mount point",
                    new Edit.SetPartition(index, it.withMount(null)));
        } else if (mounts.putIfAbsent(
                        mount.length() > 1 ? mount.replaceAll("/+$", "") : mount, index)
                != null) {
            all.error(
                    "LAY-030",
                    path + "/mount",
                    "another partition is mounted on " + mount,
                    "each mount point is taken once",
                    "Give it no mount point",
                    new Edit.SetPartition(index, it.withMount(null)));
        }
    }
}
