package dev.diskwright.ui.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// What is remembered per user and never stored in a design.
///
/// @param look how the window looks and behaves
/// @param frame how the window was left
/// @param keys keys that the person chose, by command; empty text for no key; commands that are not in it have the key
///     they came with
/// @param recent designs, the last used one first
public record Settings(Look look, Frame frame, Map<String, String> keys, List<Path> recent) {
    /// How many recent designs are kept.
    public static final int RECENT = 12;

    /// Copies the collections.
    public Settings {
        keys = Collections.unmodifiableMap(new TreeMap<>(keys));
        recent = List.copyOf(recent);
    }

    /// {@return what holds before anything was remembered}
    public static Settings defaults() {
        return new Settings(Look.DEFAULT, Frame.DEFAULT, Map.of(), List.of());
    }

    /// {@return the same with another look}
    public Settings look(UnaryOperator<Look> change) {
        return new Settings(change.apply(look), frame, keys, recent);
    }

    /// {@return the same with another frame}
    public Settings frame(UnaryOperator<Frame> change) {
        return new Settings(look, change.apply(frame), keys, recent);
    }

    /// {@return the same with another key for a command}
    ///
    /// @param key empty for none
    public Settings withKey(String command, String key) {
        var next = new TreeMap<>(keys);
        next.put(command, key);
        return new Settings(look, frame, next, recent);
    }

    /// {@return the same with the key that a command came with}
    public Settings withoutKey(String command) {
        var next = new TreeMap<>(keys);
        next.remove(command);
        return new Settings(look, frame, next, recent);
    }

    /// {@return the same with all keys as they came}
    public Settings withoutKeys() {
        return new Settings(look, frame, Map.of(), recent);
    }

    /// {@return the same with `file` as the last used design}
    public Settings withRecent(Path file) {
        var files = new ArrayList<>(recent);
        files.remove(file);
        files.addFirst(file);
        return withFiles(files.subList(0, Math.min(RECENT, files.size())));
    }

    /// {@return the same without that design}
    public Settings withoutRecent(Path file) {
        return withFiles(recent.stream().filter(it -> !it.equals(file)).toList());
    }

    private Settings withFiles(List<Path> files) {
        return new Settings(look, frame, keys, files);
    }
}
