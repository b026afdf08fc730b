package dev.diskwright.core.bytes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Text in US-ASCII padded with NUL, in a String; bytes from 0x80 up are kept as ISO 8859-1. See [StructCodec].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface AsciiAt {
    /// {@return offset of the field in its structure, in bytes}
    int value();

    /// {@return length of the field, in bytes}
    int length();
}
