package dev.diskwright.ui.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The table as text to paste elsewhere.
///
/// @param columns in their order
/// @param headings of the columns
/// @param rows in disk order
record TableText(List<Column> columns, List<String> headings, List<PartitionRow> rows) {
    /// The forms it can have.
    enum Form {
        /// Columns aligned by spaces.
        TEXT,
        /// A table of Markdown, aligned as well.
        MARKDOWN,
        /// A list of objects, with exact bytes.
        JSON
    }

    /// {@return the table in that form, with an end of line at its end}
    String in(Form form) {
        return switch (form) {
            case TEXT -> aligned("  ", "", "");
            case MARKDOWN -> aligned(" | ", "| ", " |");
            case JSON -> json();
        };
    }

    private String aligned(String between, String before, String after) {
        boolean markdown = !before.isEmpty();
        List<List<String>> lines = new ArrayList<>();
        lines.add(headings);
        for (PartitionRow row : rows) {
            lines.add(
                    columns.stream()
                            .map(row::text)
                            .map(it -> markdown ? it.replace("|", "\\|") : it)
                            .toList());
        }
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] =
                        Math.max(widths[i], line.get(i).codePointCount(0, line.get(i).length()));
            }
        }
        var text = new StringBuilder();
        for (int n = 0; n < lines.size(); n++) {
            var line = new StringBuilder(before);
            for (int i = 0; i < widths.length; i++) {
                line.append(i == 0 ? "" : between)
                        .append(padded(lines.get(n).get(i), widths[i], i));
            }
            text.append(line.append(after).toString().stripTrailing()).append('\n');
            if (n == 0 && markdown) {
                text.append(rule(widths)).append('\n');
            }
        }
        return text.toString();
    }

    private String padded(String cell, int width, int column) {
        String space = " ".repeat(width - cell.codePointCount(0, cell.length()));
        return columns.get(column).isNumeric() ? space + cell : cell + space;
    }

    private String rule(int[] widths) {
        var rule = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            boolean numeric = columns.get(i).isNumeric();
            rule.append('-')
                    .append("-".repeat(Math.max(1, widths[i])))
                    .append(numeric ? ":" : "-")
                    .append('|');
        }
        return rule.toString();
    }

    private String json() {
        var text = new StringBuilder("[");
        for (PartitionRow row : rows) {
            text.append(text.length() == 1 ? "\n  {" : ",\n  {");
            text.append("\"startBytes\": ").append(row.offset());
            text.append(", \"sizeBytes\": ").append(row.bytes());
            for (Column column : columns) {
                if (!row.text(column).isEmpty()) {
                    text.append(", ")
                            .append(quoted(column.key()))
                            .append(": ")
                            .append(quoted(row.text(column)));
                }
            }
            text.append('}');
        }
        return text.append(rows.isEmpty() ? "]\n" : "\n]\n").toString();
    }

    private static String quoted(String words) {
        var text = new StringBuilder("\"");
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (c < ' ') {
                        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.append('"').toString();
    }
}
