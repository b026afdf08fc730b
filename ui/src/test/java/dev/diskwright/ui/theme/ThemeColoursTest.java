package dev.diskwright.ui.theme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.resources.WindowResources;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the colours of every theme have to keep, so that nothing is told by colour alone and everything can be read.
class ThemeColoursTest {
    private static final List<String> ROLES =
            List.of("esp", "boot", "root", "verity", "data", "swap", "raw", "foreign");
    private static final Pattern TOKEN = Pattern.compile("(-dw-[a-z-]+):\\s*([^;]+);");

    private static String sheet(String address) throws IOException {
        try (var in = URI.create(address).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> tokens(String theme) throws IOException {
        var tokens = new LinkedHashMap<String, String>();
        Matcher matcher = TOKEN.matcher(sheet(WindowResources.stylesheets(theme).getFirst()));
        while (matcher.find()) {
            tokens.put(matcher.group(1), matcher.group(2).strip());
        }
        return tokens;
    }

    private static void least(double least, double is, String what, List<String> wrong) {
        if (is < least) {
            wrong.add("%s: %.2f of %.1f".formatted(what, is, least));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark", "contrast"})
    void stripesStandOutFromWhatIsAroundThem(String theme) throws IOException {
        Map<String, String> tokens = tokens(theme);
        var wrong = new ArrayList<String>();
        Colour surface = Colour.of(tokens.get("-dw-surface"));
        for (String role : ROLES) {
            Colour stripe = Colour.of(tokens.get("-dw-role-" + role));
            Colour tint = Colour.of(tokens.get("-dw-role-" + role + "-tint"));
            least(3, stripe.contrast(surface), role + " on the surface", wrong);
            least(3, stripe.contrast(tint), role + " on its tint", wrong);
            least(
                    7,
                    Colour.of(tokens.get("-dw-text")).contrast(tint),
                    "text on the tint of " + role,
                    wrong);
        }
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark", "contrast"})
    void rolesDifferForEverySight(String theme) throws IOException {
        Map<String, String> tokens = tokens(theme);
        var wrong = new ArrayList<String>();
        for (Colour.Sight sight : Colour.Sight.values()) {
            for (int i = 0; i < ROLES.size(); i++) {
                for (int j = 0; j < i; j++) {
                    Colour one = Colour.of(tokens.get("-dw-role-" + ROLES.get(i))).seen(sight);
                    Colour two = Colour.of(tokens.get("-dw-role-" + ROLES.get(j))).seen(sight);
                    least(
                            20,
                            one.distance(two),
                            sight + " " + ROLES.get(j) + " and " + ROLES.get(i),
                            wrong);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark", "contrast"})
    void wordsCanBeReadOnEverySurface(String theme) throws IOException {
        Map<String, String> tokens = tokens(theme);
        double least = theme.equals("contrast") ? 7 : 4.5;
        var wrong = new ArrayList<String>();
        for (String surface : List.of("surface", "canvas", "chrome", "accent-soft")) {
            Colour below = Colour.of(tokens.get("-dw-" + surface));
            for (String text : List.of("text", "text-muted", "text-faint", "accent")) {
                if (surface.equals("accent-soft") && text.equals("text-faint") && least < 7) {
                    continue; // on the selected row details are told in the muted colour at least
                }
                least(
                        least,
                        Colour.of(tokens.get("-dw-" + text)).contrast(below),
                        text + " on " + surface,
                        wrong);
            }
        }
        for (String status : List.of("good", "warn", "bad")) {
            Colour colour = Colour.of(tokens.get("-dw-" + status));
            for (String surface : List.of("surface", "canvas", "chrome", status + "-soft")) {
                least(
                        least,
                        colour.contrast(Colour.of(tokens.get("-dw-" + surface))),
                        status + " on " + surface,
                        wrong);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark", "contrast"})
    void themesSetTheSameTokensAndStatusColoursAreNoRoles(String theme) throws IOException {
        Map<String, String> tokens = tokens(theme);
        assertEquals(tokens("light").keySet(), tokens.keySet());
        for (String status : List.of("good", "warn", "bad", "accent")) {
            for (String role : ROLES) {
                assertFalse(tokens.get("-dw-" + status).equals(tokens.get("-dw-role-" + role)));
            }
        }
    }

    @Test
    void highContrastHasNoTintAndFullPatterns() throws IOException {
        Map<String, String> tokens = tokens("contrast");
        for (String role : ROLES) {
            assertEquals(tokens.get("-dw-surface"), tokens.get("-dw-role-" + role + "-tint"));
            assertEquals(
                    tokens.get("-dw-role-" + role), tokens.get("-dw-role-" + role + "-pattern"));
        }
    }

    /// Everything grows with the text.
    @Test
    void rulesNameNoPixelsForTypeNoColoursAndNoRelativeIcons() throws IOException {
        var wrong = new ArrayList<String>();
        for (String address :
                WindowResources.stylesheets("light")
                        .subList(1, WindowResources.stylesheets("light").size())) {
            for (String line : sheet(address).lines().toList()) {
                boolean fixed =
                        line.matches(".*-fx-font-size:\\s*[0-9.]+(px)?\\s*;.*")
                                && !line.contains("-fx-font-size: 13px");
                // Relative to their own type, icons would grow each time the rules are applied.
                fixed |= line.matches(".*-fx-icon-size:\\s*[0-9.]+em.*");
                if (fixed || line.matches(".*(#[0-9a-fA-F]{3,8}\\b|rgba?\\().*[;}].*")) {
                    wrong.add(address.replaceAll(".*/", "") + ": " + line.strip());
                }
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    @Test
    void theMeasuresAreThoseThatOtherToolsGive() {
        assertEquals(100, Colour.of("#000000").distance(Colour.of("#ffffff")), 0.1);
        assertEquals(176.3, Colour.of("#ff0000").distance(Colour.of("#0000ff")), 0.1);
        assertEquals(21, Colour.of("#000000").contrast(Colour.of("#ffffff")), 0.001);
    }
}
