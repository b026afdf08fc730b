package dev.diskwright.core.content.tar;

import dev.diskwright.core.content.Accounts;
import dev.diskwright.core.content.FileTree;
import java.io.IOException;
import java.util.OptionalLong;

/// What names in access control lists stand for: tar stores names there, and the numbers are in the archive's own
/// `/etc/passwd` and `/etc/group`, which may come later than the list.
final class AccountNames {
    private final Accounts users;
    private final Accounts groups;
    private final boolean last;
    private boolean deferred;

    private AccountNames(Accounts users, Accounts groups, boolean last) {
        this.users = users;
        this.groups = groups;
        this.last = last;
    }

    /// {@return names of which none is known yet}
    static AccountNames unknown() {
        return new AccountNames(Accounts.none(), Accounts.none(), false);
    }

    /// {@return the names that the archive itself knows}
    static AccountNames of(FileTree archive) throws IOException {
        return new AccountNames(
                Accounts.of(archive, "/etc/passwd"), Accounts.of(archive, "/etc/group"), true);
    }

    /// {@return whether a name was met that has to be looked up in the archive}
    boolean deferred() {
        return deferred;
    }

    /// {@return the number; empty if the archive knows no such name} While no name is known yet, any number.
    OptionalLong number(boolean group, String name) {
        OptionalLong number = (group ? groups : users).number(name);
        if (number.isEmpty() && !last) {
            deferred = true;
            return OptionalLong.of(0);
        }
        return number;
    }
}
