package dev.diskwright.core.container.ova;

import dev.diskwright.core.container.ContainerFormat.Option;
import dev.diskwright.core.container.Options;
import java.util.Collections;
import java.util.List;

/// The virtual machine that a package describes.
///
/// @param name people call it by
/// @param processors of it
/// @param memory in MiB
/// @param efi whether its firmware is UEFI, not a BIOS
/// @param system the operating system that it is meant for
/// @param networks that it is connected to, each by a card of its own
/// @param algorithm of digests, as a manifest calls it
record Machine(
        String name,
        long processors,
        long memory,
        boolean efi,
        GuestSystem system,
        List<String> networks,
        String algorithm) {
    private static final String USUAL_NETWORK = "VM Network";
    private static final int MOST_NETWORKS = 10;

    static final List<Option> OPTIONS =
            List.of(
                    new Option("name", "any text", "", "The machine's name; the file's if empty."),
                    new Option("cpus", "a number from 1 to 128", "1", "The number of processors."),
                    new Option(
                            "memory",
                            "a number of MiB from 4 to 16777216",
                            "1024",
                            "The memory, in MiB."),
                    new Option("firmware", "bios or efi", "bios", "What starts the machine."),
                    new Option(
                            "os",
                            "one of " + String.join(", ", GuestSystem.words()),
                            GuestSystem.OTHER.word(),
                            "The operating system that the machine is meant for."),
                    new Option(
                            "networks",
                            "a number from 0 to 10, or names separated by commas",
                            "1",
                            "The networks that the machine is connected to."),
                    new Option(
                            "manifest",
                            "sha1, sha256 or sha512",
                            "sha256",
                            "The digests of the manifest; products before vSphere 6.5 know sha1 alone."));

    Machine {
        networks = List.copyOf(networks);
    }

    /// @param fallback the name of a machine that is given none
    static Machine of(Options options, String fallback) {
        String name = options.text("name", "\\P{Cntrl}{0,80}");
        return new Machine(
                name.isBlank() ? fallback : name,
                options.number("cpus", 1, 128),
                options.number("memory", 4, 1 << 24),
                options.choice("firmware", "bios", "efi").equals("efi"),
                GuestSystem.named(options.choice("os", GuestSystem.words().toArray(String[]::new))),
                networks(options),
                switch (options.choice("manifest", "sha1", "sha256", "sha512")) {
                    case "sha1" -> "SHA1";
                    case "sha512" -> "SHA512";
                    default -> "SHA256";
                });
    }

    private static List<String> networks(Options options) {
        String names = "[^,\\p{Cntrl}]{1,80}";
        String value =
                options.text(
                        "networks", "[0-9]|10|(?![0-9]+$)%s(,%s){0,9}".formatted(names, names));
        if (value.matches("[0-9]+")) {
            return Collections.nCopies(
                    Math.min(MOST_NETWORKS, Integer.parseInt(value)), USUAL_NETWORK);
        }
        return List.of(value.split(",", -1));
    }
}
