package dev.diskwright.app;

import dev.diskwright.core.design.DesignSchema;
import java.io.IOException;
import picocli.CommandLine.Command;

/// `diskwright schema`.
@Command(
        name = "schema",
        description = "Print the JSON Schema of designs, from which editors complete.",
        footer = "  diskwright schema > design-1.json")
final class SchemaCall extends Call {
    SchemaCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException {
        console.print(DesignSchema.text());
        return ExitStatus.DONE;
    }
}
