package dev.diskwright.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.resources.WindowResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The words of the window: all there, all used, all well-formed.
class WordsTest {
    private static final ResourceBundle ENGLISH = WindowResources.texts(Locale.ENGLISH);
    private static final ResourceBundle PSEUDO =
            WindowResources.texts(Locale.forLanguageTag("en-XA"));

    private static String sources(String folder, String ending) throws IOException {
        Path root = Files.isDirectory(Path.of(folder)) ? Path.of(folder) : Path.of("ui", folder);
        var all = new StringBuilder();
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(it -> it.toString().endsWith(ending)).toList()) {
                all.append(Files.readString(file)).append('\n');
            }
        }
        return all.toString();
    }

    @Test
    void everyKeyThatTheSourcesNameIsThere() throws IOException {
        var missing = new TreeSet<String>();
        Matcher view =
                Pattern.compile("\"%([a-zA-Z][^\"]*)\"")
                        .matcher(sources("src/main/resources", ".fxml"));
        while (view.find()) {
            if (!ENGLISH.containsKey(view.group(1))) {
                missing.add(view.group(1));
            }
        }
        Matcher code =
                Pattern.compile("texts(?:\\(\\))?\\s*\\.of\\(\\s*\"([^\"]+)\"\\s*[,)]")
                        .matcher(sources("src/main/java", ".java"));
        while (code.find()) {
            if (!ENGLISH.containsKey(code.group(1))) {
                missing.add(code.group(1));
            }
        }
        assertEquals(new TreeSet<String>(), missing);
    }

    /// A key is used if it, or a beginning of it up to a point, is named in quotes somewhere.
    @Test
    void everyKeyIsUsed() throws IOException {
        String all = sources("src/main/resources", ".fxml") + sources("src/main/java", ".java");
        var unused = new TreeSet<String>();
        for (String key : ENGLISH.keySet()) {
            boolean used = all.contains("\"" + key + "\"") || all.contains("%" + key + "\"");
            for (int at = key.lastIndexOf('.');
                    at > 0 && !used;
                    at = key.lastIndexOf('.', at - 1)) {
                String family = "\"" + key.substring(0, at);
                used = all.contains(family + "\"") || all.contains(family + ".\"");
                String last = key.substring(at + 1);
                used = used || key.startsWith("command.") && all.contains("\"" + last + "\"");
            }
            if (!used) {
                unused.add(key);
            }
        }
        assertEquals(new TreeSet<String>(), unused);
    }

    @Test
    void patternsParseInEveryLanguage() {
        for (ResourceBundle bundle : List.of(ENGLISH, PSEUDO)) {
            for (String key : bundle.keySet()) {
                var format = new MessageFormat(bundle.getString(key), Locale.ENGLISH);
                var arguments = new Object[format.getFormatsByArgumentIndex().length];
                java.util.Arrays.fill(arguments, 1);
                assertTrue(!format.format(arguments).contains("MessageFormat"), key);
            }
        }
    }

    @Test
    void theMadeUpLanguageKeepsArgumentsAndIsLonger() {
        var wrong = new ArrayList<String>();
        for (String key : ENGLISH.keySet()) {
            String plain = ENGLISH.getString(key);
            String made = PSEUDO.getString(key);
            int arguments =
                    new MessageFormat(plain, Locale.ENGLISH).getFormatsByArgumentIndex().length;
            boolean kept =
                    new MessageFormat(made, Locale.ENGLISH).getFormatsByArgumentIndex().length
                            == arguments;
            long letters =
                    plain.replaceAll("\\{[^}]*}", "").chars().filter(Character::isLetter).count();
            if (!kept || letters > 0 && made.length() < plain.length() + letters * 2 / 5) {
                wrong.add(key + ": " + made);
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals("[Ùñðò õ]", PSEUDO.getString("command.undo"));
    }

    @Test
    void whatALanguageLacksIsEnglishWhateverTheDesktopSpeaks() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.JAPAN);
            assertEquals(
                    ENGLISH.getString("command.undo"),
                    WindowResources.texts(Locale.forLanguageTag("fi")).getString("command.undo"));
        } finally {
            Locale.setDefault(before);
        }
    }
}
