/// From a design, or a plain image, to a machine that runs: what the command and the window share.
///
/// ```text
/// SessionDisk (unbuilt, thrown away, kept) ─┐
/// Design, base folder ──────────────────────┼─ MachineSession.prepare ─ Machine ─ MachineSpec ─ RunningMachine
/// VmHost, SessionPlaces ────────────────────┘        │
///                              run directory: overlay, variables, blank disks, credentials, sockets
/// ```
///
/// Everything a session makes lies in its run directory and goes with it; only variables that the design keeps stay beside
/// the design.
@NullMarked
package dev.diskwright.core.vm.session;

import org.jspecify.annotations.NullMarked;
