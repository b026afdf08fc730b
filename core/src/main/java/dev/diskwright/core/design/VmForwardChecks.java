package dev.diskwright.core.design;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What is wrong in the forwarded ports of the virtual machine.
final class VmForwardChecks {
    private static final int MAX_PORT = 65535;
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

    /// Address of the user network at which a service of the host may appear.
    private static final String SERVICE = "10.0.2.100";

    private final Findings all;
    private final Vm vm;

    private VmForwardChecks(Findings all) {
        this.all = all;
        this.vm = all.design().vm();
    }

    static void check(Findings all) {
        var checks = new VmForwardChecks(all);
        List<VmForward> forwards = checks.vm.forwardPorts();
        if (!forwards.isEmpty() && !checks.vm.userNetwork()) {
            all.error(
                    "NET-010",
                    "/vm/forwardPorts",
                    "ports are forwarded by the user network, and the machine has none",
                    "give it the user network, or forward none",
                    "Give it the user network",
                    new Edit.SetVm(checks.vm.withUserNetwork(true)));
        }
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < forwards.size(); i++) {
            checks.forward(forwards.get(i), i, taken);
        }
    }

    private Edit set(int index, VmForward changed) {
        return new Edit.SetVm(
                vm.withForwardPorts(VmChecks.with(vm.forwardPorts(), index, changed)));
    }

    private void forward(VmForward it, int index, Set<String> taken) {
        String path = "/vm/forwardPorts/" + index;
        Edit without =
                new Edit.SetVm(vm.withForwardPorts(VmChecks.without(vm.forwardPorts(), index)));
        boolean fromGuest = it.from() == VmForward.From.GUEST;
        address(it.host().address(), path + "/host/address", set(index, any(it)));
        if (fromGuest) {
            if (it.proto() == VmForward.Proto.UDP) {
                all.error(
                        "NET-011",
                        path + "/proto",
                        "QEMU forwards no UDP from the guest",
                        "forwards from the guest are TCP",
                        "Use TCP",
                        set(index, it.withProto(VmForward.Proto.TCP)));
            }
            if (!isService(it.guest().address())) {
                all.error(
                        "NET-012",
                        path + "/guest/address",
                        "\"%s\" is not free in the user network"
                                .formatted(VmChecks.plain(it.guest().address())),
                        "it is 10.0.2.4 to 10.0.2.254: the guest reaches the service there",
                        "Use " + SERVICE,
                        set(index, it.withGuest(it.guest().withAddress(SERVICE))));
            }
        } else {
            address(
                    it.guest().address(),
                    path + "/guest/address",
                    set(index, it.withGuest(it.guest().withAddress(""))));
        }
        int leastHost = fromGuest ? 1 : 0;
        boolean hostPort = port(it.host().port(), leastHost, path + "/host/port", without);
        boolean guestPort = port(it.guest().port(), 1, path + "/guest/port", without);
        VmForward.Endpoint own = fromGuest ? it.guest() : it.host();
        String end = it.from() + "/" + it.proto() + "/" + own.address() + "/" + own.port();
        if (hostPort && guestPort && own.port() != 0 && !taken.add(end)) {
            all.error(
                    "NET-015",
                    path + (fromGuest ? "/guest/port" : "/host/port"),
                    "another forward has port %d".formatted(own.port()),
                    "each port is taken once",
                    "Leave the forward out",
                    without);
        }
    }

    private static VmForward any(VmForward it) {
        boolean fromGuest = it.from() == VmForward.From.GUEST;
        return it.withHost(it.host().withAddress(fromGuest ? "127.0.0.1" : ""));
    }

    private void address(String address, String path, Edit fix) {
        if (!address.isEmpty() && !IPV4.matcher(address).matches()) {
            all.error(
                    "NET-013",
                    path,
                    "\"%s\" is not an IPv4 address".formatted(VmChecks.plain(address)),
                    "write four numbers with dots, or leave it empty",
                    "Leave it to QEMU",
                    fix);
        }
    }

    /// {@return whether a service of the host may appear to the guest at this address}
    private static boolean isService(String address) {
        if (!IPV4.matcher(address).matches() || !address.startsWith("10.0.2.")) {
            return false;
        }
        int last = Integer.parseInt(address.substring("10.0.2.".length()));
        return last >= 4 && last <= 254;
    }

    private boolean port(int port, int least, String path, Edit without) {
        boolean right = port >= least && port <= MAX_PORT;
        if (!right) {
            all.error(
                    "NET-014",
                    path,
                    "there is no port " + port,
                    "ports are %d to %d".formatted(least, MAX_PORT),
                    "Leave the forward out",
                    without);
        }
        return right;
    }
}
