package dev.diskwright.core.vm.export;

import dev.diskwright.core.vm.Preparation;
import dev.diskwright.core.vm.ShellText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A domain of libvirt (formatdomain; `domain.rng` of 9.0). Each argument becomes an element where there is one that means
/// exactly the same; the others follow as `qemu:arg`, so that the machine is the one of the tokens in any case.
final class LibvirtDomain implements ExportForm {
    private static final String QEMU = "http://libvirt.org/schemas/domain/qemu/1.0";

    @Override
    public String name() {
        return "libvirt";
    }

    @Override
    public String title() {
        return "libvirt domain";
    }

    @Override
    public String extension() {
        return "xml";
    }

    @Override
    public Exported export(ExportedMachine machine) throws ExportException {
        var devices = new LibvirtDevices(machine);
        var rest = new ArrayList<Argument>();
        List<Argument> left = devices.takeFrom(machine.arguments());
        var settings = new LibvirtSettings(machine, devices.sharesMemory());
        for (Argument argument : left) {
            if (!settings.take(argument)) {
                rest.add(argument);
            }
        }
        var domain = new Element("domain").with("type", settings.type());
        if (!rest.isEmpty()) {
            domain.with("xmlns:qemu", QEMU);
        }
        domain.add("name", title(machine));
        settings.writeTo(domain);
        devices.writeTo(domain, settings.hasGraphics());
        if (!rest.isEmpty()) {
            Element line = domain.add("qemu:commandline");
            for (Argument argument : rest) {
                for (String token : argument.tokens()) {
                    line.add("qemu:arg").with("value", token);
                }
            }
        }
        return new Exported(domain.render(), remarks(machine, rest));
    }

    /// {@return the name, in which libvirt takes neither slashes nor line feeds}
    private static String title(ExportedMachine machine) {
        String name = OneLine.of(machine.design().name()).replace('/', '-').strip();
        return name.isEmpty() ? "machine" : name;
    }

    private static List<String> remarks(ExportedMachine machine, List<Argument> rest) {
        var remarks = new ArrayList<String>();
        for (Preparation it : machine.preparations()) {
            if (it instanceof Preparation.BlankDisk disk) {
                remarks.add(
                        "make the disk %s first: truncate -s %d %s"
                                .formatted(
                                        disk.serial(),
                                        disk.size(),
                                        ShellText.posix(List.of(disk.target().toString()))));
            }
        }
        Optional<String> options =
                rest.stream()
                        .map(it -> it.option().isEmpty() ? it.text() : "-" + it.option())
                        .distinct()
                        .sorted()
                        .reduce((a, b) -> a + ", " + b);
        options.ifPresent(it ->
                remarks.add(
                        "libvirt has no elements for these, so they stay arguments of QEMU: "
                                + it));
        return remarks;
    }
}
