package asynctb.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A thread of the target.
 *
 * @param ident the runtime's own number of it
 * @param nativeId the operating system's number of it, as seen from here; null if not known
 * @param daemon whether it does not keep the process alive; null if not known
 * @param interpreter the number of the interpreter it runs in; 0 is the main one
 * @param attributes what only some threads or runtimes have, by name: {@code holds_gil} (Boolean), {@code syscall} (String),
 *     {@code works_for} (String: whose tracebacks go on into this thread's frames, in words), {@code waits_for} (String: which
 *     thread it waits for, or which lock and who holds that, in words)
 */
public record ThreadInfo(
        long ident,
        @Nullable Long nativeId,
        @Nullable Boolean daemon,
        long interpreter,
        Map<String, Object> attributes) {
    public ThreadInfo {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
