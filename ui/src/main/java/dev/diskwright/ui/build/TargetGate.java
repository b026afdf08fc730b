package dev.diskwright.ui.build;

import dev.diskwright.ui.service.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Looks at where images are to be written before a run starts, and asks before a file is replaced.
final class TargetGate {
    private final RunContext context;
    private boolean looking;

    /// Who wants to write.
    interface Writer {
        /// The way is free.
        ///
        /// @param replace whether the person wants files that are there to be replaced
        void go(boolean replace);

        /// A target cannot be written.
        void refuse(Path target, String why);

        /// The person wants another name for that one.
        void elsewhere(Path target);
    }

    TargetGate(RunContext context) {
        this.context = context;
    }

    /// {@return whether it looks at targets now}
    boolean isLooking() {
        return looking;
    }

    /// Lets `writer` go on when its targets are free, or are to be replaced.
    void pass(List<Path> targets, Writer writer) {
        looking = true;
        context.jobs()
                .start(
                        () -> states(targets),
                        states -> judge(states, writer),
                        fault -> {
                            looking = false;
                            writer.refuse(
                                    targets.getFirst(),
                                    text("build.target.unknown", fault.toString()));
                        });
    }

    private static Map<Path, TargetState> states(List<Path> targets) {
        var states = new LinkedHashMap<Path, TargetState>();
        targets.forEach(it -> states.put(it, TargetState.of(it)));
        return states;
    }

    private void judge(Map<Path, TargetState> states, Writer writer) {
        looking = false;
        var existing = new ArrayList<Path>();
        boolean refused = false;
        for (Map.Entry<Path, TargetState> it : states.entrySet()) {
            Path target = it.getKey();
            switch (it.getValue()) {
                case FREE -> {}
                case EXISTS -> existing.add(target);
                case FOLDER -> {
                    refused = true;
                    writer.refuse(target, text("build.target.folder", target.toString()));
                }
                case NO_PARENT -> {
                    refused = true;
                    writer.refuse(
                            target,
                            text("build.target.noParent", String.valueOf(target.getParent())));
                }
            }
        }
        if (refused) {
            return;
        }
        if (existing.isEmpty()) {
            writer.go(false);
        } else {
            ask(existing, writer);
        }
    }

    private void ask(List<Path> existing, Writer writer) {
        Path first = existing.getFirst();
        context.questions()
                .ask(
                        new Question(
                                context.texts()
                                        .of(
                                                "build.replace.title",
                                                String.valueOf(first.getFileName()),
                                                existing.size()),
                                context.texts()
                                        .of(
                                                "build.replace.text",
                                                String.valueOf(first.getParent()),
                                                existing.size(),
                                                names(existing)),
                                List.of(
                                        choice(
                                                "replace",
                                                "build.replace",
                                                Question.Kind.DANGER,
                                                () -> writer.go(true)),
                                        choice(
                                                "other",
                                                "build.replace.other",
                                                Question.Kind.PLAIN,
                                                () -> writer.elsewhere(first)),
                                        choice(
                                                "cancel",
                                                "question.cancel",
                                                Question.Kind.DEFAULT,
                                                () -> {}))));
    }

    private static String names(List<Path> files) {
        return String.join(
                "\n", files.stream().map(it -> String.valueOf(it.getFileName())).toList());
    }

    private Question.Choice choice(String id, String key, Question.Kind kind, Runnable action) {
        return new Question.Choice(id, context.texts().of(key), kind, action);
    }

    private String text(String key, String what) {
        return context.texts().of(key, what);
    }
}
