package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.AtomicOutput;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.plan.LayoutImport;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `diskwright import`.
@Command(
        name = "import",
        description = "Write a design of a disk that has the partitions of an image.",
        footer = {
            "  diskwright import old.qcow2                    write old.diskwright.json, filled from old.qcow2",
            "  diskwright import --empty old.img -o -         only the layout, with empty file systems"
        })
final class ImportCall extends Call {
    private static final String ENDING = ".diskwright.json";

    @Parameters(paramLabel = "SOURCE", description = "An image in any format that can be read.")
    Path file = Path.of("");

    @Option(
            names = "--empty",
            description =
                    "Take no contents: file systems that can be made get made anew, with their labels"
                            + " and identifiers.")
    boolean empty;

    @Option(names = "--name", description = "Name of the image. Without it: that of the source.")
    @Nullable String name;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DESIGN",
            description = "File to write, - for standard output. Without it: NAME.diskwright.json.")
    @Nullable Path output;

    @Option(names = "--force", description = "Replace the file if it exists.")
    boolean force;

    @Mixin SourceOptions reading = new SourceOptions();

    ImportCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, InterruptedException, Failure {
        boolean streamed = output != null && output.toString().equals("-");
        String title = name != null ? name : stem(file);
        Path target = output != null && !streamed ? output : Path.of(title + ENDING);
        LayoutImport.Imported imported;
        try (Source source = Source.open(file, reading, console)) {
            if (source.design() != null) {
                throw Failure.refused(file + ": is a design already", "name an image");
            }
            String shown = empty ? null : relative(streamed ? Path.of("x") : target);
            imported = LayoutImport.of(source.image(), title, shown);
        }
        imported.lost().forEach(this::remark);
        String text = DesignJson.write(imported.design());
        if (streamed) {
            console.print(json ? Console.text(object().put("text", text)) : text);
            return ExitStatus.DONE;
        }
        write(target, text);
        if (json) {
            var document = object().put("file", target.toString()).put("name", title);
            var lost = document.putArray("lost");
            imported.lost().forEach(lost::add);
            console.print(document);
        } else {
            remark("wrote " + target + "; next: diskwright build " + target);
        }
        return ExitStatus.DONE;
    }

    /// {@return the source as the design names it: from its own folder, with slashes on every system}
    private String relative(Path target) {
        Path from = at(target).toAbsolutePath().normalize().getParent();
        Path to = at(file).toAbsolutePath().normalize();
        boolean below = from != null && to.getRoot() != null && to.getRoot().equals(from.getRoot());
        return (below && from != null ? from.relativize(to) : to).toString().replace('\\', '/');
    }

    private void write(Path target, String text) throws IOException, Failure {
        if (!force && Files.exists(at(target), LinkOption.NOFOLLOW_LINKS)) {
            throw Failure.refused(
                    target + ": exists already",
                    "give another name with -o, or --force to replace it");
        }
        try (AtomicOutput out = AtomicOutput.create(at(target), force)) {
            out.write(0, MemorySegment.ofArray(text.getBytes(UTF_8)));
            out.commit();
        }
    }

    /// {@return the file's name without directories and ending}
    private static String stem(Path file) {
        Path last = file.getFileName();
        String text = last == null ? "" : last.toString();
        int end = text.lastIndexOf('.');
        String stem = end > 0 ? text.substring(0, end) : text;
        return stem.isEmpty() ? "disk" : stem;
    }
}
