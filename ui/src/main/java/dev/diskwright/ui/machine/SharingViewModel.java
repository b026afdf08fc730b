package dev.diskwright.ui.machine;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmCredential;
import dev.diskwright.core.design.VmForward;
import dev.diskwright.core.design.VmShare;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.FlagModel;
import dev.diskwright.ui.form.TextFieldModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the guest reaches of the host, and the host of the guest. All of it is off until it is switched on.
public final class SharingViewModel {
    private static final int MAX_PORT = 65_535;

    private final MachineForm form;
    private final EntriesModel shares;
    private final EntriesModel forwards;
    private final EntriesModel credentials;
    private final FlagModel guestAgent;
    private final FlagModel tpm;
    private final TextFieldModel tpmModel;

    SharingViewModel(MachineForm form) {
        this.form = form;
        shares = new EntriesModel("share", this::share, this::addShare, null);
        forwards = new EntriesModel("forward", this::forward, this::addForward, null);
        credentials = new EntriesModel("credential", this::credential, this::addCredential, null);
        guestAgent = form.flag("guestAgent", on -> form.vm().withGuestAgent(on));
        tpm = form.flag("tpm", on -> form.vm().withTpm(form.vm().tpm().withEnable(on)));
        tpmModel =
                form.text(
                                "/vm/tpm/deviceModel",
                                "tpmModel",
                                it -> form.vm().withTpm(form.vm().tpm().withDeviceModel(it)))
                        .suggest(() ->
                                form.vm().architecture().tpmModels().stream()
                                        .map(it -> new ChoiceModel.Option(it, it))
                                        .toList());
    }

    void show(Design design) {
        Vm vm = design.vm();
        shares.show(List.copyOf(vm.sharedDirectories().keySet()));
        forwards.show(EntriesModel.places(vm.forwardPorts()));
        credentials.show(List.copyOf(vm.credentials().keySet()));
        guestAgent.show(vm.guestAgent());
        tpm.show(vm.tpm().enable());
        tpmModel.shownProperty().set(vm.tpm().enable());
        List<String> models = vm.architecture().tpmModels();
        tpmModel.promptProperty().set(models.isEmpty() ? "" : models.getFirst());
        form.show(tpmModel, vm.tpm().deviceModel());
    }

    private String word(String key, Object... arguments) {
        return form.texts().of("machine." + key, arguments);
    }

    private static String unused(Map<String, ?> taken, String prefix) {
        int number = 0;
        while (taken.containsKey(prefix + number)) {
            number++;
        }
        return prefix + number;
    }

    private static <T> Map<String, T> renamed(Map<String, T> all, String from, String to) {
        var next = new TreeMap<>(all);
        T it = next.remove(from);
        if (it != null) {
            next.put(to, it);
        }
        return next;
    }

    private static <T> Map<String, T> with(Map<String, T> all, String key, @Nullable T value) {
        var next = new TreeMap<>(all);
        if (value == null) {
            next.remove(key);
        } else {
            next.put(key, value);
        }
        return next;
    }

    private TextFieldModel key(
            String path,
            String key,
            Map<String, ?> all,
            java.util.function.Consumer<String> rename) {
        return new TextFieldModel(
                path,
                text -> {
                    if (text.isBlank()
                            || !text.strip().equals(key) && all.containsKey(text.strip())) {
                        throw new IllegalArgumentException(
                                word("nameTaken", text.isBlank() ? 0 : 1, text.strip()));
                    }
                    return "";
                },
                text -> rename.accept(text.strip()));
    }

    // ---- Shared directories ----

    private Map<String, VmShare> allShares() {
        return form.vm().sharedDirectories();
    }

    private void setShares(String key, Map<String, VmShare> next, Object... arguments) {
        form.set(key, form.vm().withSharedDirectories(next), arguments);
    }

    private void addShare() {
        form.context().sources().chooseFolder().ifPresent(this::addShare);
    }

    /// Shares a directory of the host.
    public void addShare(String folder) {
        String tag = unused(allShares(), "share");
        var share =
                new VmShare(
                        folder,
                        "/mnt/" + tag,
                        VmShare.SecurityModel.MAPPED_XATTR,
                        VmShare.Transport.NINE_P);
        setShares("share.add", with(allShares(), tag, share), folder);
    }

    private EntryModel share(int index) {
        String tag = List.copyOf(allShares().keySet()).get(index);
        String path = "/vm/sharedDirectories/" + DesignJson.escape(tag);
        TextFieldModel name =
                key(
                        path,
                        tag,
                        allShares(),
                        to -> setShares("share.rename", renamed(allShares(), tag, to), tag, to));
        TextFieldModel source =
                TextFieldModel.plain(
                                path + "/source",
                                text -> edit(tag, it -> it.withSource(text.strip())))
                        .chooseBy(form.context().sources()::chooseFolder);
        TextFieldModel target =
                TextFieldModel.plain(
                        path + "/target", text -> edit(tag, it -> it.withTarget(text.strip())));
        var transport =
                new ChoiceModel(
                        path + "/transport",
                        form.context().options("machine.share.transport", "9p", "virtiofs"),
                        key ->
                                edit(
                                        tag,
                                        it ->
                                                it.withTransport(
                                                        key.equals("9p")
                                                                ? VmShare.Transport.NINE_P
                                                                : VmShare.Transport.VIRTIOFS)));
        var model =
                new ChoiceModel(
                        path + "/securityModel",
                        form.context()
                                .options(
                                        "machine.share.model",
                                        "mapped-xattr",
                                        "mapped-file",
                                        "none",
                                        "passthrough"),
                        key ->
                                edit(
                                        tag,
                                        it ->
                                                it.withSecurityModel(
                                                        VmShare.SecurityModel.valueOf(
                                                                key.toUpperCase(Locale.ROOT)
                                                                        .replace('-', '_')))));
        return new EntryModel(
                tag,
                path,
                List.of(
                        new EntryField.Line(word("share.source"), source),
                        new EntryField.Line(word("share.target"), target),
                        new EntryField.Line(word("share.tag"), name),
                        new EntryField.Choice(word("share.transport"), transport),
                        new EntryField.Choice(word("share.model"), model)),
                entry -> {
                    VmShare it = allShares().get(tag);
                    if (it == null) {
                        return;
                    }
                    form.show(source, it.source());
                    form.show(target, it.target());
                    name.show(tag);
                    form.show(transport, it.transport().toString());
                    form.show(
                            model,
                            it.securityModel().name().toLowerCase(Locale.ROOT).replace('_', '-'));
                    model.shownProperty().set(it.transport() == VmShare.Transport.NINE_P);
                    entry.describe(tag, word("share.reach", it.source(), it.target()), own(path));
                },
                () -> setShares("share.remove", with(allShares(), tag, null), tag));
    }

    private void edit(String tag, UnaryOperator<VmShare> change) {
        VmShare it = allShares().get(tag);
        if (it != null) {
            setShares("share.change", with(allShares(), tag, change.apply(it)), tag);
        }
    }

    /// {@return what is wrong with an entry itself, not with one of its fields}
    private String own(String path) {
        return form.context().planning().problemsProperty().get().at(path).stream()
                .filter(it -> it.path().equals(path))
                .findFirst()
                .map(it -> form.texts().of("problem.sentence", it.problem()))
                .orElse("");
    }

    // ---- Forwarded ports ----

    private List<VmForward> allForwards() {
        return form.vm().forwardPorts();
    }

    private void setForwards(String key, List<VmForward> next, Object... arguments) {
        form.set(key, form.vm().withForwardPorts(next), arguments);
    }

    private void addForward() {
        var next = new ArrayList<>(allForwards());
        int port = 2222;
        while (isTaken(port)) {
            port++;
        }
        next.add(
                new VmForward(
                        VmForward.From.HOST,
                        VmForward.Proto.TCP,
                        new VmForward.Endpoint("127.0.0.1", port),
                        new VmForward.Endpoint("", 22)));
        setForwards("forward.add", next, Integer.toString(port));
    }

    private boolean isTaken(int port) {
        return allForwards().stream().anyMatch(it -> it.host().port() == port);
    }

    private EntryModel forward(int index) {
        String path = "/vm/forwardPorts/" + index;
        var from =
                new ChoiceModel(
                        path + "/from",
                        form.context().options("machine.forward.from", "host", "guest"),
                        key -> edit(index, it -> turned(it, key)));
        var proto =
                new ChoiceModel(
                        path + "/proto",
                        form.context().options("machine.forward.proto", "tcp", "udp"),
                        key ->
                                edit(
                                        index,
                                        it ->
                                                it.withProto(
                                                        key.equals("udp")
                                                                ? VmForward.Proto.UDP
                                                                : VmForward.Proto.TCP)));
        TextFieldModel hostAddress =
                TextFieldModel.plain(
                        path + "/host/address",
                        text ->
                                edit(
                                        index,
                                        it -> it.withHost(it.host().withAddress(text.strip()))));
        TextFieldModel hostPort =
                port(
                        path + "/host/port",
                        0,
                        number -> edit(index, it -> it.withHost(it.host().withPort(number))));
        TextFieldModel guestAddress =
                TextFieldModel.plain(
                        path + "/guest/address",
                        text ->
                                edit(
                                        index,
                                        it -> it.withGuest(it.guest().withAddress(text.strip()))));
        TextFieldModel guestPort =
                port(
                        path + "/guest/port",
                        1,
                        number -> edit(index, it -> it.withGuest(it.guest().withPort(number))));
        return new EntryModel(
                Integer.toString(index),
                path,
                List.of(
                        new EntryField.Choice(word("forward.from"), from),
                        new EntryField.Choice(word("forward.proto"), proto),
                        new EntryField.Line(word("forward.hostAddress"), hostAddress),
                        new EntryField.Line(word("forward.hostPort"), hostPort),
                        new EntryField.Line(word("forward.guestAddress"), guestAddress),
                        new EntryField.Line(word("forward.guestPort"), guestPort)),
                entry -> {
                    if (index >= allForwards().size()) {
                        return;
                    }
                    VmForward it = allForwards().get(index);
                    String side = it.from().name().toLowerCase(Locale.ROOT);
                    form.show(from, side);
                    form.show(proto, it.proto().name().toLowerCase(Locale.ROOT));
                    hostAddress.promptProperty().set(word("forward.any"));
                    form.show(hostAddress, it.host().address());
                    form.show(hostPort, Integer.toString(it.host().port()));
                    guestAddress.promptProperty().set("10.0.2.15");
                    form.show(guestAddress, it.guest().address());
                    form.show(guestPort, Integer.toString(it.guest().port()));
                    entry.describe(
                            word("forward.title", index + 1),
                            word(
                                    "forward.reach." + side,
                                    Integer.toString(it.host().port()),
                                    Integer.toString(it.guest().port()),
                                    it.host().address().isEmpty() ? 0 : 1,
                                    it.host().address(),
                                    it.guest().address()),
                            own(path));
                },
                () ->
                        setForwards(
                                "forward.remove",
                                EntriesModel.changed(allForwards(), index, _ -> null),
                                index + 1));
    }

    private static VmForward turned(VmForward it, String key) {
        boolean guest = key.equals("guest");
        return new VmForward(
                guest ? VmForward.From.GUEST : VmForward.From.HOST,
                it.proto(),
                guest && it.host().address().isEmpty()
                        ? it.host().withAddress("127.0.0.1")
                        : it.host(),
                it.guest().withAddress(guest ? "10.0.2.100" : ""));
    }

    private TextFieldModel port(String path, int least, java.util.function.IntConsumer commit) {
        return new TextFieldModel(
                path,
                text -> {
                    form.context().number(text, least, MAX_PORT);
                    return "";
                },
                text -> commit.accept((int) form.context().number(text, least, MAX_PORT)));
    }

    private void edit(
            int index, java.util.function.Function<VmForward, @Nullable VmForward> change) {
        setForwards(
                "forward.change", EntriesModel.changed(allForwards(), index, change), index + 1);
    }

    // ---- Credentials ----

    private Map<String, VmCredential> allCredentials() {
        return form.vm().credentials();
    }

    private void setCredentials(String key, Map<String, VmCredential> next, Object... arguments) {
        form.set(key, form.vm().withCredentials(next), arguments);
    }

    private void addCredential() {
        String name = unused(allCredentials(), "credential");
        setCredentials(
                "credential.add",
                with(
                        allCredentials(),
                        name,
                        new VmCredential(VmCredential.Mechanism.AUTO, "", null)),
                name);
    }

    private EntryModel credential(int index) {
        String name = List.copyOf(allCredentials().keySet()).get(index);
        String path = "/vm/credentials/" + DesignJson.escape(name);
        TextFieldModel key =
                key(
                        path,
                        name,
                        allCredentials(),
                        to ->
                                setCredentials(
                                        "credential.rename",
                                        renamed(allCredentials(), name, to),
                                        name,
                                        to));
        TextFieldModel text =
                TextFieldModel.plain(
                        path + "/text",
                        it -> editCredential(name, old -> old.withContents(it, null)));
        TextFieldModel source =
                TextFieldModel.plain(
                                path + "/source",
                                it ->
                                        editCredential(
                                                name,
                                                old ->
                                                        it.isBlank()
                                                                ? old.withContents("", null)
                                                                : old.withContents(
                                                                        null, it.strip())))
                        .chooseBy(form.context().sources()::chooseFile);
        var mechanism =
                new ChoiceModel(
                        path + "/mechanism",
                        form.context()
                                .options(
                                        "machine.credential.mechanism", "auto", "smbios", "fw_cfg"),
                        it ->
                                editCredential(
                                        name,
                                        old ->
                                                old.withMechanism(
                                                        VmCredential.Mechanism.valueOf(
                                                                it.toUpperCase(Locale.ROOT)))));
        return new EntryModel(
                name,
                path,
                List.of(
                        new EntryField.Line(word("credential.name"), key),
                        new EntryField.Line(word("credential.text"), text),
                        new EntryField.Line(word("credential.source"), source),
                        new EntryField.Choice(word("credential.mechanism"), mechanism)),
                entry -> {
                    VmCredential it = allCredentials().get(name);
                    if (it == null) {
                        return;
                    }
                    key.show(name);
                    form.show(text, it.text());
                    text.shownProperty().set(it.source() == null);
                    form.show(source, it.source());
                    source.promptProperty().set(word("credential.noSource"));
                    form.show(mechanism, it.mechanism().toString());
                    entry.describe(
                            name,
                            word(
                                    "credential.reach",
                                    it.mechanismOn(form.vm().architecture()).toString()),
                            own(path));
                },
                () ->
                        setCredentials(
                                "credential.remove", with(allCredentials(), name, null), name));
    }

    private void editCredential(String name, UnaryOperator<VmCredential> change) {
        VmCredential it = allCredentials().get(name);
        if (it != null) {
            setCredentials(
                    "credential.change", with(allCredentials(), name, change.apply(it)), name);
        }
    }

    /// {@return directories of the host}
    public EntriesModel shares() {
        return shares;
    }

    /// {@return forwarded ports}
    public EntriesModel forwards() {
        return forwards;
    }

    /// {@return systemd credentials}
    public EntriesModel credentials() {
        return credentials;
    }

    /// {@return whether there is a port for the guest agent}
    public FlagModel guestAgent() {
        return guestAgent;
    }

    /// {@return whether there is a TPM}
    public FlagModel tpm() {
        return tpm;
    }

    /// {@return its device}
    public TextFieldModel tpmModel() {
        return tpmModel;
    }
}
