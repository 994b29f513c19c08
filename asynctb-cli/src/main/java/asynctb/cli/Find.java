package asynctb.cli;

import asynctb.ObjectQuery;
import asynctb.model.Findings;
import asynctb.render.Format;
import asynctb.render.FoundRenderer;
import java.io.IOException;
import java.util.List;

/** {@code asynctb find}: the objects of a process. */
final class Find {
    private final Command command;
    private final Surroundings around;
    private final Targets targets;
    private final Arguments arguments;

    Find(Command command, Surroundings around, Targets targets, Arguments arguments) {
        this.command = command;
        this.around = around;
        this.targets = targets;
        this.arguments = arguments;
    }

    int of(List<String> words) throws IOException {
        if (words.size() != 1) {
            throw new UsageException("The command find needs one source: asynctb find PID --type NAME");
        }
        if (arguments.format == Format.FLAT) {
            throw new UsageException("What is found is no traceback: it is written as text or json.");
        }
        long pid = Sources.pid(words.getFirst());
        Findings findings;
        try (var progress = Progress.on(around)) {
            ObjectQuery query = ObjectQuery.of(arguments.types).withProgress(progress::tell);
            findings = targets.find(
                    pid,
                    arguments.suspended ? query.suspended() : query,
                    arguments.extractOptions(),
                    RuleFiles.read(arguments.ruleFiles));
        }
        command.noteRuleFiles(arguments, pid, findings.ruleFiles());
        if (findings.counts().isEmpty()) {
            command.note("Process " + pid + " has no such objects.");
        }
        try (Output output = command.output(arguments)) {
            FoundRenderer.write(findings, arguments.format, command.renderOptions(arguments), output.writer());
            output.commit();
        }
        return arguments.strict && !findings.problems().isEmpty() ? Command.PROBLEMS : Command.DONE;
    }
}
