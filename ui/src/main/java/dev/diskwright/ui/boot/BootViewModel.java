package dev.diskwright.ui.boot;

import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.BootInitramfs;
import dev.diskwright.core.design.BootMenu;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.SourcePaths;
import dev.diskwright.ui.form.TextFieldModel;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.text.Texts;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// How the image boots, with what that needs and lacks.
public final class BootViewModel {
    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final SourcePaths sources;
    private final Texts texts;
    private final IdentityViewModel identity;
    private final ReadOnlyStringWrapper loader = new ReadOnlyStringWrapper("auto");
    private final ReadOnlyStringWrapper loaderNote = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper linux = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper derivedRoot = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper effective = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper verdict = new ReadOnlyStringWrapper("");
    private final ObservableList<NeedRow> needs = FXCollections.observableArrayList();
    private final ObservableList<NeedRow> needsView =
            FXCollections.unmodifiableObservableList(needs);
    private final ObservableList<String> initrds = FXCollections.observableArrayList();
    private final ObservableList<String> initrdsView =
            FXCollections.unmodifiableObservableList(initrds);
    private final ObservableList<String> words = FXCollections.observableArrayList();
    private final ObservableList<String> wordsView =
            FXCollections.unmodifiableObservableList(words);
    private final TextFieldModel kernel;
    private final TextFieldModel busybox;
    private final TextFieldModel modules;
    private final TextFieldModel stub;
    private final TextFieldModel systemdBoot;
    private final TextFieldModel timeout;
    private final TextFieldModel defaultEntry;
    private final TextFieldModel signingKey;
    private final TextFieldModel certificate;
    private final ReadOnlyStringWrapper bios = new ReadOnlyStringWrapper("auto");
    private final ReadOnlyBooleanWrapper grub = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper makeImages = new ReadOnlyBooleanWrapper();
    private List<Need> current = List.of();

    /// Edits how the design of `document` boots.
    ///
    /// @param clock for the timestamp "now"
    public BootViewModel(
            DocumentViewModel document,
            PlanningViewModel planning,
            SourcePaths sources,
            Desktop desktop,
            Texts texts,
            InstantSource clock) {
        this.document = document;
        this.planning = planning;
        this.sources = sources;
        this.texts = texts;
        identity = new IdentityViewModel(document, planning, desktop, texts, clock);
        kernel =
                TextFieldModel.plain(
                                "/boot/kernel",
                                text ->
                                        set(
                                                "edit.kernel",
                                                boot().withKernel(blankToNull(text)),
                                                text))
                        .chooseBy(sources::chooseFile);
        busybox =
                TextFieldModel.plain(
                                "/boot/initramfs/busybox",
                                text ->
                                        set(
                                                "edit.busybox",
                                                boot().withInitramfs(
                                                                made(
                                                                        blankToNull(text),
                                                                        modulesOf(boot()))),
                                                text))
                        .chooseBy(sources::chooseFile);
        modules =
                TextFieldModel.plain(
                                "/boot/initramfs/modules",
                                text ->
                                        set(
                                                "edit.modules",
                                                boot().withInitramfs(
                                                                made(
                                                                        busyboxOf(boot()),
                                                                        blankToNull(text))),
                                                text))
                        .chooseBy(sources::chooseFile);
        stub =
                TextFieldModel.plain(
                                "/boot/stub",
                                text -> set("edit.stub", boot().withStub(blankToNull(text)), text))
                        .chooseBy(sources::chooseFile);
        systemdBoot =
                TextFieldModel.plain(
                                "/boot/systemdBoot",
                                text ->
                                        set(
                                                "edit.systemdBoot",
                                                boot().withSystemdBoot(blankToNull(text)),
                                                text))
                        .chooseBy(sources::chooseFile);
        timeout = TextFieldModel.plain("/boot/menu/timeout", this::waitFor);
        defaultEntry =
                TextFieldModel.plain(
                        "/boot/menu/defaultEntry",
                        text ->
                                set(
                                        "edit.menuDefault",
                                        boot().withMenu(
                                                        boot().menu()
                                                                .withDefaultEntry(
                                                                        blankToNull(text))),
                                        text));
        signingKey =
                TextFieldModel.plain(
                                "/boot/secureBoot/key",
                                text ->
                                        set(
                                                "edit.signingKey",
                                                boot().withSecureBoot(
                                                                boot().secureBoot()
                                                                        .withKey(
                                                                                blankToNull(text),
                                                                                boot().secureBoot()
                                                                                        .certificate())),
                                                text))
                        .chooseBy(sources::chooseFile);
        certificate =
                TextFieldModel.plain(
                                "/boot/secureBoot/certificate",
                                text ->
                                        set(
                                                "edit.signingCertificate",
                                                boot().withSecureBoot(
                                                                boot().secureBoot()
                                                                        .withKey(
                                                                                boot().secureBoot()
                                                                                        .key(),
                                                                                blankToNull(text))),
                                                text))
                        .chooseBy(sources::chooseFile);
        document.designProperty().subscribe(this::refresh);
        planning.planProperty().subscribe(this::refresh);
        planning.diagnostics().addListener((InvalidationListener) _ -> refresh());
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private static @Nullable String busyboxOf(Boot boot) {
        return boot.initramfs() == null ? null : boot.initramfs().busybox();
    }

    private static @Nullable String modulesOf(Boot boot) {
        return boot.initramfs() == null ? null : boot.initramfs().modules();
    }

    /// {@return an initial RAM disk of these sources, with the other settings as they are; null without both}
    private @Nullable BootInitramfs made(@Nullable String newBusybox, @Nullable String newModules) {
        if (newBusybox == null && newModules == null) {
            return null;
        }
        BootInitramfs it = boot().initramfs();
        return it == null
                ? new BootInitramfs(
                        newModules, newBusybox, BootInitramfs.Root.DISK, "/sbin/init", List.of())
                : new BootInitramfs(newModules, newBusybox, it.root(), it.init(), it.drivers());
    }

    private Boot boot() {
        return document.require().boot();
    }

    /// {@return JSON path of the field that should have the focus; null for none}
    public ReadOnlyObjectProperty<@Nullable String> wantedFieldProperty() {
        return document.wantedFieldProperty();
    }

    private void set(String key, Boot next, String argument) {
        document.applyQuietly(texts.of(key, argument), new Edit.SetBoot(next));
    }

    private void refresh() {
        Design design = document.designProperty().get();
        if (design == null) {
            return;
        }
        Plan plan = planning.planProperty().get();
        Boot boot = design.boot();
        Boot.Loader loaderInEffect = boot.effectiveLoader();
        loader.set(key(boot.loader()));
        loaderNote.set(
                boot.loader() == Boot.Loader.AUTO
                        ? texts.of("boot.auto." + key(loaderInEffect))
                        : "");
        boolean systemd = loaderInEffect == Boot.Loader.SYSTEMD_BOOT;
        linux.set(boot.startsKernel());
        show(busybox, busyboxOf(boot));
        show(modules, modulesOf(boot));
        modules.promptProperty().set(texts.of("boot.modules.prompt"));
        busybox.promptProperty().set(texts.of("boot.busybox.prompt"));
        show(kernel, boot.kernel());
        kernel.promptProperty()
                .set(texts.of(linux.get() ? "boot.kernel.prompt" : "boot.kernel.none"));
        stub.shownProperty().set(loaderInEffect == Boot.Loader.UKI);
        stub.promptProperty().set(texts.of("boot.builtIn"));
        show(stub, boot.stub());
        systemdBoot.shownProperty().set(systemd);
        show(systemdBoot, boot.systemdBoot());
        bios.set(key(boot.bios()));
        boolean menu =
                systemd
                        || loaderInEffect == Boot.Loader.GRUB
                        || boot.effectiveBios() == Boot.Bios.GRUB
                        || boot.effectiveBios() == Boot.Bios.SYSLINUX;
        grub.set(loaderInEffect == Boot.Loader.GRUB || boot.effectiveBios() == Boot.Bios.GRUB);
        makeImages.set(boot.grub().makeImages());
        Integer seconds = boot.menu().timeout();
        timeout.shownProperty().set(menu);
        timeout.promptProperty().set(texts.of("boot.timeout.prompt"));
        show(timeout, seconds == null ? null : Integer.toString(seconds));
        defaultEntry.shownProperty().set(menu);
        defaultEntry.promptProperty().set(texts.of("boot.default.prompt"));
        show(defaultEntry, boot.menu().defaultEntry());
        signingKey.shownProperty().set(boot.uefiStartsKernel());
        signingKey.promptProperty().set(texts.of("boot.key.prompt"));
        show(signingKey, boot.secureBoot().key());
        certificate.shownProperty().set(boot.uefiStartsKernel());
        show(certificate, boot.secureBoot().certificate());
        setAll(initrds, boot.initrd());
        setAll(words, boot.cmdline());
        String line = plan == null ? "" : plan.cmdline();
        effective.set(line.isEmpty() ? texts.of("boot.effective.none") : line);
        boolean ownRoot = boot.cmdline().stream().anyMatch(it -> it.startsWith("root="));
        derivedRoot.set(ownRoot || !line.startsWith("root=") ? "" : line.split(" ", 2)[0]);
        showNeeds(BootNeeds.of(design, plan));
        identity.show(design);
    }

    private static <T> void setAll(ObservableList<T> list, List<T> next) {
        if (!list.equals(next)) {
            list.setAll(next);
        }
    }

    private void show(TextFieldModel field, @Nullable String value) {
        Diagnostic wrong = planning.problemsProperty().get().first(field.path());
        field.show(
                value == null ? "" : value,
                "",
                wrong == null
                        ? ""
                        : wrong.remedy().isEmpty()
                                ? texts.of("problem.sentence", wrong.problem())
                                : texts.of("problem.sentences", wrong.problem(), wrong.remedy()));
    }

    private void showNeeds(List<Need> next) {
        current = next;
        setAll(needs, next.stream().map(this::row).toList());
        long lacking = next.stream().filter(it -> it.state() == Need.State.LACKS).count();
        long advice = next.stream().filter(it -> it.state() == Need.State.ADVICE).count();
        verdict.set(
                lacking > 0
                        ? texts.of("boot.verdict.lacks", lacking)
                        : texts.of("boot.verdict.well", advice));
    }

    private NeedRow row(Need need) {
        String state = need.state().name().toLowerCase(Locale.ROOT);
        String key = "boot.need." + need.id();
        return new NeedRow(
                need.id(),
                state,
                texts.of("boot.state." + state),
                texts.of(key + "." + state, need.arguments().toArray()),
                need.fix() == null ? "" : texts.of(key + ".fix"),
                switch (need.choice()) {
                    case NONE -> "";
                    case KERNEL -> texts.of("boot.choose.kernel");
                    case SYSTEMD_BOOT -> texts.of("boot.choose.systemdBoot");
                });
    }

    private void waitFor(String text) {
        Integer seconds = null;
        if (!text.isBlank()) {
            try {
                seconds = Integer.valueOf(text.strip());
            } catch (NumberFormatException e) {
                timeout.show(text, "", texts.of("boot.timeout.unknown", BootMenu.MAX_TIMEOUT));
                return;
            }
        }
        set("edit.menuTimeout", boot().withMenu(boot().menu().withTimeout(seconds)), text);
    }

    private static String key(Enum<?> loader) {
        return loader.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// {@return key of the loader that is chosen}
    public ReadOnlyStringProperty loaderProperty() {
        return loader.getReadOnlyProperty();
    }

    /// {@return what the automatic choice comes to; empty if a loader is chosen}
    public ReadOnlyStringProperty loaderNoteProperty() {
        return loaderNote.getReadOnlyProperty();
    }

    /// {@return whether a Linux kernel is started}
    public ReadOnlyBooleanProperty linuxProperty() {
        return linux.getReadOnlyProperty();
    }

    /// {@return keys of the loaders to choose from}
    public List<String> loaders() {
        var keys = new ArrayList<String>();
        for (Boot.Loader it : Boot.Loader.values()) {
            keys.add(key(it));
        }
        return List.copyOf(keys);
    }

    /// {@return keys of what a BIOS may start}
    public List<String> biosLoaders() {
        var keys = new ArrayList<String>();
        for (Boot.Bios it : Boot.Bios.values()) {
            keys.add(key(it));
        }
        return List.copyOf(keys);
    }

    /// {@return key of what a BIOS starts}
    public ReadOnlyStringProperty biosProperty() {
        return bios.getReadOnlyProperty();
    }

    /// Chooses what a BIOS starts.
    public void chooseBios(String key) {
        Boot.Bios next = Boot.Bios.valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
        set("edit.bios", boot().withBios(next), texts.of("boot.bios." + key));
    }

    /// {@return whether GRUB is started}
    public ReadOnlyBooleanProperty grubProperty() {
        return grub.getReadOnlyProperty();
    }

    /// {@return whether the host's `grub-mkimage` may make what is missing of GRUB}
    public ReadOnlyBooleanProperty makeImagesProperty() {
        return makeImages.getReadOnlyProperty();
    }

    /// Allows the host's `grub-mkimage`, or does not.
    public void makeImages(boolean allowed) {
        set(
                "edit.makeImages",
                boot().withGrub(boot().grub().withMakeImages(allowed)),
                Boolean.toString(allowed));
    }

    /// {@return seconds that the menu waits}
    public TextFieldModel timeout() {
        return timeout;
    }

    /// {@return title of the entry that is started by itself}
    public TextFieldModel defaultEntry() {
        return defaultEntry;
    }

    /// {@return private key that programs are signed with}
    public TextFieldModel signingKey() {
        return signingKey;
    }

    /// {@return certificate of the key}
    public TextFieldModel certificate() {
        return certificate;
    }

    /// Chooses a loader.
    public void choose(String key) {
        Boot.Loader next = Boot.Loader.valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
        set("edit.loader", boot().withLoader(next), texts.of("boot.loader." + key));
    }

    /// {@return the static busybox that an initial RAM disk is made with}
    public TextFieldModel busybox() {
        return busybox;
    }

    /// {@return where the modules of an initial RAM disk are}
    public TextFieldModel modules() {
        return modules;
    }

    /// {@return what is needed, and how it stands}
    public ObservableList<NeedRow> needs() {
        return needsView;
    }

    /// {@return whether it will boot, in words}
    public ReadOnlyStringProperty verdictProperty() {
        return verdict.getReadOnlyProperty();
    }

    /// Mends what a line of the checklist lacks, as one step.
    public void fix(NeedRow row) {
        for (Need need : current) {
            if (need.id().equals(row.id()) && need.fix() != null) {
                document.apply(row.fix(), need.fix());
                return;
            }
        }
    }

    /// Asks for the file that a line of the checklist lacks.
    public void choose(NeedRow row) {
        for (Need need : current) {
            if (need.id().equals(row.id())) {
                switch (need.choice()) {
                    case NONE -> {}
                    case KERNEL -> kernel.choose();
                    case SYSTEMD_BOOT -> systemdBoot.choose();
                }
                return;
            }
        }
    }

    /// {@return initial RAM disks, in the order in which they are unpacked}
    public ObservableList<String> initrds() {
        return initrdsView;
    }

    /// Adds an initial RAM disk that the person chooses.
    public void addInitrd() {
        sources.chooseFile().ifPresent(this::addInitrd);
    }

    /// Adds an initial RAM disk.
    public void addInitrd(String name) {
        if (!name.isBlank()) {
            var next = new ArrayList<>(boot().initrd());
            next.add(name.strip());
            setInitrds(next);
        }
    }

    /// Names another file for an initial RAM disk; an empty name takes it out.
    public void setInitrd(int index, String name) {
        var next = new ArrayList<>(boot().initrd());
        if (name.isBlank()) {
            next.remove(index);
        } else {
            next.set(index, name.strip());
        }
        setInitrds(next);
    }

    /// Moves an initial RAM disk among the others.
    ///
    /// @param step -1 for up, 1 for down
    public void moveInitrd(int index, int step) {
        var next = new ArrayList<>(boot().initrd());
        int to = index + step;
        if (to >= 0 && to < next.size()) {
            next.add(to, next.remove(index));
            setInitrds(next);
        }
    }

    private void setInitrds(List<String> next) {
        set("edit.initrd", boot().withInitrd(next), String.join(", ", next));
    }

    /// {@return what is wrong with an initial RAM disk; empty for nothing}
    public String initrdProblem(int index) {
        Diagnostic wrong = planning.problemsProperty().get().first("/boot/initrd/" + index);
        return wrong == null ? "" : texts.of("problem.sentence", wrong.problem());
    }

    /// {@return the words of the command line that the design gives}
    public ObservableList<String> words() {
        return wordsView;
    }

    /// Adds the words of `text` to the command line.
    public void addWords(String text) {
        var next = new ArrayList<>(boot().cmdline());
        next.addAll(Cmdline.words(text));
        setWords(next);
    }

    /// Puts the words of `text` in the place of one; an empty text takes it out.
    public void setWord(int index, String text) {
        var next = new ArrayList<>(boot().cmdline());
        next.remove(index);
        next.addAll(index, Cmdline.words(text));
        setWords(next);
    }

    /// Moves a word among the others.
    ///
    /// @param step -1 to the front, 1 to the back
    public void moveWord(int index, int step) {
        var next = new ArrayList<>(boot().cmdline());
        int to = index + step;
        if (to >= 0 && to < next.size()) {
            next.add(to, next.remove(index));
            setWords(next);
        }
    }

    private void setWords(List<String> next) {
        set("edit.cmdline", boot().withCmdline(next), String.join(" ", next));
    }

    /// {@return the `root=` that is added where the design gives none; empty for none}
    public ReadOnlyStringProperty derivedRootProperty() {
        return derivedRoot.getReadOnlyProperty();
    }

    /// {@return the command line in effect}
    public ReadOnlyStringProperty effectiveProperty() {
        return effective.getReadOnlyProperty();
    }

    /// {@return Linux kernel}
    public TextFieldModel kernel() {
        return kernel;
    }

    /// {@return UEFI stub of a unified kernel image}
    public TextFieldModel stub() {
        return stub;
    }

    /// {@return systemd-boot's program}
    public TextFieldModel systemdBoot() {
        return systemdBoot;
    }

    /// {@return identifiers and times}
    public IdentityViewModel identity() {
        return identity;
    }
}
