package dev.diskwright.core.vm.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One argument of QEMU.
///
/// @param option its name without dashes; empty for a word that belongs to no option
/// @param value null if the option takes none
record Argument(String option, @Nullable String value) {
    /// Options without a value, as QEMU 7.2 to 10 have them.
    private static final Set<String> FLAGS =
            Set.of(
                    ("S daemonize enable-fips enable-kvm full-screen h help mem-prealloc monitor-hmp"
                                    + " no-acpi no-fd-bootchk no-hpet no-quit no-reboot no-shutdown"
                                    + " no-user-config nodefaults nodefconfig nographic old-param"
                                    + " only-migratable portrait preconfig s semihosting singlestep"
                                    + " snapshot usb version win2k-hack xen-attach"
                                    + " xen-domid-restrict")
                            .split(" "));

    /// Options whose value may begin with a dash.
    private static final Set<String> TEXTS = Set.of("append", "name", "kernel", "initrd", "bios");

    /// {@return the arguments that tokens are} How many tokens an option takes only QEMU itself knows; of an option that it
    /// may have learnt since, the next token is the value unless it looks like an option.
    static List<Argument> of(List<String> tokens) {
        var all = new ArrayList<Argument>();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (!token.startsWith("-") || token.length() == 1) {
                all.add(new Argument("", token));
                continue;
            }
            String option = token.substring(token.startsWith("--") ? 2 : 1);
            boolean takes =
                    !FLAGS.contains(option)
                            && i + 1 < tokens.size()
                            && (TEXTS.contains(option) || !tokens.get(i + 1).startsWith("-"));
            all.add(new Argument(option, takes ? tokens.get(++i) : null));
        }
        return all;
    }

    /// {@return its tokens}
    List<String> tokens() {
        if (option.isEmpty()) {
            return value == null ? List.of() : List.of(value);
        }
        return value == null ? List.of("-" + option) : List.of("-" + option, value);
    }

    boolean is(String name) {
        return option.equals(name);
    }

    /// {@return the value; empty without one}
    String text() {
        return value == null ? "" : value;
    }

    /// {@return the value as a list of properties}
    Properties properties() {
        return Properties.of(text(), Properties.implied(option));
    }
}
