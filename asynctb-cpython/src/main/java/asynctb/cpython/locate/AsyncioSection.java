package asynctb.cpython.locate;

import asynctb.memory.ByteSource;
import asynctb.memory.Mapping;
import asynctb.memory.elf.ElfException;
import asynctb.memory.elf.ElfFile;
import asynctb.memory.elf.Section;
import asynctb.memory.linux.LiveProcess;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the section in which the module {@code _asyncio} describes itself: in its own file, or in the interpreter's. */
public final class AsyncioSection {
    private AsyncioSection() {}

    /**
     * The address of a section.
     *
     * @param name of the section
     * @return empty if no file that is mapped has it
     */
    public static OptionalLong find(LiveProcess process, String name) {
        OptionalLong own = find(process, name, "_asyncio.");
        if (own.isPresent()) {
            return own;
        }
        OptionalLong library = find(process, name, "libpython");
        return library.isPresent() ? library : find(process, name, "python");
    }

    private static OptionalLong find(LiveProcess process, String name, String prefix) {
        for (Mapping mapping : process.mappings()) {
            String file = mapping.path().substring(mapping.path().lastIndexOf('/') + 1);
            if (mapping.isFile() && mapping.offset() == 0 && file.startsWith(prefix)) {
                try (ByteSource bytes = process.files().open(mapping)) {
                    ElfFile elf = ElfFile.read(bytes);
                    Optional<Section> section = elf.section(name);
                    if (section.isPresent()) {
                        return OptionalLong.of(section.get().address() + elf.bias(mapping.start(), mapping.offset()));
                    }
                } catch (IOException | ElfException e) {
                    // The table that comes with the version is used.
                }
            }
        }
        return OptionalLong.empty();
    }
}
