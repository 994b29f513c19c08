package asynctb.rulefiles;

/**
 * Why a rule file cannot be used. It says where, and never what stands there.
 *
 * @param file its path, as it was named when it was read
 * @param line counted from 1
 * @param message one sentence
 */
public record RuleFileError(String file, int line, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
