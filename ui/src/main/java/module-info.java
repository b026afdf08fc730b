/// The window: FXML views, thin controllers, view models that know no toolkit.
module dev.diskwright.ui {
    requires static org.jspecify;
    requires transitive dev.diskwright.core;
    requires dev.diskwright.resources;
    requires transitive javafx.graphics;
    requires javafx.controls;
    requires javafx.fxml;
    requires atlantafx.base;
    requires org.kordamp.ikonli.javafx;
    requires dev.dirs;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;

    exports dev.diskwright.ui;
    exports dev.diskwright.ui.service;

    opens dev.diskwright.ui.boot to
            javafx.fxml;
    opens dev.diskwright.ui.build to
            javafx.fxml;
    opens dev.diskwright.ui.contents to
            javafx.fxml;
    opens dev.diskwright.ui.difference to
            javafx.fxml;
    opens dev.diskwright.ui.fault to
            javafx.fxml;
    opens dev.diskwright.ui.form to
            javafx.fxml;
    opens dev.diskwright.ui.help to
            javafx.fxml;
    opens dev.diskwright.ui.history to
            javafx.fxml;
    opens dev.diskwright.ui.image to
            javafx.fxml;
    opens dev.diskwright.ui.inspector to
            javafx.fxml;
    opens dev.diskwright.ui.layout to
            javafx.fxml;
    opens dev.diskwright.ui.machine to
            javafx.fxml;
    opens dev.diskwright.ui.network to
            javafx.fxml;
    opens dev.diskwright.ui.notice to
            javafx.fxml;
    opens dev.diskwright.ui.outline to
            javafx.fxml;
    opens dev.diskwright.ui.palette to
            javafx.fxml;
    opens dev.diskwright.ui.preferences to
            javafx.fxml;
    opens dev.diskwright.ui.problems to
            javafx.fxml;
    opens dev.diskwright.ui.running to
            javafx.fxml;
    opens dev.diskwright.ui.shell to
            javafx.fxml;
    opens dev.diskwright.ui.shortcuts to
            javafx.fxml;
    opens dev.diskwright.ui.start to
            javafx.fxml;
    opens dev.diskwright.ui.table to
            javafx.fxml;
    opens dev.diskwright.ui.task to
            javafx.fxml;
}
