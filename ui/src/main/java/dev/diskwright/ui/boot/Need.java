package dev.diskwright.ui.boot;

import dev.diskwright.core.design.Edit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that booting needs, and whether the layout has it.
///
/// @param id names its words: `boot.need.<id>.<state>`
/// @param arguments of its words
/// @param fix what would mend it; null where no edit alone can
/// @param choice file that the person could choose to mend it
public record Need(
        String id, State state, List<Object> arguments, @Nullable Edit fix, Choice choice) {
    /// Copies the list.
    public Need {
        arguments = List.copyOf(arguments);
    }

    /// How it stands.
    public enum State {
        /// It is there.
        HAS,
        /// It is not there, and the image will not boot without it.
        LACKS,
        /// It boots, but not as well as it could.
        ADVICE,
        /// Worth knowing.
        INFO
    }

    /// A file to choose.
    public enum Choice {
        /// None.
        NONE,
        /// A kernel.
        KERNEL,
        /// systemd-boot's program.
        SYSTEMD_BOOT
    }

    static Need has(String id, Object... arguments) {
        return new Need(id, State.HAS, List.of(arguments), null, Choice.NONE);
    }

    static Need of(String id, State state, Object... arguments) {
        return new Need(id, state, List.of(arguments), null, Choice.NONE);
    }

    Need withFix(@Nullable Edit newFix) {
        return new Need(id, state, arguments, newFix, choice);
    }

    Need withChoice(Choice newChoice) {
        return new Need(id, state, arguments, fix, newChoice);
    }
}
