package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.model.Frame;
import asynctb.testkit.EachPython;
import asynctb.testkit.Needs;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that many people run, brought to rest: their threads look, frame for frame, as they do to other tools, and are
 * what their Python says. The property {@code asynctb.peers} names the folder with the tools, {@code asynctb.packages} one in
 * which each minor version that is to be tested has a folder with the packages: {@code pip install --target 3.12 flask …}.
 */
@Tag("long")
@EnabledIfSystemProperty(named = Peer.FOLDER, matches = ".+")
@EnabledIfSystemProperty(named = "asynctb.packages", matches = ".+")
class KnownProgramsTest {
    private static final Path PACKAGES = Path.of(System.getProperty("asynctb.packages", ""));
    private static final int PATIENCE_LOOKS = 100;
    private static final int TRIES = 5;

    /** What the programs are given to run or to serve. */
    private static final Map<String, String> FILES = Map.of(
            "web_application.py", "from flask import Flask\napp = Flask(__name__)\n",
            "asynchronous.py", "from aiohttp import web\n\n\ndef init(argv):\n    return web.Application()\n",
            "tasks.py", "from celery import Celery\napp = Celery(broker='memory://')\n",
            "test_function.py", "import os\n\n\ndef test_rest():\n    os.read(0, 1)\n",
            "test_class.py", """
                    import os
                    import unittest


                    class Rest(unittest.TestCase):
                        def test_rest(self):
                            os.read(0, 1)
                    """);

    @TempDir
    private Path folder;

    /**
     * A module that is run as a program.
     *
     * @param rest the functions in which its first thread rests in the end
     */
    private record Program(String module, String arguments, Set<String> rest) {
        Program(String module, String arguments, String... rest) {
            this(module, arguments, Set.of(rest));
        }
    }

    private static final List<Program> PROGRAMS = List.of(
            new Program("http.server", "0", "select"),
            new Program("asyncio", "", "select"),
            new Program("code", "", "raw_input"),
            new Program("pdb", "test_function.py", "cmdloop"),
            new Program("pydoc", "-p 0", "browse"),
            new Program("unittest", "test_class", "test_rest"),
            new Program("flask", "--app web_application run --port 0", "select"),
            new Program("gunicorn", "-b 127.0.0.1:0 web_application:app", "sleep", "wait_for_signals"),
            new Program("aiohttp.web", "-H 127.0.0.1 -P 0 asynchronous:init", "select"),
            new Program("pytest", "-s -p no:cacheprovider test_function.py", "test_rest"),
            new Program("ipykernel_launcher", "-f kernel.json", "select"),
            new Program("twisted", "web --listen tcp:0:interface=127.0.0.1", "doPoll"),
            new Program("waitress", "--listen 127.0.0.1:0 web_application:app", "poll"),
            new Program("celery", "-A tasks worker -P threads -c 2", "drain_events"));

    @EachPython
    void threadsLookAsToOthersAndArePythonsOwn(Python python) throws IOException {
        Path packages = PACKAGES.resolve(python.minor());
        Needs.that(Files.isDirectory(packages), packages + " is missing");
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        var differences = new ArrayList<String>();
        int frames = 0;
        for (Program program : PROGRAMS) {
            try (PythonProcess process = start(python, packages, program)) {
                awaitRest(program, process);
                for (Peer peer : Peer.values()) {
                    differences.addAll(compare(program, peer, python, process));
                }
                OracleComparison.Outcome outcome = OracleComparison.compare(process);
                frames += outcome.frames();
                outcome.differences().forEach(difference -> differences.add(program.module + ": " + difference));
            }
        }
        System.out.println(PROGRAMS.size() + " programs in CPython " + python.version() + ": " + frames
                + " frames compared with Python's own word, " + differences.size() + " stacks differ");
        assertThat(String.join("\n", differences)).as("%s", python).isEmpty();
    }

    private PythonProcess start(Python python, Path packages, Program program) {
        var command = new ArrayList<>(List.of(
                python.executable().toString(),
                Programs.find("run_module.py").toString(),
                "--oracle",
                folder.toString(),
                program.module));
        Arrays.stream(program.arguments.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .forEach(command::add);
        return PythonProcess.start(command, Map.of("PYTHONPATH", packages.toString()));
    }

    /** It is at rest now and then while it starts, too. */
    private static void awaitRest(Program program, PythonProcess process) {
        List<Frame> frames = List.of();
        for (int i = 0; i < PATIENCE_LOOKS; i++) {
            process.awaitRest();
            frames = PeerComparison.ours(process.pid()).getOrDefault(process.pid(), List.of());
            if (!frames.isEmpty() && program.rest.contains(frames.getLast().function())) {
                return;
            }
        }
        throw new IllegalStateException(process + " rests elsewhere: " + frames);
    }

    /** Some look each second whether there is something to do; when they do, they are looked at again. */
    private static List<String> compare(Program program, Peer peer, Python python, PythonProcess process) {
        List<String> differences = List.of();
        for (int i = 0; i < TRIES; i++) {
            process.awaitRest();
            differences = PeerComparison.compare(program.module, peer, python, process.pid());
            if (differences.isEmpty()) {
                break;
            }
        }
        return differences.stream().map(text -> peer + ", " + text).toList();
    }
}
