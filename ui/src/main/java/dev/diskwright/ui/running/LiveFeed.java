package dev.diskwright.ui.running;

import dev.diskwright.core.vm.run.MachineEvent;
import dev.diskwright.core.vm.run.SerialText;
import dev.diskwright.ui.service.LiveListener;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/// What a machine says between two looks of the window at it, however much that is. For several threads.
class LiveFeed implements LiveListener {
    /// How many characters wait for the window; of more the oldest go.
    static final int PENDING = 128 << 10;

    private final SerialText filter = new SerialText();
    private final StringBuilder text = new StringBuilder();
    private final Map<MachineEvent.Kind, String> events = new EnumMap<>(MachineEvent.Kind.class);
    private long skipped;
    private String trouble = "";

    /// What has come since the last look.
    ///
    /// @param text of the serial port, without control sequences
    /// @param skipped how many characters before it were too many
    /// @param events what happened last of each kind, with its detail
    /// @param trouble why the disk could not be read; empty if it could
    record News(String text, long skipped, Map<MachineEvent.Kind, String> events, String trouble) {}

    @Override
    public synchronized void serial(String piece) {
        text.append(filter.filter(piece));
        int excess = text.length() - PENDING;
        if (excess > 0) {
            int cut = text.indexOf("\n", excess);
            int end = cut < 0 ? excess : cut + 1;
            skipped += end;
            text.delete(0, end);
        }
    }

    @Override
    public synchronized void happened(MachineEvent event) {
        switch (event.kind()) {
            case PAUSED -> events.remove(MachineEvent.Kind.RESUMED);
            case RESUMED -> events.remove(MachineEvent.Kind.PAUSED);
            default -> {} // stands for itself
        }
        events.put(event.kind(), event.detail());
    }

    @Override
    public synchronized void failed(IOException problem) {
        trouble = String.valueOf(problem.getMessage());
    }

    /// {@return what has come since the last call}
    synchronized News take() {
        var news = new News(text.toString(), skipped, Map.copyOf(events), trouble);
        text.setLength(0);
        skipped = 0;
        events.clear();
        trouble = "";
        return news;
    }
}
