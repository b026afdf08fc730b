/// The virtual machine of a design: its exact arguments, and what they need of this host.
///
/// ```text
/// Design ─┐
/// disk ───┼─ Machine.of ─┬─ QemuCommand     the tokens, grouped, each group with the fields it comes from
/// paths ──┤              ├─ Preparation …   files that must be there first: variables, blank disks, credentials
/// VmHost ─┘              ├─ SideProgram …   what must run beside it: swtpm, virtiofsd, a switch
///                        └─ Diagnostic …    what this host lacks
/// ```
///
/// The order of the arguments is that of NixOS's launcher, where it has them. Values are tokens and never a line of text:
/// nothing is quoted, and commas in values are doubled, as QEMU asks for. What must be asked of the host goes through
/// [VmHost]; whether an accelerator works is found by trying it. Firmware is found by QEMU's own descriptions
/// (`docs/interop/firmware.json`), then in the places where systems are known to keep it.
@NullMarked
package dev.diskwright.core.vm;

import org.jspecify.annotations.NullMarked;
