package dev.diskwright.app;

import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `diskwright ls`.
@Command(
        name = "ls",
        description = {
            "List files inside an image, or inside the image that a design would give.",
            "Without -p, every file system that has PATH is listed."
        },
        footer = {
            "  diskwright ls web.qcow2",
            "  diskwright ls -p 2 -R web.qcow2 /etc",
            "  diskwright ls web.diskwright.json /boot"
        })
final class LsCall extends Call {
    @Parameters(paramLabel = "SOURCE", index = "0", description = "An image or a design.")
    Path file = Path.of("");

    @Parameters(
            paramLabel = "PATH",
            index = "1",
            arity = "0..1",
            description = "File or directory in the image. Without it: /.")
    String path = "/";

    @Mixin PartitionOption partition = new PartitionOption();

    @Option(
            names = {"-R", "--recursive"},
            description = "Everything below, by full paths.")
    boolean recursive;

    @Mixin SourceOptions reading = new SourceOptions();

    LsCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, InterruptedException, Failure {
        try (Source source = Source.open(file, reading, console)) {
            List<Source.Volume> having =
                    source.volumes(partition.number).stream()
                            .filter(it -> it.tree().find(path) != null)
                            .toList();
            if (having.isEmpty()) {
                throw Failure.refused(
                        source.image().name() + ": has no " + path,
                        "diskwright ls -R shows what there is");
            }
            if (json) {
                console.print(document(having));
            } else {
                console.print(text(having));
            }
            return ExitStatus.DONE;
        }
    }

    private String text(List<Source.Volume> volumes) throws IOException {
        var out = new StringBuilder();
        for (Source.Volume volume : volumes) {
            if (volumes.size() > 1) {
                out.append(out.isEmpty() ? "" : "\n");
                out.append("partition ").append(volume.title()).append(":\n");
            }
            Table table = FileText.table();
            visit(volume, (at, node) -> FileText.row(table, recursive ? at : last(at), node));
            out.append(table.withoutHeader());
        }
        return out.toString();
    }

    private ObjectNode document(List<Source.Volume> volumes) throws IOException {
        ObjectNode document = object().put("source", file.toString()).put("path", path);
        ArrayNode all = document.putArray("volumes");
        for (Source.Volume volume : volumes) {
            ObjectNode one = all.addObject().put("partition", volume.part().number());
            ArrayNode files = one.putArray("files");
            visit(volume, (at, node) -> files.add(FileText.json(at, node)));
        }
        return document;
    }

    private interface Visitor {
        void visit(String path, FileNode node);
    }

    private void visit(Source.Volume volume, Visitor visitor) {
        String start = path.startsWith("/") ? path : "/" + path;
        String base = start.endsWith("/") ? start.substring(0, start.length() - 1) : start;
        FileNode node = Source.node(volume, path);
        if (node instanceof Directory directory) {
            visit(base, directory, visitor);
        } else {
            visitor.visit(base, node);
        }
    }

    private void visit(String base, Directory directory, Visitor visitor) {
        for (int i = 0; i < directory.count(); i++) {
            String at = base + "/" + directory.name(i);
            visitor.visit(at, directory.node(i));
            if (recursive && directory.node(i) instanceof Directory below) {
                visit(at, below, visitor);
            }
        }
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
