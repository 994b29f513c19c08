package asynctb.rulefiles;

import asynctb.rules.Rules;
import asynctb.rules.SuppliedFile;
import asynctb.rules.SuppliedFileReader;
import java.util.List;

/** Reads the files of rules that packages of a target bring along. */
public final class SuppliedReader implements SuppliedFileReader {
    /** Found by the service loader. */
    public SuppliedReader() {}

    @Override
    public Rules read(SuppliedFile file) {
        RuleFile read = RuleFile.parse(file);
        List<RuleFileError> errors = read.errors();
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(
                    errors.getFirst() + (errors.size() == 1 ? "" : "; and " + (errors.size() - 1) + " more"));
        }
        return read.rules();
    }
}
