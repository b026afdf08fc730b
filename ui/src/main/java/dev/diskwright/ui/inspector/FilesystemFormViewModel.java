package dev.diskwright.ui.inspector;

import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.edit.FormContext;
import dev.diskwright.ui.edit.PartitionTargets;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.TextFieldModel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Settings of a partition's file system, a part of its form.
public final class FilesystemFormViewModel {
    private static final String CHOSEN_BY_SIZE = "auto";

    private final FormContext context;
    private final PartitionTargets targets;
    private final TextFieldModel label;
    private final TextFieldModel id;
    private final ChoiceModel blockSize;
    private final TextFieldModel reserved;
    private final ChoiceModel fatBits;
    private final ChoiceModel clusterSize;
    private final ChoiceModel compression;
    private final ChoiceModel packedBlockSize;
    private final ChoiceModel erofsCompression;
    private final TextFieldModel proved;

    FilesystemFormViewModel(FormContext context, PartitionTargets targets) {
        this.context = context;
        this.targets = targets;
        label =
                TextFieldModel.plain(
                        "filesystem/label",
                        text -> change("edit.filesystem.label", it -> it.withLabel(text), text));
        id =
                new TextFieldModel(
                        "filesystem/uuid",
                        text -> {
                            checkId(text);
                            return "";
                        },
                        text -> change("edit.filesystem.id", it -> withId(it, text), text));
        blockSize =
                new ChoiceModel(
                        "filesystem/blockSize",
                        context.options("blockSize", "1024", "2048", "4096"),
                        key ->
                                ext4(
                                        "edit.filesystem.blockSize",
                                        it ->
                                                new Filesystem.Ext4(
                                                        it.label(),
                                                        it.uuid(),
                                                        Integer.parseInt(key),
                                                        it.reservedPercent()),
                                        key));
        reserved =
                new TextFieldModel(
                        "filesystem/reservedPercent",
                        text -> {
                            context.number(text, 0, 50);
                            return "";
                        },
                        text ->
                                ext4(
                                        "edit.filesystem.reserved",
                                        it ->
                                                new Filesystem.Ext4(
                                                        it.label(),
                                                        it.uuid(),
                                                        it.blockSize(),
                                                        (int) context.number(text, 0, 50)),
                                        text));
        reserved.unitProperty().set("%");
        fatBits =
                new ChoiceModel(
                        "filesystem/fatBits",
                        context.options("fatBits", CHOSEN_BY_SIZE, "12", "16", "32"),
                        key ->
                                vfat(
                                        "edit.filesystem.fatBits",
                                        it ->
                                                new Filesystem.Vfat(
                                                        it.label(),
                                                        it.volumeId(),
                                                        number(key),
                                                        it.clusterSize()),
                                        key));
        clusterSize =
                new ChoiceModel(
                        "filesystem/clusterSize",
                        context.options(
                                "clusterSize",
                                CHOSEN_BY_SIZE,
                                "512",
                                "1024",
                                "2048",
                                "4096",
                                "8192",
                                "16384",
                                "32768"),
                        key ->
                                vfat(
                                        "edit.filesystem.clusterSize",
                                        it ->
                                                new Filesystem.Vfat(
                                                        it.label(),
                                                        it.volumeId(),
                                                        it.fatBits(),
                                                        number(key)),
                                        key));
        compression = compressionChoice();
        packedBlockSize = packedBlockSizeChoice();
        erofsCompression = erofsCompressionChoice();
        proved =
                new TextFieldModel(
                        "filesystem/data",
                        _ -> "",
                        text ->
                                change(
                                        "edit.filesystem.data",
                                        it ->
                                                it instanceof Filesystem.Verity
                                                        ? new Filesystem.Verity(text.strip())
                                                        : it,
                                        text));
    }

    private ChoiceModel compressionChoice() {
        String[] keys =
                Arrays.stream(Filesystem.Squashfs.Compression.values())
                        .map(FilesystemFormViewModel::word)
                        .toArray(String[]::new);
        return new ChoiceModel(
                "filesystem/compression",
                context.options("compression", keys),
                key ->
                        squashfs(
                                "edit.filesystem.compression",
                                it ->
                                        new Filesystem.Squashfs(
                                                Filesystem.Squashfs.Compression.valueOf(
                                                        key.toUpperCase(Locale.ROOT)),
                                                it.blockSize(),
                                                it.fragments()),
                                key));
    }

    private ChoiceModel packedBlockSizeChoice() {
        return new ChoiceModel(
                "filesystem/packedBlockSize",
                context.options("packedBlockSize", "4096", "65536", "131072", "262144", "1048576"),
                key ->
                        squashfs(
                                "edit.filesystem.blockSize",
                                it ->
                                        new Filesystem.Squashfs(
                                                it.compression(),
                                                Integer.parseInt(key),
                                                it.fragments()),
                                key));
    }

    private ChoiceModel erofsCompressionChoice() {
        String[] keys =
                Arrays.stream(Filesystem.Erofs.Compression.values())
                        .map(FilesystemFormViewModel::word)
                        .toArray(String[]::new);
        return new ChoiceModel(
                "filesystem/erofsCompression",
                context.options("compression", keys),
                key ->
                        erofs(
                                "edit.filesystem.compression",
                                it ->
                                        new Filesystem.Erofs(
                                                it.label(),
                                                it.uuid(),
                                                Filesystem.Erofs.Compression.valueOf(
                                                        key.toUpperCase(Locale.ROOT))),
                                key));
    }

    private static String word(Enum<?> it) {
        return it.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Integer number(String key) {
        return key.equals(CHOSEN_BY_SIZE) ? null : Integer.valueOf(key);
    }

    private void change(String key, UnaryOperator<Filesystem> change, String argument) {
        targets.set(
                key,
                it -> {
                    Filesystem files = it.filesystem();
                    return files == null ? it : it.withFilesystem(change.apply(files));
                },
                argument);
    }

    private void ext4(String key, UnaryOperator<Filesystem.Ext4> change, String argument) {
        change(key, it -> it instanceof Filesystem.Ext4 e ? change.apply(e) : it, argument);
    }

    private void vfat(String key, UnaryOperator<Filesystem.Vfat> change, String argument) {
        change(key, it -> it instanceof Filesystem.Vfat v ? change.apply(v) : it, argument);
    }

    private void squashfs(String key, UnaryOperator<Filesystem.Squashfs> change, String argument) {
        change(key, it -> it instanceof Filesystem.Squashfs s ? change.apply(s) : it, argument);
    }

    private void erofs(String key, UnaryOperator<Filesystem.Erofs> change, String argument) {
        change(key, it -> it instanceof Filesystem.Erofs e ? change.apply(e) : it, argument);
    }

    private void checkId(String text) {
        boolean known =
                text.isBlank()
                        || Guids.parse(text.strip()).isPresent()
                        || text.strip().matches("[0-9a-fA-F]{4}-[0-9a-fA-F]{4}");
        if (!known) {
            throw new IllegalArgumentException(context.texts().of("filesystem.id.form"));
        }
    }

    private static Filesystem withId(Filesystem it, String text) {
        return switch (it) {
            case Filesystem.Image image -> image;
            case Filesystem.Verity verity -> verity;
            case Filesystem.Squashfs s -> s;
            case Filesystem.Swap s ->
                    new Filesystem.Swap(s.label(), Guids.parse(text.strip()).orElse(null));
            case Filesystem.Erofs e ->
                    new Filesystem.Erofs(
                            e.label(), Guids.parse(text.strip()).orElse(null), e.compression());
            case Filesystem.Ext4 e ->
                    new Filesystem.Ext4(
                            e.label(),
                            Guids.parse(text.strip()).orElse(null),
                            e.blockSize(),
                            e.reservedPercent());
            case Filesystem.Vfat v ->
                    new Filesystem.Vfat(
                            v.label(),
                            text.isBlank() ? null : text.strip(),
                            v.fatBits(),
                            v.clusterSize());
        };
    }

    void show() {
        boolean any =
                targets.specs().stream()
                        .anyMatch(it ->
                                it.filesystem() instanceof Filesystem.Writable
                                        || it.filesystem() instanceof Filesystem.Erofs);
        boolean ext4 = all(Filesystem.Ext4.class);
        boolean vfat = all(Filesystem.Vfat.class);
        boolean squashfs = all(Filesystem.Squashfs.class);
        boolean erofs = all(Filesystem.Erofs.class);
        Segment.Partition resolved = targets.resolved();
        label.shownProperty().set(any);
        id.shownProperty().set(any && !targets.several());
        blockSize.shownProperty().set(ext4);
        reserved.shownProperty().set(ext4);
        fatBits.shownProperty().set(vfat);
        clusterSize.shownProperty().set(vfat);
        compression.shownProperty().set(squashfs);
        packedBlockSize.shownProperty().set(squashfs);
        erofsCompression.shownProperty().set(erofs);
        proved.shownProperty().set(all(Filesystem.Verity.class));
        targets.show(proved, of(it -> it instanceof Filesystem.Verity v ? v.data() : ""), "", "");
        targets.show(label, of(Filesystem::label), "", "");
        targets.show(
                id,
                of(FilesystemFormViewModel::idOf),
                "",
                resolved == null || resolved.volume() == null
                        ? context.texts().of("inspector.derived")
                        : resolved.volume().uuid());
        targets.show(
                blockSize,
                of(it -> it instanceof Filesystem.Ext4 e ? Integer.toString(e.blockSize()) : ""));
        targets.show(
                reserved,
                of(it ->
                        it instanceof Filesystem.Ext4 e
                                ? Integer.toString(e.reservedPercent())
                                : ""),
                "",
                "");
        targets.show(fatBits, of(it -> it instanceof Filesystem.Vfat v ? chosen(v.fatBits()) : ""));
        targets.show(
                clusterSize,
                of(it -> it instanceof Filesystem.Vfat v ? chosen(v.clusterSize()) : ""));
        targets.show(
                compression,
                of(it -> it instanceof Filesystem.Squashfs s ? word(s.compression()) : ""));
        targets.show(
                erofsCompression,
                of(it -> it instanceof Filesystem.Erofs e ? word(e.compression()) : ""));
        targets.show(
                packedBlockSize,
                of(it ->
                        it instanceof Filesystem.Squashfs s
                                ? Integer.toString(s.blockSize())
                                : ""));
    }

    private boolean all(Class<? extends Filesystem> kind) {
        return targets.specs().stream().allMatch(it -> kind.isInstance(it.filesystem()));
    }

    private static Function<PartitionSpec, String> of(Function<Filesystem, String> value) {
        return it -> it.filesystem() == null ? "" : value.apply(it.filesystem());
    }

    private static String idOf(Filesystem it) {
        return switch (it) {
            case Filesystem.Image _, Filesystem.Squashfs _, Filesystem.Verity _ -> "";
            case Filesystem.Ext4 e -> {
                UUID uuid = e.uuid();
                yield uuid == null ? "" : uuid.toString();
            }
            case Filesystem.Erofs e -> {
                UUID uuid = e.uuid();
                yield uuid == null ? "" : uuid.toString();
            }
            case Filesystem.Swap s -> {
                UUID uuid = s.uuid();
                yield uuid == null ? "" : uuid.toString();
            }
            case Filesystem.Vfat v -> Objects.requireNonNullElse(v.volumeId(), "");
        };
    }

    private static String chosen(@Nullable Integer value) {
        return value == null ? CHOSEN_BY_SIZE : value.toString();
    }

    /// {@return name of the partition that is proved}
    public TextFieldModel proved() {
        return proved;
    }

    /// {@return label}
    public TextFieldModel label() {
        return label;
    }

    /// {@return UUID or volume ID}
    public TextFieldModel id() {
        return id;
    }

    /// {@return block size of ext4}
    public ChoiceModel blockSize() {
        return blockSize;
    }

    /// {@return reserved share of ext4, per cent}
    public TextFieldModel reserved() {
        return reserved;
    }

    /// {@return bits of FAT}
    public ChoiceModel fatBits() {
        return fatBits;
    }

    /// {@return cluster size of FAT, in bytes}
    public ChoiceModel clusterSize() {
        return clusterSize;
    }

    /// {@return compression of squashfs}
    public ChoiceModel compression() {
        return compression;
    }

    /// {@return block size of squashfs, in bytes}
    public ChoiceModel packedBlockSize() {
        return packedBlockSize;
    }

    /// {@return compression of EROFS}
    public ChoiceModel erofsCompression() {
        return erofsCompression;
    }
}
