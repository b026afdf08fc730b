package dev.diskwright.ui.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.text.Texts;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TasksTest {
    private final TasksViewModel tasks =
            new TasksViewModel(new Texts(WindowResources.texts(Locale.ENGLISH)));

    @Test
    void theTraySumsUpWhatRuns() {
        var said = new StringBuilder();
        RunningTask build =
                tasks.start(
                        "build",
                        "Building",
                        () -> said.append("cancelled "),
                        () -> said.append("shown"));
        build.detailProperty().set("40 %");
        build.fractionProperty().set(0.4);
        assertEquals("Building 40 %", tasks.summaryProperty().get());
        assertEquals(0.4, tasks.fractionProperty().get());

        RunningTask other = tasks.start("verify", "Verifying", () -> {}, () -> {});
        assertEquals("2 tasks", tasks.summaryProperty().get());
        assertEquals(-1, tasks.fractionProperty().get());
        other.fractionProperty().set(0.8);
        assertEquals(0.6, tasks.fractionProperty().get(), 1e-9);

        tasks.toggle();
        assertTrue(tasks.openProperty().get());
        tasks.cancel(build);
        tasks.show(build);
        assertEquals("cancelled shown", said.toString());
        assertFalse(tasks.openProperty().get());

        tasks.end(build);
        tasks.end(other);
        tasks.end(other);
        assertEquals("", tasks.summaryProperty().get());
        tasks.toggle();
        assertFalse(tasks.openProperty().get());
    }
}
