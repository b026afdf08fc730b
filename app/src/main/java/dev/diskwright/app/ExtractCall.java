package dev.diskwright.app;

import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.Extraction;
import dev.diskwright.core.content.FileNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `diskwright extract`.
@Command(
        name = "extract",
        description = {
            "Copy files out of an image, or out of the image that a design would give.",
            "What is named keeps its name below DIR; of / the contents go there.",
            "Owners, devices and attributes are kept where this user and this host can have them."
        },
        footer = {
            "  diskwright extract web.qcow2 -p 2 -o root",
            "  diskwright extract web.qcow2 /etc/ssh /var/log -o rescued"
        })
final class ExtractCall extends Call {
    @Parameters(paramLabel = "SOURCE", index = "0", description = "An image or a design.")
    Path file = Path.of("");

    @Parameters(
            paramLabel = "PATH",
            index = "1..*",
            arity = "0..*",
            description = "Files or directories in the image. Without any: all of it.")
    List<String> paths = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "Directory to write to; it is made if it is missing.")
    Path output = Path.of("");

    @Mixin PartitionOption partition = new PartitionOption();

    @Mixin SourceOptions reading = new SourceOptions();

    ExtractCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, InterruptedException, Failure {
        var notes = new ArrayList<Extraction.Note>();
        List<String> chosen = paths.isEmpty() ? List.of("/") : paths;
        try (Source source = Source.open(file, reading, console)) {
            var volumes = new ArrayList<Source.Volume>();
            for (String path : chosen) {
                volumes.add(source.volumeWith(path, partition.number));
            }
            try (ProgressView progress = ProgressView.of(console, quiet)) {
                for (int i = 0; i < chosen.size(); i++) {
                    String path = chosen.get(i);
                    progress.step(FileText.printable(path), -1);
                    extract(path, Source.node(volumes.get(i), path), notes, progress);
                }
            }
        }
        if (json) {
            console.print(document(chosen, notes));
        }
        for (Extraction.Note note : notes) {
            remark(FileText.printable(note.path()) + ": " + note.sentence());
        }
        return ExitStatus.DONE;
    }

    private void extract(
            String path, FileNode node, List<Extraction.Note> notes, ProgressView progress)
            throws IOException, InterruptedException {
        String name = path.replaceAll("/+$", "").replaceAll(".*/", "");
        if (node instanceof Directory directory && name.isEmpty()) {
            Extraction.extract(directory, at(output), notes::add, progress);
        } else {
            Extraction.extract(name, node, at(output), notes::add, progress);
        }
    }

    private ObjectNode document(List<String> chosen, List<Extraction.Note> notes) {
        ObjectNode document =
                object().put("source", file.toString()).put("output", output.toString());
        ArrayNode all = document.putArray("paths");
        chosen.forEach(all::add);
        ArrayNode told = document.putArray("notes");
        for (Extraction.Note note : notes) {
            told.addObject().put("path", note.path()).put("sentence", note.sentence());
        }
        return document;
    }
}
