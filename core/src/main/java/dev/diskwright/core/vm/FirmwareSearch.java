package dev.diskwright.core.vm;

import dev.diskwright.core.design.VmArchitecture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What UEFI firmware a host has for an architecture and a machine.
///
/// Descriptions are read from the system's directory, then from `/etc`, then from the user's; a file in a later one
/// replaces that of the same name in an earlier one, and hides it if it is empty. Of what suits, the first by file name is
/// the host's choice. Behind them come the known places.
///
/// @param images what was found, in the order of preference
/// @param looked directories in which it was looked for
/// @param remarks descriptions that could not be used, each with its reason
public record FirmwareSearch(
        List<FirmwareImage> images, List<String> looked, List<String> remarks) {
    /// Copies the lists.
    public FirmwareSearch {
        images = List.copyOf(images);
        looked = List.copyOf(looked);
        remarks = List.copyOf(remarks);
    }

    /// Looks for firmware.
    ///
    /// @param machine as a design calls it
    public static FirmwareSearch on(VmHost host, VmArchitecture architecture, String machine) {
        Optional<Path> qemu = host.program(Programs.qemu(architecture));
        var images = new ArrayList<FirmwareImage>();
        var looked = new LinkedHashSet<String>();
        var remarks = new ArrayList<String>();
        for (Path file : descriptors(host, qemu, looked)) {
            try {
                FirmwareDescriptor it =
                        FirmwareDescriptor.parse(
                                host.read(file, FirmwareDescriptor.MAX_SIZE), file);
                if (it.suits(architecture, machine)) {
                    add(host, it.image(), images, remarks);
                }
            } catch (IOException e) {
                remarks.add(String.valueOf(e.getMessage()));
            } catch (FirmwareDescriptor.UnusableException e) {
                remarks.add(file + " " + e.getMessage());
            }
        }
        for (FirmwareImage it : KnownFirmware.places(architecture, host, qemu)) {
            looked.add(it.origin());
            boolean known = images.stream().anyMatch(had -> had.code().equals(it.code()));
            if (!known && host.isFile(it.code()) && host.isFile(it.variables())) {
                images.add(it);
            }
        }
        return new FirmwareSearch(images, List.copyOf(looked), remarks);
    }

    private static void add(
            VmHost host, FirmwareImage image, List<FirmwareImage> images, List<String> remarks) {
        for (Path file : List.of(image.code(), image.variables())) {
            if (!host.isFile(file)) {
                remarks.add("%s names %s, which is not there".formatted(image.origin(), file));
                return;
            }
        }
        images.add(image);
    }

    /// {@return the descriptions in effect, by file name}
    private static Iterable<Path> descriptors(
            VmHost host, Optional<Path> qemu, LinkedHashSet<String> looked) {
        var directories = new ArrayList<Path>();
        KnownFirmware.dataDirectories(host, qemu)
                .forEach(it -> directories.add(it.resolve("firmware")));
        if (host.system() != HostSystem.WINDOWS) {
            directories.add(Path.of("/etc/qemu/firmware"));
        }
        directories.add(host.configDirectory().resolve("qemu/firmware"));
        Map<String, Path> files = new TreeMap<>();
        for (Path directory : directories) {
            looked.add(directory.toString());
            for (Path file : host.descriptors(directory)) {
                files.put(String.valueOf(file.getFileName()), file);
            }
        }
        files.values().removeIf(it -> host.size(it) == 0);
        return files.values();
    }

    /// {@return the image that a machine starts by}
    ///
    /// @param secureBoot whether it must refuse what is not signed; if not, one that cannot is preferred, as it needs less
    ///     of the machine
    public Optional<FirmwareImage> choose(boolean secureBoot) {
        Optional<FirmwareImage> first =
                images.stream().filter(it -> it.secureBoot() == secureBoot).findFirst();
        return first.isPresent() || secureBoot ? first : images.stream().findFirst();
    }
}
