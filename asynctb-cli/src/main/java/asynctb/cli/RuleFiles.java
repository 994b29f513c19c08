package asynctb.cli;

import asynctb.rulefiles.RuleFile;
import asynctb.rulefiles.RuleFileError;
import asynctb.rules.RuleProvider;
import asynctb.rules.Rules;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Rules from files that the user names. They run with the user's rights, as any program that the user starts. */
final class RuleFiles {
    private RuleFiles() {}

    /**
     * The rules in all of the files, those of the last file first, so that it is asked first.
     *
     * @throws UsageException if a file holds none
     */
    static List<Rules> read(List<Path> files) {
        var all = new ArrayList<Rules>();
        for (Path file : files) {
            all.addAll(0, read(file));
        }
        return all;
    }

    private static List<Rules> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("There is no file " + file + " with rules.");
        }
        return file.toString().endsWith(".toml") ? List.of(text(file).rules()) : jar(file);
    }

    /**
     * What a text file holds, right or wrong.
     *
     * @throws UsageException if it cannot be read
     */
    static RuleFile open(Path file) {
        try {
            return RuleFile.read(file);
        } catch (AccessDeniedException e) {
            throw new UsageException("You may not read " + file + ".");
        } catch (NoSuchFileException e) {
            throw new UsageException("There is no file " + file + " with rules.");
        } catch (IOException e) {
            throw new UsageException("The rules in " + file + " cannot be read: " + e.getMessage() + ".");
        }
    }

    /**
     * The rules in a text file.
     *
     * @throws UsageException if it holds none, or something is wrong with it
     */
    private static RuleFile text(Path file) {
        RuleFile rules = open(file);
        List<RuleFileError> errors = rules.errors();
        if (!errors.isEmpty()) {
            throw new UsageException("The rules cannot be used: " + errors.getFirst()
                    + (errors.size() == 1
                            ? "."
                            : "; and " + (errors.size() - 1) + " more, which `asynctb rules check " + file
                                    + "` shows."));
        }
        return rules;
    }

    private static List<Rules> jar(Path file) {
        var rules = new ArrayList<Rules>();
        try {
            // It stays open: rules may load their classes when they are used.
            @SuppressWarnings("resource")
            var loader = new URLClassLoader(new URL[] {url(file)}, RuleProvider.class.getClassLoader());
            for (RuleProvider provider : ServiceLoader.load(RuleProvider.class, loader)) {
                if (loader.equals(provider.getClass().getClassLoader())) {
                    rules.addAll(provider.rules());
                }
            }
        } catch (ServiceConfigurationError | RuntimeException | LinkageError | IOException e) {
            throw new UsageException("The rules in " + file + " cannot be used: " + e.getMessage());
        }
        if (rules.isEmpty()) {
            throw new UsageException("There are no rules in " + file
                    + ": it needs a class that implements asynctb.rules.RuleProvider, named in META-INF/services.");
        }
        return rules;
    }

    private static URL url(Path file) throws IOException {
        URI uri = file.toAbsolutePath().toUri();
        return uri.toURL();
    }
}
