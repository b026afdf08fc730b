package dev.diskwright.core.design;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a key means when it is left out, as JSON. A component with neither this nor `@Nullable` must be given.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Default {
    /// {@return the default as JSON text}
    String value();
}
