package dev.diskwright.ui.gesture;

import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.TableKind;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Renaming, within what the table and the file system hold. A label that is the name follows it.
public final class Names {
    /// UTF-16 units in the name of a GPT's entry (UEFI 2.11, section 5.3.3).
    public static final int GPT_UNITS = 36;

    private Names() {}

    /// How much of a limit is used.
    ///
    /// @param used so far
    /// @param limit 0 for none
    /// @param label how much of the label's limit is used; -1 if the label does not follow
    /// @param labelLimit bytes that the label holds
    public record Count(int used, int limit, int label, int labelLimit) {
        /// {@return whether the name is too long}
        public boolean isOver() {
            return limit > 0 && used > limit;
        }

        /// {@return whether the label is too long to follow}
        public boolean isLabelOver() {
            return label > labelLimit;
        }
    }

    /// {@return how much of the limits `text` uses as the name of entry `index`}
    public static Count count(Trial trial, int index, String text) {
        PartitionSpec spec = trial.spec(index);
        TableKind table = trial.layout().table();
        boolean limited = table == TableKind.GPT || table == TableKind.HYBRID;
        boolean follows = follows(spec);
        return new Count(
                text.length(),
                limited ? GPT_UNITS : 0,
                follows ? bytes(text) : -1,
                follows ? labelLimit(spec.filesystem()) : 0);
    }

    /// {@return what the new name comes to}
    public static Outcome rename(Trial trial, int index, String text) {
        PartitionSpec spec = trial.spec(index);
        String name = text.strip();
        Count count = count(trial, index, name);
        if (count.isOver()) {
            return Outcome.refused(trial, Phrase.of("rename.long", count.used(), count.limit()));
        }
        if (name.equals(spec.name())) {
            return Outcome.unchanged(trial, index);
        }
        PartitionSpec renamed = spec.withName(name);
        Filesystem files = spec.filesystem();
        if (files != null && follows(spec) && !count.isLabelOver()) {
            renamed = renamed.withFilesystem(files.withLabel(name));
        }
        Trial.Result result = trial.of(new Edit.SetPartition(index, renamed));
        return result.refusal() != null
                ? Outcome.refused(trial, result.refusal())
                : Outcome.of(result, Phrase.of("gesture.rename", trial.name(index), name), index);
    }

    private static boolean follows(PartitionSpec spec) {
        Filesystem files = spec.filesystem();
        return files != null && !files.label().isEmpty() && files.label().equals(spec.name());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int labelLimit(@Nullable Filesystem files) {
        return files != null && files.type().equals("vfat") ? 11 : 16;
    }
}
