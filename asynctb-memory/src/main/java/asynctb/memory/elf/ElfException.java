package asynctb.memory.elf;

import org.jspecify.annotations.Nullable;

/** A file is no ELF file, or a damaged one, or could not be read. The message is a part of a sentence that says which. */
public final class ElfException extends Exception {
    private static final long serialVersionUID = 1;

    ElfException(String message) {
        this(message, null);
    }

    ElfException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
