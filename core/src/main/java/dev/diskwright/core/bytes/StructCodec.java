package dev.diskwright.core.bytes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.annotation.Annotation;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads and writes one fixed structure as a record whose components carry their offsets, as the specification's
/// table does. Built once per structure; refuses fields that overlap or leave the structure. Bytes that no field names
/// are ignored when reading and zero when writing. A few hundred nanoseconds a structure: for headers, not for tables.
///
/// @param <R> the record
public final class StructCodec<R extends Record> {
    private final MethodHandles.Lookup lookup;
    private final Class<R> type;
    private final int size;
    private final ByteOrder order;
    private volatile @Nullable List<Field> fields;
    private volatile @Nullable MethodHandle constructor;
    private volatile @Nullable List<MethodHandle> accessors;

    private StructCodec(MethodHandles.Lookup lookup, Class<R> type, int size, ByteOrder order) {
        this.lookup = lookup;
        this.type = type;
        this.size = size;
        this.order = order;
    }

    /// {@return the codec for `type`} Costs nothing until it is used: most programs meet few of the structures whose
    /// codecs are constants of their classes. The first use throws an [IllegalArgumentException] if a component lacks its
    /// annotation, has the wrong type, overlaps or sticks out.
    ///
    /// @param lookup of the class that owns the record, which may be private to it
    /// @param size of the structure in bytes
    public static <R extends Record> StructCodec<R> of(
            MethodHandles.Lookup lookup, Class<R> type, int size, ByteOrder order) {
        return new StructCodec<>(lookup, type, size, order);
    }

    private List<Field> fields() {
        List<Field> known = fields;
        if (known == null) {
            known = layOut();
            fields = known;
        }
        return known;
    }

    private List<Field> layOut() {
        var found = new ArrayList<Field>();
        var taken = new BitSet(size);
        for (RecordComponent component : type.getRecordComponents()) {
            Format format = format(component, order);
            int end = format.offset() + format.length();
            if (format.offset() < 0
                    || end > size
                    || taken.nextSetBit(format.offset()) < end
                            && taken.nextSetBit(format.offset()) >= 0) {
                throw new IllegalArgumentException(
                        component + " overlaps a field or leaves the structure");
            }
            taken.set(format.offset(), end);
            found.add(new Field(component.getName(), format));
        }
        return List.copyOf(found);
    }

    private MethodHandle constructor() {
        MethodHandle known = constructor;
        if (known == null) {
            Class<?>[] types =
                    Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new);
            try {
                known =
                        lookup.findConstructor(type, MethodType.methodType(void.class, types))
                                .asSpreader(Object[].class, types.length)
                                .asType(MethodType.methodType(Object.class, Object[].class));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("the lookup cannot see " + type, e);
            }
            constructor = known;
        }
        return known;
    }

    private List<MethodHandle> accessors() {
        List<MethodHandle> known = accessors;
        if (known == null) {
            var found = new ArrayList<MethodHandle>();
            try {
                for (RecordComponent component : type.getRecordComponents()) {
                    found.add(lookup.unreflect(component.getAccessor()));
                }
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException("the lookup cannot see " + type, e);
            }
            known = List.copyOf(found);
            accessors = known;
        }
        return known;
    }

    /// {@return size of the structure in bytes}
    public int size() {
        return size;
    }

    /// {@return offset of the named field in the structure, in bytes}
    ///
    /// @throws IllegalArgumentException if there is no such field
    public int offset(String field) {
        return fields().stream()
                .filter(f -> f.name().equals(field))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no field " + field))
                .format()
                .offset();
    }

    /// {@return the structure at `offset` of `from`}
    ///
    /// @throws IndexOutOfBoundsException if `from` ends before the structure does: check its size first
    @SuppressWarnings("unchecked") // the handle constructs R
    public R read(MemorySegment from, long offset) {
        MemorySegment bytes = from.asSlice(offset, size);
        List<Field> all = fields();
        var values = new Object[all.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = all.get(i).format().read(bytes);
        }
        return (R) invoke(constructor(), (Object) values);
    }

    /// Writes the structure at `offset` of `to`; bytes that belong to no field become zero.
    ///
    /// @throws IllegalArgumentException if a value exceeds its field
    public void write(R value, MemorySegment to, long offset) {
        MemorySegment bytes = to.asSlice(offset, size).fill((byte) 0);
        List<Field> all = fields();
        List<MethodHandle> getters = accessors();
        for (int i = 0; i < all.size(); i++) {
            all.get(i).format().write(bytes, invoke(getters.get(i), value));
        }
    }

    /// {@return the structure alone, in bytes of its own}
    public MemorySegment toBytes(R value) {
        MemorySegment bytes = MemorySegment.ofArray(new byte[size]);
        write(value, bytes, 0);
        return bytes;
    }

    private static Object invoke(MethodHandle handle, Object argument) {
        try {
            return handle.invoke(argument);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "records neither read nor construct with checked exceptions", e);
        }
    }

    private record Field(String name, Format format) {}

    private sealed interface Format {
        int offset();

        int length();

        Object read(MemorySegment bytes);

        void write(MemorySegment bytes, Object value);
    }

    private record Unsigned(int offset, int length, ByteOrder order, Class<?> type)
            implements Format {
        @Override
        public Object read(MemorySegment bytes) {
            long value =
                    switch (length) {
                        case 1 -> bytes.get(ValueLayout.JAVA_BYTE, offset) & 0xffL;
                        case 2 ->
                                bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), offset)
                                        & 0xffffL;
                        case 4 ->
                                bytes.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), offset)
                                        & 0xffff_ffffL;
                        default ->
                                bytes.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), offset);
                    };
            return type == int.class ? (Object) (int) value : (Object) value;
        }

        @Override
        public void write(MemorySegment bytes, Object value) {
            long number = ((Number) value).longValue();
            if (length < 8 && number >>> 8 * length != 0) {
                throw new IllegalArgumentException(
                        "%d does not fit in %d bytes".formatted(number, length));
            }
            switch (length) {
                case 1 -> bytes.set(ValueLayout.JAVA_BYTE, offset, (byte) number);
                case 2 ->
                        bytes.set(
                                ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order),
                                offset,
                                (short) number);
                case 4 ->
                        bytes.set(
                                ValueLayout.JAVA_INT_UNALIGNED.withOrder(order),
                                offset,
                                (int) number);
                default ->
                        bytes.set(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), offset, number);
            }
        }
    }

    private record Identifier(int offset, boolean mixed) implements Format {
        @Override
        public int length() {
            return 16;
        }

        @Override
        public Object read(MemorySegment bytes) {
            return mixed ? Guids.getMixed(bytes, offset) : Guids.getPlain(bytes, offset);
        }

        @Override
        public void write(MemorySegment bytes, Object value) {
            if (mixed) {
                Guids.putMixed(bytes, offset, (UUID) value);
            } else {
                Guids.putPlain(bytes, offset, (UUID) value);
            }
        }
    }

    private record Raw(int offset, int length) implements Format {
        @Override
        public Object read(MemorySegment bytes) {
            return MemorySegment.ofArray(
                    bytes.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE));
        }

        @Override
        public void write(MemorySegment bytes, Object value) {
            MemorySegment source = (MemorySegment) value;
            if (source.byteSize() > length) {
                throw new IllegalArgumentException(
                        source.byteSize() + " bytes do not fit in " + length);
            }
            bytes.asSlice(offset, length).copyFrom(source);
        }
    }

    private record Ascii(int offset, int length) implements Format {
        @Override
        public Object read(MemorySegment bytes) {
            byte[] text = bytes.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
            int end = 0;
            while (end < length && text[end] != 0) {
                end++;
            }
            return new String(text, 0, end, ISO_8859_1);
        }

        @Override
        public void write(MemorySegment bytes, Object value) {
            byte[] text = ((String) value).getBytes(ISO_8859_1);
            if (text.length > length) {
                throw new IllegalArgumentException(
                        "\"%s\" does not fit in %d bytes".formatted(value, length));
            }
            bytes.asSlice(offset, text.length).copyFrom(MemorySegment.ofArray(text));
        }
    }

    private static Format format(RecordComponent component, ByteOrder order) {
        for (Annotation annotation : component.getAnnotations()) {
            Format format = format(component, annotation, order);
            if (format != null) {
                return format;
            }
        }
        throw new IllegalArgumentException(component + " does not say where it lies");
    }

    // no switch over patterns: linking one costs more than all of this, at the start of every call
    private static @Nullable Format format(
            RecordComponent component, Annotation annotation, ByteOrder order) {
        if (annotation instanceof U8 at) {
            return number(component, at.value(), 1, order);
        }
        if (annotation instanceof U16 at) {
            return number(component, at.value(), 2, order);
        }
        if (annotation instanceof U32 at) {
            return number(component, at.value(), 4, order);
        }
        if (annotation instanceof U64 at) {
            return number(component, at.value(), 8, order);
        }
        if (annotation instanceof GuidAt at) {
            return typed(component, UUID.class, new Identifier(at.value(), true));
        }
        if (annotation instanceof UuidAt at) {
            return typed(component, UUID.class, new Identifier(at.value(), false));
        }
        if (annotation instanceof BytesAt at) {
            return typed(component, MemorySegment.class, new Raw(at.value(), at.length()));
        }
        if (annotation instanceof AsciiAt at) {
            return typed(component, String.class, new Ascii(at.value(), at.length()));
        }
        return null;
    }

    private static Format number(
            RecordComponent component, int offset, int length, ByteOrder order) {
        Class<?> type = component.getType();
        if (type != long.class && (type != int.class || length > 2)) {
            throw new IllegalArgumentException(
                    component + " cannot hold " + length + " unsigned bytes");
        }
        return new Unsigned(offset, length, order, type);
    }

    private static Format typed(RecordComponent component, Class<?> type, Format format) {
        if (component.getType() != type) {
            throw new IllegalArgumentException(component + " must be a " + type.getSimpleName());
        }
        return format;
    }
}
