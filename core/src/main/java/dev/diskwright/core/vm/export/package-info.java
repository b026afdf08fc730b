/// A design's virtual machine in the languages of other programs, all made of one list of tokens: the one that is run.
///
/// ```text
/// tokens -> Argument (option, value) -> Properties (key=value,…)
///   PosixScript, PowerShellScript   every token, quoted
///   ReadConfiguration               what QEMU's -readconfig can say; the rest stays on the command line
///   LibvirtDomain                   elements where there are such, the rest as qemu:arg
/// design, tokens
///   NixosModule, ProxmoxConfiguration, VirtualBoxScript
/// ```
///
/// What a form cannot say is never dropped in silence: it is among the remarks of [Exported], and in the text itself where
/// that has comments.
@NullMarked
package dev.diskwright.core.vm.export;

import org.jspecify.annotations.NullMarked;
