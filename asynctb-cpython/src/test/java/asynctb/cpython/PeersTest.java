package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Threads of ordinary programs are what their Python says they are, and look as they do to other tools that read from
 * outside, frame for frame. The latter runs where the system property {@code asynctb.peers} names a folder with the programs
 * {@code py-spy} and {@code pystack}; where they differ, {@link AcceptedDifference} says why.
 */
class PeersTest {
    private static final List<String> PROGRAMS = List.of(
            "asyncio_server",
            "import_lock",
            "process_pool",
            "queue_workers",
            "recursion",
            "selector_loop",
            "signal_wait",
            "socket_server",
            "sqlite_and_tls",
            "subprocess_wait",
            "thread_pool");

    /** Also the proof that, where peers differ, Python's own word is ours. */
    @EachPython
    void threadsAreWhatPythonSaysTheyAre(Python python) {
        for (String program : PROGRAMS) {
            String file = Programs.find("peers/" + program + ".py").toString();
            try (PythonProcess process = python.start(Programs.find("with_oracle.py"), file)) {
                String differences = OracleComparison.compare(process).text();

                assertThat(differences).as("%s in %s", program, process).isEmpty();
            }
        }
    }

    @EachPython
    @Tag("long")
    @EnabledIfSystemProperty(named = Peer.FOLDER, matches = ".+")
    void threadsLookAsToPySpy(Python python) {
        compare(python, Peer.PY_SPY);
    }

    @EachPython
    @Tag("long")
    @EnabledIfSystemProperty(named = Peer.FOLDER, matches = ".+")
    void threadsLookAsToPystack(Python python) {
        compare(python, Peer.PYSTACK);
    }

    private static void compare(Python python, Peer peer) {
        var differences = new ArrayList<String>();
        for (String program : PROGRAMS) {
            try (PythonProcess process = python.start(Programs.find("peers/" + program + ".py"))) {
                process.awaitRest();
                differences.addAll(PeerComparison.compare(program, peer, python, process.pid()));
            }
        }
        assertThat(String.join("\n", differences)).as("%s on %s", peer, python).isEmpty();
    }
}
