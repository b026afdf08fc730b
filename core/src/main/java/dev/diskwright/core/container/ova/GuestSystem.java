package dev.diskwright.core.container.ova;

import java.util.Arrays;
import java.util.List;

/// Operating systems by the numbers of CIM and by VMware's words.
enum GuestSystem {
    OTHER("other", 102, "Other 64-Bit", "otherGuest64"),
    LINUX("linux", 101, "Linux 64-Bit", "otherLinux64Guest"),
    DEBIAN("debian", 96, "Debian 64-Bit", "debian10_64Guest"),
    UBUNTU("ubuntu", 94, "Ubuntu 64-Bit", "ubuntu64Guest"),
    REDHAT("rhel", 80, "RedHat Enterprise Linux 64-Bit", "rhel7_64Guest"),
    SUSE("sles", 85, "SLES 64-Bit", "sles12_64Guest"),
    FREEBSD("freebsd", 78, "FreeBSD 64-Bit", "freebsd64Guest"),
    WINDOWS("windows", 1, "Windows", "windows9_64Guest");

    private final String word;
    private final int number;
    private final String title;
    private final String vmware;

    GuestSystem(String word, int number, String title, String vmware) {
        this.word = word;
        this.number = number;
        this.title = title;
        this.vmware = vmware;
    }

    /// {@return what the option calls it}
    String word() {
        return word;
    }

    /// {@return a value of CIM_OperatingSystem.OSType}
    int number() {
        return number;
    }

    String title() {
        return title;
    }

    String vmware() {
        return vmware;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(GuestSystem::word).toList();
    }

    static GuestSystem named(String word) {
        return Arrays.stream(values()).filter(it -> it.word.equals(word)).findFirst().orElseThrow();
    }
}
