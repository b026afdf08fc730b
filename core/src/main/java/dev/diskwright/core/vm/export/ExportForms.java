package dev.diskwright.core.vm.export;

import java.util.List;
import java.util.Optional;

/// The languages there are.
public final class ExportForms {
    /// All of them, in the order in which they are offered.
    public static final List<ExportForm> ALL =
            List.of(
                    new PosixScript(),
                    new PowerShellScript(),
                    new ReadConfiguration(),
                    new LibvirtDomain(),
                    new NixosModule(),
                    new ProxmoxConfiguration(),
                    new VirtualBoxScript());

    private ExportForms() {}

    /// {@return the one of that name}
    public static Optional<ExportForm> named(String name) {
        return ALL.stream().filter(it -> it.name().equals(name)).findFirst();
    }
}
