package asynctb.rulefiles;

import asynctb.rules.Rules;
import asynctb.rules.SuppliedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/**
 * Rules that are written in a text file, of the format that {@code docs/rule-files.md} tells of. The rules are those of
 * {@link Rules}; what goes wrong in them is a problem of the result as with others. Not for use by several threads at once,
 * since it counts what its rules do.
 */
public final class RuleFile {
    /** How large a file may be, in bytes. */
    public static final int MAX_SIZE = 65_536;

    private final Rules rules;
    private final List<RuleFileError> errors;
    private final List<RuleName> names;
    private final List<Tally> tallies;

    private RuleFile(Rules rules, List<RuleFileError> errors, List<RuleName> names, List<Tally> tallies) {
        this.rules = rules;
        this.errors = List.copyOf(errors);
        this.names = List.copyOf(names);
        this.tallies = List.copyOf(tallies);
    }

    /**
     * Reads a file. Errors call it by this path. It may be wrong, which {@link #errors()} tells.
     *
     * @throws IOException if it cannot be read; a folder, pipe or device is no file
     */
    public static RuleFile read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is no regular file");
        }
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(MAX_SIZE + 1);
        }
        String name = file.toString();
        if (bytes.length > MAX_SIZE) {
            return wrong(name, "it is larger than " + MAX_SIZE + " bytes");
        }
        try {
            return parse(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            return wrong(name, "it is not UTF-8");
        }
    }

    /**
     * Reads the text of a file. It may be wrong, which {@link #errors()} tells.
     *
     * @param name that errors give
     */
    public static RuleFile parse(String name, String text) {
        return parse(name, text, Allowance.own(), Confines.NONE);
    }

    /**
     * Reads a file that a package of a target has brought along. It may speak of the package's own things only, and not do what
     * would hide others'.
     */
    public static RuleFile parse(SuppliedFile file) {
        return parse(file.path(), Objects.requireNonNullElse(file.text(), ""), Allowance.supplied(), Confines.to(file));
    }

    private static RuleFile parse(String name, String text, Allowance allowance, Confines confines) {
        if (text.length() > MAX_SIZE) {
            return wrong(name, "it is larger than " + MAX_SIZE + " bytes");
        }
        TomlParseResult toml;
        try {
            toml = Toml.parse(text);
        } catch (StackOverflowError e) {
            return wrong(name, "it is nested too deeply");
        } catch (RuntimeException e) {
            // Whatever it has to say might quote the file.
            return wrong(name, "it is not TOML");
        }
        var errors = new Errors(name, allowance);
        for (var error : toml.errors()) {
            TomlPosition position = error.position();
            errors.add(
                    position.line(),
                    "this is not TOML, at character " + position.column()
                            + " of the line: perhaps quotes or a bracket are missing, or a name stands there a second time");
        }
        if (toml.hasErrors()) {
            return new RuleFile(Rules.of("").build(), errors.all(), List.of(), List.of());
        }
        return new Reader(new Entry(toml, 1, errors), confines).read();
    }

    private static RuleFile wrong(String name, String message) {
        return new RuleFile(Rules.of("").build(), List.of(new RuleFileError(name, 1, message)), List.of(), List.of());
    }

    /** What is wrong with the file, from its top down; empty if it can be used. */
    public List<RuleFileError> errors() {
        return errors;
    }

    /**
     * The rules.
     *
     * @throws IllegalStateException if something is wrong with the file
     */
    public Rules rules() {
        if (!errors.isEmpty()) {
            throw new IllegalStateException(errors.getFirst().toString());
        }
        return rules;
    }

    /** The functions and classes that the rules are about. */
    public List<RuleName> names() {
        return names;
    }

    /** What the rules have done until now, in the order of the file. */
    public List<RuleUse> uses() {
        return tallies.stream()
                .map(Tally::use)
                .sorted(Comparator.comparingInt(RuleUse::line))
                .toList();
    }

    /** Reads the tables of a file, one kind after the other. */
    private static final class Reader {
        private final Entry top;
        private final Confines confines;
        private final Rules.Builder rules;
        private final List<RuleName> names = new ArrayList<>();
        private final List<Tally> tallies = new ArrayList<>();

        Reader(Entry top, Confines confines) {
            this.top = top;
            this.confines = confines;
            confines.check(top);
            this.rules = Rules.of(top.name("library"));
        }

        RuleFile read() {
            String versions = top.text("versions");
            if (versions != null && !VersionRange.apply(versions, rules)) {
                top.wrong("versions", "versions are written as \">=1.2\", \"<3\" or \">=1.2, <3\"");
            }
            for (Entry entry : top.entries("frame")) {
                keep(FrameEntry.read(entry, rules));
            }
            var unwrapped = new Types();
            for (Entry entry : top.entries("unwrap")) {
                keep(UnwrapEntry.read(entry, rules, unwrapped));
            }
            var contexts = new Types();
            for (Entry entry : top.entries("context")) {
                keep(ContextEntry.read(entry, rules, contexts));
            }
            var ofTasks = new Types();
            var tasks = new TaskEntries(top.entries("task").stream()
                    .map(entry -> TaskEntry.read(entry, ofTasks))
                    .toList());
            tasks.entries().forEach(task -> keep(task.tally()));
            if (!tasks.entries().isEmpty()) {
                rules.tasks(tasks, tasks.types());
            }
            var locks = new Types();
            for (Entry entry : top.entries("lock")) {
                lock(entry, locks);
            }
            top.close();
            return new RuleFile(rules.build(), top.errors().all(), names, tallies);
        }

        private void keep(Tally tally) {
            tallies.add(tally);
            tally.names().forEach(this::keep);
        }

        private void keep(RuleName name) {
            names.add(name);
            confines.check(name, top.errors());
        }

        private void lock(Entry entry, Types types) {
            List<String> locks = types.read(entry);
            boolean isReentrant = entry.flag("reentrant");
            entry.close();
            for (String type : locks) {
                keep(new RuleName(entry.line(), null, type));
                Objects.requireNonNull(isReentrant ? rules.reentrantLock(type) : rules.lock(type));
            }
        }
    }
}
