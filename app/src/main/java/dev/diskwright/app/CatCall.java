package dev.diskwright.app;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.RegularFile;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Base64;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `diskwright cat`.
@Command(
        name = "cat",
        description = "Print a file of an image, or of the image that a design would give.",
        footer = {
            "  diskwright cat web.qcow2 /etc/fstab",
            "  diskwright cat -p 1 web.qcow2 /EFI/BOOT/BOOTX64.EFI > boot.efi"
        })
final class CatCall extends Call {
    /// Bytes at a time.
    private static final int PIECE = 1 << 20;

    /// With --json, files are held in memory; larger ones are refused. In bytes.
    private static final long LARGEST_JSON = 64 << 20;

    @Parameters(paramLabel = "SOURCE", index = "0", description = "An image or a design.")
    Path file = Path.of("");

    @Parameters(paramLabel = "PATH", index = "1", description = "File in the image.")
    String path = "";

    @Mixin PartitionOption partition = new PartitionOption();

    @Mixin SourceOptions reading = new SourceOptions();

    CatCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, InterruptedException, Failure {
        try (Source source = Source.open(file, reading, console)) {
            FileNode node = Source.node(source.volumeWith(path, partition.number), path);
            if (!(node instanceof RegularFile regular)) {
                throw Failure.refused(
                        "%s: %s is not a regular file".formatted(source.image().name(), path),
                        "diskwright ls shows what it is");
            }
            if (json) {
                console.print(document(regular));
            } else {
                copy(regular.content(), console.output());
            }
            return ExitStatus.DONE;
        }
    }

    private ObjectNode document(RegularFile regular) throws IOException, Failure {
        BlockSource content = regular.content();
        if (content.size() > LARGEST_JSON) {
            throw Failure.refused(path + ": is too large for --json", "leave --json out");
        }
        var bytes = new byte[(int) content.size()];
        content.read(0, MemorySegment.ofArray(bytes));
        return FileText.json(path, regular)
                .put("content", Base64.getEncoder().encodeToString(bytes));
    }

    private static void copy(BlockSource content, OutputStream out)
            throws IOException, InterruptedException {
        var piece = new byte[(int) Math.min(PIECE, content.size())];
        for (long at = 0; at < content.size(); at += piece.length) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            int length = (int) Math.min(piece.length, content.size() - at);
            content.read(at, MemorySegment.ofArray(piece).asSlice(0, length));
            out.write(piece, 0, length);
        }
        out.flush();
    }
}
