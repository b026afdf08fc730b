package dev.diskwright.core.bytes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An unsigned byte, in an int or long. See [StructCodec].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface U8 {
    /// {@return offset of the field in its structure, in bytes}
    int value();
}
