/// From a design, or a plain image, to a machine that runs: what the command and the window share.
///
/// ```text
/// SessionDisk (unbuilt, thrown away, kept) ─┐
/// Design, base folder ──────────────────────┼─ MachineSession.prepare ─ Machine ─ MachineSpec ─ RunningMachine
/// VmHost, SessionPlaces ────────────────────┘        │
///                              run directory: overlay, variables, blank disks, credentials, sockets
/// ```
///
/// A kernel that the design has QEMU load is found by NamedKernel, the machine of an image alone is ImageMachine. Who shows
/// the command before it is run takes the places of a run directory that is only proposed: they are the same.
///
/// Everything a session makes lies in its run directory and goes with it; only variables that the design keeps stay beside
/// the design.
@NullMarked
package dev.diskwright.core.vm.session;

import org.jspecify.annotations.NullMarked;
