package dev.diskwright.core.table;

import dev.diskwright.core.bytes.Guids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The partition types that have names, and those that are given as a GUID or a number.
public final class PartitionTypes {
    /// MBR's type of the entry that guards a GPT from tools that do not know it.
    public static final int PROTECTIVE = 0xee;

    private static final String BASIC_DATA = "ebd0a0a2-b9e5-4433-87c0-68b6b72699c7";

    /// Every type that has a name; of several with one GUID or number, the one that stands for it comes first.
    public static final List<PartitionType> ALL = all();

    private static final Pattern NUMBER = Pattern.compile("0[xX][0-9a-fA-F]{1,2}");

    private PartitionTypes() {}

    /// {@return the type of that name}
    public static Optional<PartitionType> named(String name) {
        return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /// {@return the type that a person means by a name, a GUID or an MBR number such as `0x83`; empty if it is none of
    /// these or means an unused entry}
    public static Optional<PartitionType> parse(String text) {
        if (NUMBER.matcher(text).matches()) {
            int number = Integer.parseInt(text.substring(2), 16);
            return number == 0 ? Optional.empty() : Optional.of(ofMbr(number));
        }
        return named(text)
                .or(() ->
                        Guids.parse(text)
                                .filter(guid -> !guid.equals(Guids.NIL))
                                .map(PartitionTypes::ofGpt));
    }

    /// {@return the type of that GUID, with a name if it has one}
    ///
    /// @param guid not all zero, which means an unused entry
    public static PartitionType ofGpt(UUID guid) {
        return ALL.stream()
                .filter(type -> guid.equals(type.gpt()))
                .findFirst()
                .orElseGet(() -> new PartitionType(guid.toString(), guid, -1, "unknown"));
    }

    /// {@return the type of that number, with a name if it has one}
    ///
    /// @param number 1 to 255; 0 means an unused entry
    public static PartitionType ofMbr(int number) {
        return ALL.stream()
                .filter(type -> type.mbr() == number)
                .findFirst()
                .orElseGet(() ->
                        new PartitionType("0x%02x".formatted(number), null, number, "unknown"));
    }

    private static List<PartitionType> all() {
        var types = new ArrayList<PartitionType>();
        types.addAll(general());
        for (Architecture it : architectures()) {
            types.addAll(it.types());
        }
        types.addAll(foreign());
        return List.copyOf(types);
    }

    private static List<PartitionType> general() {
        return List.of(
                both("esp", "c12a7328-f81f-11d2-ba4b-00a0c93ec93b", 0xef, "EFI system partition"),
                both(
                        "xbootldr",
                        "bc13c2ff-59e6-4262-a352-b275fd6f7172",
                        0xea,
                        "extended boot loader partition"),
                gpt(
                        "bios-boot",
                        "21686148-6449-6e6f-744e-656564454649",
                        "BIOS boot, for GRUB's core image"),
                both("linux", "0fc63daf-8483-4772-8e79-3d69d8477de4", 0x83, "Linux file system"),
                both("linux-swap", "0657fd6d-a4ab-43c4-84e5-0933c84b4f4f", 0x82, "Linux swap"),
                both("linux-home", "933ac7e1-2eb4-4f13-b844-0e14e2aef915", 0x83, "Linux /home"),
                both("linux-srv", "3b8f8425-20e0-4f3b-907f-1a25a76f98e8", 0x83, "Linux /srv"),
                both("linux-var", "4d21b016-b534-45c2-a9fb-5c16e091fd2d", 0x83, "Linux /var"),
                both("linux-tmp", "7ec6f557-3bc5-4aca-b293-16ef5df639d1", 0x83, "Linux /var/tmp"),
                both(
                        "linux-user-home",
                        "773f91ef-66d4-49b5-bd83-d683bf40ad16",
                        0x83,
                        "Linux, one user's home"),
                both("linux-lvm", "e6d6d379-f507-44c2-a23c-238f2a3df928", 0x8e, "Linux LVM"),
                both("linux-raid", "a19d880f-05fc-4d3b-a006-743f0f84911e", 0xfd, "Linux RAID"),
                both(
                        "linux-reserved",
                        "8da63339-0007-60c0-c436-083ac8230908",
                        0x83,
                        "Linux, reserved"),
                both("luks", "ca7d7ccb-63ed-4c53-861c-1742536059cc", 0xe8, "LUKS, encrypted"),
                both("prep", "9e1a2d38-c612-4316-aa26-8b49521e5a8b", 0x41, "PowerPC PReP boot"),
                both("microsoft-basic-data", BASIC_DATA, 0x07, "Windows data: NTFS, exFAT"),
                gpt(
                        "microsoft-reserved",
                        "e3c9e316-0b5c-4db8-817d-f92df00215ae",
                        "Windows, reserved"),
                both(
                        "windows-recovery",
                        "de94bba4-06d1-4d40-a16a-bfd50179d6ac",
                        0x27,
                        "Windows recovery"));
    }

    private static List<PartitionType> foreign() {
        return List.of(
                both("fat12", BASIC_DATA, 0x01, "FAT12"),
                both("fat16-small", BASIC_DATA, 0x04, "FAT16 below 32 MiB"),
                both("fat16", BASIC_DATA, 0x06, "FAT16"),
                both("fat16-lba", BASIC_DATA, 0x0e, "FAT16, LBA"),
                both("fat32", BASIC_DATA, 0x0b, "FAT32"),
                both("fat32-lba", BASIC_DATA, 0x0c, "FAT32, LBA"),
                mbr("extended", 0x05, "extended, holds logical partitions"),
                mbr("extended-lba", 0x0f, "extended, LBA, holds logical partitions"),
                mbr("linux-extended", 0x85, "extended, Linux only, holds logical partitions"),
                mbr("bls-boot", 0xea, "boot loader specification's boot partition"),
                mbr("gpt-protective", PROTECTIVE, "guards a GPT"),
                both("freebsd", "516e7cb4-6ecf-11d6-8ff8-00022d09712b", 0xa5, "FreeBSD"),
                gpt("freebsd-boot", "83bd6b9d-7f41-11dc-be0b-001560b84f0f", "FreeBSD boot code"),
                gpt("freebsd-swap", "516e7cb5-6ecf-11d6-8ff8-00022d09712b", "FreeBSD swap"),
                gpt("freebsd-ufs", "516e7cb6-6ecf-11d6-8ff8-00022d09712b", "FreeBSD UFS"),
                gpt("freebsd-zfs", "516e7cba-6ecf-11d6-8ff8-00022d09712b", "ZFS"),
                both(
                        "apple-hfs",
                        "48465300-0000-11aa-aa11-00306543ecac",
                        0xaf,
                        "Apple HFS or HFS+"),
                gpt("apple-apfs", "7c3457ef-0000-11aa-aa11-00306543ecac", "Apple APFS"));
    }

    private static PartitionType both(String name, String guid, int mbr, String description) {
        return new PartitionType(name, UUID.fromString(guid), mbr, description);
    }

    private static PartitionType gpt(String name, String guid, String description) {
        return new PartitionType(name, UUID.fromString(guid), -1, description);
    }

    private static PartitionType mbr(String name, int mbr, String description) {
        return new PartitionType(name, null, mbr, description);
    }

    /// Root and /usr of one processor architecture, with their verity trees and signatures (UAPI.2).
    private record Architecture(
            String name,
            String words,
            String root,
            String rootVerity,
            String rootSignature,
            String usr,
            String usrVerity,
            String usrSignature) {
        List<PartitionType> types() {
            String atRoot = "linux-root-" + name;
            String atUsr = "linux-usr-" + name;
            return List.of(
                    both(atRoot, root, 0x83, "Linux root, " + words),
                    gpt(atRoot + "-verity", rootVerity, "verity of Linux root, " + words),
                    gpt(
                            atRoot + "-verity-sig",
                            rootSignature,
                            "signed verity of Linux root, " + words),
                    both(atUsr, usr, 0x83, "Linux /usr, " + words),
                    gpt(atUsr + "-verity", usrVerity, "verity of Linux /usr, " + words),
                    gpt(
                            atUsr + "-verity-sig",
                            usrSignature,
                            "signed verity of Linux /usr, " + words));
        }
    }

    private static List<Architecture> architectures() {
        return List.of(
                new Architecture(
                        "x86",
                        "x86",
                        "44479540-f297-41b2-9af7-d131d5f0458a",
                        "d13c5d3b-b5d1-422a-b29f-9454fdc89d76",
                        "5996fc05-109c-48de-808b-23fa0830b676",
                        "75250d76-8cc6-458e-bd66-bd47cc81a812",
                        "8f461b0d-14ee-4e81-9aa9-049b6fb97abd",
                        "974a71c0-de41-43c3-be5d-5c5ccd1ad2c0"),
                new Architecture(
                        "x86-64",
                        "x86-64",
                        "4f68bce3-e8cd-4db1-96e7-fbcaf984b709",
                        "2c7357ed-ebd2-46d9-aec1-23d437ec2bf5",
                        "41092b05-9fc8-4523-994f-2def0408b176",
                        "8484680c-9521-48c6-9c11-b0720656f69e",
                        "77ff5f63-e7b6-4633-acf4-1565b864c0e6",
                        "e7bb33fb-06cf-4e81-8273-e543b413e2e2"),
                new Architecture(
                        "arm",
                        "32-bit ARM",
                        "69dad710-2ce4-4e3c-b16c-21a1d49abed3",
                        "7386cdf2-203c-47a9-a498-f2ecce45a2d6",
                        "42b0455f-eb11-491d-98d3-56145ba9d037",
                        "7d0359a3-02b3-4f0a-865c-654403e70625",
                        "c215d751-7bcd-4649-be90-6627490a4c05",
                        "d7ff812f-37d1-4902-a810-d76ba57b975a"),
                new Architecture(
                        "arm64",
                        "64-bit ARM",
                        "b921b045-1df0-41c3-af44-4c6f280d3fae",
                        "df3300ce-d69f-4c92-978c-9bfb0f38d820",
                        "6db69de6-29f4-4758-a7a5-962190f00ce3",
                        "b0e01050-ee5f-4390-949a-9101b17104e9",
                        "6e11a4e7-fbca-4ded-b9e9-e1a512bb664e",
                        "c23ce4ff-44bd-4b00-b2d4-b41b3419e02a"),
                new Architecture(
                        "riscv32",
                        "32-bit RISC-V",
                        "60d5a7fe-8e7d-435c-b714-3dd8162144e1",
                        "ae0253be-1167-4007-ac68-43926c14c5de",
                        "3a112a75-8729-4380-b4cf-764d79934448",
                        "b933fb22-5c3f-4f91-af90-e2bb0fa50702",
                        "cb1ee4e3-8cd0-4136-a0a4-aa61a32e8730",
                        "c3836a13-3137-45ba-b583-b16c50fe5eb4"),
                new Architecture(
                        "riscv64",
                        "64-bit RISC-V",
                        "72ec70a6-cf74-40e6-bd49-4bda08e8f224",
                        "b6ed5582-440b-4209-b8da-5ff7c419ea3d",
                        "efe0f087-ea8d-4469-821a-4c2a96a8386a",
                        "beaec34b-8442-439b-a40b-984381ed097d",
                        "8f1056be-9b05-47c4-81d6-be53128e5b54",
                        "d2f9000a-7a18-453f-b5cd-4d32f77a7b32"),
                new Architecture(
                        "loongarch64",
                        "LoongArch",
                        "77055800-792c-4f94-b39a-98c91b762bb6",
                        "f3393b22-e9af-4613-a948-9d3bfbd0c535",
                        "5afb67eb-ecc8-4f85-ae8e-ac1e7c50e7d0",
                        "e611c702-575c-4cbe-9a46-434fa0bf7e3f",
                        "f46b2c26-59ae-48f0-9106-c50ed47f673d",
                        "b024f315-d330-444c-8461-44bbde524e99"),
                new Architecture(
                        "ppc64",
                        "64-bit PowerPC",
                        "912ade1d-a839-4913-8964-a10eee08fbd2",
                        "9225a9a3-3c19-4d89-b4f6-eeff88f17631",
                        "f5e2c20c-45b2-4ffa-bce9-2a60737e1aaf",
                        "2c9739e2-f068-46b3-9fd0-01c5a9afbcca",
                        "bdb528a5-a259-475f-a87d-da53fa736a07",
                        "0b888863-d7f8-4d9e-9766-239fce4d58af"),
                new Architecture(
                        "ppc64-le",
                        "little-endian PowerPC",
                        "c31c45e6-3f39-412e-80fb-4809c4980599",
                        "906bd944-4589-4aae-a4e4-dd983917446a",
                        "d4a236e7-e873-4c07-bf1d-bf6cf7f1c3c6",
                        "15bb03af-77e7-4d4a-b12b-c0d084f7491c",
                        "ee2b9983-21e8-4153-86d9-b6901a54d1ce",
                        "c8bfbd1e-268e-4521-8bba-bf314c399557"),
                new Architecture(
                        "s390x",
                        "s390x",
                        "5eead9a9-fe09-4a1e-a1d7-520d00531306",
                        "b325bfbe-c7be-4ab8-8357-139e652d2f6b",
                        "c80187a5-73a3-491a-901a-017c3fa953e9",
                        "8a4f5770-50aa-4ed3-874a-99b710db6fea",
                        "31741cc4-1a2a-4111-a581-e00b447d2d06",
                        "3f324816-667b-46ae-86ee-9b0c0c6c11b4"),
                new Architecture(
                        "ia64",
                        "Itanium",
                        "993d8d3d-f80e-4225-855a-9daf8ed7ea97",
                        "86ed10d5-b607-45bb-8957-d350f23d0571",
                        "e98b36ee-32ba-4882-9b12-0ce14655f46a",
                        "4301d2a6-4e3b-4b2a-bb94-9e0b2c4225ea",
                        "6a491e03-3be7-4545-8e38-83320e0ea880",
                        "8de58bc2-2a43-460d-b14e-a76e4a17b47f"));
    }
}
