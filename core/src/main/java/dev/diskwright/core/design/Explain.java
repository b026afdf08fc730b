package dev.diskwright.core.design;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a key is for, in one sentence for the person who edits the document; goes into the JSON schema.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Explain {
    /// {@return the sentence}
    String value();
}
