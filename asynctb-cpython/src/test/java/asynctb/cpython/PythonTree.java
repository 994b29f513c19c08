package asynctb.cpython;

import asynctb.testkit.Needs;
import asynctb.testkit.Python;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Python whose executable and library are copies, to do with what a test likes. Its modules are those of the original.
 *
 * @param python the original
 * @param folder of the copy
 */
record PythonTree(Python python, Path folder) {
    /** Makes the copy. */
    static PythonTree copy(Python python, Path folder) {
        var tree = new PythonTree(python, folder);
        try {
            Path executable = python.executable().toRealPath();
            Files.createDirectories(tree.executable().getParent());
            Files.copy(executable, tree.executable());
            Path lib = executable.resolveSibling("../lib").normalize();
            Files.createDirectories(folder.resolve("lib"));
            Optional<Path> library = library(lib, python.minor());
            if (library.isPresent()) {
                Files.copy(
                        library.get(),
                        folder.resolve("lib").resolve(library.get().getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tree;
    }

    private static Optional<Path> library(Path lib, String minor) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(file -> file.getFileName().toString().matches("libpython" + minor + "m?\\.so\\.1\\.0"))
                    .findFirst();
        }
    }

    Path executable() {
        return folder.resolve("bin/python" + python.minor());
    }

    /** The shared library; skips the test if this Python has none. */
    Path library() {
        try {
            Optional<Path> library = library(folder.resolve("lib"), python.minor());
            Needs.that(library.isPresent(), python + " has no shared library");
            return library.orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file that holds the interpreter. */
    Path interpreter() {
        try {
            return library(folder.resolve("lib"), python.minor()).orElse(executable());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> command(Path program, Object... arguments) {
        return Stream.concat(Stream.of(executable(), program), Stream.of(arguments))
                .map(Object::toString)
                .toList();
    }

    Map<String, String> environment() {
        Path prefix = python.executable().resolveSibling("..").normalize();
        return Map.of("LD_LIBRARY_PATH", folder.resolve("lib").toString(), "PYTHONHOME", prefix.toString());
    }
}
