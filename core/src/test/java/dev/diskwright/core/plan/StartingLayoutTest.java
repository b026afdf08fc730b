package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.StartingLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StartingLayoutTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EMPTY")
    void everyStartingLayoutPlansWithoutErrorsOrWarnings(StartingLayout layout)
            throws IOException, InterruptedException {
        Design design = layout.design("disk");
        try (var planner = new Planner(folder)) {
            assertEquals(
                    List.of(),
                    planner.plan(design).diagnostics().stream()
                            .filter(it -> it.severity() != Diagnostic.Severity.HINT)
                            .toList());
        }
    }

    @Test
    void theEmptyOneLacksNothingButPartitions() throws IOException, InterruptedException {
        try (var planner = new Planner(folder)) {
            assertEquals(
                    List.of("LAY-015"),
                    planner.plan(StartingLayout.EMPTY.design("disk")).diagnostics().stream()
                            .map(Diagnostic::code)
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyStartingLayoutSurvivesItsFile(StartingLayout layout) {
        Design design = layout.design("disk");
        assertEquals(design, DesignJson.read(DesignJson.write(design)).design());
    }
}
