package dev.diskwright.core.design;

import dev.diskwright.core.bytes.Guids;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Turns JSON into records and reports every mistake with its path. Where a value is wrong its default takes its place,
/// so that one pass finds them all; a data binder would stop at the first.
final class DesignReader {
    private static final int MAX_DEPTH = 32;

    private final List<Diagnostic> problems;
    private int depth;

    DesignReader(List<Diagnostic> problems) {
        this.problems = problems;
    }

    /// {@return the value; null for JSON null, and where nothing usable is there}
    @Nullable Object read(JsonNode json, Type type, String path) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == Map.class
                    ? readMap(json, arguments[1], path)
                    : readList(json, arguments[0], path);
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isSealed()) {
            return readKind(json, raw, path);
        }
        if (raw.isRecord() && raw != ByteSize.class && raw != SizeExpression.class) {
            return readRecord(json, raw, path);
        }
        return readScalar(json, raw, path);
    }

    private @Nullable Object readRecord(JsonNode json, Class<?> type, String path) {
        String shorthand = Shape.shorthand(type);
        if (shorthand != null && !json.isObject()) {
            return readShorthand(json, type, shorthand, path);
        }
        if (!json.isObject()) {
            return wrong(path, "is " + describe(json), "write an object, { … }");
        }
        if (depth >= MAX_DEPTH) {
            return wrong(path, "is nested too deeply", "");
        }
        depth++;
        List<Shape.Key> keys = Shape.keys(type);
        List<String> names = keys.stream().map(Shape.Key::name).toList();
        for (String name : json.propertyNames()) {
            boolean known =
                    names.contains(name)
                            || name.equals("type") && type.isAnnotationPresent(TypeName.class);
            if (!known && !(path.isEmpty() && name.equals("$schema"))) {
                problems.add(
                        Diagnostic.error(
                                "PRJ-002",
                                path + "/" + DesignJson.escape(name),
                                "\"%s\" is not a key here".formatted(name),
                                suggestion(name, names)));
            }
        }
        var values = new @Nullable Object[keys.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = readKey(json.get(keys.get(i).name()), keys.get(i), path);
        }
        depth--;
        return Shape.construct(type, values);
    }

    /// Reads the one value that stands for an object.
    private @Nullable Object readShorthand(
            JsonNode json, Class<?> type, String shorthand, String path) {
        List<Shape.Key> keys = Shape.keys(type);
        var values = new @Nullable Object[keys.size()];
        for (int i = 0; i < values.length; i++) {
            Shape.Key key = keys.get(i);
            boolean given = key.name().equals(shorthand);
            values[i] = given ? read(json, key.type(), path) : readKey(null, key, path);
            if (given && values[i] == null) {
                return null;
            }
        }
        return Shape.construct(type, values);
    }

    private @Nullable Object readKey(@Nullable JsonNode given, Shape.Key key, String owner) {
        String path = owner + "/" + key.name();
        JsonNode fallback = key.defaultValue();
        if (given == null && fallback == null) {
            problems.add(Diagnostic.error("PRJ-003", path, "is missing", key.explanation()));
            return substitute(key);
        }
        JsonNode json = given == null ? Objects.requireNonNull(fallback) : given;
        if (key.auto() && json.isString() && json.stringValue().equals("auto")) {
            return null;
        }
        if (json.isNull()) {
            if (key.orNull() || fallback != null && fallback.isNull()) {
                return null;
            }
            wrong(path, "is null", key.explanation());
            return fallback == null ? substitute(key) : readKey(null, key, owner);
        }
        Object value = read(json, key.type(), path);
        if (value != null || given == null) {
            return value;
        }
        return fallback == null ? substitute(key) : readKey(null, key, owner);
    }

    /// What stands for a key that must be given, so that the rest can still be checked.
    private static @Nullable Object substitute(Shape.Key key) {
        return key.type() == String.class
                ? ""
                : key.type() == ByteSize.class ? ByteSize.of(0) : null;
    }

    private @Nullable Object readKind(JsonNode json, Class<?> sealed, String path) {
        Map<String, Class<?>> kinds = Shape.kinds(sealed);
        JsonNode type = json.get("type");
        if (!json.isObject() || type == null || !type.isString()) {
            return wrong(
                    path,
                    "does not say its type",
                    "write { \"type\": … } with one of " + String.join(", ", kinds.keySet()));
        }
        Class<?> kind = kinds.get(type.stringValue());
        return kind == null
                ? wrong(
                        path + "/type",
                        "\"%s\" is not known".formatted(type.stringValue()),
                        suggestion(type.stringValue(), kinds.keySet()))
                : readRecord(json, kind, path);
    }

    private @Nullable Object readList(JsonNode json, Type element, String path) {
        if (!json.isArray()) {
            return wrong(path, "is " + describe(json), "write a list, [ … ]");
        }
        var list = new ArrayList<Object>();
        for (int i = 0; i < json.size(); i++) {
            Object value = read(Objects.requireNonNull(json.get(i)), element, path + "/" + i);
            if (value != null) {
                list.add(value);
            }
        }
        return List.copyOf(list);
    }

    private @Nullable Object readMap(JsonNode json, Type element, String path) {
        if (!json.isObject()) {
            return wrong(path, "is " + describe(json), "write an object, { \"name\": … }");
        }
        var map = new LinkedHashMap<String, Object>();
        for (String name : json.propertyNames()) {
            Object value =
                    read(
                            Objects.requireNonNull(json.get(name)),
                            element,
                            path + "/" + DesignJson.escape(name));
            if (value != null) {
                map.put(name, value);
            }
        }
        return map;
    }

    private @Nullable Object readScalar(JsonNode json, Class<?> type, String path) {
        if (type == int.class || type == Integer.class || type == long.class) {
            if (!json.isIntegralNumber() || !json.canConvertToLong()) {
                return wrong(path, "is " + describe(json), "write a whole number");
            }
            long number = json.longValue();
            if (type == long.class) {
                return number;
            }
            return number == (int) number
                    ? (Object) (int) number
                    : wrong(path, "is out of range", "");
        }
        if (type == boolean.class || type == Boolean.class) {
            return json.isBoolean()
                    ? (Object) json.booleanValue()
                    : wrong(path, "is " + describe(json), "write true or false");
        }
        if (type == ByteSize.class && json.isIntegralNumber() && json.canConvertToLong()) {
            return ByteSize.of(json.longValue());
        }
        if (type == SizeExpression.class && json.isIntegralNumber() && json.canConvertToLong()) {
            return SizeExpression.fixed(json.longValue());
        }
        if (!json.isString()) {
            return wrong(path, "is " + describe(json), "write text in quotes");
        }
        String text = json.stringValue();
        try {
            if (type == ByteSize.class) {
                return SizeText.parseFixed(text);
            }
            if (type == SizeExpression.class) {
                return SizeText.parse(text);
            }
        } catch (IllegalArgumentException e) {
            return wrong(
                    path,
                    String.valueOf(e.getMessage()),
                    "write for instance 512MiB, 4GiB or 2048s");
        }
        if (type == UUID.class) {
            return Guids.parse(text)
                    .<Object>map(id -> id)
                    .orElseGet(() ->
                            wrong(
                                    path,
                                    "\"%s\" is not a GUID".formatted(text),
                                    "its form is 8-4-4-4-12 hex digits"));
        }
        if (type.isEnum()) {
            return readEnum(text, type, path);
        }
        return text;
    }

    private @Nullable Object readEnum(String text, Class<?> type, String path) {
        var names = new ArrayList<String>();
        for (Object constant : Objects.requireNonNull(type.getEnumConstants())) {
            String name = Shape.text((Enum<?>) constant);
            if (name.equals(text)) {
                return constant;
            }
            names.add(name);
        }
        return wrong(path, "\"%s\" is not known".formatted(text), suggestion(text, names));
    }

    private @Nullable Object wrong(String path, String problem, String remedy) {
        problems.add(Diagnostic.error("PRJ-004", path, problem, remedy));
        return null;
    }

    private static String describe(JsonNode json) {
        return switch (json.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case BOOLEAN -> "true or false";
            case NUMBER -> "the number " + json;
            case STRING -> "the text " + json;
            default -> json.toString();
        };
    }

    private static String suggestion(String name, Collection<String> known) {
        String nearest = "";
        int least = 4;
        for (String candidate : known) {
            int distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest.isEmpty()
                ? "known are " + String.join(", ", known)
                : "did you mean \"%s\"?".formatted(nearest);
    }

    /// Levenshtein's edit distance.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
