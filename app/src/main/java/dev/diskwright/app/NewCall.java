package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.AtomicOutput;
import dev.diskwright.core.design.Preset;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `diskwright new`.
@Command(
        name = "new",
        description = "Write a starting design, with comments that tell what its keys mean.",
        footer = {
            "  diskwright new --preset hybrid --name web      write web.diskwright.json",
            "  diskwright new --preset efi -o - | less        only look at it"
        })
final class NewCall extends Call {
    private static final String ENDING = ".diskwright.json";

    @Option(
            names = "--preset",
            paramLabel = "LAYOUT",
            completionCandidates = Names.Presets.class,
            converter = Names.Presets.class,
            description = "Partition layout: ${COMPLETION-CANDIDATES}. Without it: efi.")
    Preset preset = Preset.EFI;

    @Option(
            names = "--name",
            description = "Name of the image. Without it: that of the output, or else disk.")
    @Nullable String name;

    @Option(
            names = "--seed",
            description = "What identifiers derive from. Without it: a random one.")
    @Nullable String seed;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DESIGN",
            description = "File to write, - for standard output. Without it: NAME.diskwright.json.")
    @Nullable Path output;

    @Option(names = "--force", description = "Replace the file if it exists.")
    boolean force;

    NewCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, Failure {
        boolean streamed = output != null && output.toString().equals("-");
        String title = name != null ? name : output == null || streamed ? "disk" : stem(output);
        String theSeed = seed != null ? seed : randomSeed();
        String text = StartingDesign.text(title, preset, theSeed);
        if (streamed) {
            console.print(json ? Console.text(object().put("text", text)) : text);
            return ExitStatus.DONE;
        }
        Path file = output != null ? output : Path.of(title + ENDING);
        write(file, text);
        if (json) {
            console.print(
                    object().put("file", file.toString())
                            .put("name", title)
                            .put("preset", preset.toString())
                            .put("seed", theSeed));
        } else {
            remark("wrote " + file + "; next: diskwright build " + file);
        }
        return ExitStatus.DONE;
    }

    private void write(Path file, String text) throws IOException, Failure {
        if (!force && Files.exists(at(file), LinkOption.NOFOLLOW_LINKS)) {
            throw Failure.refused(
                    file + ": exists already",
                    "give another name with -o, or --force to replace it");
        }
        try (AtomicOutput out = AtomicOutput.create(at(file), force)) {
            out.write(0, MemorySegment.ofArray(text.getBytes(UTF_8)));
            out.commit();
        }
    }

    private String randomSeed() {
        byte[] bytes = new byte[16];
        console.host().random().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// {@return the file's name without directories and endings}
    private static String stem(Path file) {
        Path last = file.getFileName();
        String text = last == null ? "" : last.toString();
        int end = text.endsWith(ENDING) ? text.length() - ENDING.length() : text.lastIndexOf('.');
        String stem = end > 0 ? text.substring(0, end) : text;
        return stem.isEmpty() ? "disk" : stem;
    }
}
