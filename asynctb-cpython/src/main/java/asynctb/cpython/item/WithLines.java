package asynctb.cpython.item;

import asynctb.cpython.object.ByAddress;
import asynctb.cpython.object.PyCode;
import org.jspecify.annotations.Nullable;

/** The lines on which {@code with} statements begin; found once for each code. */
final class WithLines {
    private static final WithLine NONE = new WithLine(0, null);

    private final ByAddress<ByAddress<WithLine>> known = new ByAddress<>();

    /**
     * The line on which a statement begins.
     *
     * @param number 0 if it is not known
     * @param text null if it could not be had
     */
    record WithLine(int number, @Nullable String text) {}

    /**
     * The line of the statement that an item stands in.
     *
     * @param item the line of the item; 0 if it is not known
     */
    WithLine read(SourceText source, PyCode code, int item) {
        if (item == 0) {
            return NONE;
        }
        ByAddress<WithLine> ofCode = ByAddress.in(known, code.address());
        WithLine line = ofCode.get(item);
        if (line == null) {
            int number = source.readWithLine(item, code.positionAt(-1).line());
            line = new WithLine(number, number == 0 ? null : source.readLine(number));
            ofCode.put(item, line);
        }
        return line;
    }
}
