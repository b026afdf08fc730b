package dev.diskwright.ui;

import static dev.diskwright.ui.testing.Toolkit.act;
import static dev.diskwright.ui.testing.Toolkit.onToolkit;
import static dev.diskwright.ui.testing.Toolkit.shoot;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmDisk;
import dev.diskwright.core.design.VmInterface;
import dev.diskwright.ui.machine.BootPath;
import dev.diskwright.ui.machine.MachineViewModel.Tab;
import dev.diskwright.ui.network.Drop;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.testing.Accessibility;
import dev.diskwright.ui.testing.Clipping;
import dev.diskwright.ui.testing.FakeServices;
import dev.diskwright.ui.testing.ImmediateJobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import javafx.css.CssParser;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// Shows every tab of the machine's screen, and the network with 1, 4 and 12 interfaces;
/// `-Ddiskwright.screenshots=DIR` keeps the pictures. It fails for texts that are not shown in full, for controls
/// without names and for mistakes in style sheets.
@ExtendWith(ApplicationExtension.class)
class MachinePicturesTest {
    @TempDir private Path folder;
    private final List<String> wrong = new ArrayList<>();

    @BeforeEach
    void forgetErrors() {
        CssParser.errorsProperty().clear();
    }

    @ParameterizedTest(name = "{0} {1}x{2} {3} {4} %")
    @CsvSource({
        "LIGHT, 1000, 680, en, 100",
        "LIGHT, 1280, 800, en, 100",
        "DARK, 1000, 680, en, 100",
        "DARK, 1280, 800, en, 100",
        "HIGH_CONTRAST, 1000, 680, en, 100",
        "HIGH_CONTRAST, 1280, 800, en, 100",
        "DARK, 1280, 800, en-XA, 100",
        "LIGHT, 1280, 800, en, 200"
    })
    void everyTabShowsWithoutComplaint(
            Look.Theme theme, int width, int height, String language, int text) throws Exception {
        var jobs = new ImmediateJobs();
        Settings settings =
                Settings.defaults()
                        .look(it ->
                                it.withTheme(theme).withLanguage(language).withTextPercent(text))
                        .frame(it -> it.withSize(width, height));
        try (var services = new CoreServices()) {
            ViewModels models =
                    onToolkit(() ->
                            TestWindow.of(jobs, folder, settings, services, new FakeServices())
                                    .models());
            Stage stage = onToolkit(() -> open(models, width, height));
            String end =
                    "-%s-%d-%s%s"
                            .formatted(
                                    theme.name().toLowerCase(Locale.ROOT).replace("high_", ""),
                                    width,
                                    language,
                                    text == 100 ? "" : "-" + text);
            tour(models, jobs, stage.getScene(), end);
            act(stage::close);
        }
        assertEquals(List.of(), wrong);
        List<String> errors =
                CssParser.errorsProperty().stream().map(CssParser.ParseError::getMessage).toList();
        assertEquals(List.of(), errors, "style sheet errors");
    }

    private void tour(ViewModels models, ImmediateJobs jobs, Scene scene, String end)
            throws Exception {
        var machine = models.machine();
        act(() -> {
            models.document().open(Design.of("router", Preset.EFI), null, List.of(), false);
            models.shell().show(Screen.MACHINE);
            jobs.passTime();
        });
        picture(scene, "machine-uefi" + end);
        for (Tab it : Tab.values()) {
            if (it != Tab.MACHINE) {
                act(() -> machine.open(it));
                picture(scene, "machine-" + it.key() + "-empty" + end);
            }
        }
        act(() -> {
            machine.open(Tab.MACHINE);
            machine.hardware().memory().take("2GiB");
            machine.hardware().cores().take("4");
            pass(jobs);
            scene.lookup("#field-memory").requestFocus();
        });
        picture(scene, "machine-changed" + end);
        act(() -> {
            machine.boot().choose(BootPath.DIRECT);
            pass(jobs);
        });
        picture(scene, "machine-direct" + end);
        act(() -> {
            machine.boot().choose(BootPath.BIOS);
            pass(jobs);
        });
        picture(scene, "machine-bios" + end);
        act(() -> {
            machine.boot().choose(BootPath.UEFI);
            machine.open(Tab.DISKS);
            set(
                    models,
                    vm(models)
                            .withEmptyDiskImages(
                                    List.of(
                                            VmDisk.of(ByteSize.of(1L << 30)),
                                            VmDisk.of(ByteSize.of(8L << 30))
                                                    .withSerial("data0")
                                                    .withFilesystem(
                                                            new Filesystem.Ext4(
                                                                    "", null, 4096, 5)))));
            pass(jobs);
        });
        picture(scene, "machine-disks" + end);
        act(() -> {
            machine.open(Tab.DISPLAY);
            machine.display().graphics().onProperty().set(true);
            pass(jobs);
        });
        picture(scene, "machine-display" + end);
        act(() -> {
            machine.open(Tab.SHARING);
            machine.sharing().addShare("/home/ada/projects");
            machine.sharing().forwards().add();
            machine.sharing().credentials().add();
            machine.sharing().tpm().onProperty().set(true);
            pass(jobs);
        });
        picture(scene, "machine-sharing" + end);
        act(() -> {
            machine.open(Tab.EXTRA);
            set(models, vm(models).withQemuOptions(List.of("-no-reboot", "-m", "3G")));
            pass(jobs);
        });
        picture(scene, "machine-extra" + end);
        for (int count : List.of(1, 4, 12)) {
            act(() -> {
                machine.open(Tab.NETWORK);
                set(models, wired(vm(models), count));
                pass(jobs);
            });
            picture(scene, "machine-network-" + count + end);
        }
        act(() -> {
            set(models, wired(vm(models), 4));
            pass(jobs);
            machine.network().grab("lan0", true);
            machine.network().aimAt(new Drop.Lane(2));
            scene.lookup("#nic-lan0").requestFocus();
        });
        picture(scene, "machine-network-aim" + end);
        act(() -> machine.network().aimAt(new Drop.Lane(4)));
        picture(scene, "machine-network-refused" + end);
        act(() -> {
            machine.network().cancel();
            machine.network().disconnect();
            pass(jobs);
            machine.network().rename();
        });
        picture(scene, "machine-network-naming" + end);
        act(() -> {
            machine.network().endNaming();
            set(
                    models,
                    vm(models)
                            .withInterfaces(
                                    new TreeMap<>(
                                            java.util.Map.of(
                                                    "a-very-long-interface",
                                                    new VmInterface(1, true, null),
                                                    "eth1",
                                                    new VmInterface(300, false, "zz")))));
            pass(jobs);
        });
        picture(scene, "machine-network-wrong" + end);
    }

    private static void pass(ImmediateJobs jobs) {
        jobs.passTime();
        jobs.passTime();
    }

    private static Vm vm(ViewModels models) {
        return models.document().require().vm();
    }

    private static void set(ViewModels models, Vm vm) {
        models.document().applyQuietly("Set up", new Edit.SetVm(vm));
    }

    /// {@return the machine with so many interfaces: one of the user network, two of the list of vlans, named ones}
    private static Vm wired(Vm vm, int count) {
        var named = new TreeMap<String, VmInterface>();
        for (int i = 0; i < count - 3; i++) {
            named.put("lan" + i, new VmInterface(i < 3 ? i + 1 : i, i > 2, "52:54:00:13:00:0" + i));
        }
        return vm.withVlans(count == 1 ? List.of() : List.of(1, 2))
                .withInterfaces(named)
                .withUserNetwork(true);
    }

    private void picture(Scene scene, String name) throws Exception {
        WaitForAsyncUtils.waitForFxEvents(4);
        Clipping.of(scene.getRoot()).forEach(it -> wrong.add(name + ": " + it));
        Parent screen = (Parent) scene.lookup("#screen-machine");
        Accessibility.of(screen).forEach(it -> wrong.add(name + ": " + it));
        shoot(scene, name);
    }

    private static Stage open(ViewModels models, int width, int height) {
        Theme.loadFonts();
        Parent root = new Views(models).shell();
        var scene = new Scene(root, width, height);
        Theme.apply(scene, models.settings().lookProperty().get(), true);
        var stage = new Stage(StageStyle.UNDECORATED);
        stage.setScene(scene);
        stage.show();
        return stage;
    }
}
