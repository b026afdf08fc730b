package dev.diskwright.core.vm.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.AtomicOutput;
import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.HostErrors;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.vm.Preparation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Makes the files that a machine needs before it starts.
final class Preparations {
    private static final int LARGEST_VARIABLES = 64 << 20; // bytes; real ones have up to 64 MiB
    private static final int LARGEST_CREDENTIAL = 1 << 20; // bytes, as systemd's own limit

    private final Design design;

    Preparations(Design design) {
        this.design = design;
    }

    void make(List<Preparation> all) throws IOException, InterruptedException {
        for (Preparation it : all) {
            make(it);
        }
    }

    private void make(Preparation preparation) throws IOException, InterruptedException {
        switch (preparation) {
            case Preparation.Directory(Path target) -> makeDirectory(target);
            case Preparation.Variables(Path target, Path template, boolean keep) -> {
                if (!keep || !Files.exists(target)) {
                    write(target, read(template, LARGEST_VARIABLES));
                }
            }
            case Preparation.BlankDisk it -> makeDisk(it);
            case Preparation.CredentialFile(Path target, String text) ->
                    write(target, text.getBytes(UTF_8));
            case Preparation.SmbiosCredential(Path target, var name, var text, var source) -> {
                byte[] secret =
                        text != null
                                ? text.getBytes(UTF_8)
                                : source != null ? read(source, LARGEST_CREDENTIAL) : new byte[0];
                String line =
                        "io.systemd.credential.binary:%s=%s"
                                .formatted(name, Base64.getEncoder().encodeToString(secret));
                write(target, line.getBytes(UTF_8));
            }
        }
    }

    private static void makeDirectory(Path target) throws IOException {
        try {
            Files.createDirectories(target);
        } catch (IOException e) {
            throw HostErrors.writing(target, e);
        }
    }

    private static byte[] read(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new HostException(
                        Where.file(file.toString()), "has more than %d bytes".formatted(most));
            }
            return bytes;
        } catch (IOException e) {
            throw HostErrors.reading(file, e);
        }
    }

    private static void write(Path target, byte[] bytes) throws IOException {
        try (AtomicOutput out = AtomicOutput.create(target, true)) {
            out.write(0, MemorySegment.ofArray(bytes));
            out.commit();
        }
    }

    private void makeDisk(Preparation.BlankDisk it) throws IOException, InterruptedException {
        BlockSource bytes = BlockSource.zeros(it.size());
        if (it.filesystem() != null) {
            FileTree empty = FileTree.empty(design.reproducible().timestamp());
            bytes =
                    new BlankVolumes(design, it.serial())
                            .writer(it.filesystem())
                            .write(empty, it.size());
        }
        write(it.target(), bytes);
    }

    /// Writes a file, holes left out.
    static void write(Path target, BlockSource bytes) throws IOException, InterruptedException {
        var format = Containers.named("raw").orElseThrow();
        try (AtomicOutput out = AtomicOutput.create(target, true)) {
            Encoding.write(format, bytes, Map.of(), out, Progress.NONE);
            out.commit();
        }
    }
}
