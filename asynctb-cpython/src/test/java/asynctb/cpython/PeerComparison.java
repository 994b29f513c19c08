package asynctb.cpython;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.cpython.Peer.PeerFrame;
import asynctb.model.Frame;
import asynctb.model.Stack;
import asynctb.testkit.Python;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Compares the threads of a process that rests, frame for frame, with what another tool shows of it. */
final class PeerComparison {
    private PeerComparison() {}

    /** Where they differ, and no {@link AcceptedDifference} says why. */
    static List<String> compare(String program, Peer peer, Python python, long pid) {
        var differences = new ArrayList<String>();
        Map<Long, List<Frame>> ours = ours(pid);
        Map<Long, List<PeerFrame>> theirs = peer.threads(pid);
        if (!ours.keySet().equals(theirs.keySet())) {
            differences.add(program + ": threads " + ours.keySet() + " | " + theirs.keySet());
        }
        ours.forEach((thread, frames) -> {
            List<PeerFrame> peers = new ArrayList<>(theirs.getOrDefault(thread, List.of()));
            peers.removeIf(frame -> AcceptedDifference.isNoFrame(peer, python, frame));
            var table = new Differences(program + ": thread " + thread);
            for (int i = 0; i < Math.max(frames.size(), peers.size()); i++) {
                PeerFrame our = i < frames.size() ? PeerFrame.of(frames.get(i)) : null;
                PeerFrame their = i < peers.size() ? peers.get(i) : null;
                boolean accepted = our != null
                        && their != null
                        && AcceptedDifference.accepts(peer, python, program, frames.get(i), their);
                table.add("", our, accepted ? our : their);
            }
            if (table.found()) {
                differences.add(table.text());
            }
        });
        return differences;
    }

    /** Frames outermost first, by the thread's native number. */
    static Map<Long, List<Frame>> ours(long pid) {
        var threads = new TreeMap<Long, List<Frame>>();
        try (Target target = Asynctb.attach(pid)) {
            for (Stack stack : target.extractThreads().stacks()) {
                Long nativeId = Objects.requireNonNull(stack.thread()).nativeId();
                threads.put(Objects.requireNonNull(nativeId), stack.frames());
            }
        }
        return threads;
    }
}
