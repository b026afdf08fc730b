/// What is not code: presets, the JSON schema, themes, icons, message bundles, help.
module dev.diskwright.resources {
    requires static org.jspecify;

    exports dev.diskwright.resources;
}
