package dev.diskwright.core.vm.boottest;

import dev.diskwright.core.vm.run.SerialText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Follows a boot by what is written. Keeps the line that is being written of each source, and what was recognised: a
/// bounded amount, whatever comes. For several threads.
final class Recogniser {
    private static final int MAX_LINE =
            4096; // characters; of a longer line its parts are looked at
    private static final int MAX_EVIDENCE = 300;

    /// Longest text that can be expected, in characters.
    static final int MAX_EXPECTED = 1024;

    private final List<String> expected;
    private final Set<String> seen = new LinkedHashSet<>();
    private final Map<BootOutcome, String> outcomes = new EnumMap<>(BootOutcome.class);
    private final List<BootStage> reached = new ArrayList<>();
    private BootStage stage = BootStage.NOTHING; // since the last restart
    private BootStage furthest = BootStage.NOTHING;
    private boolean isFinal;
    private long texts;
    private String lastLine = "";

    /// A port that is listened to.
    final class Source {
        private final boolean isExpected; // whether expected texts are looked for
        private final SerialText terminal = new SerialText();
        private final StringBuilder line = new StringBuilder();

        private Source(boolean isExpected) {
            this.isExpected = isExpected;
        }

        void take(String raw) {
            String text = terminal.filter(raw);
            synchronized (Recogniser.this) {
                int from = 0;
                for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
                    append(text, from, end);
                    look(line, isExpected, false);
                    line.setLength(0);
                    from = end + 1;
                }
                append(text, from, text.length());
                if (!line.isEmpty()) {
                    look(line, isExpected, true);
                }
            }
        }

        private void append(String text, int from, int end) {
            int at = from;
            while (at < end) {
                int count = Math.min(end - at, MAX_LINE - line.length());
                line.append(text, at, at + count);
                at += count;
                if (line.length() == MAX_LINE) {
                    look(line, isExpected, false);
                    line.delete(0, MAX_LINE - MAX_EXPECTED); // what may be cut in two stays
                }
            }
        }
    }

    Recogniser(List<String> expected) {
        this.expected = expected;
    }

    /// {@return a serial port, on which expected texts are looked for}
    Source serial() {
        return new Source(true);
    }

    /// {@return the firmware's port}
    Source firmware() {
        return new Source(false);
    }

    private void look(StringBuilder characters, boolean isExpected, boolean isLast) {
        String line = characters.toString();
        if (line.isBlank()) {
            return;
        }
        texts++;
        lastLine = shown(line);
        for (String text : expected) {
            if (isExpected && line.contains(text)) {
                seen.add(text);
            }
        }
        String lower = line.toLowerCase(Locale.ROOT);
        for (Sign sign : Signs.ALL) {
            if (sign.isIn(lower, isLast)) {
                take(sign);
            }
        }
    }

    private void take(Sign sign) {
        if (sign.stage() != null && sign.stage().compareTo(stage) > 0) {
            stage = sign.stage();
            outcomes.clear(); // what went wrong before was overcome
            isFinal = false;
            if (stage.compareTo(furthest) > 0) {
                furthest = stage;
                reached.add(stage);
            }
        }
        if (sign.outcome() != null) {
            // a line that was not complete yet is told again when it is
            outcomes.merge(sign.outcome(), lastLine, (old, now) -> now.startsWith(old) ? now : old);
            isFinal |= sign.isFinal();
        }
    }

    private static String shown(String line) {
        String stripped = line.strip();
        return stripped.length() > MAX_EVIDENCE
                ? stripped.substring(0, MAX_EVIDENCE) + "…"
                : stripped;
    }

    /// The machine has restarted.
    synchronized void restarted() {
        stage = BootStage.NOTHING;
        outcomes.clear();
        isFinal = false;
    }

    /// {@return the furthest stage}
    synchronized BootStage furthest() {
        return furthest;
    }

    /// {@return the stages beyond the first `known`, in the order in which they were reached}
    synchronized List<BootStage> reachedAfter(int known) {
        return List.copyOf(reached.subList(known, reached.size()));
    }

    /// {@return whether everything expected was seen; if nothing is, whether somebody can log in}
    synchronized boolean isPassed() {
        return expected.isEmpty()
                ? furthest == BootStage.LOGIN
                : seen.size() == Set.copyOf(expected).size();
    }

    /// {@return whether that text was seen}
    synchronized boolean hasSeen(String text) {
        return seen.contains(text);
    }

    /// {@return whether nothing but silence is expected}
    synchronized boolean isFinal() {
        return isFinal;
    }

    /// {@return what went wrong, so far as is known}
    synchronized Optional<BootOutcome> outcome() {
        return outcomes.keySet().stream().findFirst(); // in the order of the enumeration
    }

    /// {@return the line that told of an outcome; empty if none did}
    synchronized String evidence(BootOutcome outcome) {
        return outcomes.getOrDefault(outcome, "");
    }

    /// {@return a number that grows whenever something readable is written}
    synchronized long texts() {
        return texts;
    }

    /// {@return the last line that says something}
    synchronized String lastLine() {
        return lastLine;
    }
}
