package asynctb.render;

import asynctb.ProcessSummary;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTableTest {
    @Test
    void table() throws IOException {
        var out = new StringBuilder();
        var processes = List.of(
                new ProcessSummary(12, "cpython", "3.11.7", "mail", 5, List.of("python3", "-m", "mail.service"), null),
                new ProcessSummary(
                        123_456,
                        "cpython",
                        null,
                        "someone-else",
                        0,
                        List.of("/usr/bin/python3", "-c", "import \u001b; run()", "and", "many", "more", "words"),
                        "Process 123456 belongs to someone-else; run asynctb as that user or as root."));
        ProcessTable.write(processes, RenderOptions.defaults().withWidth(80), out);
        Golden.compare("processes.txt", out.toString());
    }
}
