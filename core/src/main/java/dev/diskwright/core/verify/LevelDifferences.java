package dev.diskwright.core.verify;

import dev.diskwright.core.verify.LevelDifference.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Differences by level, of each the first ones and how many there are. Not for several threads.
public final class LevelDifferences {
    private final int limit;
    private final Map<Level, List<LevelDifference>> kept = new EnumMap<>(Level.class);
    private final Map<Level, Long> counts = new EnumMap<>(Level.class);

    /// @param limit how many to keep at each level
    LevelDifferences(int limit) {
        this.limit = limit;
    }

    void add(LevelDifference difference) {
        counts.merge(difference.level(), 1L, Long::sum);
        List<LevelDifference> list =
                kept.computeIfAbsent(difference.level(), _ -> new ArrayList<>());
        if (list.size() < limit) {
            list.add(difference);
        }
    }

    /// Adds a difference unless `a` and `b` are the same.
    void compare(Level level, String place, String what, Object a, Object b) {
        if (!Objects.equals(a, b)) {
            add(new LevelDifference(level, place, what, a.toString(), b.toString()));
        }
    }

    /// {@return the first ones at that level, in order}
    public List<LevelDifference> at(Level level) {
        return List.copyOf(kept.getOrDefault(level, List.of()));
    }

    /// {@return how many there are at that level}
    public long count(Level level) {
        return counts.getOrDefault(level, 0L);
    }
}
