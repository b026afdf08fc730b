package dev.diskwright.ui.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/// A page of the manual.
///
/// @param name as links have it
/// @param title its first heading
/// @param document its Markdown as a tree
public record Page(String name, String title, Node document) {
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    /// A stretch of a page from one heading to the next.
    ///
    /// @param heading its words
    /// @param anchor of the heading
    /// @param text all its words
    record Section(String heading, String anchor, String text) {
        /// {@return how well it answers `words`, in lower case; 0 for not at all}
        int score(List<String> words) {
            String inHeading = heading.toLowerCase(Locale.ROOT);
            String inText = text.toLowerCase(Locale.ROOT);
            int score = 0;
            for (String word : words) {
                int found = (inHeading.contains(word) ? 10 : 0) + (inText.contains(word) ? 1 : 0);
                if (found == 0) {
                    return 0;
                }
                score += found;
            }
            return score;
        }
    }

    /// {@return the page that `markdown` describes}
    static Page parse(String name, String markdown) {
        Node document = PARSER.parse(markdown);
        Node first = document.getFirstChild();
        return new Page(name, first instanceof Heading ? words(first) : name, document);
    }

    /// {@return its sections, in order}
    List<Section> sections() {
        var sections = new ArrayList<Section>();
        var text = new StringBuilder();
        String heading = title;
        String anchor = "";
        for (Node it = document.getFirstChild(); it != null; it = it.getNext()) {
            if (it instanceof Heading) {
                if (it.getPrevious() != null) {
                    sections.add(new Section(heading, anchor, text.toString()));
                    text.setLength(0);
                    heading = words(it);
                    anchor = Topic.anchor(heading);
                }
            } else {
                text.append(words(it)).append(' ');
            }
        }
        sections.add(new Section(heading, anchor, text.toString()));
        return List.copyOf(sections);
    }

    /// {@return the words of a part of a page, without its form}
    static String words(Node node) {
        var words = new StringBuilder();
        node.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Text text) {
                        words.append(text.getLiteral());
                        if (text.getNext() == null) {
                            words.append(' ');
                        }
                    }

                    @Override
                    public void visit(Code code) {
                        words.append(code.getLiteral());
                        if (code.getNext() == null) {
                            words.append(' ');
                        }
                    }

                    @Override
                    public void visit(SoftLineBreak softLineBreak) {
                        words.append(' ');
                    }

                    @Override
                    public void visit(HardLineBreak hardLineBreak) {
                        words.append(' ');
                    }
                });
        return words.toString().strip().replaceAll("\\s+", " ");
    }
}
