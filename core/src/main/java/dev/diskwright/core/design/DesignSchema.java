package dev.diskwright.core.design;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON Schema (draft 2020-12) of the document, from which editors complete; made from the records.
public final class DesignSchema {
    private static final JsonMapper MAPPER = DesignJson.MAPPER;

    private DesignSchema() {}

    /// {@return the schema as text}
    public static String text() {
        ObjectNode schema = MAPPER.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", DesignJson.SCHEMA);
        schema.put("title", "Diskwright design");
        ObjectNode body = object(Design.class);
        ((ObjectNode) Objects.requireNonNull(body.get("properties")))
                .putObject("$schema")
                .put("type", "string");
        schema.setAll(body);
        return MAPPER.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(schema)
                        .replace("\r\n", "\n")
                + "\n";
    }

    private static ObjectNode object(Class<?> type) {
        ObjectNode schema = MAPPER.createObjectNode();
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = MAPPER.createArrayNode();
        if (type.isAnnotationPresent(TypeName.class)) {
            properties.putObject("type").put("const", Shape.typeName(type));
            required.add("type");
        }
        for (Shape.Key key : Shape.keys(type)) {
            ObjectNode property = schema(key.type(), key.defaultValue(), key.orNull());
            if (!key.explanation().isEmpty()) {
                property.put("description", key.explanation());
            }
            JsonNode value = key.defaultValue();
            if (value == null) {
                required.add(key.name());
            } else if (!value.isNull() && !value.isObject()) {
                property.set("default", value);
            }
            properties.set(key.name(), property);
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private static ObjectNode schema(Type type, @Nullable JsonNode defaultValue, boolean orNull) {
        ObjectNode schema = MAPPER.createObjectNode();
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            boolean map = generic.getRawType() == Map.class;
            ArrayNode types = MAPPER.createArrayNode().add(map ? "object" : "array");
            nullableName(types, defaultValue);
            schema.set("type", types.size() == 1 ? Objects.requireNonNull(types.get(0)) : types);
            schema.set(
                    map ? "additionalProperties" : "items",
                    schema(map ? arguments[1] : arguments[0], null, false));
            return schema;
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isSealed()) {
            ArrayNode any = schema.putArray("oneOf");
            Shape.kinds(raw).values().forEach(kind -> any.add(object(kind)));
            nullable(any, defaultValue);
            return schema;
        }
        if (raw == ByteSize.class || raw == SizeExpression.class) {
            ArrayNode types = schema.putArray("type");
            types.add("string").add("integer");
            nullableName(types, defaultValue);
            return schema;
        }
        if (raw.isRecord()) {
            return record(raw);
        }
        String name = name(raw);
        boolean absent = orNull || defaultValue != null && defaultValue.isNull();
        if (raw == Boolean.class && defaultValue != null && defaultValue.isString()) {
            schema.putArray("enum").add(true).add(false).add(defaultValue);
        } else if (absent) {
            schema.putArray("type").add(name).add("null");
        } else {
            schema.put("type", name);
        }
        if (raw == UUID.class) {
            schema.put("format", "uuid");
        }
        if (raw.isEnum()) {
            ArrayNode values = schema.putArray("enum");
            for (Object constant : Objects.requireNonNull(raw.getEnumConstants())) {
                values.add(Shape.text((Enum<?>) constant));
            }
            if (absent) {
                values.addNull();
            }
        }
        return schema;
    }

    /// A record, or the one value that may stand for it.
    private static ObjectNode record(Class<?> type) {
        String shorthand = Shape.shorthand(type);
        if (shorthand == null) {
            return object(type);
        }
        Shape.Key key =
                Shape.keys(type).stream()
                        .filter(it -> it.name().equals(shorthand))
                        .findFirst()
                        .orElseThrow();
        ObjectNode schema = MAPPER.createObjectNode();
        schema.putArray("anyOf").add(schema(key.type(), null, false)).add(object(type));
        return schema;
    }

    private static String name(Class<?> scalar) {
        if (scalar == boolean.class || scalar == Boolean.class) {
            return "boolean";
        }
        return scalar == int.class || scalar == Integer.class || scalar == long.class
                ? "integer"
                : "string";
    }

    private static void nullable(ArrayNode any, @Nullable JsonNode defaultValue) {
        if (defaultValue != null && defaultValue.isNull()) {
            any.addObject().put("type", "null");
        }
    }

    private static void nullableName(ArrayNode types, @Nullable JsonNode defaultValue) {
        if (defaultValue != null && defaultValue.isNull()) {
            types.add("null");
        }
    }
}
