package dev.diskwright.core.vm.qmp;

import tools.jackson.databind.JsonNode;

/// Something that happened in the emulator.
///
/// @param name as the protocol has it, such as `SHUTDOWN`
/// @param data an object, perhaps empty
public record QmpEvent(String name, JsonNode data) {
    /// {@return the text of that field; empty if there is none}
    public String text(String field) {
        JsonNode value = data.path(field);
        return value.isString() ? value.stringValue() : "";
    }
}
