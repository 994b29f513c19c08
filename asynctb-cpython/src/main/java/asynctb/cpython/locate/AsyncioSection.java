package asynctb.cpython.locate;

import asynctb.memory.ByteSource;
import asynctb.memory.Mapping;
import asynctb.memory.elf.ElfException;
import asynctb.memory.elf.ElfFile;
import asynctb.memory.elf.Section;
import asynctb.memory.linux.LiveProcess;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the section in which the module {@code _asyncio} describes itself: in its own file, or in the interpreter's. */
public final class AsyncioSection {
    /** What the names of the files begin with that may have it. */
    private static final List<String> HOLDERS = List.of("_asyncio.", "libpython", "python");

    private AsyncioSection() {}

    /**
     * The address of a section.
     *
     * @param name of the section
     * @return empty if no file that is mapped has it
     */
    public static OptionalLong find(LiveProcess process, String name) {
        List<Mapping> mappings = process.mappings();
        for (String prefix : HOLDERS) {
            OptionalLong found = find(process, mappings, name, prefix);
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong find(LiveProcess process, List<Mapping> mappings, String name, String prefix) {
        for (Mapping mapping : mappings) {
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
