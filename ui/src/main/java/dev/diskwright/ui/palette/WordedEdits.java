package dev.diskwright.ui.palette;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.layout.Role;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Edits in words, with what they would come to:
///
/// ```text
/// edit := partition size | "rename" partition name | "delete" partition
/// ```
///
/// A partition is meant by its name, its role or its number; a size is one of the usual grammar, with units in any case.
public final class WordedEdits {
    private static final Pattern RENAME = Pattern.compile("rename\\s+(\\S+)\\s+(.+)");
    private static final Pattern DELETE = Pattern.compile("(?:delete|remove)\\s+(\\S+)");
    private static final Pattern SIZE = Pattern.compile("(?:resize\\s+)?(\\S+)\\s+(?:to\\s+)?(.+)");
    private static final Pattern UNIT = Pattern.compile("([0-9])\\s*([a-zA-Z]+)");

    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final Texts texts;

    /// Words about the design of `document`.
    public WordedEdits(DocumentViewModel document, PlanningViewModel planning, Texts texts) {
        this.document = document;
        this.planning = planning;
        this.texts = texts;
    }

    /// {@return the edits that `typed` can mean; empty for none}
    public List<PaletteItem> read(String typed) {
        if (document.designProperty().get() == null) {
            return List.of();
        }
        String text = typed.strip();
        Matcher rename = RENAME.matcher(text);
        if (rename.matches()) {
            return found(rename.group(1)).stream()
                    .map(index -> rename(index, rename.group(2).strip()))
                    .toList();
        }
        Matcher delete = DELETE.matcher(text);
        if (delete.matches()) {
            return found(delete.group(1)).stream().map(this::delete).toList();
        }
        Matcher size = SIZE.matcher(text);
        if (size.matches()) {
            return expression(size.group(2))
                    .map(it -> found(size.group(1)).stream().map(at -> resize(at, it)).toList())
                    .orElse(List.of());
        }
        return List.of();
    }

    private static Optional<SizeExpression> expression(String text) {
        try {
            return Optional.of(SizeText.parse(units(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// {@return the text with its units as the grammar spells them}
    static String units(String text) {
        return UNIT.matcher(text.toLowerCase(Locale.ROOT))
                .replaceAll(it ->
                        it.group(1)
                                + switch (it.group(2)) {
                                    case "b" -> "B";
                                    case "s" -> "s";
                                    case "k", "m", "g", "t" -> it.group(2).toUpperCase(Locale.ROOT);
                                    case "kib" -> "KiB";
                                    case "mib" -> "MiB";
                                    case "gib" -> "GiB";
                                    case "tib" -> "TiB";
                                    case "kb" -> "kB";
                                    case "mb" -> "MB";
                                    case "gb" -> "GB";
                                    case "tb" -> "TB";
                                    default -> it.group(2);
                                });
    }

    /// {@return indices of the partitions that `word` can mean: by name, else by role or number}
    private List<Integer> found(String word) {
        List<PartitionSpec> all = document.explicitLayout().partitions();
        var named = new ArrayList<Integer>();
        var meant = new ArrayList<Integer>();
        for (int i = 0; i < all.size(); i++) {
            PartitionSpec spec = all.get(i);
            String mount = spec.mount() == null ? "" : spec.mount();
            Role role = Role.of(spec.type(), mount, spec.filesystem() != null);
            if (name(i).equalsIgnoreCase(word)) {
                named.add(i);
            } else if (role.name().equalsIgnoreCase(word)
                    || word.equals(Integer.toString(i + 1))
                    || word.equals(mount)) {
                meant.add(i);
            }
        }
        return named.isEmpty() ? meant : named;
    }

    private String name(int index) {
        PartitionSpec spec = document.explicitLayout().partitions().get(index);
        return !spec.name().isEmpty()
                ? spec.name()
                : spec.filesystem() != null && !spec.filesystem().label().isEmpty()
                        ? spec.filesystem().label()
                        : Integer.toString(index + 1);
    }

    private PaletteItem rename(int index, String name) {
        PartitionSpec spec = document.explicitLayout().partitions().get(index);
        return item(
                index,
                texts.of("edit.partition.name", name, name(index)),
                new Edit.SetPartition(index, spec.withName(name)));
    }

    private PaletteItem delete(int index) {
        return item(
                -1, texts.of("edit.removePartition", name(index)), new Edit.RemovePartition(index));
    }

    private PaletteItem resize(int index, SizeExpression size) {
        PartitionSpec spec = document.explicitLayout().partitions().get(index);
        return item(
                index,
                texts.of("edit.partition.size", size, name(index)),
                new Edit.SetPartition(index, spec.withPlace(spec.start(), null, size)));
    }

    private PaletteItem item(int index, String label, Edit edit) {
        return new PaletteItem(
                PaletteItem.Kind.EDIT,
                label,
                effect(index, edit),
                "",
                "",
                "fth-edit-3",
                () -> {
                    document.apply(label, edit);
                    if (index >= 0) {
                        document.select(new Selected.Partition(index));
                    }
                });
    }

    /// {@return what an edit comes to, in one line; empty while there is no plan to tell from}
    private String effect(int index, Edit edit) {
        Plan now = planning.planProperty().get();
        if (now == null) {
            return "";
        }
        Design edited = edit.apply(document.require());
        if (edited.equals(document.require())) {
            return texts.of("palette.effect.none");
        }
        Plan then = now.preview(edited);
        var parts = new ArrayList<String>();
        Optional<Segment.Partition> before = index < 0 ? Optional.empty() : now.partition(index);
        Optional<Segment.Partition> after = index < 0 ? Optional.empty() : then.partition(index);
        if (before.isPresent() && after.isPresent() && before.get().size() != after.get().size()) {
            parts.add(
                    texts.of(
                            "palette.effect.size",
                            SizeText.display(before.get().size()),
                            SizeText.display(after.get().size())));
        }
        if (now.size() != then.size()) {
            parts.add(
                    texts.of(
                            "palette.effect.disk",
                            SizeText.display(now.size()),
                            SizeText.display(then.size())));
        }
        long others = others(index, now, then);
        if (others > 0) {
            parts.add(texts.of("palette.effect.others", others));
        }
        then.diagnostics().stream()
                .filter(Diagnostic::isError)
                .filter(it -> !now.diagnostics().contains(it))
                .findFirst()
                .ifPresent(it -> parts.add(texts.of("palette.effect.problem", it.problem())));
        return String.join(texts.of("palette.effect.and"), parts);
    }

    /// {@return how many other partitions get another size}
    private static long others(int index, Plan now, Plan then) {
        if (now.partitions().size() != then.partitions().size()) {
            return 0;
        }
        return now.partitions().stream()
                .filter(it -> it.index() != index)
                .filter(it ->
                        then.partition(it.index())
                                .filter(other -> other.size() != it.size())
                                .isPresent())
                .count();
    }
}
