package asynctb.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asynctb.rules.Library;
import asynctb.rules.RuleProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BundledFilesTest {
    private static final Path FOLDER = Path.of("src/main/resources/asynctb/rulefiles/libraries");

    @Test
    void eachFileIsListedAndRight() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".toml"))
                            .map(name -> name.substring(0, name.length() - ".toml".length())))
                    .containsExactlyInAnyOrderElementsOf(BundledFiles.NAMES);
        }
        for (String name : BundledFiles.NAMES) {
            assertThat(BundledFiles.read(name).errors()).as(name).isEmpty();
        }
    }

    @Test
    void aFileIsReadWhenItsRulesAreAskedFor() {
        List<Library> libraries = new BundledFiles(List.of("moth-new", "missing")).libraries();

        assertThat(libraries).extracting(Library::module).containsExactly("moth", "missing");
        assertThat(libraries.getFirst().rules().library()).isEqualTo("moth");
        assertThat(libraries.getFirst().rules().frames()).hasSize(1);
        assertThatThrownBy(() -> libraries.getLast().rules()).hasMessageContaining("missing.toml");
    }

    @Test
    void isFoundAsAService() throws IOException {
        assertThat(BundledFiles.class.getModule().getDescriptor().provides())
                .anyMatch(service -> service.providers().contains(BundledFiles.class.getName()));
        assertThat(Files.readString(Path.of("src/main/resources/META-INF/services/" + RuleProvider.class.getName())))
                .isEqualToIgnoringNewLines(BundledFiles.class.getName());
    }
}
