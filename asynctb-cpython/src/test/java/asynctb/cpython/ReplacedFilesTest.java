package asynctb.cpython;

import asynctb.testkit.Needs;
import asynctb.testkit.PythonProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the interpreter that are no longer what the process runs: an upgrade, a redeployment, a cleanup. */
class ReplacedFilesTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void executableDeleted() throws IOException {
        PythonTree tree = PythonTree.copy(Needs.python("3.15"), folder);
        try (var process = start(tree)) {
            Files.delete(tree.interpreter());
            Situation.assertRead(process);
        }
    }

    @Test
    void executableReplaced() throws IOException {
        PythonTree tree = PythonTree.copy(Needs.python("3.15"), folder.resolve("old"));
        PythonTree other = PythonTree.copy(Needs.python("3.14"), folder.resolve("new"));
        try (var process = start(tree)) {
            Files.move(other.interpreter(), tree.interpreter(), StandardCopyOption.REPLACE_EXISTING);
            Situation.assertRead(process);
        }
    }

    @Test
    void libraryDeleted() throws IOException {
        Needs.root();
        PythonTree tree = PythonTree.copy(Needs.python("3.11"), folder);
        try (var process = start(tree)) {
            Files.delete(tree.library());
            Situation.assertRead(process);
        }
    }

    @Test
    void libraryReplaced() throws IOException {
        Needs.root();
        PythonTree tree = PythonTree.copy(Needs.python("3.9"), folder.resolve("old"));
        PythonTree other = PythonTree.copy(Needs.python("3.8"), folder.resolve("new"));
        try (var process = start(tree)) {
            Files.move(other.library(), tree.library(), StandardCopyOption.REPLACE_EXISTING);
            Situation.assertRead(process);
        }
    }

    private static PythonProcess start(PythonTree tree) {
        return PythonProcess.start(tree.command(Situation.PROGRAM), tree.environment());
    }
}
