package asynctb.cpython.object;

import asynctb.memory.MemoryFault;
import java.math.BigInteger;

/**
 * An {@code int} or {@code bool}.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PyInt(Heap heap, long address, PyType type) implements PyObject {
    // See longintrepr.h: 30 bits a digit; since 3.12 the lower bits of lv_tag are the sign.
    private static final int DIGIT_BITS = 30;
    private static final int TAG_SIGN = 3;
    private static final int TAG_NEGATIVE = 2;
    private static final int TAG_SHIFT = 3;
    private static final int MAX_DIGITS = 4096;

    /**
     * Its value.
     *
     * @throws MemoryFault if it cannot be read or is longer than about 120,000 bits
     */
    public BigInteger readValue() {
        boolean tagged = heap.offsets.longTag >= 0;
        long tag = heap.memory().readLong(address + (tagged ? heap.offsets.longTag : heap.offsets.obSize));
        boolean negative = tagged ? (tag & TAG_SIGN) == TAG_NEGATIVE : tag < 0;
        long digits = tagged ? tag >>> TAG_SHIFT : Math.abs(tag);
        if (digits < 0 || digits > MAX_DIGITS) {
            throw new MemoryFault(address, "holds a number of " + digits + " digits");
        }
        if (digits <= 1) {
            long value = digits == 0 ? 0 : readDigit(0);
            return BigInteger.valueOf(negative ? -value : value);
        }
        BigInteger value = BigInteger.ZERO;
        for (int i = (int) digits - 1; i >= 0; i--) {
            value = value.shiftLeft(DIGIT_BITS).or(BigInteger.valueOf(readDigit(i)));
        }
        return negative ? value.negate() : value;
    }

    private int readDigit(int index) {
        return heap.memory().readInt(address + heap.offsets.longDigits + (long) index * Integer.BYTES);
    }

    /** Whether it is {@code True} or {@code False}. */
    public boolean isBool() {
        return type.kind() == Kind.BOOL;
    }

    /** Its value, the lowest 64 bits if it is longer. */
    public long readLong() {
        return readValue().longValue();
    }
}
