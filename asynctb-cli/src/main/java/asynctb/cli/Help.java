package asynctb.cli;

/** What {@code --help} says: what works in this build, and nothing else. */
final class Help {
    private Help() {}

    static String text() {
        return """
                Tracebacks of running Python programs, taken from outside.

                  asynctb                             the Python processes here that can be looked at
                  asynctb PID...                      what every thread and task of these processes does now
                  asynctb show PID [SELECTOR...]      the same, or just what the selectors name
                  asynctb tasks PID                   the tasks of its event loops, as trees
                  asynctb find PID [--type NAME]...   its coroutines, generators, greenlets and tasks; or objects of a class
                  asynctb doctor [PID]                what would stop a traceback here, and its cure
                  asynctb rules check FILE.toml [PID] what is wrong with a file of rules; what they do to a process
                  asynctb demo                        all this on a small Python program, started for it

                Selectors
                  thread:NAME                         threads, by name, ident or native id
                  task:NAME                           tasks, by name
                  @0xADDRESS                          the object at an address
                  package.module.attr["key"][0]       the object that this path leads to
                  frames:thread=NAME,outer=F,inner=G,limit=N
                                                      a range of frames; each part may be left out

                What is shown
                  --filter TEXT                       only stacks whose name or frames hold TEXT
                  --limit N                           only the N frames next to the innermost
                  --innermost-first                   the innermost frame of each stack first
                  --locals                            with the variables of each frame
                  --show-hidden                       with frames that rules hide
                  --no-contexts                       without context managers
                  --rules FILE.toml, FILE.jar         with the rules in it, which are asked first
                  --no-rules                          without libraries' rules: plain frames
                  --no-tasks                          threads only, without the tasks of their loops
                  --no-group                          every task, also where many do the same
                  --no-pause                          never pause the process
                  --max-pause MS                      pause it for at most so many milliseconds at once (100)

                What find looks for
                  --type NAME                         coroutine, generator, async_generator, greenlet, task, module.Type
                  --suspended                         only what has begun, has not ended and does not run now

                How it is written
                  --format text|flat|json             for people; as Python's tracebacks; for programs
                  -o FILE                             into a file, which is left alone if anything fails
                  --ascii                             nothing but ASCII
                  --color auto|always|never           auto: on a terminal, unless NO_COLOR is set

                  --strict                            exit status 3 if anything could not be read or trusted
                  --version, --help

                In text, > marks the innermost frame, * the program's own code, ! what could not be read or trusted.
                Exit status: 0 printed, 1 no traceback could be taken or written, 2 wrong command line, 130 interrupted.
                """;
    }
}
