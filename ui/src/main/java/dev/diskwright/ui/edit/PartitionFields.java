package dev.diskwright.ui.edit;

import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.table.PartitionType;
import dev.diskwright.core.table.PartitionTypes;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.TextFieldModel;
import dev.diskwright.ui.layout.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The fields that inspector and table share: what a partition is called, what it is for, how large it is, what it is
/// formatted as and where it is mounted.
public final class PartitionFields {
    private static final String BLANK = "blank";

    private final PartitionTargets targets;
    private final TextFieldModel name;
    private final ChoiceModel role;
    private final SizeField size;
    private final ChoiceModel format;
    private final TextFieldModel mount;
    private final TextFieldModel type;

    /// Edits `targets`.
    public PartitionFields(PartitionTargets targets) {
        this.targets = targets;
        name =
                TextFieldModel.plain(
                        "name",
                        text -> targets.set("edit.partition.name", it -> it.withName(text), text));
        role = new ChoiceModel("role", roles(), this::giveRole);
        size = new SizeField(targets);
        format = new ChoiceModel("filesystem", formats(), this::giveFormat);
        mount =
                new TextFieldModel(
                        "mount",
                        this::checkMount,
                        text ->
                                targets.set(
                                        "edit.partition.mount",
                                        it -> it.withMount(text.isBlank() ? null : text.strip()),
                                        text));
        type = new TextFieldModel("type", this::echoType, this::giveType).search(types());
    }

    private List<ChoiceModel.Option> roles() {
        return RoleChoice.ROLES.stream()
                .map(it -> new ChoiceModel.Option(key(it), roleName(it)))
                .toList();
    }

    private String roleName(Role role) {
        return targets.texts().of("role." + key(role));
    }

    private static String key(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private void giveRole(String key) {
        Role chosen = Role.valueOf(key.toUpperCase(Locale.ROOT));
        var table = targets.document().explicitLayout().table();
        targets.set(
                "edit.partition.role", it -> RoleChoice.give(it, chosen, table), roleName(chosen));
    }

    private List<ChoiceModel.Option> formats() {
        var options = new ArrayList<ChoiceModel.Option>();
        for (String it : List.of("ext4", "vfat", "squashfs", "erofs", "swap", "verity", BLANK)) {
            options.add(new ChoiceModel.Option(it, targets.texts().of("filesystem." + it)));
        }
        return options;
    }

    private void giveFormat(String key) {
        targets.set(
                "edit.partition.filesystem",
                it -> it.withFilesystem(formatted(key, it.filesystem(), provable())),
                targets.texts().of("filesystem." + key));
    }

    /// {@return name of the first partition that hashes can prove; empty if there is none}
    private String provable() {
        return targets.document().explicitLayout().partitions().stream()
                .filter(it -> it.filesystem() instanceof Filesystem.Packed)
                .map(PartitionSpec::name)
                .findFirst()
                .orElse("");
    }

    /// {@return a file system of that type that keeps the label; null for a blank partition}
    ///
    /// @param provable name of a partition that hashes can prove
    private static @Nullable Filesystem formatted(
            String type, @Nullable Filesystem before, String provable) {
        if (before != null && before.type().equals(type)) {
            return before;
        }
        String label = before == null ? "" : before.label();
        return switch (type) {
            case "ext4" -> new Filesystem.Ext4(label, null, 4096, 5);
            case "vfat" -> new Filesystem.Vfat(label, null, null, null);
            case "squashfs" ->
                    new Filesystem.Squashfs(Filesystem.Squashfs.Compression.GZIP, 128 << 10, true);
            case "erofs" -> new Filesystem.Erofs(label, null, Filesystem.Erofs.Compression.LZ4);
            case "verity" -> new Filesystem.Verity(provable);
            case "swap" -> new Filesystem.Swap(label, null);
            case "image" -> before; // which image is for the document to say
            default -> null;
        };
    }

    private String checkMount(String text) {
        if (!text.isBlank() && !text.strip().startsWith("/")) {
            throw new IllegalArgumentException(targets.texts().of("partition.mount.absolute"));
        }
        return "";
    }

    private String echoType(String text) {
        return PartitionTypes.parse(text.strip())
                .map(PartitionType::description)
                .orElseThrow(() ->
                        new IllegalArgumentException(targets.texts().of("partition.type.unknown")));
    }

    private void giveType(String text) {
        String given = PartitionTypes.parse(text.strip()).map(PartitionType::name).orElse(text);
        targets.set("edit.partition.type", it -> it.withType(given), given);
    }

    private List<ChoiceModel.Option> types() {
        return PartitionTypes.ALL.stream()
                .filter(it -> !it.isExtended())
                .map(it -> new ChoiceModel.Option(it.name(), typeLabel(it)))
                .toList();
    }

    private String typeLabel(PartitionType it) {
        String number = it.mbr() < 0 ? "" : String.format(Locale.ROOT, "0x%02x", it.mbr());
        return targets.texts()
                .of(
                        "partition.type.option",
                        it.description(),
                        it.name(),
                        number.isEmpty() ? 0 : 1,
                        number);
    }

    /// Shows the committed values of the targets; there is at least one.
    public void show() {
        String label = Titles.of(targets.first().withName(""));
        targets.show(name, PartitionSpec::name, "", label);
        targets.show(role, it -> key(RoleChoice.of(it)));
        size.show();
        targets.show(format, it -> it.filesystem() == null ? BLANK : it.filesystem().type());
        targets.show(mount, it -> it.mount() == null ? "" : it.mount(), "", "");
        mount.shownProperty().set(targets.specs().stream().anyMatch(it -> it.filesystem() != null));
        String described =
                targets.common(PartitionSpec::type) == null
                        ? ""
                        : PartitionTypes.parse(targets.first().type())
                                .map(PartitionType::description)
                                .orElse("");
        targets.show(type, PartitionSpec::type, described, "");
    }

    /// {@return name in the table}
    public TextFieldModel name() {
        return name;
    }

    /// {@return what it is for; choosing sets type, file system and mount point}
    public ChoiceModel role() {
        return role;
    }

    /// {@return size expression}
    public TextFieldModel size() {
        return size.model();
    }

    /// {@return type of its file system}
    public ChoiceModel format() {
        return format;
    }

    /// {@return mount point}
    public TextFieldModel mount() {
        return mount;
    }

    /// {@return type in the table}
    public TextFieldModel type() {
        return type;
    }
}
