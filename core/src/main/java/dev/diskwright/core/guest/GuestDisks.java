package dev.diskwright.core.guest;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmDisk;
import java.util.ArrayList;
import java.util.List;

/// The disks of a guest: the one that the design describes, unless its root is in memory, then the further ones in the
/// order of their list. Each has a serial, as udev makes no link by identity for a virtio disk without one; how the
/// kernel counts disks follows from the order of discovery and is never used.
public final class GuestDisks {
    private GuestDisks() {}

    /// {@return the disks, in the order in which the machine has them}
    public static List<GuestDisk> of(Design design) {
        Vm vm = design.vm();
        var all = new ArrayList<GuestDisk>();
        if (vm.hasDisk()) {
            all.add(new GuestDisk(Vm.ROOT_SERIAL, vm.diskInterface(), null, "/vm/diskImage"));
        }
        for (int i = 0; i < vm.emptyDiskImages().size(); i++) {
            VmDisk it = vm.emptyDiskImages().get(i);
            all.add(
                    new GuestDisk(
                            it.serialAt(i), vm.diskInterface(), it, "/vm/emptyDiskImages/" + i));
        }
        return List.copyOf(all);
    }
}
