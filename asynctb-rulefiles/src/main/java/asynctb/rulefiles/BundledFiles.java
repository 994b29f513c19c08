package asynctb.rulefiles;

import asynctb.rules.Library;
import asynctb.rules.RuleProvider;
import asynctb.rules.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files of rules that this jar brings along. One is read where its library is loaded in a target, and only there. */
public final class BundledFiles implements RuleProvider {
    /**
     * The names of the files in the folder {@code libraries}, in the order in which they are asked. A file is named by the module that is
     * loaded where its library is in use; of several for one module each has a word of its own behind a hyphen.
     */
    static final List<String> NAMES = List.of(
            "aiohttp",
            "celery",
            "click",
            "django",
            "fastapi",
            "gunicorn",
            "httpcore",
            "httpx",
            "hypercorn",
            "pyspark",
            "starlette",
            "uvicorn");

    private final List<String> names;

    /** Found by the service loader. */
    public BundledFiles() {
        this(NAMES);
    }

    BundledFiles(List<String> names) {
        this.names = names;
    }

    @Override
    public List<Library> libraries() {
        return names.stream()
                .map(name -> Library.of(module(name), () -> rules(name)))
                .toList();
    }

    private static String module(String name) {
        int hyphen = name.indexOf('-');
        return hyphen < 0 ? name : name.substring(0, hyphen);
    }

    private static Rules rules(String name) {
        return read(name).rules();
    }

    /** What is in a file, right or wrong. */
    static RuleFile read(String name) {
        String file = name + ".toml";
        try (InputStream stream = BundledFiles.class.getResourceAsStream("libraries/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks " + file);
            }
            return RuleFile.parse(file, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
