package dev.diskwright.app;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Digests;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `diskwright digest`.
@Command(
        name = "digest",
        description = {
            "Print what identifies the disk in an image, the same in every container:",
            "the SHA-256 of its bytes, as sha256sum prints it for the raw image."
        },
        footer = {
            "  diskwright digest web.qcow2",
            "  diskwright digest --tree web.diskwright.json   of an image never built"
        })
final class DigestCall extends Call {
    @Parameters(paramLabel = "SOURCE", description = "An image or a design.")
    Path file = Path.of("");

    @Option(
            names = "--tree",
            description = "The fingerprint of build reports: a hash tree that skips holes.")
    boolean tree;

    @Mixin SourceOptions reading = new SourceOptions();

    DigestCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, InterruptedException, Failure {
        try (Source source = Source.open(file, reading, console)) {
            BlockSource disk = source.image().disk();
            String digest;
            try (ProgressView progress = ProgressView.of(console, quiet)) {
                long amount = tree ? CopyPipeline.amount(disk, CopyPipeline.CHUNK) : disk.size();
                progress.step("Digest", amount);
                digest =
                        tree ? Digests.fingerprint(disk, progress) : Digests.sha256(disk, progress);
            }
            if (json) {
                console.print(
                        object().put("source", file.toString())
                                .put("size", disk.size())
                                .put("algorithm", tree ? "tree" : "sha256")
                                .put("digest", digest));
            } else {
                console.print(digest + "  " + file + "\n");
            }
            return ExitStatus.DONE;
        }
    }
}
