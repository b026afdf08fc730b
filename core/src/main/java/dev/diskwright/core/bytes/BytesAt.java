package dev.diskwright.core.bytes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Bytes as they are, in a MemorySegment that is a copy of its own. See [StructCodec].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface BytesAt {
    /// {@return offset of the field in its structure, in bytes}
    int value();

    /// {@return length of the field, in bytes}
    int length();
}
