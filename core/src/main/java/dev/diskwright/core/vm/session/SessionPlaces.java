package dev.diskwright.core.vm.session;

import java.nio.file.Path;

/// Where sessions make their files.
///
/// @param runs takes a private directory for each run; with a short path, as those of Unix sockets are limited
/// @param shared takes what machines of the user share, such as switches of vlans; made if it is missing
public record SessionPlaces(Path runs, Path shared) {
    /// {@return the places below a directory for temporary files}
    ///
    /// @param user name of the user
    public static SessionPlaces in(Path temporary, String user) {
        String plain = user.replaceAll("[^A-Za-z0-9_-]", "_");
        Path directory = temporary.toAbsolutePath();
        return new SessionPlaces(directory, directory.resolve("diskwright-" + plain));
    }
}
