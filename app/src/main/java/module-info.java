/// The `diskwright` command and the launch of the window.
module dev.diskwright.app {
    requires static org.jspecify;
    requires dev.diskwright.core;
    requires dev.diskwright.resources;
    requires dev.diskwright.ui;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires tools.jackson.databind;

    exports dev.diskwright.app;

    opens dev.diskwright.app to
            info.picocli;
}
