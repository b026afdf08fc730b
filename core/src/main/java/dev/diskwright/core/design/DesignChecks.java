package dev.diskwright.core.design;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.bytes.Guids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is wrong in a design by itself, before a source is read or a size resolved. All of it in one pass.
public final class DesignChecks {
    private static final Pattern MODE = Pattern.compile("0?[0-7]{3,4}");
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-fA-F]{8}");
    private static final Pattern VOLUME_ID = Pattern.compile("[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}");
    private static final int MAX_GPT_NAME = 36;
    private static final int MAX_EXT4_LABEL = 16; // bytes

    private final Design design;
    private final List<Diagnostic> found = new ArrayList<>();

    private DesignChecks(Design design) {
        this.design = design;
    }

    /// {@return everything wrong with `design`}
    public static List<Diagnostic> check(Design design) {
        var checks = new DesignChecks(design);
        checks.name();
        checks.disk();
        checks.reproducible();
        checks.layout();
        checks.contents();
        checks.boot();
        return checks.found;
    }

    private void error(String code, String path, String problem, String remedy) {
        found.add(Diagnostic.error(code, path, problem, remedy));
    }

    private void error(
            String code, String path, String problem, String remedy, String label, Edit fix) {
        found.add(Diagnostic.error(code, path, problem, remedy).withFix(label, fix));
    }

    private void name() {
        String name = design.name();
        if (name.isBlank()) {
            error(
                    "PRJ-010",
                    "/name",
                    "the design has no name",
                    "name it; output files are named after it",
                    "Name it \"disk\"",
                    new Edit.Rename("disk"));
        } else if (name.chars()
                .anyMatch(c -> c < ' ' || c == 0x7f || "/\\:*?\"<>|".indexOf(c) >= 0)) {
            error(
                    "PRJ-011",
                    "/name",
                    "\"%s\" cannot be part of a file name everywhere".formatted(name),
                    "leave out / \\ : * ? \" < > | and control characters",
                    "Name it \"%s\"".formatted(plain(name)),
                    new Edit.Rename(plain(name)));
        }
    }

    /// {@return the name without what file names cannot hold}
    private static String plain(String name) {
        return name.replaceAll("[\\x00-\\x1f\\x7f/\\\\:*?\"<>|]", "-");
    }

    private void disk() {
        Disk disk = design.disk();
        if (disk.sectorSize() != 512 && disk.sectorSize() != 4096) {
            error(
                    "LAY-001",
                    "/disk/sectorSize",
                    "the sector size is " + disk.sectorSize(),
                    "it is 512 or 4096",
                    "Use sectors of 512 bytes",
                    new Edit.SetDisk(disk.withSectorSize(512)));
            return;
        }
        ByteSize size = disk.size();
        if (size != null) {
            long bytes = bytes(size);
            if (bytes <= 0) {
                error(
                        "LAY-002",
                        "/disk/size",
                        "the disk's size is " + size,
                        "it is more than 0",
                        "Make the disk as large as needed",
                        new Edit.SetDisk(disk.withSize(null)));
            } else if (bytes % disk.sectorSize() != 0) {
                error(
                        "LAY-003",
                        "/disk/size",
                        "%s is not a whole number of sectors".formatted(size),
                        "make it a multiple of %d bytes".formatted(disk.sectorSize()),
                        "Make the disk %s"
                                .formatted(SizeText.exact(roundUp(bytes, disk.sectorSize()))),
                        new Edit.SetDisk(
                                disk.withSize(ByteSize.of(roundUp(bytes, disk.sectorSize())))));
            }
        }
        if (bytes(disk.additionalSpace()) < 0) {
            error(
                    "LAY-004",
                    "/disk/additionalSpace",
                    "the additional space is negative",
                    "it is 0 or more");
        }
    }

    private void reproducible() {
        long timestamp = design.reproducible().timestamp();
        if (timestamp < 0 || timestamp >>> 32 != 0) {
            error(
                    "PRJ-012",
                    "/reproducible/timestamp",
                    "the timestamp is " + timestamp,
                    "it is 0 to 4294967295 seconds since 1970");
        }
    }

    private void layout() {
        Layout layout = design.layout();
        if (layout.preset() != null && !layout.partitions().isEmpty()) {
            error(
                    "LAY-010",
                    "/layout/partitions",
                    "there are a preset and a list of partitions",
                    "leave one of them out",
                    "Keep the list, drop the preset",
                    new Edit.SetLayout(layout.withPreset(null)));
            return;
        }
        long grain = bytes(layout.align());
        if (grain <= 0 || Long.bitCount(grain) != 1 || grain < design.disk().sectorSize()) {
            error(
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
            error(
                    "LAY-013",
                    "/layout/rootFilesystem",
                    "the root file system \"%s\" is not known".formatted(layout.rootFilesystem()),
                    "it is ext4");
        }
        diskId(layout);
        partitions(layout);
    }

    private void bootSize(Layout layout, long grain) {
        long end = bytes(layout.bootSize());
        long least = (8L << 20) + (1L << 20);
        long mended = Math.max(least, roundUp(Math.max(0, end), grain));
        if (end < least || end % grain != 0) {
            error(
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
            error(
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
            error(
                    "LAY-015",
                    "/layout",
                    "there is no partition",
                    "choose a preset, or list partitions",
                    "Use the preset efi",
                    new Edit.SetLayout(layout.withPreset(Preset.EFI)));
        }
        if (layout.table() == TableKind.NONE && partitions.size() > 1) {
            error(
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
                error(
                        "LAY-024",
                        path + "/uuid",
                        "another partition has this GUID",
                        "leave it out to derive one",
                        "Derive its GUID from the seed",
                        new Edit.SetPartition(i, it.withUuid(null)));
            }
            mount(it, path, mounts, i);
            if (it.filesystem() != null) {
                filesystem(it, it.filesystem(), i);
            }
        }
    }

    private void place(PartitionSpec it, int index, String path) {
        if (it.start() != null && it.end() != null && it.size() != null) {
            error(
                    "LAY-020",
                    path + "/size",
                    "start, end and size are all given",
                    "leave one of them out",
                    "Keep start and end, drop the size",
                    new Edit.SetPartition(index, it.withPlace(it.start(), it.end(), null)));
        }
        if (it.end() != null && it.size() != null && it.start() == null) {
            error(
                    "LAY-020",
                    path + "/size",
                    "end and size are given without a start",
                    "give the start, or leave one of them out",
                    "Keep the size, drop the end",
                    new Edit.SetPartition(index, it.withPlace(null, null, it.size())));
        }
        for (ByteSize offset : new @Nullable ByteSize[] {it.start(), it.end()}) {
            if (offset != null
                    && (bytes(offset) < 0 || bytes(offset) % design.disk().sectorSize() != 0)) {
                error(
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
                && bytes(fixed) <= 0) {
            error(
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
            error(
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
                : ByteSize.of(roundUp(Math.max(0, bytes(offset)), design.disk().sectorSize()));
    }

    private void number(Layout layout, PartitionSpec it, int index, Set<Integer> taken) {
        String path = "/layout/partitions/" + index;
        Integer number = it.number();
        if (number == null) {
            return;
        }
        if (number < 1 || number > (layout.table() == TableKind.MBR ? 60 : 128)) {
            error(
                    "LAY-025",
                    path + "/number",
                    "number " + number + " is not in the table",
                    "a GPT has 1 to 128, an MBR 1 to 4 and logical ones from 5",
                    "Take the next free number",
                    new Edit.SetPartition(index, it.withNumber(null)));
        } else if (!taken.add(number)) {
            error(
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
            error(
                    "LAY-027",
                    path + "/name",
                    "the name has %d UTF-16 units".formatted(it.name().length()),
                    "a GPT holds %d".formatted(MAX_GPT_NAME),
                    "Cut the name to %d units".formatted(MAX_GPT_NAME),
                    new Edit.SetPartition(index, it.withName(cut(it.name()))));
        }
        Integer other = it.name().isEmpty() ? null : names.putIfAbsent(it.name(), index);
        if (other != null && layout.table() != TableKind.MBR) {
            found.add(
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
            error(
                    "LAY-029",
                    path + "/mount",
                    "\"%s\" is not a mount point".formatted(mount),
                    "it is an absolute path",
                    "Give it no mount point",
                    new Edit.SetPartition(index, it.withMount(null)));
        } else if (mounts.putIfAbsent(
                        mount.length() > 1 ? mount.replaceAll("/+$", "") : mount, index)
                != null) {
            error(
                    "LAY-030",
                    path + "/mount",
                    "another partition is mounted on " + mount,
                    "each mount point is taken once",
                    "Give it no mount point",
                    new Edit.SetPartition(index, it.withMount(null)));
        }
    }

    private void filesystem(PartitionSpec owner, Filesystem filesystem, int index) {
        String path = "/layout/partitions/" + index + "/filesystem";
        switch (filesystem) {
            case Filesystem.Image(var source, var partition) -> {
                if (source.isBlank()) {
                    error(
                            "SRC-005",
                            path + "/source",
                            "there is no source",
                            "name a file, or a disk image and one of its partitions");
                }
                if (partition != null && partition < 0) {
                    error(
                            "SRC-006",
                            path + "/partition",
                            "there is no partition " + partition,
                            "give its number, or 0 for the whole disk",
                            "Take the file as it is",
                            formatted(owner, index, new Filesystem.Image(source, null)));
                }
            }
            case Filesystem.Ext4(var label, var uuid, int blockSize, int reserved) -> {
                int length = label.getBytes(UTF_8).length;
                if (length > MAX_EXT4_LABEL) {
                    error(
                            "FS-001",
                            path + "/label",
                            "the label has %d bytes".formatted(length),
                            "an ext4 label holds 16 bytes",
                            "Cut the label to \"%s\"".formatted(cutBytes(label)),
                            formatted(owner, index, filesystem.withLabel(cutBytes(label))));
                }
                if (blockSize != 1024 && blockSize != 2048 && blockSize != 4096) {
                    error(
                            "FS-002",
                            path + "/blockSize",
                            "the block size is " + blockSize,
                            "it is 1024, 2048 or 4096",
                            "Use blocks of 4096 bytes",
                            formatted(
                                    owner,
                                    index,
                                    new Filesystem.Ext4(label, uuid, 4096, reserved)));
                }
                if (reserved < 0 || reserved > 50) {
                    error(
                            "FS-003",
                            path + "/reservedPercent",
                            reserved + " per cent are reserved",
                            "it is 0 to 50",
                            "Reserve 5 %",
                            formatted(
                                    owner, index, new Filesystem.Ext4(label, uuid, blockSize, 5)));
                }
            }
            case Filesystem.Vfat(var label, var volumeId, var fatBits, var clusterSize) -> {
                if (volumeId != null && !VOLUME_ID.matcher(volumeId).matches()) {
                    error(
                            "FS-004",
                            path + "/volumeId",
                            "\"%s\" is not a volume ID".formatted(volumeId),
                            "its form is 1234-ABCD",
                            "Derive the volume ID from the seed",
                            formatted(
                                    owner,
                                    index,
                                    new Filesystem.Vfat(label, null, fatBits, clusterSize)));
                }
                if (fatBits != null && fatBits != 12 && fatBits != 16 && fatBits != 32) {
                    error(
                            "FS-005",
                            path + "/fatBits",
                            "there is no FAT" + fatBits,
                            "it is 12, 16 or 32",
                            "Choose by size",
                            formatted(
                                    owner,
                                    index,
                                    new Filesystem.Vfat(label, volumeId, null, clusterSize)));
                }
                if (clusterSize != null
                        && (Integer.bitCount(clusterSize) != 1
                                || clusterSize < design.disk().sectorSize()
                                || clusterSize > 65536)) {
                    error(
                            "FS-006",
                            path + "/clusterSize",
                            "the cluster size is " + clusterSize,
                            "it is a power of two from the sector size to 65536",
                            "Choose by size",
                            formatted(
                                    owner,
                                    index,
                                    new Filesystem.Vfat(label, volumeId, fatBits, null)));
                }
            }
        }
    }

    private static Edit formatted(PartitionSpec owner, int index, Filesystem filesystem) {
        return new Edit.SetPartition(index, owner.withFilesystem(filesystem));
    }

    /// {@return as much of a label as ext4 holds, no character halved}
    private static String cutBytes(String label) {
        int end = label.length();
        while (label.substring(0, end).getBytes(UTF_8).length > MAX_EXT4_LABEL) {
            end = label.offsetByCodePoints(end, -1);
        }
        return label.substring(0, end);
    }

    private void contents() {
        for (int i = 0; i < design.contents().size(); i++) {
            Content it = design.contents().get(i);
            String path = "/contents/" + i;
            if (it.source().isBlank()) {
                error(
                        "SRC-001",
                        path + "/source",
                        "there is no source",
                        "name a directory, an archive or a file");
            }
            if (!it.target().startsWith("/")
                    || List.of(it.target().split("/", -1)).contains("..")) {
                error(
                        "SRC-002",
                        path + "/target",
                        "\"%s\" is not a path in the image".formatted(it.target()),
                        "it is absolute and without ..");
            }
            if (it.mode() != null && !MODE.matcher(it.mode()).matches()) {
                error(
                        "SRC-003",
                        path + "/mode",
                        "\"%s\" is not a mode".formatted(it.mode()),
                        "write octal digits, such as 0644");
            }
            if ((it.user() == null) != (it.group() == null)) {
                error(
                        "SRC-004",
                        path + (it.user() == null ? "/user" : "/group"),
                        it.user() == null
                                ? "there is a group without a user"
                                : "there is a user without a group",
                        "give both or neither");
            }
        }
    }

    private void boot() {
        Boot boot = design.boot();
        Boot.Loader loader = boot.effectiveLoader();
        boolean startsKernel = loader == Boot.Loader.UKI || loader == Boot.Loader.SYSTEMD_BOOT;
        if (startsKernel && boot.kernel() == null) {
            error(
                    "BLD-001",
                    "/boot/kernel",
                    "there is no kernel to start",
                    "name one, or choose loader self-test",
                    "Start the self-test instead",
                    new Edit.SetBoot(boot.withLoader(Boot.Loader.SELF_TEST)));
        }
        if (loader == Boot.Loader.SYSTEMD_BOOT && boot.systemdBoot() == null) {
            error(
                    "BLD-002",
                    "/boot/systemdBoot",
                    "systemd-boot itself is not given",
                    "name its systemd-bootx64.efi");
        }
        if (!startsKernel && (!boot.initrd().isEmpty() || !boot.cmdline().isEmpty())) {
            found.add(
                    Diagnostic.warning(
                            "BLD-003",
                            "/boot",
                            "there are settings for a kernel that is not started",
                            "name a kernel"));
        }
        for (int i = 0; i < boot.cmdline().size(); i++) {
            if (boot.cmdline().get(i).chars().anyMatch(c -> c < ' ')) {
                error(
                        "BLD-004",
                        "/boot/cmdline/" + i,
                        "a control character in the command line",
                        "write one word an entry");
            }
        }
    }

    private long bytes(ByteSize size) {
        try {
            return size.inBytes(Math.max(1, design.disk().sectorSize()));
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    private static long roundUp(long value, long step) {
        return Math.ceilDiv(value, step) * step;
    }
}
