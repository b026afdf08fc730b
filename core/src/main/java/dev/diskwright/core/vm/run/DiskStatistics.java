package dev.diskwright.core.vm.run;

/// What a guest has done with a disk so far.
///
/// @param device the emulator's name for it
/// @param readBytes read by the guest
/// @param writtenBytes written by the guest
/// @param reads requests to read
/// @param writes requests to write
public record DiskStatistics(
        String device, long readBytes, long writtenBytes, long reads, long writes) {}
