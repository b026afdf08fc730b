/// A running machine: the emulator's process with what must run beside it, its control socket, its serial console, and a
/// disk that need not exist.
///
/// ```text
/// RunDirectory   private, short path; the keeper outlives us and clears up if we are killed
///   qmp          \
///   serial        } sockets on which we listen; the emulator connects, so nothing it says is lost
///   firmware     /
///   NAME.nbd     a disk served by us, never written to           ThrowAwayDisk
///   NAME.qcow2   what the guest writes to it, thrown away
/// RunningMachine = Companions (swtpm, virtiofsd, …) + emulator + QmpClient + SerialConsole
/// ```
///
/// What the machine is, this package does not know: it takes a program and a list of tokens.
@NullMarked
package dev.diskwright.core.vm.run;

import org.jspecify.annotations.NullMarked;
