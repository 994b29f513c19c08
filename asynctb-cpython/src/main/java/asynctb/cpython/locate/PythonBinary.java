package asynctb.cpython.locate;

import asynctb.memory.Mapping;
import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import asynctb.memory.elf.ElfException;
import asynctb.memory.elf.ElfFile;
import asynctb.memory.elf.Symbol;
import java.util.Optional;
import java.util.OptionalLong;

/** The executable or library in a process that holds the interpreter. */
final class PythonBinary {
    private final ElfFile elf;
    private final long bias;

    PythonBinary(ElfFile elf, Mapping first) {
        this.elf = elf;
        this.bias = elf.bias(first.start(), first.offset());
    }

    /** The address of {@code _PyRuntime}: an exported symbol since 3.7, a section of its own since 3.10. */
    OptionalLong runtime() throws ElfException {
        Optional<Symbol> symbol = elf.symbol("_PyRuntime");
        if (symbol.isPresent()) {
            return OptionalLong.of(symbol.get().value() + bias);
        }
        return elf.section(".PyRuntime")
                .map(s -> OptionalLong.of(s.address() + bias))
                .orElse(OptionalLong.empty());
    }

    /** The address of the variable {@code Py_Version}, a number like {@code sys.hexversion}; since 3.11. */
    OptionalLong version() throws ElfException {
        return address("Py_Version");
    }

    /** Whether the interpreter counts references for debugging, in a version that keeps the count in a variable. */
    boolean isDebugBuild() throws ElfException {
        return elf.symbol("_Py_RefTotal").isPresent();
    }

    /**
     * The variables of 3.6, which has no runtime state.
     *
     * @return empty if this is no 3.6
     */
    Optional<Location.Roots> rootsOf36(Memory memory) throws ElfException {
        OptionalLong running = address("_PyThreadState_Current");
        OptionalLong head = address("PyInterpreterState_Head");
        if (running.isEmpty() || head.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong variable = address("interp_head");
        if (variable.isEmpty()) {
            variable = variableReturned(memory, head.getAsLong());
        }
        return variable.isEmpty()
                ? Optional.empty()
                : Optional.of(new Location.Roots(
                        0,
                        variable.getAsLong(),
                        running.getAsLong(),
                        address("_PyGC_generation0").orElse(0)));
    }

    /**
     * The address of the variable that a getter returns. A stripped 3.6 names only the getter: {@code mov rax, [rip + n];
     * ret} on x86_64.
     */
    private static OptionalLong variableReturned(Memory memory, long function) {
        byte[] load = {0x48, (byte) 0x8b, 0x05};
        try {
            for (int i = 0; i < load.length; i++) {
                if (memory.readByte(function + i) != load[i]) {
                    return OptionalLong.empty();
                }
            }
            long next = function + load.length + Integer.BYTES;
            return OptionalLong.of(next + memory.readInt(function + load.length));
        } catch (MemoryFault e) {
            return OptionalLong.empty();
        }
    }

    private OptionalLong address(String symbol) throws ElfException {
        return elf.symbol(symbol).map(s -> OptionalLong.of(s.value() + bias)).orElse(OptionalLong.empty());
    }
}
