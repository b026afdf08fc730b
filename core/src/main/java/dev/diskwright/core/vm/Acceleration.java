package dev.diskwright.core.vm;

import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmAcceleration;
import java.nio.file.Path;
import java.util.Optional;

/// What executes a guest's instructions on a host.
///
/// @param chosen never [VmAcceleration#AUTO]
/// @param refusal why what was asked for does not work; empty if it does
public record Acceleration(VmAcceleration chosen, Optional<String> refusal) {
    /// {@return what a machine gets: what it asks for, or else what works}
    ///
    /// @param qemu the program; empty if it was not found, when nothing can be tried
    static Acceleration of(Vm vm, VmHost host, Optional<Path> qemu) {
        boolean auto = vm.acceleration() == VmAcceleration.AUTO;
        VmAcceleration wanted = auto ? host.system().acceleration() : vm.acceleration();
        if (wanted == VmAcceleration.TCG) {
            return new Acceleration(VmAcceleration.TCG, Optional.empty());
        }
        Optional<String> refusal = refusal(vm, host, qemu, wanted);
        return new Acceleration(auto && refusal.isPresent() ? VmAcceleration.TCG : wanted, refusal);
    }

    private static Optional<String> refusal(
            Vm vm, VmHost host, Optional<Path> qemu, VmAcceleration wanted) {
        if (host.system().acceleration() != wanted) {
            return Optional.of("this system does not have it");
        }
        if (!host.architecture().equals(Optional.of(vm.architecture()))) {
            return Optional.of("the host's processor is not %s".formatted(vm.architecture()));
        }
        return qemu.isEmpty()
                ? Optional.of("QEMU is missing, so that it could not be tried")
                : host.refusal(qemu.get(), wanted);
    }
}
