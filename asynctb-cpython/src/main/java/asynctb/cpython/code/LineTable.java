package asynctb.cpython.code;

import asynctb.model.Position;

/** Which source an instruction comes from. */
public interface LineTable {
    /**
     * The place of an instruction.
     *
     * @param lasti the offset of the instruction in the byte code, in bytes; negative before the first
     * @return {@link Position#NONE} if the instruction comes from no line
     */
    Position at(int lasti);
}
