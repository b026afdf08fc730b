package dev.diskwright.ui.edit;

import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.form.FlagModel;
import dev.diskwright.ui.form.TextFieldModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What only the table's entry has: number, GUID, attributes.
public final class EntryFields {
    private static final List<String> FLAGS =
            List.of(
                    "legacy-boot",
                    "growfs",
                    "read-only",
                    "no-auto",
                    "required",
                    "no-block-io",
                    "active");
    private static final Set<TableKind> WITH_GUIDS = Set.of(TableKind.GPT, TableKind.HYBRID);

    private final PartitionTargets targets;
    private final TextFieldModel number;
    private final TextFieldModel uuid;
    private final List<FlagModel> flags = new ArrayList<>();

    /// Edits `targets`.
    public EntryFields(PartitionTargets targets) {
        this.targets = targets;
        number =
                new TextFieldModel(
                        "number",
                        text -> {
                            number(text);
                            return "";
                        },
                        text ->
                                targets.set(
                                        "edit.partition.number",
                                        it -> it.withNumber(number(text)),
                                        text));
        uuid =
                new TextFieldModel(
                        "uuid",
                        text -> {
                            guid(text);
                            return "";
                        },
                        text ->
                                targets.set(
                                        "edit.partition.uuid",
                                        it -> it.withUuid(guid(text)),
                                        text));
        for (String flag : FLAGS) {
            flags.add(
                    new FlagModel(
                            flag,
                            targets.texts().orElse("flag." + flag, flag),
                            targets.texts().orElse("flag." + flag + ".help", ""),
                            on -> setFlag(flag, on)));
        }
    }

    private @Nullable UUID guid(String text) {
        if (text.isBlank()) {
            return null;
        }
        return Guids.parse(text.strip())
                .orElseThrow(() ->
                        new IllegalArgumentException(targets.texts().of("partition.uuid.form")));
    }

    private @Nullable Integer number(String text) {
        if (text.isBlank()) {
            return null;
        }
        if (text.strip().matches("[0-9]{1,3}")) {
            int number = Integer.parseInt(text.strip());
            if (number >= 1 && number <= 128) {
                return number;
            }
        }
        throw new IllegalArgumentException(targets.texts().of("number.range", 1, 128));
    }

    private void setFlag(String flag, boolean on) {
        targets.set(
                on ? "edit.partition.flagOn" : "edit.partition.flagOff",
                it -> {
                    var next = new ArrayList<>(it.flags());
                    next.remove(flag);
                    if (on) {
                        next.add(flag);
                    }
                    return it.withFlags(next);
                },
                targets.texts().orElse("flag." + flag, flag));
    }

    /// Shows the committed values of the targets; there is at least one.
    public void show() {
        TableKind table = targets.document().explicitLayout().table();
        Segment.Partition resolved = targets.resolved();
        targets.show(
                number,
                it -> it.number() == null ? "" : it.number().toString(),
                "",
                resolved == null || resolved.number() == 0
                        ? ""
                        : Integer.toString(resolved.number()));
        UUID id = resolved == null ? null : resolved.id();
        targets.show(
                uuid,
                it -> it.uuid() == null ? "" : it.uuid().toString(),
                "",
                id == null ? targets.texts().of("inspector.derived") : id.toString());
        number.shownProperty().set(table != TableKind.NONE && !targets.several());
        uuid.shownProperty().set(WITH_GUIDS.contains(table) && !targets.several());
        for (FlagModel flag : flags) {
            Boolean on = targets.common(it -> it.flags().contains(flag.key()));
            flag.show(on != null && on, on == null);
            boolean meant =
                    flag.key().equals("active")
                            ? table == TableKind.MBR || table == TableKind.HYBRID
                            : WITH_GUIDS.contains(table);
            flag.shownProperty().set(on == null || on || meant);
        }
    }

    /// {@return number in the table}
    public TextFieldModel number() {
        return number;
    }

    /// {@return its GUID}
    public TextFieldModel uuid() {
        return uuid;
    }

    /// {@return attributes}
    public List<FlagModel> flags() {
        return List.copyOf(flags);
    }
}
