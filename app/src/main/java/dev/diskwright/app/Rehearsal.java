package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.Preset;
import dev.diskwright.resources.WindowResources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// Runs once while the program is packaged: does what people do most, so that the Java runtime can keep what it learns
/// (its AOT cache), and writes what only the program itself can tell, such as completion scripts.
final class Rehearsal {
    private static final long MIXED = 48 << 20; // bytes

    private final Path home;
    private final Path stage;

    private Rehearsal(Path home, Path stage) {
        this.home = home;
        this.stage = stage;
    }

    /// @param args the folder of the packaged program, which holds `lib`
    public static void main(String[] args) throws IOException {
        Path home = Path.of(args[0]);
        Path stage = Files.createTempDirectory("diskwright-rehearsal");
        try {
            var rehearsal = new Rehearsal(home, stage);
            rehearsal.play();
            rehearsal.leaveScripts();
        } finally {
            clear(stage);
        }
        Path lib = home.resolve("lib");
        Files.writeString(lib.resolve("java-home"), System.getProperty("java.home") + "\n");
        Files.writeString(lib.resolve("built"), Version.lines()[0] + "\n");
    }

    private void play() throws IOException {
        Interruption.ofThisThread().workHasEnded(); // what each call of the program begins with
        Host.ofProcess();
        call("--help");
        call("formats");
        call("schema");
        for (Preset preset : Preset.values()) {
            String name = preset.name();
            call("new", "--preset", preset.toString(), "--name", name, "--seed", name);
            String design = name + ".diskwright.json";
            call("validate", design);
            call("plan", design);
            call("build", design);
        }
        Path contents = Files.createDirectories(stage.resolve("contents/etc"));
        Files.writeString(contents.resolve("hostname"), "rehearsal\n");
        Path design = stage.resolve("EFI.diskwright.json");
        String text = Files.readString(design);
        String filled =
                text.replace(
                        "\"contents\": [",
                        "\"contents\": [ { \"source\": \"contents\", \"target\": \"/\" }");
        Files.writeString(design, filled);
        call("build", design.getFileName().toString(), "--force", "--format", "raw");
        for (String source : List.of("EFI.img", "HYBRID.qcow2", "EFI.diskwright.json")) {
            call("inspect", source);
            call("inspect", "--json", source);
            call("ls", "-R", source);
            call("digest", "--tree", source);
            call("verify", source);
        }
        call("extract", "EFI.img", "-p", "2", "-o", "out");
        call("cat", "EFI.diskwright.json", "/etc/hostname");
        call("build", "nothing.json");
        mixed(stage.resolve("mixed.raw"));
        convert("mixed.raw");
    }

    /// A disk with words, noise and holes, large enough for the inner loops to become hot: what is known of them from here
    /// lets them be compiled at once later.
    private static void mixed(Path file) throws IOException {
        var random = new Random(0);
        byte[] noise = new byte[1 << 18];
        try (var out = FileChannel.open(file, CREATE_NEW, WRITE, SPARSE)) {
            for (long at = 0; at < MIXED; at += 3L * noise.length) {
                random.nextBytes(noise);
                out.write(ByteBuffer.wrap(noise), at);
                for (int i = 0; i < noise.length; i++) {
                    noise[i] = (byte) "etaoin shrdlu".charAt(Math.abs(noise[i]) % 13);
                }
                out.write(ByteBuffer.wrap(noise), at + noise.length);
            }
        }
    }

    /// Every format there and back.
    private void convert(String source) throws IOException {
        for (int i = 0; i < 3; i++) {
            call("digest", source);
            call("digest", "--tree", source);
        }
        for (ContainerFormat format : Containers.ALL) {
            if (format.writes()) {
                String file = "all-" + format.name() + "." + format.extensions().getFirst();
                thereAndBack(source, file, "--to", format.name());
            }
        }
        for (String method : List.of("zlib", "zstd")) {
            thereAndBack(source, method + ".qcow2", "--compress", method);
        }
        thereAndBack(source, "stream.vmdk", "--option", "subformat=streamOptimized");
    }

    private void thereAndBack(String source, String file, String... how) throws IOException {
        var there = new ArrayList<>(List.of("convert"));
        there.addAll(List.of(how));
        there.addAll(List.of(source, file));
        call(there.toArray(String[]::new));
        call("convert", "--force", file, "back.raw");
        call("diff", "--bytes", source, file);
        call("inspect", file);
        call("verify", file);
        Files.deleteIfExists(stage.resolve(file));
    }

    private void leaveScripts() throws IOException {
        Path share = home.resolve("share");
        leave(share.resolve("bash-completion/completions/diskwright"), "completion", "bash");
        leave(share.resolve("fish/vendor_completions.d/diskwright.fish"), "completion", "fish");
        for (int size : WindowResources.ICON_SIZES) {
            Path icons = share.resolve("icons/hicolor/%dx%d/apps".formatted(size, size));
            Files.createDirectories(icons);
            try (InputStream icon = WindowResources.icon(size)) {
                Files.copy(icon, icons.resolve("dev.diskwright.Diskwright.png"));
            }
        }
        leave(share.resolve("diskwright/design-1.schema.json"), "schema");
    }

    private void leave(Path file, String... args) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, call(args));
    }

    /// {@return what the call printed}
    private String call(String... args) {
        var output = new ByteArrayOutputStream();
        var host =
                new Host(
                        InputStream.nullInputStream(),
                        output,
                        OutputStream.nullOutputStream(),
                        stage,
                        Map.of(),
                        false,
                        false,
                        () -> 0,
                        new Random(0));
        Main.run(args, host);
        return output.toString(UTF_8);
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
