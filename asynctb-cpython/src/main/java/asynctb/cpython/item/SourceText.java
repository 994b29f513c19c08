package asynctb.cpython.item;

import asynctb.cpython.source.SourceFile;
import asynctb.cpython.thread.Interpreter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The source of a frame's code, from the file or else from what the program itself has cached of it.
 *
 * @param picture in which it is
 * @param file as the code names it
 * @param interpreter in which the code runs; null if not known
 */
record SourceText(
        CPythonPicture picture, String file, @Nullable Interpreter interpreter) {
    private static final Pattern WITH = Pattern.compile("(async\\s+)?with\\b.*", Pattern.DOTALL);
    // How many lines a statement may have before the item that the byte code names.
    private static final int MAX_STATEMENT = 200;

    /** The text of a line without its margins; null if it could not be had. */
    @Nullable
    String readLine(int line) {
        String text = source().line(line);
        if (text != null || line <= 0) {
            return text;
        }
        Interpreter where =
                interpreter != null ? interpreter : picture.threads().mainInterpreter();
        return where == null ? null : picture.lineCache().readLine(where, file, line);
    }

    /** Why that line of the file may not be what runs, see {@link SourceFile#doubt}; null if there is no doubt or no line. */
    @Nullable
    String doubt(int line) {
        return source().line(line) == null ? null : source().doubt();
    }

    /**
     * The line on which a {@code with} statement begins. The byte code tells that of an item in it, or up to 3.7 that of
     * the last line of its expression; the statement's own is the nearest above that begins with the word.
     *
     * @param item the line of the item
     * @param first the line above which the code does not begin
     * @return {@code item} if there is no source
     */
    int readWithLine(int item, int first) {
        for (int line = item; line >= Math.max(first, item - MAX_STATEMENT); line--) {
            String text = readLine(line);
            if (text == null) {
                return item;
            }
            if (WITH.matcher(text).matches()) {
                return line;
            }
        }
        return item;
    }

    private SourceFile source() {
        return picture.sources().read(file);
    }
}
