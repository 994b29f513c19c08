package asynctb.memory.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivityTest {
    private static String activity(Child child, Predicate<String> expected) throws Exception {
        try (LiveProcess process = LiveProcess.open(child.pid())) {
            var last = new Object[] {""};
            try {
                Child.await(() -> {
                    Optional<String> now = process.activity(child.pid());
                    last[0] = now.orElse("");
                    return now.filter(expected).isPresent();
                });
            } catch (AssertionError e) {
                throw new AssertionError("it was last " + last[0], e);
            }
            assertThat(process.activities()).containsEntry(child.pid(), (String) last[0]);
            return (String) last[0];
        }
    }

    private static void check(String program, String pattern, Object... arguments) throws Exception {
        try (Child child = Child.python(program, arguments)) {
            String facts = child.line();
            String[] words = facts.split(" ", -1);
            activity(child, it -> it.matches(pattern.replace("$1", words[0]).replace("$2", words[words.length - 1])));
        }
    }

    @Test
    void receivingShowsThePeer() throws Exception {
        check("""
                import socket
                server = socket.create_server(("127.0.0.1", 0))
                client = socket.create_connection(server.getsockname())
                print(client.fileno(), server.getsockname()[1])
                client.recv(1)
                """, "recvfrom\\($1\\), TCP 127\\.0\\.0\\.1:$2");
    }

    @Test
    void acceptingShowsWhereItListens() throws Exception {
        check("""
                import socket
                server = socket.create_server(("0.0.0.0", 0))
                print(server.fileno(), server.getsockname()[1])
                server.accept()
                """, "accept4?\\($1\\), TCP \\*:$2");
    }

    @Test
    void unixSocketsHaveTheirPath(@TempDir Path directory) throws Exception {
        check("""
                import socket, sys
                server = socket.socket(socket.AF_UNIX)
                server.bind(sys.argv[1])
                server.listen()
                print(server.fileno())
                server.accept()
                """, "accept4?\\($1\\), unix .*/a b", directory.resolve("a b"));
    }

    @Test
    void datagramSocketsToo() throws Exception {
        check("""
                import socket
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                s.bind(("127.0.0.1", 0))
                print(s.fileno(), s.getsockname()[1])
                s.recv(1)
                """, "recvfrom\\($1\\), UDP 127\\.0\\.0\\.1:$2");
    }

    @Test
    void version6HasBrackets() throws Exception {
        check("""
                import socket
                try:
                    server = socket.create_server(("::1", 0), family=socket.AF_INET6)
                    client = socket.create_connection(server.getsockname()[:2])
                    print(client.fileno(), server.getsockname()[1])
                    client.recv(1)
                except OSError:
                    r, w = socket.socketpair()
                    print(r.fileno(), 0)
                    r.recv(1)
                """, "recvfrom\\($1\\), (TCP \\[::1\\]:$2|unix .*)");
    }

    @Test
    void pipesAndQueues() throws Exception {
        check("import os; r, w = os.pipe(); print(r); os.read(r, 1)", "read\\($1\\), pipe:\\[[0-9]+\\]");
        check("import select; e = select.epoll(); print(e.fileno()); e.poll()", "epoll_p?wait2?\\($1\\)");
    }

    @Test
    void sleepingAndLocks() throws Exception {
        check("import time; print(); time.sleep(600)", "(clock_nanosleep|nanosleep|p?select6?)");
        check("import threading; l = threading.Lock(); l.acquire(); print(); l.acquire()", "futex");
    }

    @Test
    void pollingNamesItsDescriptors() throws Exception {
        check("""
                import os, select
                p = select.poll()
                fds = [os.pipe()[0] for _ in range(11)]
                for fd in fds: p.register(fd, select.POLLIN)
                print(fds[0], fds[1])
                p.poll()
                """, "p?poll on 11 descriptors: $1 pipe:\\[[0-9]+\\], $2 pipe:.* and 3 more");
        check(
                "import os, select; r, w = os.pipe(); print(r); select.select([r], [], [])",
                "p?select6? on 1 descriptor: $1 pipe:\\[[0-9]+\\]");
    }

    @Test
    void waitingForAChild() throws Exception {
        check("""
                import os, time
                child = os.fork()
                if child == 0:
                    os.setpgid(0, 0)
                    os.close(1)
                    parent = os.getppid()
                    while os.getppid() == parent: time.sleep(0.05)
                    os._exit(0)
                print(child)
                os.waitpid(child, 0)
                """, "wait4 for $1");
    }

    @Test
    void namesOfFilesAreOneLine(@TempDir Path directory) throws Exception {
        Path fifo = directory.resolve("two\nlines");
        try (Child maker = Child.of("mkfifo", fifo.toString())) {
            assertThat(maker.exit()).isZero();
        }
        check("""
                import os, sys
                fd = os.open(sys.argv[1], os.O_RDWR)
                print(fd)
                os.read(fd, 1)
                """, "read\\($1\\), /.*/two\\?lines", fifo);
        try (Child cat = Child.of("cat", fifo.toString())) {
            cat.running("cat");
            assertThat(activity(cat, it -> it.startsWith("open"))).isIn("open", "openat");
        }
    }

    @Test
    void nothingIsSaidOfThreadsThatAreNotThere() throws Exception {
        try (Child child = Child.of("sleep", "600")) {
            child.running("sleep");
            try (LiveProcess process = LiveProcess.open(child.pid())) {
                assertThat(process.activity(1)).isEmpty();
                assertThat(process.activity(-1)).isEmpty();
                child.kill();
                assertThat(process.activity(child.pid())).isEmpty();
                assertThat(process.activities()).isEmpty();
            }
        }
    }
}
