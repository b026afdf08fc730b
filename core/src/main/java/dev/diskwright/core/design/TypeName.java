package dev.diskwright.core.design;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What the key `type` says to choose this kind.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface TypeName {
    /// {@return the name}
    String value();
}
