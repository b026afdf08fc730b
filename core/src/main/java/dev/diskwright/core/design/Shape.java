package dev.diskwright.core.design;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the records of the document look like as JSON: the one place that reading, writing and the schema ask.
final class Shape {
    private static final Map<Class<?>, List<Key>> KEYS = new ConcurrentHashMap<>();
    private static final Map<Class<?>, Constructor<?>> CONSTRUCTORS = new ConcurrentHashMap<>();

    private Shape() {}

    /// One key of an object.
    ///
    /// @param defaultValue JSON that stands for it when left out; null if it must be given
    /// @param auto whether the text `auto` stands for null
    /// @param orNull whether null may be given though it is not the default
    /// @param explanation for the person who edits the document
    record Key(
            String name,
            Type type,
            RecordComponent component,
            @Nullable JsonNode defaultValue,
            boolean auto,
            boolean orNull,
            String explanation) {
        /// {@return the value of this key in a record}
        @Nullable Object of(Object owner) {
            try {
                return component.getAccessor().invoke(owner);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component.toString(), e);
            }
        }
    }

    /// {@return the keys of a record, in canonical order}
    static List<Key> keys(Class<?> type) {
        return KEYS.computeIfAbsent(type, Shape::describe);
    }

    private static List<Key> describe(Class<?> type) {
        var keys = new ArrayList<Key>();
        for (RecordComponent component : type.getRecordComponents()) {
            Default value = component.getAnnotation(Default.class);
            Explain explain = component.getAnnotation(Explain.class);
            keys.add(
                    new Key(
                            component.getName(),
                            component.getGenericType(),
                            component,
                            value == null ? null : DesignJson.MAPPER.readTree(value.value()),
                            component.isAnnotationPresent(Auto.class),
                            component.isAnnotationPresent(OrNull.class),
                            explain == null ? "" : explain.value()));
        }
        return List.copyOf(keys);
    }

    /// {@return a record in which every key is left out}
    static <R extends Record> R defaults(Class<R> type) {
        var problems = new ArrayList<Diagnostic>();
        Object value =
                new DesignReader(problems).read(DesignJson.MAPPER.createObjectNode(), type, "");
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.toString());
        }
        return type.cast(Objects.requireNonNull(value));
    }

    /// {@return the same record with another value of one key}
    static <R extends Record> R with(R owner, String name, @Nullable Object value) {
        List<Key> keys = keys(owner.getClass());
        var values = new @Nullable Object[keys.size()];
        for (int i = 0; i < values.length; i++) {
            Key key = keys.get(i);
            values[i] = key.name().equals(name) ? value : key.of(owner);
        }
        @SuppressWarnings("unchecked") // constructs what it is given
        R changed = (R) construct(owner.getClass(), values);
        return changed;
    }

    /// {@return whether a record is an object of its own in the document, and neither a text nor one kind of several}
    static boolean isObject(Class<?> type) {
        return type != ByteSize.class
                && type != SizeExpression.class
                && !type.isAnnotationPresent(TypeName.class);
    }

    /// {@return the key whose value may stand for the whole object; null for none}
    static @Nullable String shorthand(Class<?> type) {
        Shorthand shorthand = type.getAnnotation(Shorthand.class);
        return shorthand == null ? null : shorthand.value();
    }

    /// {@return a record of these values, in the order of its keys}
    static Object construct(Class<?> type, @Nullable Object[] values) {
        try {
            return CONSTRUCTORS.computeIfAbsent(type, Shape::constructor).newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(type + " refuses its own defaults", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.toString(), e);
        }
    }

    private static Constructor<?> constructor(Class<?> type) {
        Class<?>[] types =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type.toString(), e);
        }
    }

    /// {@return the kinds of a sealed type, by the name that the key `type` gives}
    static Map<String, Class<?>> kinds(Class<?> sealed) {
        var kinds = new LinkedHashMap<String, Class<?>>();
        for (Class<?> kind : sealed.getPermittedSubclasses()) {
            if (kind.isSealed()) {
                kinds.putAll(kinds(kind));
            } else {
                kinds.put(typeName(kind), kind);
            }
        }
        return kinds;
    }

    /// {@return what the key `type` says for this kind}
    static String typeName(Class<?> kind) {
        return kind.getAnnotation(TypeName.class).value();
    }

    /// {@return what the document calls an enum constant}
    static String text(Enum<?> constant) {
        String text = constant.toString();
        return text.equals(constant.name())
                ? text.toLowerCase(Locale.ROOT).replace('_', '-')
                : text;
    }
}
