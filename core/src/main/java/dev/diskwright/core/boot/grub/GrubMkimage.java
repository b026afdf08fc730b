package dev.diskwright.core.boot.grub;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Makes GRUB's programs with the host's `grub-mkimage`, for users who allow it. The modules that find a kernel on any
/// file system of ours are built in, so none has to be on the disk.
///
/// @param program `grub-mkimage`, absolute
/// @param modules GRUB's directory for the platform, such as `/usr/lib/grub/i386-pc`
public record GrubMkimage(Path program, Path modules) {
    private static final int PATIENCE = 30; // seconds; it takes some 50 ms
    private static final long LARGEST = 16 << 20;
    private static final int LONGEST_MESSAGE = 500;

    private static final List<String> MODULES =
            List.of(
                    "part_msdos",
                    "part_gpt",
                    "ext2",
                    "fat",
                    "squash4",
                    "xfs",
                    "btrfs",
                    "iso9660",
                    "gzio",
                    "search",
                    "search_fs_uuid",
                    "search_fs_file",
                    "search_label",
                    "normal",
                    "configfile",
                    "linux",
                    "echo",
                    "serial",
                    "terminal",
                    "test",
                    "ls",
                    "boot",
                    "minicmd",
                    "halt",
                    "reboot");
    private static final List<String> BIOS = List.of("biosdisk");
    private static final List<String> EFI = List.of("all_video", "efi_gop");

    /// What a program is made for.
    public enum Platform {
        /// `core.img` for a PC's BIOS.
        I386_PC("i386-pc"),
        /// `grubx64.efi`.
        X86_64_EFI("x86_64-efi"),
        /// `grubaa64.efi`.
        ARM64_EFI("arm64-efi");

        private final String format;

        Platform(String format) {
            this.format = format;
        }

        /// {@return GRUB's name: `i386-pc`}
        public String format() {
            return format;
        }
    }

    /// {@return the program, which runs `config` first}
    ///
    /// @param prefix directory that holds `grub.cfg`
    /// @param config such as [GrubConfig#redirect]; empty to look for `grub.cfg` where the program came from
    /// @throws HostException if `grub-mkimage` fails or takes longer than half a minute
    /// @throws InterruptedException if the thread is interrupted; the program is ended then
    public byte[] make(Platform platform, String prefix, String config)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("diskwright-grub");
        try {
            Path output = directory.resolve("image");
            var command = new ArrayList<String>();
            command.addAll(List.of(program.toString(), "-O", platform.format()));
            command.addAll(List.of("-d", modules.toAbsolutePath().toString()));
            command.addAll(List.of("-p", prefix, "-o", output.toString()));
            if (!config.isEmpty()) {
                Path file = Files.writeString(directory.resolve("load.cfg"), config);
                command.addAll(List.of("-c", file.toString()));
            }
            command.addAll(platform == Platform.I386_PC ? BIOS : EFI);
            command.addAll(MODULES);
            run(command, directory);
            if (!Files.isRegularFile(output) || Files.size(output) > LARGEST) {
                throw failed("it leaves no image");
            }
            return Files.readAllBytes(output);
        } finally {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    private void run(List<String> command, Path directory)
            throws IOException, InterruptedException {
        Path log = directory.resolve("log");
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .redirectInput(ProcessBuilder.Redirect.PIPE)
                            .start();
        } catch (IOException e) {
            throw new HostException(
                    Where.file(program.toString()), "it cannot be started: " + e.getMessage(), e);
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                throw failed("it has not ended after %d s".formatted(PATIENCE));
            }
            if (process.exitValue() != 0) {
                throw failed("it fails: " + start(log));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static String start(Path log) throws IOException {
        try (InputStream in = Files.newInputStream(log)) {
            return new String(in.readNBytes(LONGEST_MESSAGE), UTF_8).strip();
        }
    }

    private HostException failed(String problem) {
        return new HostException(Where.file(program.toString()), problem);
    }
}
