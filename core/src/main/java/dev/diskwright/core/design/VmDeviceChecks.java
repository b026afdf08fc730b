package dev.diskwright.core.design;

import dev.diskwright.core.bytes.Units;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What is wrong in the devices of the virtual machine other than its network.
final class VmDeviceChecks {
    private static final int MAX_DISKS = 200;
    private static final long MAX_SIZE = 8 * Units.TIB;
    private static final int SECTOR = 512;

    /// Slots of a PCI bus, less those that the machine takes for itself.
    private static final int PCI_SLOTS = 28;

    private final Findings all;
    private final Vm vm;

    private VmDeviceChecks(Findings all) {
        this.all = all;
        this.vm = all.design().vm();
    }

    static void check(Findings all) {
        var checks = new VmDeviceChecks(all);
        checks.disks();
        checks.shares();
        checks.tpm();
        checks.slots();
    }

    private Edit set(int index, VmDisk disk) {
        return new Edit.SetVm(
                vm.withEmptyDiskImages(VmChecks.with(vm.emptyDiskImages(), index, disk)));
    }

    private void disks() {
        List<VmDisk> disks = vm.emptyDiskImages();
        var taken = new HashSet<String>();
        boolean large = all.design().disk().sectorSize() != SECTOR;
        if (large && vm.hasDisk() && vm.diskInterface() == VmDiskInterface.IDE) {
            all.error(
                    "VM-033",
                    "/vm/diskInterface",
                    "QEMU has no IDE disk with sectors of %d bytes"
                            .formatted(all.design().disk().sectorSize()),
                    "attach disks by virtio, or use sectors of 512 bytes",
                    "Attach disks by virtio",
                    new Edit.SetVm(vm.withDiskInterface(VmDiskInterface.VIRTIO)));
        }
        if (vm.hasDisk()) {
            taken.add(Vm.ROOT_SERIAL);
        }
        for (int i = 0; i < disks.size(); i++) {
            VmDisk it = disks.get(i);
            String path = "/vm/emptyDiskImages/" + i;
            long bytes = all.bytes(it.size());
            if (bytes <= 0 || bytes % SECTOR != 0 || bytes > MAX_SIZE) {
                ByteSize mended =
                        ByteSize.of(
                                bytes <= 0
                                        ? Units.GIB
                                        : Math.min(MAX_SIZE, Findings.roundUp(bytes, SECTOR)));
                all.error(
                        "VM-030",
                        path,
                        "the disk's size is " + it.size(),
                        "it is a whole number of sectors of 512 bytes, up to 8 TiB",
                        "Make it " + SizeText.display(mended.bytes()),
                        set(i, it.withSize(mended)));
            }
            serial(it, i, path, taken);
        }
    }

    private void serial(VmDisk it, int index, String path, Set<String> taken) {
        String serial = it.serialAt(index);
        if (!serial.matches("[A-Za-z0-9._-]{1,%d}".formatted(VmDisk.MAX_SERIAL))) {
            all.error(
                    "VM-031",
                    path + "/serial",
                    "\"%s\" cannot be a serial on every bus".formatted(VmChecks.plain(serial)),
                    "it has 1 to %d letters, digits, dots, dashes and underscores"
                            .formatted(VmDisk.MAX_SERIAL),
                    "Let it follow from the disk's place",
                    set(index, it.withSerial(null)));
        } else if (!taken.add(serial)) {
            String unused = unused(taken);
            all.error(
                    "VM-032",
                    path + "/serial",
                    "another disk has the serial \"%s\"".formatted(serial),
                    "the guest tells disks apart by it",
                    "Give it the serial \"%s\"".formatted(unused),
                    set(index, it.withSerial(unused)));
        }
    }

    /// {@return a serial that no disk has}
    private String unused(Set<String> taken) {
        var known = new HashSet<>(taken);
        for (int i = 0; i < vm.emptyDiskImages().size(); i++) {
            known.add(vm.emptyDiskImages().get(i).serialAt(i));
        }
        int next = 0;
        while (known.contains("data" + next)) {
            next++;
        }
        return "data" + next;
    }

    private void shares() {
        var targets = new HashSet<String>();
        for (Map.Entry<String, VmShare> entry : vm.sharedDirectories().entrySet()) {
            String tag = entry.getKey();
            VmShare it = entry.getValue();
            String path = "/vm/sharedDirectories/" + DesignJson.escape(tag);
            var rest = new TreeMap<>(vm.sharedDirectories());
            rest.remove(tag);
            Edit without = new Edit.SetVm(vm.withSharedDirectories(rest));
            if (!tag.matches("[!-~&&[^/,]]{1,%d}".formatted(VmShare.MAX_TAG))) {
                all.error(
                        "VM-040",
                        path,
                        "\"%s\" cannot be a mount tag".formatted(VmChecks.plain(tag)),
                        "it has 1 to %d letters, digits and signs, no comma and no slash"
                                .formatted(VmShare.MAX_TAG),
                        "Leave the directory out",
                        without);
            }
            if (it.source().isBlank() || it.source().indexOf('\0') >= 0) {
                all.error(
                        "VM-041",
                        path + "/source",
                        "there is no directory to share",
                        "name one of the host",
                        "Leave it out",
                        without);
            }
            if (!it.target().matches("/[^\\p{Cntrl}]*")
                    || List.of(it.target().split("/", -1)).contains("..")) {
                all.error(
                        "VM-042",
                        path + "/target",
                        "\"%s\" is not a mount point".formatted(VmChecks.plain(it.target())),
                        "it is an absolute path without ..",
                        "Leave the directory out",
                        without);
            } else if (!targets.add(it.target().replaceAll("(?<=.)/+$", ""))) {
                all.error(
                        "VM-043",
                        path + "/target",
                        "another directory is mounted on " + it.target(),
                        "each mount point is taken once",
                        "Leave the directory out",
                        without);
            }
        }
    }

    private void tpm() {
        VmTpm tpm = vm.tpm();
        if (!tpm.enable()) {
            return;
        }
        List<String> models = vm.architecture().tpmModels();
        Edit off = new Edit.SetVm(vm.withTpm(tpm.withEnable(false)));
        boolean none =
                models.isEmpty()
                        || vm.architecture() == VmArchitecture.PPC64
                                && !vm.effectiveMachine().startsWith("pseries");
        if (none) {
            all.error(
                    "VM-045",
                    "/vm/tpm/enable",
                    "%s with the machine %s has no TPM"
                            .formatted(vm.architecture(), vm.effectiveMachine()),
                    vm.architecture() == VmArchitecture.PPC64
                            ? "pseries has one"
                            : "choose another architecture, or do without",
                    "Do without a TPM",
                    off);
        } else if (tpm.deviceModel() != null && !models.contains(tpm.deviceModel())) {
            all.error(
                    "VM-046",
                    "/vm/tpm/deviceModel",
                    "%s has no TPM \"%s\""
                            .formatted(vm.architecture(), VmChecks.plain(tpm.deviceModel())),
                    "known are " + String.join(", ", models),
                    "Use " + models.getFirst(),
                    new Edit.SetVm(vm.withTpm(tpm.withDeviceModel(null))));
        }
    }

    private void slots() {
        int disks = vm.emptyDiskImages().size() + (vm.hasDisk() ? 1 : 0);
        if (disks > MAX_DISKS) {
            all.error(
                    "VM-047",
                    "/vm/emptyDiskImages",
                    "the machine has %d disks".formatted(disks),
                    "it has at most %d".formatted(MAX_DISKS));
            return;
        }
        int controllers =
                switch (vm.diskInterface()) {
                    case VIRTIO, NVME -> disks;
                    case SCSI -> 1;
                    case IDE -> Math.ceilDiv(disks, 6);
                    case USB -> Math.ceilDiv(disks, 15);
                };
        int devices =
                1 // the random number generator
                        + controllers
                        + (vm.userNetwork() ? 1 : 0)
                        + vm.vlans().size()
                        + vm.interfaces().size()
                        + vm.sharedDirectories().size()
                        + (vm.virtioKeyboard() ? 1 : 0)
                        + (vm.guestAgent() ? 1 : 0);
        if (devices > PCI_SLOTS) {
            var found =
                    Diagnostic.error(
                            "VM-048",
                            "/vm",
                            "the machine has %d devices on its PCI bus".formatted(devices),
                            "there is room for %d; disks on scsi share one place"
                                    .formatted(PCI_SLOTS));
            boolean helps = controllers > 1 && devices - controllers + 1 <= PCI_SLOTS;
            all.add(
                    helps
                            ? found.withFix(
                                    "Attach disks by scsi",
                                    new Edit.SetVm(vm.withDiskInterface(VmDiskInterface.SCSI)))
                            : found);
        }
    }
}
