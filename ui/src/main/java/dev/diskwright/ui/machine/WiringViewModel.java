package dev.diskwright.ui.machine;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmNetworkBackend;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.FlagModel;
import dev.diskwright.ui.form.TextFieldModel;
import java.util.List;
import java.util.Locale;

/// What the network is made of, beside its picture.
public final class WiringViewModel {
    private final MachineForm form;
    private final FlagModel userNetwork;
    private final FlagModel restrict;
    private final ChoiceModel backend;
    private final FlagModel networkBoot;
    private final TextFieldModel rom;
    private final TextFieldModel tftp;
    private final TextFieldModel bootfile;

    WiringViewModel(MachineForm form) {
        this.form = form;
        userNetwork = form.flag("userNetwork", on -> form.vm().withUserNetwork(on));
        restrict = form.flag("restrictNetwork", on -> form.vm().withRestrictNetwork(on));
        backend =
                form.choice(
                        "/vm/networkBackend",
                        "networkBackend",
                        "backend",
                        key ->
                                form.vm()
                                        .withNetworkBackend(
                                                VmNetworkBackend.valueOf(
                                                        key.toUpperCase(Locale.ROOT))),
                        "multicast",
                        "socket",
                        "vde",
                        "none");
        networkBoot =
                form.flag(
                        "networkBoot",
                        on -> form.vm().withNetworkBoot(form.vm().networkBoot().withEnable(on)));
        rom =
                form.file(
                        "/vm/networkBoot/rom",
                        "rom",
                        it -> form.vm().withNetworkBoot(form.vm().networkBoot().withRom(it)));
        tftp =
                form.text(
                                "/vm/networkBoot/tftp",
                                "tftp",
                                it ->
                                        form.vm()
                                                .withNetworkBoot(
                                                        form.vm()
                                                                .networkBoot()
                                                                .withServed(
                                                                        it,
                                                                        form.vm()
                                                                                .networkBoot()
                                                                                .bootfile())))
                        .chooseBy(form.context().sources()::chooseFolder);
        bootfile =
                form.text(
                        "/vm/networkBoot/bootfile",
                        "bootfile",
                        it ->
                                form.vm()
                                        .withNetworkBoot(
                                                form.vm()
                                                        .networkBoot()
                                                        .withServed(
                                                                form.vm().networkBoot().tftp(),
                                                                it)));
    }

    void show(Design design) {
        Vm vm = design.vm();
        userNetwork.show(vm.userNetwork());
        restrict.show(vm.restrictNetwork());
        restrict.shownProperty().set(vm.userNetwork());
        form.show(backend, vm.networkBackend().name().toLowerCase(Locale.ROOT));
        networkBoot.show(vm.networkBoot().enable());
        for (TextFieldModel it : List.of(rom, tftp, bootfile)) {
            it.shownProperty().set(vm.networkBoot().enable());
        }
        rom.promptProperty().set(form.texts().of("machine.rom.own"));
        form.show(rom, vm.networkBoot().rom());
        form.show(tftp, vm.networkBoot().tftp());
        form.show(bootfile, vm.networkBoot().bootfile());
    }

    /// {@return whether the machine is in the user network}
    public FlagModel userNetwork() {
        return userNetwork;
    }

    /// {@return whether the user network leads nowhere}
    public FlagModel restrict() {
        return restrict;
    }

    /// {@return what vlans are made of}
    public ChoiceModel backend() {
        return backend;
    }

    /// {@return whether the machine boots over the network}
    public FlagModel networkBoot() {
        return networkBoot;
    }

    /// {@return option ROM}
    public TextFieldModel rom() {
        return rom;
    }

    /// {@return directory served by TFTP}
    public TextFieldModel tftp() {
        return tftp;
    }

    /// {@return file that DHCP names}
    public TextFieldModel bootfile() {
        return bootfile;
    }
}
