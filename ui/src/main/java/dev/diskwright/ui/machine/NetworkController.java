package dev.diskwright.ui.machine;

import dev.diskwright.ui.form.ChoiceRow;
import dev.diskwright.ui.form.FlagRow;
import dev.diskwright.ui.form.TextRow;
import dev.diskwright.ui.network.NetworkPicture;
import dev.diskwright.ui.network.NetworkViewModel;
import dev.diskwright.ui.network.NicTable;
import dev.diskwright.ui.network.Spot;
import dev.diskwright.ui.text.Texts;
import javafx.fxml.FXML;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/// Binds `Network.fxml`.
public final class NetworkController {
    private final NetworkViewModel model;
    private final WiringViewModel wiring;
    private final Texts texts;

    @FXML private ScrollPane pane;
    @FXML private NetworkPicture picture;
    @FXML private NicTable table;
    @FXML private VBox userNetwork;
    @FXML private VBox restrict;
    @FXML private ChoiceRow backend;
    @FXML private VBox networkBoot;
    @FXML private TextRow rom;
    @FXML private TextRow tftp;
    @FXML private TextRow bootfile;

    /// Shows `model` and `wiring`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public NetworkController(NetworkViewModel model, WiringViewModel wiring, Texts texts) {
        this.model = model;
        this.wiring = wiring;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        picture.bind(model, texts);
        table.bind(model, texts);
        FieldPaths.mark(picture, "/vm/interfaces");
        FieldPaths.mark(table, "/vm/vlans");
        model.spotProperty().subscribe(this::notePath);
        userNetwork.getChildren().add(new FlagRow(wiring.userNetwork()));
        FieldPaths.mark(userNetwork, "/vm/userNetwork");
        restrict.getChildren().add(new FlagRow(wiring.restrict()));
        FieldPaths.mark(restrict, "/vm/restrictNetwork");
        backend.bind(wiring.backend());
        networkBoot.getChildren().add(new FlagRow(wiring.networkBoot()));
        FieldPaths.mark(networkBoot, "/vm/networkBoot/enable");
        rom.bind(wiring.rom());
        tftp.bind(wiring.tftp());
        bootfile.bind(wiring.bootfile());
        picture.onReveal(this::reveal);
    }

    /// The picture stands for the interface that has the focus in it.
    private void notePath(Spot spot) {
        String path =
                spot instanceof Spot.Port(String nic)
                        ? model.row(nic).map(it -> it.nic().path()).orElse("/vm/interfaces")
                        : "/vm/interfaces";
        FieldPaths.mark(picture, path);
        FieldPaths.mark(table, path);
    }

    /// Scrolls to the sides until what has the focus is in view.
    private void reveal(double left, double right) {
        double width = pane.getViewportBounds().getWidth();
        double room = picture.getWidth() - width;
        if (room <= 0) {
            return;
        }
        double at = pane.getHvalue() * room;
        double next = left < at ? left : right > at + width ? right - width : at;
        pane.setHvalue(Math.clamp(next / room, 0, 1));
    }

    @FXML
    private void addVlan() {
        model.commands().run("network.newVlan");
    }

    @FXML
    private void addInterface() {
        model.commands().run("network.add");
    }
}
