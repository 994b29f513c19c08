package asynctb.memory.linux;

import java.nio.file.Path;

/** Names of users. */
final class Users {
    private Users() {}

    /** The name of a user in this system's list; the number in digits if it is not there. */
    static String name(long uid) {
        String number = Long.toString(uid);
        return ProcFiles.optionalText(Path.of("/etc/passwd")).stream()
                .flatMap(String::lines)
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > 2 && fields[2].equals(number) && !fields[0].isEmpty())
                .map(fields -> fields[0])
                .findFirst()
                .orElse(number);
    }
}
