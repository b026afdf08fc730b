package dev.diskwright.app;

import dev.diskwright.core.design.SizeText;

/// Progress as lines: one when a step has ended, and one every few seconds of a long one.
final class ProgressLines extends ProgressView {
    /// Between two lines of one step, in milliseconds.
    private static final long INTERVAL = 5_000;

    /// Steps that end sooner are not worth a line of their own throughput, in milliseconds.
    private static final long SHORT = 100;

    /// Bytes between two looks at the clock.
    private static final long LOOK = 1 << 20;

    private final Console console;
    private String name = "";
    private long total;
    private long done;
    private long sinceLook;
    private long began;
    private long told;

    ProgressLines(Console console) {
        this.console = console;
    }

    @Override
    public void step(String newName, long newTotal) {
        end("");
        name = newName;
        total = newTotal;
        done = 0;
        sinceLook = 0;
        began = now();
        told = began;
    }

    @Override
    public void advance(long bytes) {
        done += bytes;
        sinceLook += bytes;
        if (sinceLook >= LOOK) {
            sinceLook = 0;
            long now = now();
            if (now - told >= INTERVAL) {
                told = now;
                console.message(name + ": " + state(now - began));
            }
        }
    }

    @Override
    void end(String note) {
        if (name.isEmpty()) {
            return;
        }
        long millis = now() - began;
        String amount =
                done == 0
                        ? "done"
                        : millis < SHORT
                                ? SizeText.display(done)
                                : SizeText.display(done) + ", " + speed(millis);
        console.message(
                "%s: %s, %.1f s%s"
                        .formatted(
                                name, amount, millis / 1000.0, note.isEmpty() ? "" : "; " + note));
        name = "";
    }

    private String state(long millis) {
        if (total <= 0) {
            return SizeText.display(done) + ", " + speed(millis);
        }
        long left = done == 0 ? 0 : Math.round((double) millis * (total - done) / done / 1000);
        return "%d %%, %s, %d s left"
                .formatted(done * 100 / total, speed(millis), Math.max(0, left));
    }

    private String speed(long millis) {
        return SizeText.display((long) (done * 1000.0 / Math.max(1, millis))) + "/s";
    }

    private long now() {
        return console.host().millis().getAsLong();
    }

    @Override
    public void close() {
        end("");
    }
}
