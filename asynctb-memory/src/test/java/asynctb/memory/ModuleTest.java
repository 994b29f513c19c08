package asynctb.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModuleTest {
    @Test
    void nothingButTheBaseIsNeededAtRunTime() throws Exception {
        try (InputStream in = Files.newInputStream(Path.of("target/classes/module-info.class"))) {
            assertThat(ModuleDescriptor.read(in).requires())
                    .filteredOn(it -> !it.modifiers().contains(Requires.Modifier.STATIC))
                    .extracting(Requires::name)
                    .containsExactly("java.base");
        }
    }
}
