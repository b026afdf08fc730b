package dev.diskwright.ui.inspector;

import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.TextFieldModel;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Settings of a partition's file system, a part of its form.
public final class FilesystemFormViewModel {
    private static final String CHOSEN_BY_SIZE = "auto";

    /// Takes a change of the file system.
    interface Change {
        /// Applies `change` under the label `key`.
        void apply(String key, UnaryOperator<Filesystem> change, String argument);
    }

    private final FormContext context;
    private final TextFieldModel label;
    private final TextFieldModel id;
    private final ChoiceModel blockSize;
    private final TextFieldModel reserved;
    private final ChoiceModel fatBits;
    private String path = "";

    FilesystemFormViewModel(FormContext context, Change change) {
        this.context = context;
        label =
                TextFieldModel.plain(
                        "label",
                        text ->
                                change.apply(
                                        "edit.filesystem.label", it -> it.withLabel(text), text));
        id =
                new TextFieldModel(
                        "uuid",
                        text -> {
                            checkId(text);
                            return "";
                        },
                        text -> change.apply("edit.filesystem.id", it -> withId(it, text), text));
        blockSize =
                new ChoiceModel(
                        "blockSize",
                        context.options("blockSize", "1024", "2048", "4096"),
                        key ->
                                change.apply(
                                        "edit.filesystem.blockSize",
                                        it ->
                                                it instanceof Filesystem.Ext4 e
                                                        ? new Filesystem.Ext4(
                                                                e.label(),
                                                                e.uuid(),
                                                                Integer.parseInt(key),
                                                                e.reservedPercent())
                                                        : it,
                                        key));
        reserved =
                new TextFieldModel(
                        "reservedPercent",
                        text -> {
                            context.number(text, 0, 50);
                            return "";
                        },
                        text ->
                                change.apply(
                                        "edit.filesystem.reserved",
                                        it ->
                                                it instanceof Filesystem.Ext4 e
                                                        ? new Filesystem.Ext4(
                                                                e.label(),
                                                                e.uuid(),
                                                                e.blockSize(),
                                                                (int) context.number(text, 0, 50))
                                                        : it,
                                        text));
        fatBits =
                new ChoiceModel(
                        "fatBits",
                        context.options("fatBits", CHOSEN_BY_SIZE, "12", "16", "32"),
                        key ->
                                change.apply(
                                        "edit.filesystem.fatBits",
                                        it ->
                                                it instanceof Filesystem.Vfat v
                                                        ? new Filesystem.Vfat(
                                                                v.label(),
                                                                v.volumeId(),
                                                                key.equals(CHOSEN_BY_SIZE)
                                                                        ? null
                                                                        : (Integer)
                                                                                Integer.parseInt(
                                                                                        key),
                                                                v.clusterSize())
                                                        : it,
                                        key));
    }

    /// {@return a file system of that type that keeps the label; null for a blank partition}
    static @Nullable Filesystem ofType(String type, @Nullable Filesystem before) {
        String label = before == null ? "" : before.label();
        return switch (type) {
            case "ext4" -> new Filesystem.Ext4(label, null, 4096, 5);
            case "vfat" -> new Filesystem.Vfat(label, null, null, null);
            default -> null;
        };
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

    void show(@Nullable Filesystem it, String newPath, Segment.@Nullable Partition resolved) {
        path = newPath;
        Filesystem.Ext4 ext4 = it instanceof Filesystem.Ext4 e ? e : null;
        Filesystem.Vfat vfat = it instanceof Filesystem.Vfat v ? v : null;
        label.shownProperty().set(it != null);
        id.shownProperty().set(it != null);
        blockSize.shownProperty().set(ext4 != null);
        reserved.shownProperty().set(ext4 != null);
        fatBits.shownProperty().set(vfat != null);
        show(label, it == null ? "" : it.label());
        id.promptProperty()
                .set(
                        resolved == null || resolved.volume() == null
                                ? context.texts().of("inspector.derived")
                                : resolved.volume().uuid());
        if (ext4 != null) {
            UUID uuid = ext4.uuid();
            show(id, uuid == null ? "" : uuid.toString());
            blockSize.show(
                    Integer.toString(ext4.blockSize()), context.problem(path + "/blockSize"));
            show(reserved, Integer.toString(ext4.reservedPercent()));
        }
        if (vfat != null) {
            String volumeId = vfat.volumeId();
            show(id, volumeId == null ? "" : volumeId);
            fatBits.show(
                    vfat.fatBits() == null ? CHOSEN_BY_SIZE : vfat.fatBits().toString(),
                    context.problem(path + "/fatBits"));
        }
    }

    private void show(TextFieldModel field, String value) {
        field.show(value, "", context.problem(path + "/" + field.path()));
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
}
