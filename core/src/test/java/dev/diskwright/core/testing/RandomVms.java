package dev.diskwright.core.testing;

import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignChecks;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmAcceleration;
import dev.diskwright.core.design.VmArchitecture;
import dev.diskwright.core.design.VmCredential;
import dev.diskwright.core.design.VmDirectBoot;
import dev.diskwright.core.design.VmDisk;
import dev.diskwright.core.design.VmDiskImage;
import dev.diskwright.core.design.VmDiskInterface;
import dev.diskwright.core.design.VmEfi;
import dev.diskwright.core.design.VmForward;
import dev.diskwright.core.design.VmInterface;
import dev.diskwright.core.design.VmNetworkBackend;
import dev.diskwright.core.design.VmNetworkBoot;
import dev.diskwright.core.design.VmResolution;
import dev.diskwright.core.design.VmShare;
import dev.diskwright.core.design.VmTpm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Virtual machines as a person might describe them: each setting is left as it is more often than not, and is now and
/// then one that no machine can have.
public final class RandomVms {
    private final Random random;
    private final List<VmArchitecture> architectures;

    /// @param random where all choices come from
    public RandomVms(Random random) {
        this(random, List.of(VmArchitecture.values()));
    }

    /// @param random where all choices come from
    /// @param architectures that are chosen from
    public RandomVms(Random random, List<VmArchitecture> architectures) {
        this.random = random;
        this.architectures = List.copyOf(architectures);
    }

    /// {@return a machine, right or wrong}
    public Vm vm(Vm plain) {
        Vm vm = plain;
        if (random.nextInt(3) == 0) {
            vm = vm.withNode(one(1, 2, 10, 254, 255, 0, -1));
        }
        if (random.nextInt(3) == 0 || !architectures.contains(vm.architecture())) {
            vm = vm.withArchitecture(architectures.get(random.nextInt(architectures.size())));
        }
        vm = vm.withMachine(rare(() -> one("q35", "pc", "virt", "isapc", "pc-q35-7.2", "pseries")));
        vm = vm.withCpu(one("max", "max", "max", "qemu64", ""));
        vm = vm.withAcceleration(one(VmAcceleration.AUTO, VmAcceleration.AUTO, VmAcceleration.TCG));
        vm = vm.withCores(one(1, 1, 2, 4, 255, 0, 300));
        vm = vm.withMemory(size("1GiB", "256MiB", "256MiB", "64MiB", "1.5GiB", "0B", "1000B"));
        vm = vm.withGraphics(random.nextBoolean());
        vm = vm.withResolution(new VmResolution(one(1024, 800, 0), one(768, 600, 70_000)));
        vm = vm.withConsoles(rare(() -> List.of(one("tty0", "hvc0", "a b"))));
        vm = vm.withVirtioKeyboard(random.nextBoolean());
        vm = boot(vm);
        vm = network(vm);
        vm = devices(vm);
        return vm.withQemuOptions(list(1, () -> one("-no-reboot", "-m", "")));
    }

    /// {@return a design like `plain` with a random machine, whose errors are mended by the fixes that are offered}
    public Design right(Design plain) {
        Design design = plain.withVm(vm(plain.vm()));
        for (int step = 0; step < 100; step++) {
            Optional<Diagnostic> error =
                    DesignChecks.check(design).stream().filter(Diagnostic::isError).findFirst();
            if (error.isEmpty()) {
                return design;
            }
            design = Objects.requireNonNull(error.get().fix()).apply(design);
        }
        throw new AssertionError(DesignChecks.check(design).toString());
    }

    private Vm boot(Vm plain) {
        var efi =
                new VmEfi(
                        rare(random::nextBoolean),
                        rare(() -> "code.fd"),
                        rare(() -> "vars.fd"),
                        seldom(),
                        seldom());
        var direct =
                new VmDirectBoot(
                        seldom(),
                        rare(() -> "k"),
                        rare(() -> "i"),
                        rare(() -> List.of("quiet", "a=b,c")));
        var network =
                new VmNetworkBoot(seldom(), rare(() -> ""), rare(() -> "tftp"), rare(() -> "a,b"));
        return plain.withEfi(efi)
                .withDirectBoot(direct)
                .withNetworkBoot(network)
                .withBios(rare(() -> "bios.bin"))
                .withUseBootLoader(!seldom())
                .withDiskImage(seldom() ? null : VmDiskImage.DEFAULT);
    }

    private Vm network(Vm plain) {
        var interfaces = new TreeMap<String, VmInterface>();
        for (int i = random.nextInt(4); i > 0; i--) {
            interfaces.put(
                    one("lan", "mgmt0", "eth1", "eth9", "a_b-c.d", "sixteen-letters-", "a/b", "lo"),
                    new VmInterface(
                            one(0, 1, 2, 3, 4, 5, 255, 256, -1),
                            random.nextBoolean(),
                            rare(() -> one("52:54:00:12:01:01", "02-00-00-00-00-0A", "x"))));
        }
        return plain.withVlans(list(3, () -> one(1, 2, 3, 4, 77, 255, 0, 256)))
                .withInterfaces(interfaces)
                .withNetworkBackend(
                        one(
                                VmNetworkBackend.MULTICAST,
                                VmNetworkBackend.MULTICAST,
                                VmNetworkBackend.NONE))
                .withUserNetwork(!seldom())
                .withRestrictNetwork(seldom())
                .withForwardPorts(list(3, this::forward));
    }

    private VmForward forward() {
        return new VmForward(
                one(VmForward.From.HOST, VmForward.From.HOST, VmForward.From.GUEST),
                one(VmForward.Proto.TCP, VmForward.Proto.TCP, VmForward.Proto.UDP),
                new VmForward.Endpoint(one("", "127.0.0.1", "1.2.3"), one(0, 0, 70_000)),
                new VmForward.Endpoint(
                        one("", "10.0.2.15", "10.0.2.100", "10.0.3.1"), one(22, 80, 0, 65_535)));
    }

    private Vm devices(Vm plain) {
        var shares = new TreeMap<String, VmShare>();
        for (int i = random.nextInt(3); i > 0; i--) {
            shares.put(
                    one("shared", "x,y", "tag-2", ""),
                    new VmShare(
                            "share,d",
                            one("/mnt", "/srv", "mnt"),
                            one(VmShare.SecurityModel.MAPPED_XATTR, VmShare.SecurityModel.NONE),
                            VmShare.Transport.NINE_P));
        }
        var credentials = new TreeMap<String, VmCredential>();
        for (int i = random.nextInt(3); i > 0; i--) {
            credentials.put(
                    one("a", "b.c", "x/y", "much-too-long-for-a-file-of-fw_cfg"),
                    new VmCredential(
                            one(VmCredential.Mechanism.values()),
                            rare(() -> "text,with comma"),
                            rare(() -> "secret")));
        }
        return plain.withEmptyDiskImages(list(4, this::disk))
                .withSharedDirectories(shares)
                .withCredentials(credentials)
                .withDiskInterface(one(VmDiskInterface.values()))
                .withTpm(new VmTpm(false, rare(() -> one("tpm-crb", "tpm-9"))))
                .withGuestAgent(seldom());
    }

    private VmDisk disk() {
        return new VmDisk(
                size("1MiB", "1GiB", "8MiB", "1000B", "1M-2M"),
                rare(() -> one("root", "data1", "a.b_c-d", "more-than-twenty-bytes", "a b", "")),
                rare(() -> new Filesystem.Ext4("", null, 4096, 5)));
    }

    private ByteSize size(String... texts) {
        return SizeText.parseFixed(one(texts));
    }

    private boolean seldom() {
        return random.nextInt(5) == 0;
    }

    private <T> @Nullable T rare(Supplier<T> some) {
        return seldom() ? some.get() : null;
    }

    private <T> List<T> list(int most, Supplier<T> some) {
        var all = new ArrayList<T>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            all.add(some.get());
        }
        return all;
    }

    @SafeVarargs
    private <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }
}
