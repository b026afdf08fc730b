package dev.diskwright.ui;

import static dev.diskwright.ui.testing.Toolkit.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmInterface;
import dev.diskwright.ui.machine.MachineViewModel.Tab;
import dev.diskwright.ui.machine.PreviewRow;
import dev.diskwright.ui.network.Spot;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.testing.FakeServices;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The machine's screen by pointer and by keys, on the real planner.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // show runs before every test
class MachineFlowTest {
    @TempDir private static Path folder;
    private ViewModels models;
    private Stage stage;

    @Start
    void show(Stage newStage) {
        stage = newStage;
        Settings settings =
                Settings.defaults()
                        .look(it -> it.withTheme(Look.Theme.LIGHT).withMotion(Look.Motion.REDUCED));
        models =
                TestWindow.of(
                                new FxJobRunner(Throwable::printStackTrace),
                                folder,
                                settings,
                                new CoreServices(),
                                new FakeServices())
                        .models();
        Design design = Design.of("router", Preset.EFI);
        Vm vm =
                design.vm()
                        .withVlans(List.of(1, 2))
                        .withInterfaces(Map.of("lan", new VmInterface(3, true, null)));
        models.document().open(design.withVm(vm), null, List.of(), false);
        new Window(stage, models).show();
        stage.setWidth(1000);
        stage.setHeight(844);
    }

    @Test
    void everyTabIsReachedByKeysAndEditsAreSteps(FxRobot robot) throws Exception {
        key(robot, KeyCode.DIGIT2, KeyCode.CONTROL);
        until(() -> models.shell().screenProperty().get() == Screen.MACHINE);
        assertNotNull(find("#screen-machine"));

        robot.clickOn("#path-direct");
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(vm().directBoot().enable());
        last("Boot path Kernel directly");
        robot.clickOn("#path-uefi");
        assertFalse(vm().directBoot().enable());

        type(robot, "#field-cores", "4");
        assertEquals(4, vm().cores());
        type(robot, "#field-memory", "2048M");
        assertEquals(2048L << 20, vm().memory().inBytes(512));
        type(robot, "#field-cores", "none");
        assertEquals(4, vm().cores(), "a draft that is no number is not taken");

        robot.clickOn("#machine-tab-disks");
        robot.clickOn("#disk-add");
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(1, vm().emptyDiskImages().size());
        assertEquals("field-size", focused(), "the new disk's size");
        robot.clickOn("#disk-0-remove");
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(List.of(), vm().emptyDiskImages());

        robot.clickOn("#machine-tab-display");
        robot.clickOn("#flag-graphics");
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(vm().graphics());
        last("Switch on: Screen");

        robot.clickOn("#machine-tab-sharing");
        robot.clickOn("#forward-add");
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(1, vm().forwardPorts().size());

        robot.clickOn("#machine-tab-extra");
        robot.clickOn("#extra-add");
        WaitForAsyncUtils.waitForFxEvents();
        robot.write("-m").type(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(List.of("-m"), vm().qemuOptions());
        until(() ->
                models.planning()
                        .problemsProperty()
                        .get()
                        .worst("/vm/qemuOptions")
                        .equals("warning"));
    }

    @Test
    void thePointerPlugsAndUnplugs(FxRobot robot) throws Exception {
        network();
        dragTo(robot, "#nic-eth2", "#vlan-3");
        assertEquals(List.of(1, 2), vm().vlans(), "lan has the address of vlan 3");
        assertEquals(List.of(), models.document().done());

        dragTo(robot, "#nic-lan", "#vlan-1");
        assertEquals(1, Objects.requireNonNull(vm().interfaces().get("lan")).vlan());
        one("Connect lan to vlan 1");
        undo(robot);

        // The robot's pointer tells nothing once it is out of view, so both are brought into view.
        scroll(robot);
        dragTo(robot, "#nic-eth2", "#vlan-new");
        assertEquals(List.of(1, 4), vm().vlans());
        one("Connect eth2 to the new vlan 4");
        undo(robot);

        Bounds port = box("#nic-lan");
        drag(robot, "#nic-lan", port.getCenterX() + 18, port.getCenterY());
        assertFalse(Objects.requireNonNull(vm().interfaces().get("lan")).connected());
        one("Unplug lan from vlan 3");
        undo(robot);

        robot.drag("#nic-lan").moveTo("#vlan-1");
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        robot.release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(List.of(), models.document().done(), "Escape leaves no trace");

        scroll(robot);
        robot.clickOn("#vlan-new");
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(List.of(1, 2, 4), vm().vlans());
    }

    @Test
    void keysDoTheSame(FxRobot robot) throws Exception {
        network();
        robot.interact(() -> {
            models.machine().network().spotProperty().set(new Spot.Port("lan"));
            stage.getScene().lookup("#nic-lan").requestFocus();
        });
        key(robot, KeyCode.C);
        key(robot, KeyCode.LEFT);
        assertEquals(
                3, Objects.requireNonNull(vm().interfaces().get("lan")).vlan(), "nothing done yet");
        key(robot, KeyCode.ENTER);
        assertEquals(2, Objects.requireNonNull(vm().interfaces().get("lan")).vlan());
        one("Connect lan to vlan 2");
        assertEquals("nic-lan", focused());

        key(robot, KeyCode.D);
        assertFalse(Objects.requireNonNull(vm().interfaces().get("lan")).connected());
        key(robot, KeyCode.D);
        assertTrue(Objects.requireNonNull(vm().interfaces().get("lan")).connected());

        key(robot, KeyCode.V);
        assertEquals(3, Objects.requireNonNull(vm().interfaces().get("lan")).vlan());

        key(robot, KeyCode.F2);
        robot.write("mgmt").type(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(vm().interfaces().containsKey("mgmt"));
        assertEquals("nic-mgmt", focused());

        key(robot, KeyCode.INSERT);
        assertTrue(vm().interfaces().containsKey("net0"));
        assertEquals("nic-net0", focused());
        assertEquals(Screen.MACHINE, models.shell().screenProperty().get());
        key(robot, KeyCode.DELETE);
        assertFalse(vm().interfaces().containsKey("net0"));

        key(robot, KeyCode.HOME);
        assertEquals("nic-eth0", focused());
        key(robot, KeyCode.DOWN);
        key(robot, KeyCode.RIGHT);
        assertEquals("vlan-1", focused());
        key(robot, KeyCode.RIGHT);
        assertEquals("vlan-2", focused());
        key(robot, KeyCode.LEFT);
        key(robot, KeyCode.LEFT);
        assertEquals("nic-eth1", focused());
    }

    @Test
    void theTableIsTheTwin(FxRobot robot) throws Exception {
        network();
        robot.interact(() -> {
            Node table = stage.getScene().lookup("#network-table");
            table.requestFocus();
            models.machine().network().spotProperty().set(new Spot.Port("lan"));
        });
        key(robot, KeyCode.F2);
        until(() -> stage.getScene().lookup("#network-cell-name") != null);
        WaitForAsyncUtils.waitForFxEvents();
        robot.write("wan").type(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(vm().interfaces().containsKey("wan"));
        key(robot, KeyCode.D);
        assertFalse(vm().interfaces().get("wan").connected());
    }

    @Test
    void fieldsAndArgumentsLeadToOneAnother(FxRobot robot) throws Exception {
        robot.interact(() -> models.machine().open(Tab.MACHINE));
        until(() -> !models.machine().preview().rows().isEmpty());
        type(robot, "#field-cores", "3");
        until(() -> row("cores").mark() == PreviewRow.Mark.CHANGED);
        assertEquals("-smp 1", row("cores").was());
        robot.clickOn("#field-cores");
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(row("cores").follows(models.machine().preview().fieldProperty().get()));
        long marked =
                stage.getScene().getRoot().lookupAll(".preview-cell").stream()
                        .filter(it ->
                                it.getPseudoClassStates()
                                        .contains(PseudoClass.getPseudoClass("linked")))
                        .count();
        assertEquals(1, marked);

        robot.interact(() -> models.machine().tabProperty().set(Tab.EXTRA));
        assertEquals("", models.machine().preview().fieldProperty().get(), "it is not in view");
        robot.interact(() -> {
            ListView<?> list = (ListView<?>) stage.getScene().lookup("#preview-list");
            list.requestFocus();
            for (int i = 0; i < list.getItems().size(); i++) {
                if (list.getItems().get(i) instanceof PreviewRow it && it.id().equals("memory")) {
                    list.getSelectionModel().select(i);
                }
            }
        });
        key(robot, KeyCode.ENTER);
        until(() -> "field-memory".equals(focused()));
        assertEquals(Tab.MACHINE, models.machine().tabProperty().get());
    }

    @Test
    void problemsLeadToTheirField(FxRobot robot) throws Exception {
        robot.interact(
                () -> models.document().applyQuietly("Set up", new Edit.SetVm(vm().withCores(0))));
        until(() -> !models.planning().problemsProperty().get().at("/vm/cores").isEmpty());
        until(() -> !models.problems().rows().isEmpty());
        until(() -> {
            boolean there = "field-cores".equals(focused());
            if (!there) {
                models.problems().step(1); // again where planning took the focus back
            }
            return there;
        });
        assertEquals(Screen.MACHINE, models.shell().screenProperty().get());
    }

    private PreviewRow row(String id) {
        return models.machine().preview().rows().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void network() throws Exception {
        org.testfx.util.WaitForAsyncUtils.asyncFx(() -> models.machine().open(Tab.NETWORK)).get();
        find("#nic-lan");
        WaitForAsyncUtils.waitForFxEvents(3);
    }

    private Node find(String selector) throws Exception {
        return dev.diskwright.ui.testing.Toolkit.find(stage.getScene(), selector);
    }

    private Vm vm() {
        return models.document().require().vm();
    }

    private String focused() {
        Node owner = stage.getScene().getFocusOwner();
        return owner == null || owner.getId() == null ? "" : owner.getId();
    }

    private void last(String label) {
        assertEquals(label, models.document().done().getLast().label());
    }

    private void one(String label) {
        assertEquals(
                List.of(label), models.document().done().stream().map(it -> it.label()).toList());
    }

    private void undo(FxRobot robot) {
        robot.interact(models.document()::undo);
        robot.interact(() -> assertEquals(List.of(), models.document().done()));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void scroll(FxRobot robot) {
        robot.interact(
                () -> ((ScrollPane) stage.getScene().lookup("#network-pane")).setHvalue(0.6));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Bounds box(String selector) throws Exception {
        Node node = find(selector);
        return node.localToScreen(node.getLayoutBounds());
    }

    private void dragTo(FxRobot robot, String from, String to) throws Exception {
        Bounds target = box(to);
        drag(robot, from, target.getCenterX(), box(from).getCenterY());
    }

    private static void drag(FxRobot robot, String from, double x, double y) {
        robot.drag(from).moveTo(x - 3, y).moveTo(x, y).drop();
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void key(FxRobot robot, KeyCode code, KeyCode... with) {
        robot.press(with);
        robot.press(code).release(code);
        robot.release(with);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void type(FxRobot robot, String field, String text) {
        robot.clickOn(field);
        robot.interact(() -> {
            if (robot.lookup(field).query() instanceof TextField it) {
                it.selectAll();
            }
        });
        robot.write(text).type(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
