package dev.diskwright.core.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The document as text: JSON with comments in, canonical JSON out.
public final class DesignJson {
    /// Where editors find the schema.
    public static final String SCHEMA = "https://diskwright.dev/schema/design-1.json";

    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(
                            JsonReadFeature.ALLOW_JAVA_COMMENTS,
                            JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private DesignJson() {}

    /// What came of reading a document.
    ///
    /// @param design null if the text is not JSON, or of a newer version; where there are errors, defaults stand for
    ///     what is wrong
    /// @param diagnostics mistakes in the document as such, each with its path
    /// @param comments whether it holds comments, which saving would lose
    public record Parsed(@Nullable Design design, List<Diagnostic> diagnostics, boolean comments) {}

    /// {@return the design that `text` describes, with everything that is wrong in it}
    public static Parsed read(String text) {
        var problems = new ArrayList<Diagnostic>();
        boolean comments = hasComments(text);
        JsonNode json;
        try {
            json = MAPPER.readTree(text);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String place =
                    at == null
                            ? ""
                            : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
            problems.add(
                    Diagnostic.error(
                            "PRJ-001", "", place + e.getOriginalMessage(), "the document is JSON"));
            return new Parsed(null, problems, comments);
        }
        if (!json.isObject()) {
            problems.add(
                    Diagnostic.error(
                            "PRJ-001", "", "the document is not a JSON object", "write { … }"));
            return new Parsed(null, problems, comments);
        }
        JsonNode version = json.get("version");
        if (version != null && version.isIntegralNumber() && version.asLong() > Design.VERSION) {
            problems.add(
                    Diagnostic.error(
                            "PRJ-005",
                            "/version",
                            "the document is of version %s; this program knows up to %d"
                                    .formatted(version, Design.VERSION),
                            "open it with a newer program"));
            return new Parsed(null, problems, comments);
        }
        Object design = new DesignReader(problems).read(json, Design.class, "");
        return new Parsed((Design) design, problems, comments);
    }

    /// {@return the document: canonical key order, defaults left out, one line feed at the end}
    public static String write(Design design) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("$schema", SCHEMA);
        json.put("version", Design.VERSION);
        writeKeys(design, json);
        var indenter = new DefaultIndenter("  ", "\n");
        var separators =
                Separators.createDefaultInstance()
                        .withObjectNameValueSpacing(Separators.Spacing.AFTER);
        var printer =
                new DefaultPrettyPrinter()
                        .withObjectIndenter(indenter)
                        .withArrayIndenter(indenter)
                        .withSeparators(separators);
        return MAPPER.writer().with(printer).writeValueAsString(json) + "\n";
    }

    /// {@return a name as RFC 6901 asks for within a JSON pointer}
    public static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static void writeKeys(Object owner, ObjectNode json) {
        for (Shape.Key key : Shape.keys(owner.getClass())) {
            JsonNode value = toJson(key.of(owner), key.auto());
            JsonNode fallback = key.defaultValue();
            boolean plain = value.isObject() && value.isEmpty();
            if (!value.equals(fallback) && !(plain && fallback != null && fallback.isObject())) {
                json.set(key.name(), value);
            }
        }
    }

    /// {@return a value of the document as JSON}
    static JsonNode toJson(@Nullable Object value, boolean auto) {
        return switch (value) {
            case null -> auto ? MAPPER.stringNode("auto") : MAPPER.nullNode();
            case Integer number -> MAPPER.getNodeFactory().numberNode(number);
            case Long number -> numberNode(number);
            case Boolean truth -> MAPPER.getNodeFactory().booleanNode(truth);
            case String text -> MAPPER.stringNode(text);
            case UUID id -> MAPPER.stringNode(id.toString());
            case ByteSize size -> MAPPER.stringNode(size.text());
            case SizeExpression size -> MAPPER.stringNode(size.toString());
            case Enum<?> constant -> MAPPER.stringNode(Shape.text(constant));
            case List<?> list -> {
                ArrayNode array = MAPPER.createArrayNode();
                list.forEach(element -> array.add(toJson(element, false)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = MAPPER.createObjectNode();
                map.forEach((name, element) -> object.set((String) name, toJson(element, false)));
                yield object;
            }
            default -> {
                ObjectNode object = MAPPER.createObjectNode();
                if (value.getClass().isAnnotationPresent(TypeName.class)) {
                    object.put("type", Shape.typeName(value.getClass()));
                }
                writeKeys(value, object);
                String shorthand = Shape.shorthand(value.getClass());
                JsonNode whole = shorthand == null ? null : object.get(shorthand);
                yield whole != null && object.size() == 1 ? whole : object;
            }
        };
    }

    /// The parser makes the smallest node that holds a number, and so must the writer for equality.
    private static JsonNode numberNode(long number) {
        return number == (int) number
                ? MAPPER.getNodeFactory().numberNode((int) number)
                : MAPPER.getNodeFactory().numberNode(number);
    }

    /// {@return whether there is a comment outside of the strings}
    private static boolean hasComments(String text) {
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString && c == '\\') {
                i++;
            } else if (c == '"') {
                inString = !inString;
            } else if (!inString && c == '/') {
                return true;
            }
        }
        return false;
    }
}
