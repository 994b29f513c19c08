package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract that the repository carries is the one that was agreed, where that lies in a folder beside the checkout. */
class ContractTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Path OURS = CHECKOUT.resolve("docs/contract");

    @Test
    void contractIsTheOneThatWasAgreed() throws IOException {
        for (Path agreed : agreed()) {
            try (Stream<Path> files = Files.list(agreed)) {
                for (Path file : files.toList()) {
                    assertThat(OURS.resolve(file.getFileName())).hasSameTextualContentAs(file);
                }
            }
        }
        assertThat(OURS.resolve("cli.md")).exists();
        assertThat(OURS.resolve("output.schema.json")).exists();
    }

    private static List<Path> agreed() throws IOException {
        try (Stream<Path> siblings = Files.list(CHECKOUT.resolveSibling("."))) {
            return siblings.filter(sibling -> !sibling.normalize().equals(CHECKOUT))
                    .map(sibling -> sibling.resolve("contract"))
                    .filter(contract -> Files.exists(contract.resolve("output.schema.json")))
                    .toList();
        }
    }
}
