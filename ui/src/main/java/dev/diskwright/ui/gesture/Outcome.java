package dev.diskwright.ui.gesture;

import dev.diskwright.core.design.Edit;
import dev.diskwright.core.plan.Plan;
import org.jspecify.annotations.Nullable;

/// What a gesture comes to, if it ended here.
///
/// @param edit null if nothing would change
/// @param plan what is drawn
/// @param label of the step that the edit becomes
/// @param wall why it goes no further, or not at all; null if nothing is in the way
/// @param snap what it caught on; null for nothing but the grain
/// @param facts of the block in hand; null if there is none
/// @param target index of the partition that the gesture leaves selected; -1 for none
public record Outcome(
        @Nullable Edit edit,
        Plan plan,
        Phrase label,
        @Nullable Phrase wall,
        @Nullable Phrase snap,
        @Nullable Facts facts,
        int target) {
    /// {@return an outcome that changes nothing and says why}
    static Outcome refused(Trial trial, Phrase why) {
        return new Outcome(null, trial.start(), NOTHING, why, null, null, -1);
    }

    /// {@return an outcome that changes nothing because all is as it should be}
    static Outcome unchanged(Trial trial, int target) {
        return new Outcome(null, trial.start(), NOTHING, null, null, null, target);
    }

    /// {@return an outcome without a block in hand}
    static Outcome of(Trial.Result result, Phrase label, int target) {
        return new Outcome(result.edit(), result.plan(), label, null, null, null, target);
    }

    /// {@return the same, come to by `newEdit`}
    public Outcome withEdit(Edit newEdit) {
        return new Outcome(newEdit, plan, label, wall, snap, facts, target);
    }

    /// {@return whether it would change something}
    public boolean isEdit() {
        return edit != null;
    }

    private static final Phrase NOTHING = Phrase.of("gesture.nothing");
}
