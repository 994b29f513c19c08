package asynctb.cpython;

import asynctb.cpython.Peer.PeerFrame;
import asynctb.model.Frame;
import asynctb.testkit.Python;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where another tool shows something else than we do, and why that is right. That Python's own word is ours is shown for all
 * of these by {@link PeersTest#threadsAreWhatPythonSaysTheyAre}.
 */
enum AcceptedDifference {
    /** py-spy shows qualified names where the version has them, and has no field for the short ones. */
    QUALIFIED_NAMES(Peer.PY_SPY, "3.11", "3.15") {
        @Override
        boolean covers(String program, Frame ours, PeerFrame theirs) {
            return ours.qualname() != null && theirs.equals(new PeerFrame(ours.file(), ours.line(), ours.qualname()));
        }
    },
    /**
     * On 3.10 py-spy is a line late in the handshake of TLS: it names the {@code except} clause behind the call. Why it is is
     * not known here; only there is it accepted.
     */
    LINE_BEHIND_THE_HANDSHAKE(Peer.PY_SPY, "3.10", "3.10") {
        @Override
        boolean covers(String program, Frame ours, PeerFrame theirs) {
            return program.equals("sqlite_and_tls")
                    && ours.function().equals("_create")
                    && theirs.equals(new PeerFrame(ours.file(), ours.line() + 1L, ours.function()));
        }
    },
    /**
     * Both show the shim that the interpreter puts between a call of a class and its {@code __init__}, to look at what that
     * returns. It has no file and no line, and Python leaves it out of its own stacks.
     */
    SHIM_OF_INIT(null, "3.13", "3.15") {
        @Override
        boolean isNoFrame(PeerFrame frame) {
            return frame.equals(new PeerFrame("__init__", 0, "__init__"));
        }
    };

    private final @Nullable Peer peer;
    private final String first;
    private final String last;

    /** For a range of versions, both ends included; for every peer if that is null. */
    AcceptedDifference(@Nullable Peer peer, String first, String last) {
        this.peer = peer;
        this.first = first;
        this.last = last;
    }

    /** Whether one of these says that the frame of the peer is no frame. */
    static boolean isNoFrame(Peer peer, Python python, PeerFrame frame) {
        return Arrays.stream(values()).anyMatch(known -> known.concerns(peer, python) && known.isNoFrame(frame));
    }

    /** Whether one of these explains the difference. */
    static boolean accepts(Peer peer, Python python, String program, Frame ours, PeerFrame theirs) {
        return Arrays.stream(values())
                .anyMatch(known -> known.concerns(peer, python) && known.covers(program, ours, theirs));
    }

    private boolean concerns(Peer other, Python python) {
        return (peer == null || peer == other)
                && python.isAtLeast(first)
                && (python.minor().equals(last) || !python.isAtLeast(last));
    }

    boolean isNoFrame(PeerFrame frame) {
        return false;
    }

    boolean covers(String program, Frame ours, PeerFrame theirs) {
        return false;
    }
}
