package dev.diskwright.app;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.vm.ArgumentGroup;
import dev.diskwright.core.vm.FirmwareChoice;
import dev.diskwright.core.vm.Machine;
import dev.diskwright.core.vm.Preparation;
import dev.diskwright.core.vm.ShellText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `diskwright vm command`.
@Command(
        name = "command",
        description = {
            "Print the exact QEMU command of a design's machine, for the image that a build writes.",
            "Files that it needs beside the image go into the folder NAME-vm; export --to sh makes them."
        },
        footer = {
            "  diskwright vm command web.diskwright.json",
            "  diskwright vm command web.diskwright.json --image /srv/web.vmdk --shell powershell",
            "  diskwright vm command web.diskwright.json --json | jq '.groups[].tokens'"
        })
final class VmCommandCall extends Call {
    /// How the command is written.
    enum Shell {
        /// For POSIX shells.
        POSIX,
        /// For PowerShell.
        POWERSHELL,
        /// As JSON.
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "DESIGN", description = "The design; - is standard input.")
    Path file = Path.of("");

    @Option(names = "--shell", paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    Shell shell = Shell.POSIX;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "The image. Without it: what diskwright build writes here.")
    @Nullable Path image;

    @Mixin SourceOptions reading = new SourceOptions();

    VmCommandCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, Failure {
        boolean asJson = json || shell == Shell.JSON;
        Document document = Document.read(file, console);
        VmFailures.refuseErrors(document, asJson, console);
        Design design = Objects.requireNonNull(document.design());
        VmPreview preview = VmPreview.of(document, image, reading, console);
        Machine machine = preview.machine();
        if (asJson) {
            console.print(document(design, preview));
        } else {
            List<String> line = machine.command().line();
            console.print(
                    (shell == Shell.POSIX ? ShellText.posix(line) : ShellText.powershell(line))
                            + "\n");
        }
        if (!quiet) {
            DiagnosticsText.tell(VmFailures.worthTelling(machine.needs()), console);
        }
        return ExitStatus.DONE;
    }

    private static ObjectNode document(Design design, VmPreview preview) {
        Machine machine = preview.machine();
        ObjectNode document = object().put("name", design.name());
        document.put("image", design.vm().hasDisk() ? preview.disk().toString() : null);
        document.put("program", machine.command().program());
        ArrayNode tokens = document.putArray("tokens");
        machine.command().tokens().forEach(tokens::add);
        ArrayNode groups = document.putArray("groups");
        for (ArgumentGroup it : machine.command().groups()) {
            ObjectNode group = groups.addObject().put("id", it.id()).put("title", it.title());
            ArrayNode words = group.putArray("tokens");
            it.tokens().forEach(words::add);
            ArrayNode paths = group.putArray("paths");
            it.paths().forEach(paths::add);
        }
        String chosen = machine.acceleration().chosen().name().toLowerCase(Locale.ROOT);
        document.put("acceleration", chosen);
        document.put("accelerationRefused", machine.acceleration().refusal().orElse(null));
        ObjectNode firmware = document.putObject("firmware");
        switch (machine.firmware()) {
            case FirmwareChoice.BuiltIn _ -> firmware.put("kind", "built-in");
            case FirmwareChoice.Found(var found) ->
                    firmware.put("kind", "uefi")
                            .put("code", found.code().toString())
                            .put("variables", found.variables().toString())
                            .put("origin", found.origin())
                            .put("secureBoot", found.secureBoot());
            case FirmwareChoice.Missing(var looked) -> {
                ArrayNode places = firmware.put("kind", "missing").putArray("looked");
                looked.forEach(places::add);
            }
        }
        ArrayNode files = document.putArray("preparations");
        for (Preparation it : machine.preparations()) {
            files.add(it.target().toString());
        }
        ArrayNode beside = document.putArray("beside");
        machine.sidePrograms()
                .forEach(it -> {
                    var words = new ArrayList<>(it.command());
                    ArrayNode command = beside.addObject().put("id", it.id()).putArray("command");
                    words.forEach(command::add);
                });
        document.set("needs", DiagnosticsText.json(machine.needs()));
        return document;
    }
}
