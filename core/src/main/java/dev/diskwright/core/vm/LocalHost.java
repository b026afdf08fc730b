package dev.diskwright.core.vm;

import dev.diskwright.core.design.VmAcceleration;
import dev.diskwright.core.design.VmArchitecture;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The host that this program runs on. For several threads.
public final class LocalHost implements VmHost {
    private static final int MAX_DESCRIPTORS = 256;

    /// Where helpers of QEMU lie that nobody calls by hand.
    private static final List<String> LIBEXEC =
            List.of("/usr/libexec", "/usr/lib/qemu", "/usr/lib", "/usr/sbin", "/sbin");

    private static final List<String> HOMEBREW = List.of("/opt/homebrew/bin", "/usr/local/bin");
    private static final List<String> WINDOWS =
            List.of("C:\\Program Files\\qemu", "C:\\msys64\\ucrt64\\bin");

    private final Map<String, String> environment;
    private final HostSystem system;
    private final Optional<VmArchitecture> architecture;
    private final Path home;
    private final Map<Attempt, Optional<String>> attempts = new ConcurrentHashMap<>();

    private record Attempt(Path qemu, VmAcceleration acceleration) {}

    /// @param environment variables; of them are used `PATH`, `PATHEXT`, `XDG_CONFIG_HOME` and `APPDATA`
    /// @param systemName Java's property `os.name`
    /// @param architectureName Java's property `os.arch`
    /// @param home of the user
    public LocalHost(
            Map<String, String> environment,
            String systemName,
            String architectureName,
            Path home) {
        this.environment = Map.copyOf(environment);
        this.system = HostSystem.named(systemName);
        this.architecture = architectureNamed(architectureName);
        this.home = home;
    }

    /// {@return this host, asked anew}
    public static LocalHost ofThisProcess() {
        return new LocalHost(
                System.getenv(),
                System.getProperty("os.name", ""),
                System.getProperty("os.arch", ""),
                Path.of(System.getProperty("user.home", "")));
    }

    private static Optional<VmArchitecture> architectureNamed(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> Optional.of(VmArchitecture.X86_64);
            case "aarch64" -> Optional.of(VmArchitecture.AARCH64);
            case "riscv64" -> Optional.of(VmArchitecture.RISCV64);
            case "arm" -> Optional.of(VmArchitecture.ARMV7L);
            case "ppc64", "ppc64le" -> Optional.of(VmArchitecture.PPC64);
            default -> Optional.empty();
        };
    }

    @Override
    public HostSystem system() {
        return system;
    }

    @Override
    public Optional<VmArchitecture> architecture() {
        return architecture;
    }

    @Override
    public Optional<Path> program(String name) {
        var directories = new ArrayList<String>();
        String path = environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
        directories.addAll(List.of(path.split(File.pathSeparator, -1)));
        switch (system) {
            case LINUX, OTHER -> directories.addAll(LIBEXEC);
            case MACOS -> directories.addAll(HOMEBREW);
            case WINDOWS -> directories.addAll(WINDOWS);
        }
        String file = system == HostSystem.WINDOWS ? name + ".exe" : name;
        for (String directory : directories) {
            @Nullable Path candidate = directory.isEmpty() ? null : resolve(directory, file);
            if (candidate != null
                    && Files.isRegularFile(candidate)
                    && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static @Nullable Path resolve(String directory, String file) {
        try {
            return Path.of(directory, file).toAbsolutePath();
        } catch (InvalidPathException e) {
            return null; // an entry of the path that is no path
        }
    }

    @Override
    public Path configDirectory() {
        String given =
                environment.get(system == HostSystem.WINDOWS ? "APPDATA" : "XDG_CONFIG_HOME");
        @Nullable Path directory = given == null || given.isEmpty() ? null : resolve(given, "");
        return directory != null ? directory : home.resolve(".config");
    }

    @Override
    public boolean isFile(Path path) {
        return Files.isReadable(path) && !Files.isDirectory(path);
    }

    @Override
    public boolean isDirectory(Path path) {
        return Files.isDirectory(path);
    }

    @Override
    public long size(Path path) {
        try {
            return Files.isRegularFile(path) ? Files.size(path) : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public List<Path> descriptors(Path directory) {
        var found = new ArrayList<Path>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
            for (Path file : files) {
                found.add(file);
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return List.of(); // there is none, which is usual
        }
        return found.stream().sorted().limit(MAX_DESCRIPTORS).toList();
    }

    @Override
    public byte[] read(Path path, int most) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException(path + ": not a file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException("%s: more than %d bytes".formatted(path, most));
            }
            return bytes;
        }
    }

    @Override
    public Optional<String> refusal(Path qemu, VmAcceleration acceleration) {
        if (architecture.isEmpty()) {
            return Optional.of("QEMU emulates no such processor");
        }
        return attempts.computeIfAbsent(
                new Attempt(qemu, acceleration),
                it -> AccelerationTrial.refusal(it.qemu(), architecture.get(), it.acceleration()));
    }
}
