package asynctb.cli;

import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.rulefiles.NameCheck;
import asynctb.rulefiles.RuleFile;
import asynctb.rulefiles.RuleName;
import asynctb.rulefiles.RuleUse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** {@code asynctb rules check}: what is wrong with a file of rules, and what its rules do to a process. */
final class RulesCheck {
    private final Path path;
    private final RuleFile file;

    /**
     * Reads the file.
     *
     * @throws UsageException if there is none
     */
    RulesCheck(Path path) {
        this.path = path;
        this.file = RuleFiles.open(path);
    }

    /** Whether nothing is wrong with the file, and none of its rules has failed. */
    boolean isGood() {
        return file.errors().isEmpty() && file.uses().stream().allMatch(use -> use.failed() == 0);
    }

    /** What can be said of the file alone. */
    String alone() {
        if (!file.errors().isEmpty()) {
            return file.errors().stream().map(error -> error + "\n").collect(Collectors.joining());
        }
        return path + ": nothing is wrong with its " + rules() + ".\n";
    }

    private String rules() {
        int count = file.uses().size() + file.rules().locks().size();
        return (count == 1 ? "rule" : count + " rules") + " for " + file.rules().library();
    }

    /**
     * What its rules do to a process.
     *
     * @throws asynctb.AsynctbException if that cannot be looked at
     */
    String with(Targets targets, long pid) {
        if (!file.errors().isEmpty()) {
            return alone();
        }
        var names = new NameCheck(file);
        targets.extract(
                pid,
                List.of(new Selector.AllThreads(), new Selector.AllTasks()),
                ExtractOptions.defaults().withSuppliedRules(false),
                List.of(file.rules(), names.rules()));
        var text = new StringBuilder(path + ": this is what its " + rules() + " did to process " + pid + ".\n");
        text.append("  line  matched  acted  failed  rule\n");
        for (RuleUse use : file.uses()) {
            text.append(column(use.line(), 6))
                    .append(column(use.matched(), 9))
                    .append(column(use.acted(), 7))
                    .append(column(use.failed(), 8))
                    .append("  " + use.kind() + " " + use.name() + "\n");
        }
        for (RuleUse use : file.uses()) {
            if (use.failure() != null) {
                text.append(use.failure()).append(".\n");
            }
        }
        for (RuleName name : names.missing()) {
            text.append(path + ":" + name.line() + ": the process has no " + name + ".\n");
        }
        return text.toString();
    }

    private static String column(int number, int width) {
        String digits = Integer.toString(number);
        return " ".repeat(width - Math.min(digits.length(), width)) + digits;
    }
}
