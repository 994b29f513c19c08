package asynctb.rulefiles;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes what is wrong with a file. Only so many are kept, since one mistake may be a thousand. */
final class Errors {
    private static final int MAX_ERRORS = 100;

    private final String file;
    private final Allowance allowance;
    private final List<RuleFileError> found = new ArrayList<>();

    Errors(String file, Allowance allowance) {
        this.file = file;
        this.allowance = allowance;
    }

    /** What the rules of the file may read. */
    Allowance allowance() {
        return allowance;
    }

    String file() {
        return file;
    }

    void add(int line, String message) {
        if (found.size() < MAX_ERRORS) {
            found.add(new RuleFileError(file, line, message));
        }
    }

    /** All of them, from the top of the file down. */
    List<RuleFileError> all() {
        return found.stream()
                .sorted(Comparator.comparingInt(RuleFileError::line))
                .toList();
    }
}
