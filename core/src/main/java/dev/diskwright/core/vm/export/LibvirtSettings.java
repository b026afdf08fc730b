package dev.diskwright.core.vm.export;

import dev.diskwright.core.design.VmArchitecture;
import dev.diskwright.core.vm.Preparation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a domain has one of: processor, memory, firmware, kernel, clock.
final class LibvirtSettings {
    private final ExportedMachine machine;
    private final boolean sharesMemory;
    private String machineType;
    private String type = "qemu";
    private String gic = "";
    private boolean smm;
    private String memory = "1024";
    private String cores = "1";
    private String cpu = "";
    private boolean graphics = true;
    private boolean reboots = true;
    private @Nullable String kernel;
    private @Nullable String initrd;
    private @Nullable String cmdline;
    private @Nullable Properties code;
    private @Nullable Properties variables;
    private boolean secure;
    private @Nullable String rom;

    /// @param sharesMemory whether devices of the host share the guest's memory
    LibvirtSettings(ExportedMachine machine, boolean sharesMemory) {
        this.machine = machine;
        this.sharesMemory = sharesMemory;
        machineType = machine.design().vm().effectiveMachine();
    }

    /// {@return whether the argument is understood in full}
    boolean take(Argument argument) {
        Properties it = argument.properties();
        String text = argument.text();
        return switch (argument.option()) {
            case "machine", "M" -> takeMachine(Properties.of(text, "type"));
            case "accel" -> it.hasOnly("accel") && takeAccelerator(it.get("accel", ""));
            case "cpu" -> takeCpu(it);
            case "m" -> takeMemory(it);
            case "smp" -> takeCores(it);
            case "name" -> it.hasOnly("guest"); // the name of the design
            case "kernel" -> takeKernel(text);
            case "initrd" -> takeInitrd(text);
            case "append" -> takeWords(text);
            case "drive" -> takeFirmware(it);
            case "bios" -> takeRom(text);
            case "global" -> takeGlobal(text);
            case "nographic" -> withoutGraphics();
            case "display" -> it.hasOnly("type") && it.has("type", "none") && withoutGraphics();
            case "no-reboot" -> withoutReboot();
            // as libvirt starts every machine
            case "no-user-config", "nodefaults", "usb" -> true;
            case "vga", "nic" -> text.equals("none");
            default -> false;
        };
    }

    private boolean takeKernel(String file) {
        kernel = machine.absolute(file);
        return true;
    }

    private boolean takeWords(String words) {
        cmdline = words;
        return true;
    }

    private boolean takeRom(String file) {
        rom = file;
        return true;
    }

    private boolean withoutGraphics() {
        graphics = false;
        return true;
    }

    private boolean withoutReboot() {
        reboots = false;
        return true;
    }

    private boolean takeMachine(Properties it) {
        boolean isMemoryKnown = it.get("memory-backend") == null || sharesMemory;
        if (!it.hasOnly("type", "accel", "smm", "gic-version", "memory-backend")
                || !isMemoryKnown) {
            return false;
        }
        machineType = it.get("type", machineType);
        smm |= it.has("smm", "on");
        gic = it.get("gic-version", gic);
        String accelerator = it.get("accel");
        return accelerator == null || takeAccelerator(accelerator);
    }

    /// The first of a list of accelerators is the one that is wanted.
    private boolean takeAccelerator(String names) {
        String first = names.split(":", 2)[0];
        Optional<String> known =
                switch (first) {
                    case "tcg" -> Optional.of("qemu");
                    case "kvm", "hvf" -> Optional.of(first);
                    default -> Optional.empty();
                };
        known.ifPresent(it -> type = it);
        return known.isPresent();
    }

    private boolean takeCpu(Properties it) {
        String model = it.get("model", "");
        if (!it.hasOnly("model") || model.isEmpty()) {
            return false;
        }
        cpu = model;
        return true;
    }

    private boolean takeMemory(Properties it) {
        String size = it.get("size", "");
        if (!it.hasOnly("size") || !size.matches("[1-9][0-9]{0,8}[MG]?")) {
            return false;
        }
        long number = Long.parseLong(size.replaceAll("[MG]", ""));
        memory = String.valueOf(size.endsWith("G") ? number << 10 : number);
        return true;
    }

    private boolean takeCores(Properties it) {
        String number = it.get("cpus", "");
        if (!it.hasOnly("cpus") || !number.matches("[1-9][0-9]{0,4}")) {
            return false;
        }
        cores = number;
        return true;
    }

    private boolean takeInitrd(String file) {
        if (file.indexOf(',') >= 0) {
            return false; // several files to QEMU
        }
        initrd = machine.absolute(file);
        return true;
    }

    private boolean takeFirmware(Properties it) {
        if (!it.has("if", "pflash")
                || !it.hasOnly("if", "format", "unit", "readonly", "file")
                || !it.has("format", "raw")) {
            return false;
        }
        if (it.has("unit", "0") && it.has("readonly", "on")) {
            code = it;
            return true;
        }
        if (it.has("unit", "1") && !it.has("readonly", "on")) {
            variables = it;
            return true;
        }
        return false;
    }

    private boolean takeGlobal(String value) {
        if (value.equals("driver=cfi.pflash01,property=secure,value=on")
                || value.equals("cfi.pflash01.secure=on")) {
            secure = true;
            return true;
        }
        return false;
    }

    /// {@return the domain's type}
    String type() {
        return type;
    }

    /// {@return whether somebody could see a screen}
    boolean hasGraphics() {
        return graphics;
    }

    /// Writes them down.
    void writeTo(Element domain) throws ExportException {
        Element size = domain.add("memory").with("unit", "MiB");
        size.setText(memory);
        if (sharesMemory) {
            Element backing = domain.add("memoryBacking");
            backing.add("source").with("type", "memfd");
            backing.add("access").with("mode", "shared");
        }
        domain.add("vcpu", cores);
        writeBoot(domain.add("os"));
        VmArchitecture architecture = machine.design().vm().architecture();
        if (architecture == VmArchitecture.X86_64) {
            Element features = domain.add("features");
            features.add("acpi");
            features.add("apic");
            if (smm) {
                features.add("smm").with("state", "on");
            }
        } else if (code != null || !gic.isEmpty()) {
            Element features = domain.add("features");
            if (code != null) {
                features.add("acpi");
            }
            if (!gic.isEmpty()) {
                // the newest that libvirt can name
                features.add("gic").with("version", gic.equals("2") ? "2" : "3");
            }
        }
        writeCpu(domain);
        domain.add("clock").with("offset", "utc");
        domain.add("on_poweroff", "destroy");
        domain.add("on_reboot", reboots ? "restart" : "destroy");
        domain.add("on_crash", "destroy");
    }

    private void writeBoot(Element os) throws ExportException {
        String architecture = machine.design().vm().architecture().toString();
        Element kind = os.add("type").with("arch", architecture).with("machine", machineType);
        kind.setText("hvm");
        if (code != null) {
            Element loader = os.add("loader").with("readonly", "yes").with("type", "pflash");
            if (secure) {
                loader.with("secure", "yes");
            }
            loader.setText(machine.absolute(code.get("file", "")));
            if (variables != null) {
                writeVariables(os, variables.get("file", ""));
            }
        } else if (rom != null) {
            os.add("loader").with("type", "rom").setText(machine.absolute(rom));
        }
        if (kernel != null) {
            os.add("kernel", kernel);
        }
        if (initrd != null) {
            os.add("initrd", initrd);
        }
        if (cmdline != null && !cmdline.isEmpty()) {
            os.add("cmdline", cmdline);
        }
    }

    /// libvirt makes a store that is not there from its template, and keeps it.
    private void writeVariables(Element os, String file) throws ExportException {
        Element store = os.add("nvram");
        for (Preparation it : machine.preparations()) {
            if (it instanceof Preparation.Variables(var target, var template, _)
                    && target.toString().equals(file)) {
                store.with("template", template.toString());
            }
        }
        store.setText(machine.absolute(file));
    }

    private void writeCpu(Element domain) throws ExportException {
        switch (cpu) {
            case "" -> {}
            case "max" -> domain.add("cpu").with("mode", "maximum");
            case "host" -> domain.add("cpu").with("mode", "host-passthrough");
            default -> {
                Element custom = domain.add("cpu").with("mode", "custom").with("match", "exact");
                custom.add("model").with("fallback", "forbid").setText(cpu);
            }
        }
    }
}
