package dev.diskwright.ui.machine;

import java.util.List;

/// What a design's machine comes to on this host.
///
/// @param program that Run executes
/// @param groups its arguments, in their order
/// @param firmware that the host has for the machine
/// @param accelerators that were tried
/// @param needs what Run needs of the host, and whether it is there
/// @param script that starts the machine in a shell
/// @param fault why there are no arguments; empty if there are
public record MachineSight(
        String program,
        List<Group> groups,
        Search firmware,
        List<Accelerator> accelerators,
        List<HostNeed> needs,
        String script,
        String fault) {
    /// Nothing yet.
    public static final MachineSight NONE =
            new MachineSight(
                    "",
                    List.of(),
                    new Search(List.of(), List.of(), ""),
                    List.of(),
                    List.of(),
                    "",
                    "");

    /// Copies the lists.
    public MachineSight {
        groups = List.copyOf(groups);
        accelerators = List.copyOf(accelerators);
        needs = List.copyOf(needs);
    }

    /// Arguments that belong together.
    ///
    /// @param id stable name, for comparison
    /// @param title what they are, for people
    /// @param tokens exactly as they are executed
    /// @param paths JSON pointers of what they follow from
    public record Group(String id, String title, List<String> tokens, List<String> paths) {
        /// Copies the lists.
        public Group {
            tokens = List.copyOf(tokens);
            paths = List.copyOf(paths);
        }
    }

    /// Firmware of the host.
    ///
    /// @param code image of the code
    /// @param variables template of its variables; empty for none
    /// @param origin what told of it
    /// @param secureBoot whether it can refuse unsigned programs
    public record Firmware(String code, String variables, String origin, boolean secureBoot) {}

    /// What a search for firmware came to.
    ///
    /// @param found what fits the machine, the best first
    /// @param looked where it was looked for
    /// @param chosen code image in effect; empty for none
    public record Search(List<Firmware> found, List<String> looked, String chosen) {
        /// Copies the lists.
        public Search {
            found = List.copyOf(found);
            looked = List.copyOf(looked);
        }
    }

    /// A way to execute the guest that was tried.
    ///
    /// @param key what the design calls it
    /// @param works whether it works here for this machine
    /// @param why it does not, or what it is; may be empty
    public record Accelerator(String key, boolean works, String why) {}

    /// Something that Run needs.
    ///
    /// @param words what it is, in a sentence
    /// @param met whether it is there
    /// @param path JSON pointer of what asks for it; empty for nothing in particular
    public record HostNeed(String words, boolean met, String path) {}
}
