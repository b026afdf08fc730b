package dev.diskwright.core.vm.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An element of an XML document that is being made.
final class Element {
    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Element> children = new ArrayList<>();
    private String text = "";

    Element(String name) {
        this.name = name;
    }

    /// Sets an attribute.
    Element with(String attribute, String value) throws ExportException {
        attributes.put(attribute, escaped(value));
        return this;
    }

    /// {@return a new element in this one, at its end}
    Element add(String child) {
        var element = new Element(child);
        children.add(element);
        return element;
    }

    /// Adds an element that holds text.
    void add(String child, String content) throws ExportException {
        add(child).setText(content);
    }

    /// Sets what the element holds instead of others.
    void setText(String content) throws ExportException {
        text = escaped(content);
    }

    /// Adds an element unless it is empty.
    void addUnlessEmpty(Element child) {
        if (!child.isEmpty()) {
            children.add(child);
        }
    }

    boolean isEmpty() {
        return attributes.isEmpty() && children.isEmpty() && text.isEmpty();
    }

    /// {@return the text with what has a meaning in XML 1.0 as references}
    ///
    /// @throws ExportException for a character that XML 1.0 has no way to write (section 2.2)
    static String escaped(String value) throws ExportException {
        var out = new StringBuilder();
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&apos;");
                case '\t', '\n', '\r' -> out.append("&#").append(c).append(';'); // kept as they are
                default -> {
                    boolean isCharacter =
                            c >= 0x20 && c < 0xd800
                                    || c >= 0xe000 && c < 0xfffe
                                    || c >= 0x10000 && c <= 0x10ffff;
                    if (!isCharacter) {
                        throw new ExportException(
                                "\"%s\" holds a character that XML has no way to write"
                                        .formatted(OneLine.of(value)));
                    }
                    out.appendCodePoint(c);
                }
            }
        }
        return out.toString();
    }

    /// {@return the element as text, indented}
    String render() {
        var out = new StringBuilder();
        render(out, "");
        return out.toString();
    }

    private void render(StringBuilder out, String indentation) {
        out.append(indentation).append('<').append(name);
        attributes.forEach((key, value) ->
                out.append(' ').append(key).append("='").append(value).append('\''));
        if (children.isEmpty()) {
            out.append(text.isEmpty() ? "/>\n" : ">" + text + "</" + name + ">\n");
            return;
        }
        out.append(">\n");
        for (Element child : children) {
            child.render(out, indentation + "  ");
        }
        out.append(indentation).append("</").append(name).append(">\n");
    }
}
