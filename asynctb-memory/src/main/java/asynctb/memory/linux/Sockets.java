package asynctb.memory.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The sockets of a process's network namespace, by inode; each table is read when it is first asked for. */
final class Sockets {
    private static final int MAX_TABLE = 32 << 20;
    private static final String LISTENING = "0A";

    private enum Kind {
        TCP("tcp", "TCP", 9),
        TCP6("tcp6", "TCP", 9),
        UDP("udp", "UDP", 9),
        UDP6("udp6", "UDP", 9),
        UNIX("unix", "unix", 6);

        final String file;
        final String label;
        final int inodeField;

        Kind(String file, String label, int inodeField) {
            this.file = file;
            this.label = label;
            this.inodeField = inodeField;
        }
    }

    private final Path net;
    private final Map<Kind, Map<String, String>> tables = new EnumMap<>(Kind.class);

    Sockets(Path net) {
        this.net = net;
    }

    /** What a socket is, with its peer, or its own address where it has no peer; empty if it is in no table. */
    Optional<String> describe(String inode) {
        for (Kind kind : Kind.values()) {
            String line = tables.computeIfAbsent(kind, this::load).get(inode);
            if (line != null) {
                return Optional.of(kind == Kind.UNIX ? unix(line, inode) : internet(kind, fields(line)));
            }
        }
        return Optional.empty();
    }

    private Map<String, String> load(Kind kind) {
        var lines = new HashMap<String, String>();
        try {
            for (String line : ProcFiles.text(net.resolve(kind.file), MAX_TABLE).split("\n", -1)) {
                String[] fields = fields(line);
                if (fields.length > kind.inodeField) {
                    lines.put(fields[kind.inodeField], line);
                }
            }
        } catch (IOException e) {
            return Map.of(); // this kernel has no such sockets, or they are not ours to see
        }
        return lines;
    }

    private static String[] fields(String line) {
        return line.strip().split(" +", -1);
    }

    private static String internet(Kind kind, String[] fields) {
        Optional<SocketAddress> local = SocketAddress.parse(fields[1]);
        Optional<SocketAddress> peer = SocketAddress.parse(fields[2]);
        boolean hasPeer = !fields[3].equals(LISTENING)
                && peer.filter(it -> !it.isAny() || it.port() != 0).isPresent();
        return (hasPeer ? peer : local)
                .filter(address -> address.port() != 0)
                .map(address -> kind.label + " " + address)
                .orElse(kind.label);
    }

    /** The path begins after the inode and may hold blanks; names without a file begin with {@code @}. */
    private static String unix(String line, String inode) {
        int at = line.indexOf(" " + inode + " ");
        return at < 0 ? "unix socket:[" + inode + "]" : "unix " + line.substring(at + inode.length() + 2);
    }
}
