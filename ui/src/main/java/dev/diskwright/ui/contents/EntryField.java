package dev.diskwright.ui.contents;

import dev.diskwright.core.design.Content;
import dev.diskwright.ui.edit.OneLine;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A field of a content entry that is edited in its row, as text.
public enum EntryField {
    /// Directory, archive or file; the text in one line where there is one in its place.
    SOURCE {
        @Override
        public String of(Content it) {
            return it.text() == null ? it.source() : OneLine.text(it.text());
        }

        @Override
        Content with(Content it, String text) {
            return it.text() == null
                    ? it.withSource(text.strip())
                    : it.withText(OneLine.parse(text));
        }

        @Override
        String mistake(String text) {
            return text.isBlank() ? "contents.source.empty" : "";
        }
    },
    /// Absolute path in the image.
    TARGET {
        @Override
        public String of(Content it) {
            return it.target();
        }

        @Override
        Content with(Content it, String text) {
            return it.withTarget(text.strip());
        }

        @Override
        String mistake(String text) {
            return text.strip().startsWith("/") ? "" : "contents.target.absolute";
        }
    },
    /// Octal mode; empty keeps the source's.
    MODE {
        @Override
        public String of(Content it) {
            return it.mode() == null ? "" : it.mode();
        }

        @Override
        Content with(Content it, String text) {
            return it.withMode(blankToNull(text));
        }

        @Override
        String mistake(String text) {
            return text.isBlank() || OCTAL.matcher(text.strip()).matches()
                    ? ""
                    : "contents.mode.octal";
        }
    },
    /// `user:group`; one name stands for both, empty keeps the source's.
    OWNER {
        @Override
        public String of(Content it) {
            return it.user() == null && it.group() == null
                    ? ""
                    : (it.user() == null ? "" : it.user())
                            + ":"
                            + (it.group() == null ? "" : it.group());
        }

        @Override
        Content with(Content it, String text) {
            String user = blankToNull(text.split(":", 2)[0]);
            String group = text.contains(":") ? blankToNull(text.split(":", 2)[1]) : user;
            return it.withOwner(user, group);
        }

        @Override
        String mistake(String text) {
            return text.isBlank() || OWNERS.matcher(text.strip()).matches()
                    ? ""
                    : "contents.owner.form";
        }
    };

    private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3,4}");
    private static final Pattern OWNERS = Pattern.compile("[^:\\s]+(:[^:\\s]+)?");

    /// {@return what the entry says, empty where it keeps the source's}
    public abstract String of(Content it);

    /// {@return the entry with that text}
    abstract Content with(Content it, String text);

    /// {@return key of the sentence on what is wrong with `text`; empty for nothing}
    abstract String mistake(String text);

    /// {@return what the field is called in keys and identifiers}
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
