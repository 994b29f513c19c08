package asynctb.model;

/**
 * Where in a source file an instruction comes from, as far as the runtime keeps it.
 *
 * @param line the first line, counted from 1; 0 if the instruction has none
 * @param endLine the last line; 0 if not known
 * @param column the first column as an offset in UTF-8 bytes, counted from 0; -1 if not known
 * @param endColumn the column after the last, likewise; -1 if not known
 */
public record Position(int line, int endLine, int column, int endColumn) {
    /** No position at all. */
    public static final Position NONE = new Position(0, 0, -1, -1);

    public static Position ofLine(int line) {
        return new Position(line, 0, -1, -1);
    }
}
