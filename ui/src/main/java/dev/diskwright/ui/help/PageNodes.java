package dev.diskwright.ui.help;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.jspecify.annotations.Nullable;

/// A page of the manual as nodes: headings, paragraphs, lists, tables, code, links.
final class PageNodes {
    private final Consumer<String> links;
    private final Map<String, Region> anchors = new LinkedHashMap<>();

    /// @param links follows a link
    PageNodes(Consumer<String> links) {
        this.links = links;
    }

    /// {@return the headings of the page shown last, by anchor}
    Map<String, Region> anchors() {
        return anchors;
    }

    /// {@return the nodes of a page}
    List<Region> of(Page page) {
        anchors.clear();
        return blocks(page.document());
    }

    private List<Region> blocks(Node parent) {
        var blocks = new ArrayList<Region>();
        for (Node it = parent.getFirstChild(); it != null; it = it.getNext()) {
            Region block = block(it);
            if (block != null) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    private @Nullable Region block(Node node) {
        return switch (node) {
            case Heading heading -> heading(heading);
            case Paragraph paragraph -> flow(paragraph, "");
            case BulletList list -> list(list, 0);
            case OrderedList list ->
                    list(
                            list,
                            list.getMarkerStartNumber() == null ? 1 : list.getMarkerStartNumber());
            case TableBlock table -> table(table);
            case FencedCodeBlock code -> code(code.getLiteral().stripTrailing());
            default -> null;
        };
    }

    private Region heading(Heading heading) {
        var label = new Label(Page.words(heading));
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add("help-heading-" + Math.min(heading.getLevel(), 3));
        anchors.put(Topic.anchor(label.getText()), label);
        return label;
    }

    private static Label code(String text) {
        var label = new Label(text);
        label.setMaxWidth(Double.MAX_VALUE);
        label.getStyleClass().add("help-code-block");
        return label;
    }

    private Region list(Node list, int first) {
        var rows = new VBox();
        rows.getStyleClass().add("help-list");
        int number = first;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            var mark = new Label(first == 0 ? "\u2022" : number++ + ".");
            mark.getStyleClass().add("help-mark");
            mark.setMinWidth(Region.USE_PREF_SIZE);
            var content = new VBox();
            content.getChildren().setAll(blocks(item));
            HBox.setHgrow(content, Priority.ALWAYS);
            rows.getChildren().add(new HBox(8, mark, content));
        }
        return rows;
    }

    private Region table(TableBlock table) {
        var grid = new GridPane();
        grid.getStyleClass().add("help-table");
        int row = 0;
        int columns = 0;
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node line = part.getFirstChild(); line != null; line = line.getNext()) {
                if (line instanceof TableRow) {
                    int column = 0;
                    for (Node cell = line.getFirstChild(); cell != null; cell = cell.getNext()) {
                        if (cell instanceof TableCell) {
                            boolean head = part instanceof TableHead;
                            TextFlow flow = flow(cell, head ? "help-head-cell" : "help-cell");
                            GridPane.setValignment(flow, VPos.TOP);
                            grid.add(flow, column++, row);
                        }
                    }
                    columns = Math.max(columns, column);
                    row++;
                }
            }
        }
        double first = columns > 2 ? 28 : 36;
        for (int i = 0; i < columns; i++) {
            var width = new ColumnConstraints();
            width.setPercentWidth(i == 0 ? first : (100 - first) / (columns - 1));
            grid.getColumnConstraints().add(width);
        }
        return grid;
    }

    private TextFlow flow(Node block, String style) {
        var flow = new TextFlow();
        flow.getStyleClass().add("help-flow");
        if (!style.isEmpty()) {
            flow.getStyleClass().add(style);
        }
        inline(block, flow, style.equals("help-head-cell") ? "help-strong" : "help-text");
        flow.setAccessibleRole(AccessibleRole.TEXT);
        flow.setAccessibleText(Page.words(block));
        return flow;
    }

    private void inline(Node parent, TextFlow flow, String style) {
        for (Node it = parent.getFirstChild(); it != null; it = it.getNext()) {
            switch (it) {
                case org.commonmark.node.Text text ->
                        flow.getChildren().add(text(text.getLiteral(), style));
                case Code code -> flow.getChildren().add(inlineCode(code.getLiteral()));
                case SoftLineBreak _ -> flow.getChildren().add(text(" ", style));
                case HardLineBreak _ -> flow.getChildren().add(text("\n", style));
                case StrongEmphasis _ -> inline(it, flow, "help-strong");
                case Emphasis _ -> inline(it, flow, "help-emphasis");
                case Link link -> flow.getChildren().add(link(link));
                default -> inline(it, flow, style);
            }
        }
    }

    private static Text text(String words, String style) {
        var text = new Text(words);
        text.getStyleClass().add(style);
        return text;
    }

    private static Label inlineCode(String words) {
        var label = new Label(words);
        label.getStyleClass().add("help-code");
        return label;
    }

    private Hyperlink link(Link link) {
        var hyperlink = new Hyperlink(Page.words(link));
        hyperlink.getStyleClass().add("help-link");
        hyperlink.setOnAction(_ -> links.accept(link.getDestination()));
        return hyperlink;
    }
}
