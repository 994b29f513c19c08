package asynctb.rulefiles;

/**
 * Why a rule file cannot be used. It says where, and never what stands there.
 *
 * @param file the file's name
 * @param line counted from 1
 * @param message one sentence
 */
public record RuleFileError(String file, int line, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
