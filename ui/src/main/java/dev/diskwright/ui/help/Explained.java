package dev.diskwright.ui.help;

import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/// Which place of the manual explains a node.
public final class Explained {
    private static final String KEY = "diskwright.help";

    private Explained() {}

    /// Notes that `topic`, `page` or `page#anchor`, explains `node` and all in it that says nothing else.
    public static void by(Node node, String topic) {
        node.getProperties().put(KEY, topic);
    }

    /// {@return what explains `node`; the first page if nothing does}
    public static Topic topicOf(@Nullable Node node) {
        for (Node it = node; it != null; it = it.getParent()) {
            if (it.hasProperties() && it.getProperties().get(KEY) instanceof String text) {
                return Topic.parse(text);
            }
        }
        return Topic.START;
    }
}
