package dev.diskwright.core.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.design.VmAcceleration;
import dev.diskwright.core.design.VmArchitecture;
import dev.diskwright.core.vm.HostSystem;
import dev.diskwright.core.vm.VmHost;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A host that has what a test gives it.
public final class FakeHost implements VmHost {
    private final HostSystem system;
    private final Set<String> programs = new HashSet<>();
    private final Map<Path, byte[]> files = new TreeMap<>();
    private final Map<Path, Long> sizes = new TreeMap<>();
    private final Set<Path> directories = new HashSet<>();
    private final Set<VmAcceleration> works = new HashSet<>();
    private final List<VmAcceleration> tried = new ArrayList<>();

    private FakeHost(HostSystem system) {
        this.system = system;
    }

    /// {@return a Linux host on x86_64 with QEMU and Debian's firmware, without an accelerator}
    public static FakeHost debian() {
        return new FakeHost(HostSystem.LINUX)
                .withPrograms("qemu-system-x86_64", "qemu-system-aarch64", "nc")
                .withFiles(
                        "/usr/share/OVMF/OVMF_CODE_4M.fd",
                        "/usr/share/OVMF/OVMF_VARS_4M.fd",
                        "/usr/share/OVMF/OVMF_CODE_4M.ms.fd",
                        "/usr/share/OVMF/OVMF_VARS_4M.ms.fd",
                        "/usr/share/AAVMF/AAVMF_CODE.fd",
                        "/usr/share/AAVMF/AAVMF_VARS.fd");
    }

    /// {@return a host with nothing}
    public static FakeHost bare(HostSystem system) {
        return new FakeHost(system);
    }

    /// {@return this host, with programs in `/usr/bin`}
    public FakeHost withPrograms(String... names) {
        programs.addAll(List.of(names));
        return this;
    }

    /// {@return this host, with empty files}
    public FakeHost withFiles(String... paths) {
        for (String path : paths) {
            files.put(Path.of(path), new byte[] {1});
        }
        return this;
    }

    /// {@return this host, with a file}
    public FakeHost withFile(String path, String text) {
        files.put(Path.of(path), text.getBytes(UTF_8));
        return this;
    }

    /// {@return this host, with a file of that size}
    public FakeHost withSize(String path, long size) {
        sizes.put(Path.of(path), size);
        return withFiles(path);
    }

    /// {@return this host, with a directory}
    public FakeHost withDirectory(String path) {
        directories.add(Path.of(path));
        return this;
    }

    /// {@return this host, on which an accelerator works}
    public FakeHost with(VmAcceleration acceleration) {
        works.add(acceleration);
        return this;
    }

    /// {@return what was tried, in order}
    public List<VmAcceleration> tried() {
        return List.copyOf(tried);
    }

    @Override
    public HostSystem system() {
        return system;
    }

    @Override
    public Optional<VmArchitecture> architecture() {
        return Optional.of(VmArchitecture.X86_64);
    }

    @Override
    public Optional<Path> program(String name) {
        return programs.contains(name) ? Optional.of(Path.of("/usr/bin", name)) : Optional.empty();
    }

    @Override
    public Path configDirectory() {
        return Path.of("/home/user/.config");
    }

    @Override
    public boolean isFile(Path path) {
        return files.containsKey(path);
    }

    @Override
    public boolean isDirectory(Path path) {
        return directories.contains(path);
    }

    @Override
    public long size(Path path) {
        byte[] bytes = files.get(path);
        return sizes.getOrDefault(path, bytes == null ? -1L : bytes.length);
    }

    @Override
    public List<Path> descriptors(Path directory) {
        return files.keySet().stream()
                .filter(it -> directory.equals(it.getParent()) && it.toString().endsWith(".json"))
                .toList();
    }

    @Override
    public byte[] read(Path path, int most) throws IOException {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new NoSuchFileException(path.toString());
        }
        if (bytes.length > most) {
            throw new IOException("%s: more than %d bytes".formatted(path, most));
        }
        return bytes;
    }

    @Override
    public Optional<String> refusal(Path qemu, VmAcceleration acceleration) {
        tried.add(acceleration);
        return works.contains(acceleration) ? Optional.empty() : Optional.of("it is broken");
    }
}
