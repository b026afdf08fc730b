package dev.diskwright.core.vm.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.vm.ShellText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A file for QEMU's `-readconfig` (`util/qemu-config.c`): groups with an identifier, and quoted values without a way to
/// quote a quote.
///
/// ```text
/// [drive "drive1"]
///   file = "web.qcow2"
///   if = "none"
/// ```
///
/// What belongs to no such group stays on the command line, which the file tells in its first lines.
final class ReadConfiguration implements ExportForm {
    private static final int LONGEST_VALUE = 900; // bytes of a line are 1024
    private static final int LONGEST_WORD = 63;

    /// Options whose properties are a group of the same name.
    private static final Set<String> GROUPS =
            Set.of(
                    "accel", "chardev", "device", "drive", "fsdev", "fw_cfg", "mon", "name", "net",
                    "netdev", "object", "rtc", "tpmdev");

    @Override
    public String name() {
        return "readconfig";
    }

    @Override
    public String title() {
        return "file for QEMU's -readconfig";
    }

    @Override
    public String extension() {
        return "cfg";
    }

    @Override
    public Exported export(ExportedMachine machine) {
        var groups = new StringBuilder();
        var machineGroup = new ArrayList<Properties.Property>();
        var rest = new ArrayList<String>();
        for (Argument argument : machine.arguments()) {
            if (!takeMachine(argument, machineGroup) && !takeGroup(argument, groups)) {
                rest.addAll(argument.tokens());
            }
        }
        String file = machine.design().name() + "." + extension();
        var call = new ArrayList<>(List.of(machine.program(), "-readconfig", file));
        call.addAll(rest);
        String command = ShellText.posix(call);
        var text = new StringBuilder("# The machine of the design ");
        text.append(OneLine.of(machine.design().name())).append(". Start it with\n#   ");
        text.append(OneLine.of(command)).append('\n');
        if (!machineGroup.isEmpty()) {
            text.append(group("machine", null, machineGroup));
        }
        text.append(groups);
        return new Exported(
                text.toString(),
                rest.isEmpty()
                        ? List.of()
                        : List.of(
                                "a configuration file cannot say all, so start it with "
                                        + command));
    }

    /// Takes what is a property of the machine.
    private static boolean takeMachine(Argument argument, List<Properties.Property> group) {
        List<Properties.Property> found =
                switch (argument.option()) {
                    case "machine", "M" -> Properties.of(argument.text(), "type").all();
                    case "kernel" -> one("kernel", argument);
                    case "initrd" -> one("initrd", argument);
                    case "append" -> one("append", argument);
                    case "bios" -> one("firmware", argument);
                    case "usb" -> List.of(new Properties.Property("usb", "on"));
                    default -> List.of();
                };
        if (found.isEmpty() || !found.stream().allMatch(ReadConfiguration::canBeSaid)) {
            return false;
        }
        group.addAll(found);
        return true;
    }

    private static List<Properties.Property> one(String key, Argument argument) {
        return List.of(new Properties.Property(key, argument.text()));
    }

    private static boolean takeGroup(Argument argument, StringBuilder groups) {
        return switch (argument.option()) {
            case "m" -> put("memory", argument.properties().all(), groups);
            case "smp" -> put("smp-opts", argument.properties().all(), groups);
            case "boot" -> put("boot-opts", argument.properties().all(), groups);
            case "no-reboot" ->
                    put("action", List.of(new Properties.Property("reboot", "shutdown")), groups);
            case "global" -> takeGlobal(argument, groups);
            case "virtfs" -> takeShare(argument.properties(), groups);
            default ->
                    GROUPS.contains(argument.option())
                            && !argument.text().startsWith("{")
                            && put(argument.option(), argument.properties().all(), groups);
        };
    }

    /// `driver.property=value` is short for three properties.
    private static boolean takeGlobal(Argument argument, StringBuilder groups) {
        String value = argument.text();
        int dot = value.indexOf('.');
        int equals = value.indexOf('=');
        if (dot > 0 && dot < equals) {
            var all =
                    List.of(
                            new Properties.Property("driver", value.substring(0, dot)),
                            new Properties.Property("property", value.substring(dot + 1, equals)),
                            new Properties.Property("value", value.substring(equals + 1)));
            return put("global", all, groups);
        }
        return put("global", argument.properties().all(), groups);
    }

    /// `-virtfs` is short for a `-fsdev` and a `-device`.
    private static boolean takeShare(Properties share, StringBuilder groups) {
        String tag = share.get("mount_tag", "");
        String id = share.get("id", tag);
        if (id.isEmpty() || !isWord(id)) {
            return false;
        }
        var files = new ArrayList<Properties.Property>();
        files.add(new Properties.Property("id", id));
        share.all().stream()
                .filter(it -> !it.key().equals("mount_tag") && !it.key().equals("id"))
                .forEach(files::add);
        var device =
                List.of(
                        new Properties.Property("driver", "virtio-9p-pci"),
                        new Properties.Property("fsdev", id),
                        new Properties.Property("mount_tag", tag));
        var both = new StringBuilder();
        if (put("fsdev", files, both) && put("device", device, both)) {
            groups.append(both);
            return true;
        }
        return false;
    }

    private static boolean put(
            String name, List<Properties.Property> properties, StringBuilder groups) {
        var named = new ArrayList<Properties.Property>();
        @Nullable String id = null;
        for (Properties.Property it : properties) {
            if (it.key().equals("id")) {
                id = it.value();
            } else {
                named.add(it);
            }
        }
        if (!named.stream().allMatch(ReadConfiguration::canBeSaid) || id != null && !isWord(id)) {
            return false;
        }
        groups.append(group(name, id, named));
        return true;
    }

    private static boolean canBeSaid(Properties.Property property) {
        String value = property.value();
        return property.key().matches("[A-Za-z0-9_.-]{1," + LONGEST_WORD + "}")
                && value.indexOf('"') < 0
                && value.chars().noneMatch(Character::isISOControl)
                && value.getBytes(UTF_8).length <= LONGEST_VALUE;
    }

    private static boolean isWord(String id) {
        return id.matches("[A-Za-z0-9_.-]{1," + LONGEST_WORD + "}");
    }

    private static String group(
            String name, @Nullable String id, List<Properties.Property> properties) {
        var text = new StringBuilder("\n[").append(name);
        if (id != null) {
            text.append(" \"").append(id).append('"');
        }
        text.append("]\n");
        for (Properties.Property it : properties) {
            text.append("  ").append(it.key()).append(" = \"").append(it.value()).append("\"\n");
        }
        return text.toString();
    }
}
