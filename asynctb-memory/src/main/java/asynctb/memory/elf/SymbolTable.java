package asynctb.memory.elf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A table of symbols with its names.
 *
 * @param offset where in the file the symbols are
 * @param count how many; not to be believed before the table is looked through
 * @param strings where in the file the names are
 * @param stringsSize how many bytes they take
 */
record SymbolTable(Image image, long offset, long count, long strings, long stringsSize) {
    private static final int CHUNK = 4096;

    /** Far more than any interpreter has; what lies beyond is not looked at. */
    private static final long MAX_SYMBOLS = 8 << 20;

    private static final long MAX_STRINGS = 128 << 20;

    /** Bytes of a symbol. */
    static int size(Image image) {
        return image.wide() ? 24 : 16;
    }

    /** The first symbol of that name that this file defines. */
    Optional<Symbol> find(String name) throws ElfException {
        byte[] names = image.bytes(strings, Math.min(stringsSize, MAX_STRINGS), "the symbol names");
        byte[] wanted = terminated(name);
        int each = size(image);
        long known = Math.min(count, MAX_SYMBOLS);
        for (long first = 0; first < known; first += CHUNK) {
            int here = (int) Math.min(CHUNK, known - first);
            ByteBuffer chunk = image.read(offset + first * each, (long) here * each, "the symbol table");
            for (int i = 0; i < here; i++) {
                int at = i * each;
                if (isDefined(chunk, at) && hasName(names, chunk.getInt(at), wanted)) {
                    return Optional.of(symbol(name, chunk, at));
                }
            }
        }
        return Optional.empty();
    }

    /** The symbol at an index, if the file defines it and it has that name. */
    Optional<Symbol> at(long index, String name) throws ElfException {
        int each = size(image);
        ByteBuffer symbol = image.read(offset + index * each, each, "the symbol table");
        byte[] wanted = terminated(name);
        long start = Integer.toUnsignedLong(symbol.getInt(0));
        if (!isDefined(symbol, 0) || start + wanted.length > stringsSize) {
            return Optional.empty();
        }
        byte[] found = image.bytes(strings + start, wanted.length, "a symbol name");
        return Arrays.equals(found, wanted) ? Optional.of(symbol(name, symbol, 0)) : Optional.empty();
    }

    private static byte[] terminated(String name) {
        return (name + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private static boolean hasName(byte[] names, int at, byte[] wanted) {
        return at >= 0
                && at <= names.length - wanted.length
                && Arrays.equals(names, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private boolean isDefined(ByteBuffer symbols, int at) {
        return symbols.getShort(at + (image.wide() ? 6 : 14)) != 0;
    }

    private Symbol symbol(String name, ByteBuffer symbols, int at) {
        return image.wide()
                ? new Symbol(name, symbols.getLong(at + 8), symbols.getLong(at + 16))
                : new Symbol(name, image.word(symbols, at + 4), image.word(symbols, at + 8));
    }
}
