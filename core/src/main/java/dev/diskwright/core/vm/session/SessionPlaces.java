package dev.diskwright.core.vm.session;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;

/// Where sessions make their files.
///
/// @param runs takes a private directory for each run; with a short path, as those of Unix sockets are limited
/// @param shared takes what machines of the user share, such as switches of vlans; made if it is missing
public record SessionPlaces(Path runs, Path shared) {
    /// Longest path of a directory in which the paths of Unix sockets still fit, in characters.
    private static final int LONGEST = 40;

    /// {@return the places below the user's directory for temporary files, or below `/tmp` where the path of that is too
    /// long}
    ///
    /// @param environment variables by name
    /// @param temporary what Java calls the directory for temporary files; used on Windows
    /// @param user name of the user
    public static SessionPlaces of(Map<String, String> environment, Path temporary, String user) {
        if (File.separatorChar == '\\') {
            return in(temporary, user);
        }
        String given = environment.getOrDefault("TMPDIR", "");
        boolean fits = given.startsWith("/") && given.length() <= LONGEST;
        return in(Path.of(fits ? given : "/tmp"), user);
    }

    /// {@return the places below a directory for temporary files}
    ///
    /// @param user name of the user
    public static SessionPlaces in(Path temporary, String user) {
        String plain = user.replaceAll("[^A-Za-z0-9_-]", "_");
        Path directory = temporary.toAbsolutePath();
        return new SessionPlaces(directory, directory.resolve("diskwright-" + plain));
    }
}
