package dev.diskwright.ui.inspector;

import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.TextFieldModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How the image boots, a part of the disk's form.
public final class BootFormViewModel {
    private final FormContext context;
    private final ChoiceModel loader;
    private final TextFieldModel kernel;
    private final TextFieldModel initrd;
    private final TextFieldModel cmdline;
    private final TextFieldModel stub;
    private final TextFieldModel systemdBoot;

    BootFormViewModel(FormContext context) {
        this.context = context;
        loader =
                new ChoiceModel(
                        "/boot/loader",
                        context.options(
                                "loader", "auto", "none", "uki", "systemd-boot", "self-test"),
                        key -> set("edit.loader", boot().withLoader(loader(key)), key));
        kernel =
                TextFieldModel.plain(
                                "/boot/kernel",
                                text ->
                                        set(
                                                "edit.kernel",
                                                boot().withKernel(blankToNull(text)),
                                                text))
                        .chooseBy(context.sources()::chooseFile);
        initrd =
                TextFieldModel.plain(
                        "/boot/initrd",
                        text -> set("edit.initrd", boot().withInitrd(split(text, ",")), text));
        cmdline =
                TextFieldModel.plain(
                        "/boot/cmdline",
                        text -> set("edit.cmdline", boot().withCmdline(split(text, "\\s+")), text));
        stub =
                TextFieldModel.plain(
                        "/boot/stub",
                        text ->
                                set(
                                        "edit.stub",
                                        with(blankToNull(text), boot().systemdBoot()),
                                        text));
        systemdBoot =
                TextFieldModel.plain(
                        "/boot/systemdBoot",
                        text ->
                                set(
                                        "edit.systemdBoot",
                                        with(boot().stub(), blankToNull(text)),
                                        text));
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private static List<String> split(String text, String separator) {
        var words = new ArrayList<String>();
        for (String word : text.split(separator)) {
            if (!word.isBlank()) {
                words.add(word.strip());
            }
        }
        return List.copyOf(words);
    }

    private static Boot.Loader loader(String key) {
        return Boot.Loader.valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private Boot boot() {
        return context.document().require().boot();
    }

    private Boot with(@Nullable String newStub, @Nullable String newSystemdBoot) {
        Boot it = boot();
        return new Boot(
                it.loader(), it.kernel(), it.initrd(), it.cmdline(), newStub, newSystemdBoot);
    }

    private void set(String key, Boot next, String argument) {
        context.apply(key, new Edit.SetBoot(next), argument);
    }

    void show(Design design) {
        Boot boot = design.boot();
        Boot.Loader effective = boot.effectiveLoader();
        boolean systemd = effective == Boot.Loader.SYSTEMD_BOOT;
        boolean linux = systemd || effective == Boot.Loader.UKI;
        loader.show(
                boot.loader().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                context.problem("/boot/loader"));
        String self = context.texts().of("boot.selfTest");
        show(kernel, boot.kernel(), effective == Boot.Loader.SELF_TEST ? self : "");
        initrd.shownProperty().set(linux);
        show(initrd, String.join(", ", boot.initrd()), "");
        cmdline.shownProperty().set(linux);
        var plan = context.planning().planProperty().get();
        String inEffect = plan == null ? "" : plan.cmdline();
        show(
                cmdline,
                String.join(" ", boot.cmdline()),
                inEffect.isEmpty() ? "" : context.texts().of("boot.effective", inEffect));
        stub.shownProperty().set(effective == Boot.Loader.UKI);
        stub.promptProperty().set(context.texts().of("boot.builtIn"));
        show(stub, boot.stub(), "");
        systemdBoot.shownProperty().set(systemd);
        show(systemdBoot, boot.systemdBoot(), "");
    }

    private void show(TextFieldModel field, @Nullable String value, String echo) {
        field.show(value == null ? "" : value, echo, context.problem(field.path()));
    }

    /// {@return what the firmware starts}
    public ChoiceModel loader() {
        return loader;
    }

    /// {@return Linux kernel}
    public TextFieldModel kernel() {
        return kernel;
    }

    /// {@return initial RAM disks, separated by commas}
    public TextFieldModel initrd() {
        return initrd;
    }

    /// {@return kernel command line}
    public TextFieldModel cmdline() {
        return cmdline;
    }

    /// {@return UEFI stub}
    public TextFieldModel stub() {
        return stub;
    }

    /// {@return systemd-boot's program}
    public TextFieldModel systemdBoot() {
        return systemdBoot;
    }
}
