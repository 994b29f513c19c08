package asynctb.memory.linux;

import asynctb.memory.ProcessException;
import asynctb.memory.ProcessException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds out why a process cannot be read, and says what to type. */
final class Refusal {
    private static final int CAP_SYS_PTRACE = 19;
    private static final int MAX_SEARCHED = 1 << 16;

    private Refusal() {}

    /** There is no such process, or it is not to be seen from here. */
    static ProcessException missing(long pid) {
        if (pid == 0) {
            return new ProcessException(
                    Reason.NO_SUCH_PROCESS, "No process has the number 0; `asynctb` lists those that there are.");
        }
        Optional<Long> outer = outerNumber(pid);
        String message = "There is no process " + pid;
        if (outer.isPresent()) {
            message += " here, but process " + outer.get() + " has that number inside its container: `asynctb "
                    + outer.get() + "`.";
        } else if (isContainer()) {
            message += " in this container; for processes outside of it run asynctb there, or start the container with"
                    + " `docker run --pid host --cap-add SYS_PTRACE`.";
        } else if (hidesOthers()) {
            message += " to be seen; processes of other users are hidden here: `sudo asynctb " + pid + "`.";
        } else {
            message += "; `asynctb` lists those that there are.";
        }
        return new ProcessException(Reason.NO_SUCH_PROCESS, message);
    }

    /** Threads have directories of their own below {@code /proc}, though these are not listed; parts of the kernel too. */
    static void refuseOthers(long pid, ProcStat stat) throws ProcessException {
        long process = ProcFiles.optionalText(ProcDirectory.of(pid).resolve("status"))
                .map(text -> ProcStatus.parse(text).number("Tgid", 0))
                .orElse(pid);
        if (process > 0 && process != pid) {
            throw new ProcessException(
                    Reason.NO_SUCH_PROCESS,
                    pid + " is a thread of process " + process + ": `asynctb " + process + "`.");
        }
        if (stat.kernel()) {
            throw new ProcessException(
                    Reason.NO_SUCH_PROCESS,
                    pid + " is a part of the kernel, not a program; `asynctb` lists the programs that there are.");
        }
    }

    static ProcessException zombie(long pid, ProcStat stat) {
        return new ProcessException(
                Reason.ZOMBIE,
                "Process " + pid + " (" + stat.name()
                        + ") has ended, nothing is left of it but its exit status, which process " + stat.parent()
                        + " has not asked for yet: look at that one with `asynctb " + stat.parent() + "`.");
    }

    static ProcessException notPermitted(ProcDirectory target) {
        long pid = target.pid();
        String sentence;
        try {
            var self = ProcStatus.parse(ProcFiles.text(Path.of("/proc/self/status")));
            sentence = why(pid, self, target.status(), ptraceScope());
        } catch (IOException e) {
            sentence = "the system does not let this user look at it: `sudo asynctb " + pid + "`.";
        }
        return new ProcessException(Reason.NOT_PERMITTED, "Process " + pid + " cannot be read: " + sentence);
    }

    /** Returns the rest of the sentence. */
    static String why(long pid, ProcStatus self, ProcStatus target, int ptraceScope) {
        String sudo = "`sudo asynctb " + pid + "`";
        boolean mayTraceAll = (self.bits("CapEff") >>> CAP_SYS_PTRACE & 1) != 0;
        if (mayTraceAll) {
            return "the system refuses although the right to trace is there, as it does for processes of another user"
                    + " namespace or where a security module (SELinux, AppArmor) forbids it: try " + sudo
                    + " outside of any container.";
        }
        if (self.number("Uid", 1) == 0) {
            return "root lacks the right to trace (CAP_SYS_PTRACE) here, as in most containers: start the container with"
                    + " `docker run --cap-add SYS_PTRACE`, or type " + sudo + " outside of it.";
        }
        if (!isSameUser(self, target)) {
            return "it belongs to " + Users.name(target.number("Uid", 1)) + ": " + sudo + ".";
        }
        return switch (ptraceScope) {
            case 1 ->
                "the system lets a program be read only by those that started it (ptrace_scope is 1): " + sudo
                        + ", or `sudo sysctl kernel.yama.ptrace_scope=0` for all programs of a user.";
            case 2 -> "the system lets only root read programs (ptrace_scope is 2): " + sudo + ".";
            case 3 ->
                "the system lets nobody read programs (ptrace_scope is 3) until it is started again with another"
                        + " setting of kernel.yama.ptrace_scope.";
            default ->
                "it gave up being readable by its own user, as programs with special rights do"
                        + (self.number("Seccomp", 0) > 0
                                ? ", or the filter of this container (seccomp) forbids it"
                                : "")
                        + ": " + sudo + ".";
        };
    }

    private static boolean isSameUser(ProcStatus self, ProcStatus target) {
        long user = self.number("Uid", 3);
        List<Long> users = target.numbers("Uid");
        for (long it : users.subList(0, Math.min(3, users.size()))) {
            if (it != user) {
                return false;
            }
        }
        return true;
    }

    private static int ptraceScope() {
        return ProcFiles.optionalText(Path.of("/proc/sys/kernel/yama/ptrace_scope"))
                .map(String::strip)
                .filter(text -> Digits.areDecimal(text, 1))
                .map(Integer::valueOf)
                .orElse(0);
    }

    /** The number here of a process that has the number inside a pid namespace of its own. */
    private static Optional<Long> outerNumber(long pid) {
        try {
            for (long candidate : ProcFiles.numbers(Path.of("/proc")).stream()
                    .limit(MAX_SEARCHED)
                    .toList()) {
                List<Long> numbers = ProcFiles.optionalText(
                                ProcDirectory.of(candidate).resolve("status"))
                        .map(text -> ProcStatus.parse(text).numbers("NSpid"))
                        .orElse(List.of());
                if (numbers.size() > 1 && numbers.get(numbers.size() - 1) == pid) {
                    return Optional.of(candidate);
                }
            }
        } catch (IOException e) {
            // Then nothing more can be said.
        }
        return Optional.empty();
    }

    private static boolean isContainer() {
        return Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv"));
    }

    private static boolean hidesOthers() {
        return ProcFiles.optionalText(Path.of("/proc/self/mounts"))
                .map(mounts ->
                        mounts.lines().anyMatch(line -> line.startsWith("proc /proc ") && line.contains("hidepid=")))
                .orElse(false);
    }
}
