package asynctb.memory.linux;

import asynctb.memory.MemorySource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says in a few words what threads wait for. One object is one look: tables of sockets are read once. */
final class Activity {
    /** Calls whose first argument is a descriptor that says what is waited for. */
    private static final Set<String> ON_DESCRIPTOR = Set.of(
            "accept",
            "accept4",
            "connect",
            "copy_file_range",
            "fallocate",
            "fcntl",
            "fdatasync",
            "flock",
            "fsync",
            "ftruncate",
            "getdents64",
            "ioctl",
            "pread64",
            "preadv",
            "preadv2",
            "pwrite64",
            "pwritev",
            "pwritev2",
            "read",
            "readv",
            "recvfrom",
            "recvmmsg",
            "recvmsg",
            "sendfile",
            "sendmmsg",
            "sendmsg",
            "sendto",
            "splice",
            "sync_file_range",
            "tee",
            "vmsplice",
            "write",
            "writev");

    /** Calls whose first argument is a descriptor that says nothing. */
    private static final Set<String> ON_QUEUE = Set.of("epoll_wait", "epoll_pwait", "epoll_pwait2", "io_uring_enter");

    private static final int MAX_SHOWN = 8;
    private static final int MAX_DESCRIPTORS = 1024;
    private static final int POLL_ENTRY = 8;

    private final ProcDirectory process;
    private final MemorySource memory;
    private final Sockets sockets;

    Activity(ProcDirectory process, MemorySource memory) {
        this.process = process;
        this.memory = memory;
        this.sockets = new Sockets(process.image().resolve("net"));
    }

    /** What a thread waits for; empty if it runs, is gone, or the system does not say. */
    Optional<String> of(long tid) {
        Path file = process.path().resolve("task").resolve(Long.toString(tid)).resolve("syscall");
        return ProcFiles.optionalText(file).flatMap(CallState::parse).map(this::describe);
    }

    private String describe(CallState call) {
        String name = SystemCalls.name(call.number());
        if (ON_QUEUE.contains(name)) {
            return name + "(" + (int) call.argument(0) + ")";
        }
        if (ON_DESCRIPTOR.contains(name)) {
            int descriptor = (int) call.argument(0);
            return name + "(" + descriptor + ")"
                    + file(descriptor).map(it -> ", " + it).orElse("");
        }
        return name
                + switch (name) {
                    case "wait4" -> process((int) call.argument(0));
                    case "waitid" -> call.argument(0) == 1 ? process((int) call.argument(1)) : " for any child";
                    case "poll", "ppoll" -> polled(call);
                    case "select", "pselect6" -> selected(call);
                    default -> "";
                };
    }

    /** The number is one of the target's pid namespace. */
    private static String process(int pid) {
        return pid > 0 ? " for " + pid : " for any child";
    }

    private String polled(CallState call) {
        long total = call.argument(1);
        if (total < 0 || total > Integer.MAX_VALUE) {
            return "";
        }
        int wanted = (int) Math.min(total, MAX_SHOWN);
        ByteBuffer entries = read(call.argument(0), wanted * POLL_ENTRY);
        var descriptors = new ArrayList<Integer>();
        for (int at = 0; at + POLL_ENTRY <= entries.limit(); at += POLL_ENTRY) {
            descriptors.add(entries.getInt(at));
        }
        return descriptors(total, descriptors);
    }

    private String selected(CallState call) {
        int bits = (int) Math.min(Math.max(call.argument(0), 0), MAX_DESCRIPTORS);
        var descriptors = new TreeSet<Integer>();
        for (int set = 1; set <= 3; set++) {
            // Sets are made of longs, so there is always a whole number of them.
            ByteBuffer bytes = read(call.argument(set), (bits + 63) / 64 * 8);
            for (int i = 0; i < bits && i / 8 < bytes.limit(); i++) {
                if ((bytes.get(i / 8) >> (i % 8) & 1) != 0) {
                    descriptors.add(i);
                }
            }
        }
        return descriptors(
                descriptors.size(), descriptors.stream().limit(MAX_SHOWN).toList());
    }

    private ByteBuffer read(long address, int length) {
        var bytes = new byte[length];
        int count = address == 0 ? 0 : memory.read(address, bytes, 0, length);
        return ByteBuffer.wrap(bytes, 0, count).slice().order(ByteOrder.nativeOrder());
    }

    private String descriptors(long total, List<Integer> shown) {
        if (total == 0) {
            return "";
        }
        var words = new ArrayList<String>();
        for (int descriptor : shown) {
            words.add(descriptor + file(descriptor).map(it -> " " + it).orElse(""));
        }
        String all = " on " + total + (total == 1 ? " descriptor" : " descriptors");
        if (!words.isEmpty()) {
            all += ": " + String.join(", ", words);
        }
        return total > shown.size() && !words.isEmpty() ? all + " and " + (total - shown.size()) + " more" : all;
    }

    private Optional<String> file(int descriptor) {
        Path link = process.image().resolve("fd").resolve(Integer.toString(descriptor));
        return ProcFiles.link(link).map(this::file);
    }

    private String file(String link) {
        String words = link;
        if (link.startsWith("socket:[") && link.endsWith("]")) {
            words = sockets.describe(link.substring("socket:[".length(), link.length() - 1))
                    .orElse(link);
        }
        return printable(words);
    }

    /** A name may hold anything, but this is to be one line. */
    private static String printable(String text) {
        var line = new StringBuilder();
        text.codePoints().forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return line.toString();
    }
}
