package dev.diskwright.ui;

import dev.diskwright.ui.boot.BootViewModel;
import dev.diskwright.ui.contents.ContentsViewModel;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.FilesViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.SourcePaths;
import dev.diskwright.ui.drop.DropViewModel;
import dev.diskwright.ui.notice.NoticesViewModel;
import dev.diskwright.ui.service.Questions;
import java.time.InstantSource;

/// State of what goes into the disk.
///
/// @param contents entries and the files they come to
/// @param boot loader, command line, identifiers and times
/// @param drops files and folders from outside
record Filling(ContentsViewModel contents, BootViewModel boot, DropViewModel drops) {
    /// {@return view models around `document`}
    static Filling wire(
            ViewModels.Outside outside,
            DocumentViewModel document,
            PlanningViewModel planning,
            SourcePaths sources,
            FilesViewModel files,
            Questions questions,
            NoticesViewModel notices) {
        var contents =
                new ContentsViewModel(document, planning, sources, outside.jobs(), outside.texts());
        var boot =
                new BootViewModel(
                        document,
                        planning,
                        sources,
                        outside.desktop(),
                        outside.texts(),
                        InstantSource.system());
        var drops =
                new DropViewModel(
                        document,
                        planning,
                        files,
                        sources,
                        outside.desktop(),
                        outside.jobs(),
                        questions,
                        notices,
                        outside.texts());
        return new Filling(contents, boot, drops);
    }
}
