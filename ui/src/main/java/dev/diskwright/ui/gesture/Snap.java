package dev.diskwright.ui.gesture;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.plan.Volume;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// An offset that an edge catches on.
///
/// @param why in words
record Snap(long offset, Phrase why) {
    private static final int MAX_DOUBLING = 12;

    /// {@return sizes that people like: 1 to 512 MiB by doubling, then 1, 1.5, 2, 3, 4, 6, 8 … GiB}
    static List<Long> sizes() {
        var sizes = new ArrayList<Long>();
        for (long size = Units.MIB; size < Units.GIB; size *= 2) {
            sizes.add(size);
        }
        for (int i = 0; i <= MAX_DOUBLING; i++) {
            sizes.add(Units.GIB << i);
            sizes.add((Units.GIB << i) + (Units.GIB << i) / 2);
        }
        return sizes;
    }

    /// {@return where an edge of `it` catches, ascending}
    static List<Snap> of(Trial trial, Segment.Partition it, Resize.Edge edge) {
        var snaps = new ArrayList<Snap>();
        boolean end = edge == Resize.Edge.END;
        long anchor = end ? it.start() : it.end();
        for (long size : sizes()) {
            add(snaps, trial, anchor, end ? size : -size, "snap.size", SizeText.display(size));
        }
        Volume volume = it.volume();
        if (volume != null && volume.minimumSize() > 0) {
            long fit = Math.ceilDiv(volume.minimumSize(), trial.grain()) * trial.grain();
            add(snaps, trial, anchor, end ? fit : -fit, "snap.fit");
        }
        for (Segment.Partition other : trial.order()) {
            if (other.index() != it.index()) {
                String name = Trial.name(other);
                snaps.add(new Snap(other.start(), Phrase.of("snap.start", name)));
                snaps.add(new Snap(other.end(), Phrase.of("snap.end", name)));
            }
        }
        long own = end ? it.end() : it.start();
        snaps.removeIf(snap -> snap.offset == own);
        snaps.add(new Snap(own, Phrase.of("snap.before")));
        if (trial.start().design().disk().size() != null) {
            long last = trial.start().size();
            for (Segment segment : trial.start().segments()) {
                last =
                        segment instanceof Segment.Structure && segment.end() == last
                                ? segment.start()
                                : last;
            }
            snaps.add(new Snap(Units.roundDown(last, trial.grain()), Phrase.of("snap.disk")));
        }
        snaps.sort(Comparator.comparingLong(Snap::offset));
        return snaps;
    }

    private static void add(
            List<Snap> snaps, Trial trial, long anchor, long size, String key, Object... words) {
        if (anchor + size >= 0 && size % trial.grain() == 0) {
            snaps.add(new Snap(anchor + size, Phrase.of(key, words)));
        }
    }

    /// {@return the one of `snaps` that is nearest to the pointer and within its reach}
    static Optional<Snap> near(List<Snap> snaps, Pointer pointer) {
        return snaps.stream()
                .filter(it -> it.offset >= pointer.low() && it.offset <= pointer.high())
                .min(Comparator.comparingLong(it -> Math.abs(it.offset - pointer.offset())));
    }
}
