package dev.diskwright.ui.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Settings as `key = value` lines. What cannot be read falls back to its default, each value alone; lines of other
/// versions are told apart, so that they can be kept.
final class SettingsText {
    private static final String KEY = "key.";

    private Look look = Look.DEFAULT;
    private Frame frame = Frame.DEFAULT;
    private final Map<String, String> keys = new TreeMap<>();
    private final List<Path> recent = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    private SettingsText() {}

    /// {@return the settings in `lines`}
    static Settings read(List<String> lines) {
        SettingsText text = parse(lines);
        var settings = new Settings(text.look, text.frame, text.keys, List.of());
        for (Path path : text.recent.reversed()) {
            settings = settings.withRecent(path);
        }
        return settings;
    }

    /// {@return those of `lines` that hold a value this version does not know}
    static List<String> unknown(List<String> lines) {
        return List.copyOf(parse(lines).unknown);
    }

    private static SettingsText parse(List<String> lines) {
        var text = new SettingsText();
        for (String line : lines) {
            int equals = line.indexOf('=');
            String key = equals < 0 ? "" : line.substring(0, equals).strip();
            if (key.isEmpty() || key.startsWith("#")) {
                continue;
            }
            try {
                if (!text.take(key, line.substring(equals + 1).strip())) {
                    text.unknown.add(line);
                }
            } catch (IllegalArgumentException _) {
                // also InvalidPathException and NumberFormatException: the default stays
            }
        }
        return text;
    }

    private boolean take(String key, String value) {
        return takeLook(key, value) || takeFrame(key, value) || takeOther(key, value);
    }

    private boolean takeLook(String key, String value) {
        switch (key) {
            case "theme" -> look = look.withTheme(one(Look.Theme.class, value));
            case "density" -> look = look.withDensity(one(Look.Density.class, value));
            case "text" -> look = look.withTextPercent(Integer.parseInt(value));
            case "motion" -> look = look.withMotion(one(Look.Motion.class, value));
            case "language" -> look = look.withLanguage(value);
            case "units" -> look = look.withUnits(one(Look.Units.class, value));
            case "single-letters" -> look = look.withSingleLetters(flag(value));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean takeFrame(String key, String value) {
        switch (key) {
            case "width" -> frame = frame.withSize(number(value, 640), frame.height());
            case "height" -> frame = frame.withSize(frame.width(), number(value, 480));
            case "left" -> frame = frame.withPanes(number(value, 100), frame.inspectorWidth());
            case "inspector" -> frame = frame.withPanes(frame.leftWidth(), number(value, 100));
            case "drawer" -> frame = frame.withDrawer(number(value, 100), frame.drawerTab());
            case "drawer-tab" -> frame = frame.withDrawer(frame.drawerHeight(), value);
            case "left-open" ->
                    frame = frame.withOpen(flag(value), frame.inspectorOpen(), frame.drawerOpen());
            case "inspector-open" ->
                    frame = frame.withOpen(frame.leftOpen(), flag(value), frame.drawerOpen());
            case "drawer-open" ->
                    frame = frame.withOpen(frame.leftOpen(), frame.inspectorOpen(), flag(value));
            case "screen" -> frame = frame.withScreen(value);
            case "table-columns" -> frame = frame.withColumns(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean takeOther(String key, String value) {
        if (key.equals("recent")) {
            recent.add(Path.of(value));
            return true;
        }
        if (key.startsWith(KEY) && key.length() > KEY.length()) {
            keys.put(key.substring(KEY.length()), value);
            return true;
        }
        return false;
    }

    private static <E extends Enum<E>> E one(Class<E> type, String value) {
        return Enum.valueOf(type, value.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static boolean flag(String value) {
        return switch (value) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new IllegalArgumentException(value);
        };
    }

    private static double number(String text, double least) {
        double number = Double.parseDouble(text);
        if (!(number >= least && number <= 16_384)) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    /// {@return the lines that [#read] reads as `settings`}
    static List<String> write(Settings settings) {
        var lines = new ArrayList<String>();
        Look look = settings.look();
        lines.add("theme = " + name(look.theme()));
        lines.add("density = " + name(look.density()));
        lines.add("text = " + look.textPercent());
        lines.add("motion = " + name(look.motion()));
        lines.add("language = " + look.language());
        lines.add("units = " + name(look.units()));
        lines.add("single-letters = " + flag(look.singleLetters()));
        Frame frame = settings.frame();
        lines.add("width = " + Math.round(frame.width()));
        lines.add("height = " + Math.round(frame.height()));
        lines.add("left = " + Math.round(frame.leftWidth()));
        lines.add("inspector = " + Math.round(frame.inspectorWidth()));
        lines.add("drawer = " + Math.round(frame.drawerHeight()));
        lines.add("drawer-tab = " + frame.drawerTab());
        lines.add("table-columns = " + frame.columns());
        lines.add("left-open = " + flag(frame.leftOpen()));
        lines.add("inspector-open = " + flag(frame.inspectorOpen()));
        lines.add("drawer-open = " + flag(frame.drawerOpen()));
        lines.add("screen = " + frame.screen());
        settings.keys().forEach((command, key) -> lines.add(KEY + command + " = " + key));
        settings.recent().forEach(path -> lines.add("recent = " + path));
        return lines;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String flag(boolean on) {
        return on ? "yes" : "no";
    }
}
