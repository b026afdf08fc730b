package dev.diskwright.core.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutputChecksTest {
    static java.util.stream.Stream<ContainerFormat> formats() {
        return Containers.ALL.stream().filter(ContainerFormat::writes);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void usualOptionsAreRight(ContainerFormat format) {
        assertEquals(Optional.empty(), OutputChecks.optionProblem(format, Map.of()));
        for (ContainerFormat.Option it : format.options()) {
            assertEquals(
                    Optional.empty(),
                    OutputChecks.optionProblem(format, Map.of(it.name(), it.defaultValue())),
                    it.name());
        }
    }

    @Test
    void wrongValuesAreToldByTheFormatItself() {
        ContainerFormat qcow2 = Containers.named("qcow2").orElseThrow();
        String problem =
                OutputChecks.optionProblem(qcow2, Map.of("cluster_size", "3")).orElseThrow();
        assertTrue(problem.contains("cluster_size"), problem);
        assertTrue(OutputChecks.optionProblem(qcow2, Map.of("colour", "red")).isPresent());
    }
}
