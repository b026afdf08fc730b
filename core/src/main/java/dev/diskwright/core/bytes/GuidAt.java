package dev.diskwright.core.bytes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A GUID in mixed-endian form (first three groups little-endian), in a UUID. See [StructCodec].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface GuidAt {
    /// {@return offset of the field in its structure, in bytes}
    int value();
}
