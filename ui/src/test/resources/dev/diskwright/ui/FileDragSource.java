import java.awt.BorderLayout;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.dnd.DnDConstants;
import java.awt.dnd.DragSource;
import java.awt.dnd.DragSourceAdapter;
import java.awt.dnd.DragSourceDropEvent;
import java.io.File;
import java.util.List;

import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;

/// Another program's window from which a file is dragged, for tests on a real desktop. Says `ready` once it is shown, and
/// `dropped true` or `dropped false` at the end of each drag.
///
/// Arguments: the file, and the window's x, y, width and height in pixels.
public class FileDragSource {
    private FileDragSource() {}

    public static void main(String[] arguments) {
        SwingUtilities.invokeLater(() -> show(List.of(new File(arguments[0])), arguments));
    }

    private static void show(List<File> files, String[] place) {
        var frame = new JFrame("files");
        var label = new JLabel(files.getFirst().getName(), SwingConstants.CENTER);
        frame.setUndecorated(true);
        frame.setAlwaysOnTop(true);
        frame.add(label, BorderLayout.CENTER);
        frame.setBounds(number(place[1]), number(place[2]), number(place[3]), number(place[4]));
        DragSource source = DragSource.getDefaultDragSource();
        source.createDefaultDragGestureRecognizer(
                label,
                DnDConstants.ACTION_COPY_OR_MOVE,
                event -> source.startDrag(event, null, transferable(files), new Told()));
        frame.setVisible(true);
        System.out.println("ready");
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private static Transferable transferable(List<File> files) {
        return new Transferable() {
            @Override
            public DataFlavor[] getTransferDataFlavors() {
                return new DataFlavor[] {DataFlavor.javaFileListFlavor};
            }

            @Override
            public boolean isDataFlavorSupported(DataFlavor flavor) {
                return flavor.equals(DataFlavor.javaFileListFlavor);
            }

            @Override
            public Object getTransferData(DataFlavor flavor) {
                return files;
            }
        };
    }

    private static final class Told extends DragSourceAdapter {
        @Override
        public void dragDropEnd(DragSourceDropEvent event) {
            System.out.println("dropped " + event.getDropSuccess());
        }
    }
}
