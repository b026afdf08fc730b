package dev.diskwright.core.bytes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A 64-bit number, in a long; its owner says whether the top bit may be set. See [StructCodec].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface U64 {
    /// {@return offset of the field in its structure, in bytes}
    int value();
}
