package dev.diskwright.ui.testing;

import dev.diskwright.core.build.InvalidDesignException;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.guest.GuestDisk;
import dev.diskwright.core.guest.GuestDisks;
import dev.diskwright.core.guest.GuestInterface;
import dev.diskwright.core.guest.GuestNetwork;
import dev.diskwright.core.vm.boottest.BootVerdict;
import dev.diskwright.core.vm.run.DiskStatistics;
import dev.diskwright.core.vm.run.MachineEnd;
import dev.diskwright.ui.machine.MachineSight;
import dev.diskwright.ui.service.BootCheck;
import dev.diskwright.ui.service.CheckListener;
import dev.diskwright.ui.service.LiveListener;
import dev.diskwright.ui.service.LiveMachine;
import dev.diskwright.ui.service.MachineOrigin;
import dev.diskwright.ui.service.MachineServices;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A host that has two firmware images and no hypervisor. Machines come to a few groups of arguments by simple rules.
public final class FakeMachines implements MachineServices {
    private static final List<MachineSight.Firmware> FIRMWARE =
            List.of(
                    new MachineSight.Firmware(
                            "/usr/share/OVMF/OVMF_CODE_4M.fd",
                            "/usr/share/OVMF/OVMF_VARS_4M.fd",
                            "/usr/share/qemu/firmware/60-edk2-x86_64.json",
                            false),
                    new MachineSight.Firmware(
                            "/usr/share/OVMF/OVMF_CODE_4M.secboot.fd",
                            "/usr/share/OVMF/OVMF_VARS_4M.ms.fd",
                            "/usr/share/qemu/firmware/40-edk2-x86_64-secure.json",
                            true));

    private boolean bare;
    private int looks;

    /// Takes all firmware from the host.
    public void strip() {
        bare = true;
    }

    /// {@return how often a machine was looked at}
    public int looks() {
        return looks;
    }

    @Override
    public synchronized MachineSight look(Design design, Path folder, String cmdline) {
        looks++;
        Vm vm = design.vm();
        boolean uefi = vm.efi().isOn(design);
        var groups = new ArrayList<MachineSight.Group>();
        groups.add(group("name", "Name", List.of("-name", design.name()), "/name"));
        groups.add(
                group(
                        "machine",
                        "Machine",
                        List.of("-machine", vm.effectiveMachine() + ",accel=tcg", "-cpu", vm.cpu()),
                        "/vm/machine",
                        "/vm/architecture",
                        "/vm/acceleration",
                        "/vm/cpu"));
        groups.add(group("memory", "Memory", List.of("-m", vm.memory().text()), "/vm/memory"));
        groups.add(
                group(
                        "cores",
                        "Processors",
                        List.of("-smp", Integer.toString(vm.cores())),
                        "/vm/cores"));
        if (uefi) {
            groups.add(
                    group(
                            "firmware",
                            "Firmware",
                            List.of(
                                    "-drive",
                                    "if=pflash,format=raw,unit=0,readonly=on,file=" + code(vm)),
                            "/vm/efi/firmware",
                            "/vm/efi/enable"));
        }
        for (GuestDisk it : GuestDisks.of(design)) {
            groups.add(
                    group(
                            "drive-" + it.serial(),
                            "Disk " + it.serial(),
                            List.of(
                                    "-drive",
                                    "file="
                                            + it.serial()
                                            + ".img,format=raw,if=none,id="
                                            + it.serial(),
                                    "-device",
                                    "virtio-blk-pci,drive="
                                            + it.serial()
                                            + ",serial="
                                            + it.serial()),
                            it.path(),
                            "/vm/diskInterface"));
        }
        try {
            for (GuestInterface it : GuestNetwork.of(design)) {
                groups.add(
                        group(
                                "nic-" + it.name(),
                                "Interface " + it.name(),
                                List.of(
                                        "-netdev",
                                        "user,id=" + it.name(),
                                        "-device",
                                        "virtio-net-pci,netdev=" + it.name() + ",mac=" + it.mac()),
                                it.path()));
            }
        } catch (IllegalArgumentException e) {
            return sight(vm, List.of(), "a vlan is out of range");
        }
        if (!vm.graphics()) {
            groups.add(group("display", "Display", List.of("-nographic"), "/vm/graphics"));
        }
        for (int i = 0; i < vm.qemuOptions().size(); i++) {
            groups.add(
                    group(
                            "extra-" + i,
                            "Extra argument",
                            List.of(vm.qemuOptions().get(i)),
                            "/vm/qemuOptions/" + i));
        }
        return sight(vm, groups, "");
    }

    private String code(Vm vm) {
        String given = vm.efi().firmware();
        return given != null
                ? given
                : bare ? "" : FIRMWARE.get(vm.efi().secureBoot() ? 1 : 0).code();
    }

    private MachineSight sight(Vm vm, List<MachineSight.Group> groups, String fault) {
        var needs = new ArrayList<MachineSight.HostNeed>();
        if (vm.tpm().enable()) {
            needs.add(
                    new MachineSight.HostNeed("swtpm is not installed.", false, "/vm/tpm/enable"));
        }
        return new MachineSight(
                "/usr/bin/qemu-system-" + vm.architecture(),
                groups,
                new MachineSight.Search(
                        bare ? List.of() : FIRMWARE,
                        List.of(
                                "/usr/share/qemu/firmware",
                                "/etc/qemu/firmware",
                                "/usr/share/OVMF"),
                        code(vm)),
                List.of(
                        new MachineSight.Accelerator("kvm", false, "permission denied"),
                        new MachineSight.Accelerator("tcg", true, "")),
                needs,
                "#!/bin/sh\nexec qemu-system-" + vm.architecture() + "\n",
                fault);
    }

    private static MachineSight.Group group(
            String id, String title, List<String> tokens, String... paths) {
        return new MachineSight.Group(id, title, tokens, List.of(paths));
    }

    // ---- Runs ----

    private final List<FakeLive> started = new ArrayList<>();
    private @Nullable Exception refusal;
    private @Nullable BootVerdict verdict;
    private @Nullable CheckListener checker;
    private @Nullable MachineOrigin lastOrigin;

    /// A machine that does what a test says.
    public static final class FakeLive implements LiveMachine {
        private final MachineSight sight;
        private final LiveListener listener;
        private final CompletableFuture<MachineEnd> end = new CompletableFuture<>();
        private final List<String> typed = new ArrayList<>();
        private final List<String> pressed = new ArrayList<>();
        private byte[] screen = new byte[0];
        private @Nullable IOException trouble;
        private boolean takesInput = true;
        private boolean obeys = true;
        private int closes;

        FakeLive(MachineSight sight, LiveListener listener) {
            this.sight = sight;
            this.listener = listener;
        }

        /// {@return who listens to it}
        public LiveListener listener() {
            return listener;
        }

        /// {@return what was typed}
        public List<String> typed() {
            return typed;
        }

        /// {@return the buttons that were pressed}
        public List<String> pressed() {
            return pressed;
        }

        /// {@return how often it was closed}
        public int closes() {
            return closes;
        }

        /// Makes the guest write.
        public void say(String text) {
            listener.serial(text);
        }

        /// Takes what the screen shows.
        public void show(byte[] png) {
            screen = png;
        }

        /// Makes its commands fail.
        public void fail(IOException why) {
            trouble = why;
        }

        /// Makes the guest take no input.
        public void stopTyping() {
            takesInput = false;
        }

        /// Makes the guest ignore its power button.
        public void ignorePower() {
            obeys = false;
        }

        /// Ends it.
        public void end(MachineEnd how) {
            end.complete(how);
        }

        @Override
        public MachineSight sight() {
            return sight;
        }

        @Override
        public boolean type(String text) {
            if (takesInput) {
                typed.add(text);
            }
            return takesInput;
        }

        private void press(String button) throws IOException {
            if (trouble != null) {
                throw trouble;
            }
            pressed.add(button);
        }

        @Override
        public void powerDown() throws IOException {
            press("power");
            if (obeys) {
                end.complete(new MachineEnd.PoweredOff());
            }
        }

        @Override
        public void reset() throws IOException {
            press("reset");
        }

        @Override
        public byte[] screenshot() throws IOException {
            press("screen");
            return screen;
        }

        @Override
        public List<DiskStatistics> disks() throws IOException {
            press("disks");
            return List.of(new DiskStatistics("disk", 12 << 20, 1 << 20, 300, 20));
        }

        @Override
        public CompletableFuture<MachineEnd> end() {
            return end;
        }

        @Override
        public void close() {
            closes++;
            end.complete(new MachineEnd.Closed());
        }
    }

    /// Makes the next starts fail.
    public void refuse(@Nullable Exception why) {
        refusal = why;
    }

    /// Takes how the next check ends; null lets it stay under way.
    public void judge(@Nullable BootVerdict next) {
        verdict = next;
    }

    /// {@return the machine that was started last}
    public FakeLive live() {
        return started.getLast();
    }

    /// {@return how many were started}
    public int starts() {
        return started.size();
    }

    /// {@return who listens to the last check}
    public CheckListener checker() {
        return Objects.requireNonNull(checker);
    }

    /// {@return what was started last}
    public MachineOrigin origin() {
        return Objects.requireNonNull(lastOrigin);
    }

    private void refuse() throws InvalidDesignException, IOException {
        switch (refusal) {
            case null -> {}
            case InvalidDesignException e -> throw e;
            case IOException e -> throw e;
            case Exception e -> throw new IllegalStateException(e);
        }
    }

    @Override
    public LiveMachine start(MachineOrigin origin, LiveListener listener)
            throws InvalidDesignException, IOException {
        lastOrigin = origin;
        refuse();
        MachineSight sight =
                switch (origin) {
                    case MachineOrigin.Unbuilt(Design design, Path folder) ->
                            look(design, folder, "");
                    case MachineOrigin.Built(Design design, Path folder, _) ->
                            look(design, folder, "");
                    case MachineOrigin.Alone _ ->
                            look(Design.of("image", Preset.EFI), Path.of(""), "");
                };
        var live = new FakeLive(sight, listener);
        started.add(live);
        return live;
    }

    @Override
    public BootCheck check(
            MachineOrigin origin, List<String> expected, Duration limit, CheckListener listener)
            throws InvalidDesignException, IOException {
        lastOrigin = origin;
        checker = listener;
        refuse();
        var live = new FakeLive(MachineSight.NONE, listener);
        started.add(live);
        listener.started(live);
        BootVerdict end = verdict;
        if (end == null) {
            throw new ImmediateJobs.Unfinished();
        }
        return new BootCheck(end, Path.of("/home/ada/checks/router-20260302-081500"));
    }
}
