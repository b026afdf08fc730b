package dev.diskwright.app;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.fs.FileSystemFormat;
import dev.diskwright.core.fs.FileSystems;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `diskwright formats`.
@Command(
        name = "formats",
        description = "Print which formats can be read and written, with which options.",
        footer = {
            "  diskwright formats",
            "  diskwright formats --json | jq -r '.containers[].name'"
        })
final class FormatsCall extends Call {
    FormatsCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException {
        if (json) {
            console.print(document());
        } else {
            console.print(text());
        }
        return ExitStatus.DONE;
    }

    private static String text() {
        var containers = new Table("FORMAT", "READ", "WRITE", "FILES", "OPTIONS");
        for (ContainerFormat format : Containers.ALL) {
            List<String> options =
                    format.options().stream().map(it -> it.name() + "=" + it.values()).toList();
            containers.row(
                    format.name(),
                    "yes",
                    !format.writes() ? "no" : format.streams() ? "yes, also to a pipe" : "yes",
                    String.join(" ", format.extensions().stream().map(it -> "." + it).toList()),
                    String.join(", ", options));
        }
        var fileSystems = new Table("FILE SYSTEM", "READ", "WRITE");
        for (FileSystemFormat format : FileSystems.ALL) {
            fileSystems.row(format.name(), "yes", "yes");
        }
        var layouts = new Table("LAYOUT", "FOR");
        for (Preset preset : Preset.values()) {
            layouts.row(preset.toString(), preset.title());
        }
        return containers + "\n" + fileSystems + "\n" + layouts;
    }

    private static ObjectNode document() {
        ObjectNode document = object();
        ArrayNode containers = document.putArray("containers");
        for (ContainerFormat format : Containers.ALL) {
            ObjectNode container = containers.addObject().put("name", format.name());
            ArrayNode extensions = container.putArray("extensions");
            format.extensions().forEach(extensions::add);
            container
                    .put("title", format.title())
                    .put("read", true)
                    .put("write", format.writes())
                    .put("stream", format.writes() && format.streams());
            ArrayNode aliases = container.putArray("aliases");
            format.aliases().forEach(aliases::add);
            ArrayNode options = container.putArray("options");
            for (ContainerFormat.Option option : format.options()) {
                options.addObject()
                        .put("name", option.name())
                        .put("values", option.values())
                        .put("default", option.defaultValue())
                        .put("description", option.description());
            }
        }
        ArrayNode fileSystems = document.putArray("fileSystems");
        for (FileSystemFormat format : FileSystems.ALL) {
            fileSystems.addObject().put("name", format.name()).put("read", true).put("write", true);
        }
        ArrayNode layouts = document.putArray("layouts");
        for (Preset preset : Preset.values()) {
            layouts.addObject().put("name", preset.toString()).put("title", preset.title());
        }
        return document;
    }
}
