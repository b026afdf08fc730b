package dev.diskwright.core.vm.boottest;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A verdict as one JSON document.
final class BootReport {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private BootReport() {}

    /// {@return the document, indented}
    ///
    /// @param command as it was run
    /// @param logs files beside the report
    static String of(BootVerdict verdict, List<String> command, List<Path> logs) {
        ObjectNode document =
                JSON.createObjectNode()
                        .put("passed", verdict.isPassed())
                        .put("outcome", verdict.outcome().id())
                        .put("stage", verdict.stage().id())
                        .put("sentence", verdict.sentence())
                        .put("evidence", verdict.evidence())
                        .put("elapsedMillis", verdict.elapsed().toMillis())
                        .put("restarts", verdict.restarts());
        verdict.end().ifPresent(it -> document.put("end", it.sentence()));
        ArrayNode stages = document.putArray("stages");
        for (BootVerdict.Reached it : verdict.stages()) {
            stages.addObject().put("stage", it.stage().id()).put("atMillis", it.at().toMillis());
        }
        ArrayNode expected = document.putArray("expected");
        for (BootVerdict.Expectation it : verdict.expectations()) {
            expected.addObject().put("text", it.text()).put("seen", it.isSeen());
        }
        ArrayNode screenshots = document.putArray("screenshots");
        for (BootVerdict.Screenshot it : verdict.screenshots()) {
            screenshots
                    .addObject()
                    .put("file", String.valueOf(it.file().getFileName()))
                    .put("atMillis", it.at().toMillis());
        }
        ArrayNode files = document.putArray("logs");
        logs.forEach(it -> files.add(String.valueOf(it.getFileName())));
        ArrayNode tokens = document.putArray("command");
        command.forEach(tokens::add);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }
}
