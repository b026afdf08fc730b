package dev.diskwright.app;

import dev.diskwright.core.bytes.Units;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Progress as bars on a terminal, a line a step: name, per cent, throughput, time left.
///
/// The bar's own way to the terminal would ask programs such as `stty` for its width; ours is fixed, or what `COLUMNS`
/// says.
final class ProgressBars extends ProgressView {
    private static final int WIDTH = 80;
    private static final int NAME_WIDTH = 18;

    private final Console console;
    private @Nullable ProgressBar bar;
    private String shown = "";

    ProgressBars(Console console) {
        this.console = console;
    }

    @Override
    public void step(String name, long total) {
        close();
        bar =
                new ProgressBarBuilder()
                        .setTaskName("%-18s".formatted(cut(name)))
                        .setInitialMax(total)
                        .setUnit(" MiB", Units.MIB)
                        .showSpeed()
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(100)
                        .setConsumer(new DelegatingProgressBarConsumer(this::draw, width()))
                        .build();
    }

    private static String cut(String name) {
        return name.length() <= NAME_WIDTH ? name : name.substring(0, NAME_WIDTH - 1) + "…";
    }

    private synchronized void draw(String line) {
        String blanks = " ".repeat(Math.max(0, shown.length() - line.length()));
        shown = line;
        console.status("\r" + line + blanks);
    }

    @Override
    public void advance(long bytes) {
        if (bar != null) {
            bar.stepBy(bytes);
        }
    }

    @Override
    void end(String note) {
        if (bar == null) {
            return;
        }
        if (!note.isEmpty()) {
            bar.setExtraMessage(" " + note);
        }
        close();
    }

    @Override
    public void close() {
        if (bar == null) {
            return;
        }
        bar.close();
        bar = null;
        synchronized (this) {
            if (!shown.isEmpty()) {
                console.status("\n");
            }
            shown = "";
        }
    }

    private int width() {
        String columns = console.host().environment().getOrDefault("COLUMNS", "");
        try {
            int width = Integer.parseInt(columns) - 1;
            return width < 40 ? WIDTH - 1 : width;
        } catch (NumberFormatException e) {
            return WIDTH - 1;
        }
    }
}
