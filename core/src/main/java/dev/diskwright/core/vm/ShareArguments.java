package dev.diskwright.core.vm;

import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.VmShare;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Directories of the host that the guest can mount.
final class ShareArguments {
    private final Parts parts;
    private int count;

    ShareArguments(Parts parts) {
        this.parts = parts;
    }

    void add() {
        parts.vm().sharedDirectories().forEach(this::share);
    }

    private void share(String tag, VmShare it) {
        String path = "/vm/sharedDirectories/" + DesignJson.escape(tag);
        Path source = parts.file(it.source());
        if (!parts.host().isDirectory(source)) {
            parts.lacks(
                    "VM-106",
                    path + "/source",
                    "%s is not a directory".formatted(source),
                    "name a directory that is there; QEMU does not start without");
        }
        List<String> tokens =
                switch (it.transport()) {
                    case NINE_P -> ninePlan(tag, it, source, path);
                    case VIRTIOFS -> virtiofs(tag, source, path);
                };
        parts.group("share-" + tag, "Shared directory " + tag, tokens, path);
    }

    private List<String> ninePlan(String tag, VmShare it, Path source, String path) {
        if (parts.host().system() == HostSystem.WINDOWS) {
            parts.lacks(
                    "VM-116",
                    path,
                    "QEMU shares no directories on Windows",
                    "leave the directory out");
        }
        String model = it.securityModel().name().toLowerCase(Locale.ROOT).replace('_', '-');
        Option option = Option.of("local").with("path", source.toString());
        option.with("security_model", model).with("mount_tag", tag);
        return List.of("-virtfs", option.toString());
    }

    private List<String> virtiofs(String tag, Path source, String path) {
        if (parts.host().system() != HostSystem.LINUX) {
            parts.lacks(
                    "VM-116",
                    path + "/transport",
                    "virtiofs works on Linux only",
                    "use the transport 9p");
        }
        Optional<Path> program = parts.host().program("virtiofsd");
        if (program.isEmpty()) {
            parts.lacks(
                    "VM-107",
                    path + "/transport",
                    "virtiofsd is not installed",
                    "install it, or use the transport 9p");
        }
        String id = "fs" + count++;
        Path socket = parts.ofRun(id + ".sock");
        parts.beside(
                new SideProgram(
                        "share-" + tag,
                        List.of(
                                program.map(Path::toString).orElse("virtiofsd"),
                                "--socket-path=" + socket,
                                "-o",
                                "source=" + source),
                        socket,
                        false));
        return List.of(
                "-chardev",
                Option.of("socket").with("id", id).with("path", socket.toString()).toString(),
                "-device",
                Option.of("vhost-user-fs-pci").with("chardev", id).with("tag", tag).toString());
    }
}
