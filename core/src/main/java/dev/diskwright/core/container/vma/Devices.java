package dev.diskwright.core.container.vma;

import dev.diskwright.core.container.Output;
import java.util.Arrays;
import java.util.List;

/// The devices to be written as one sequence of clusters, which are numbered through.
final class Devices {
    private final List<Output.Disk> disks;
    private final long[] firsts; // numbers of the devices' first clusters, and behind the last one

    Devices(List<Output.Disk> disks) {
        this.disks = disks;
        firsts = new long[disks.size() + 1];
        for (int i = 0; i < disks.size(); i++) {
            firsts[i + 1] = firsts[i] + Fields.clusters(disks.get(i).size());
        }
    }

    /// {@return clusters of all devices}
    long clusters() {
        return firsts[disks.size()];
    }

    /// {@return the device that has the cluster of that number}
    int of(long number) {
        int index = Arrays.binarySearch(firsts, number);
        if (index < 0) {
            return -index - 2;
        }
        while (index + 1 < firsts.length && firsts[index + 1] == number) {
            index++; // devices of no size have no clusters
        }
        return index;
    }

    /// {@return what the block info of a cluster says}
    long info(long number, int mask) {
        int index = of(number);
        return ExtentHeader.info(mask, index + 1, number - firsts[index]);
    }

    /// {@return the device whose bytes lie at `offset` of them all}
    int at(long offset) {
        int index = disks.size() - 1;
        while (index > 0 && disks.get(index).offset() > offset) {
            index--;
        }
        return index;
    }

    /// {@return the number of the first cluster at `offset` of all bytes}
    ///
    /// @param index the device that is there
    long number(int index, long offset) {
        return firsts[index] + (offset - disks.get(index).offset()) / Fields.CLUSTER;
    }

    /// {@return offset behind a device in all bytes}
    long end(int index) {
        return disks.get(index).offset() + disks.get(index).size();
    }
}
