package dev.diskwright.core.design;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON Schema (draft 2020-12) of the document, from which editors complete; made from the records.
public final class DesignSchema {
    private DesignSchema() {}

    /// {@return the schema as text}
    public static String text() {
        ObjectNode schema = DesignJson.MAPPER.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", DesignJson.SCHEMA);
        schema.put("title", "Diskwright design");
        ObjectNode body = object(Design.class);
        ((ObjectNode) Objects.requireNonNull(body.get("properties")))
                .putObject("$schema")
                .put("type", "string");
        schema.setAll(body);
        return DesignJson.MAPPER
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(schema)
                        .replace("\r\n", "\n")
                + "\n";
    }

    private static ObjectNode object(Class<?> type) {
        ObjectNode schema = DesignJson.MAPPER.createObjectNode();
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = DesignJson.MAPPER.createArrayNode();
        if (type.isAnnotationPresent(TypeName.class)) {
            properties.putObject("type").put("const", Shape.typeName(type));
            required.add("type");
        }
        for (Shape.Key key : Shape.keys(type)) {
            ObjectNode property = schema(key.type(), key.defaultValue());
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

    private static ObjectNode schema(Type type, @Nullable JsonNode defaultValue) {
        ObjectNode schema = DesignJson.MAPPER.createObjectNode();
        if (type instanceof ParameterizedType list) {
            schema.put("type", "array");
            schema.set("items", schema(list.getActualTypeArguments()[0], null));
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
            return object(raw);
        }
        String name =
                raw == int.class || raw == Integer.class || raw == long.class
                        ? "integer"
                        : "string";
        if (defaultValue != null && defaultValue.isNull()) {
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
            if (defaultValue != null && defaultValue.isNull()) {
                values.addNull();
            }
        }
        return schema;
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
