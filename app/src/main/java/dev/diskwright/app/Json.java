package dev.diskwright.app;

import tools.jackson.databind.json.JsonMapper;

/// The one mapper of the command. In a class of its own, as making it takes longer than many calls that need no JSON.
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}
}
