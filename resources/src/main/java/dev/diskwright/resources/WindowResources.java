package dev.diskwright.resources;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Words, style sheets, fonts and icons of the window.
public final class WindowResources {
    /// Edge lengths of the application icon, in pixels.
    public static final List<Integer> ICON_SIZES = List.of(16, 24, 32, 48, 64, 128, 256, 512);

    /// Languages that there are texts in, as language tags. The last one is made from the first, to find what a
    /// longer language would clip and what was never put into a bundle.
    public static final List<String> LANGUAGES = List.of("en", PseudoText.TAG);

    /// Usual size of text, in pixels; all other sizes in the sheets are relative to it.
    private static final double USUAL_TEXT = 13;

    /// A rule that says how large icons are: its selector, and the size in pixels.
    private static final Pattern ICON_SIZE =
            Pattern.compile("([^{}/]+)\\{[^{}]*-fx-icon-size:\\s*([0-9.]+)(?:px)?\\s*;[^{}]*}");

    /// Message bundles, one a feature; no key is in two of them.
    private static final List<String> TEXTS =
            List.of(
                    "shell",
                    "words",
                    "files",
                    "start",
                    "layout",
                    "table",
                    "inspector",
                    "outline",
                    "problems",
                    "edits",
                    "notice",
                    "settings",
                    "palette",
                    "contents",
                    "boot",
                    "machine",
                    "network",
                    "preview",
                    "running",
                    "drop",
                    "journal",
                    "difference",
                    "help",
                    "build",
                    "image");

    /// Style sheets, one a feature; the first holds what all controls share.
    private static final List<String> SHEETS =
            List.of(
                    "window",
                    "shell",
                    "start",
                    "layout",
                    "table",
                    "inspector",
                    "outline",
                    "problems",
                    "build",
                    "image",
                    "notice",
                    "settings",
                    "palette",
                    "contents",
                    "boot",
                    "machine",
                    "running",
                    "drop",
                    "difference",
                    "help",
                    "compact");

    private WindowResources() {}

    /// {@return every word the window shows, of all features}
    ///
    /// @throws java.util.MissingResourceException if a bundle is missing
    public static ResourceBundle texts(Locale locale) {
        return Words.of(locale, TEXTS);
    }

    /// {@return addresses of the style sheets, in the order they apply}
    ///
    /// @param theme `light`, `dark` or another that gives the tokens their values
    public static List<String> stylesheets(String theme) {
        var sheets = new ArrayList<String>();
        sheets.add(stylesheet(theme));
        SHEETS.forEach(name -> sheets.add(stylesheet(name)));
        return List.copyOf(sheets);
    }

    /// {@return address of a style sheet that makes all text and all icons larger} Icons are glyphs of a type of their
    /// own, whose sizes cannot be relative; so their rules are repeated with other sizes.
    ///
    /// @param percent of the usual size
    public static String textSize(int percent) {
        var rules = new StringBuilder(rule(".root", "-fx-font-size", USUAL_TEXT * percent / 100));
        if (percent != 100) {
            for (String name : SHEETS) {
                Matcher icons = ICON_SIZE.matcher(text("theme/" + name + ".css"));
                while (icons.find()) {
                    double size = Double.parseDouble(icons.group(2)) * percent / 100;
                    rules.append(rule(icons.group(1).strip(), "-fx-icon-size", size));
                }
            }
        }
        return "data:text/css;base64,"
                + Base64.getEncoder()
                        .encodeToString(rules.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String rule(String selector, String property, double pixels) {
        return String.format(Locale.ROOT, "%s { %s: %.2fpx; }%n", selector, property, pixels);
    }

    private static String text(String path) {
        try (InputStream in = open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private static String stylesheet(String name) {
        String path = "theme/" + name + ".css";
        return Objects.requireNonNull(WindowResources.class.getResource(path), path)
                .toExternalForm();
    }

    /// {@return the application icon as PNG}
    ///
    /// @param size one of [#ICON_SIZES]
    public static InputStream icon(int size) {
        return open("icons/diskwright-" + size + ".png");
    }

    /// {@return a face of the window's type family, OpenType}
    ///
    /// @param style `Regular` or `Bold`
    public static InputStream font(String style) {
        return open("fonts/DiskwrightSans-" + style + ".otf");
    }

    /// {@return the pages of the manual as Markdown, by name, in their order}
    ///
    /// @param locale whose language is taken if there is a manual in it; English otherwise
    public static Map<String, String> manual(Locale locale) {
        String folder = "help/" + locale.getLanguage() + "/";
        if (WindowResources.class.getResource(folder + "index.txt") == null) {
            folder = "help/en/";
        }
        var pages = new LinkedHashMap<String, String>();
        for (String name : text(folder + "index.txt").lines().toList()) {
            pages.put(name, text(folder + name + ".md"));
        }
        return pages;
    }

    private static InputStream open(String path) {
        return Objects.requireNonNull(WindowResources.class.getResourceAsStream(path), path);
    }
}
