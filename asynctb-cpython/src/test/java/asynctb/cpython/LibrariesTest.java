package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.EachPython;
import asynctb.testkit.Libraries;
import asynctb.testkit.Python;

/** The locked libraries are what programs find. */
class LibrariesTest {
    @EachPython
    void oldest(Python python) {
        assertFound(Libraries.of(python, Libraries.OLDEST), "trio");
    }

    @EachPython
    void newest(Python python) {
        assertFound(Libraries.of(python, Libraries.NEWEST), "trio");
    }

    @EachPython(min = "3.8", max = "3.12")
    void stackscope(Python python) {
        Libraries libraries = Libraries.of(python, Libraries.NEWEST);
        assertFound(libraries, "stackscope");
        assertThat(libraries.version("stackscope")).contains("0.2.2");
    }

    private static void assertFound(Libraries libraries, String module) {
        try (var process = libraries.start(Programs.find("libraries_program.py"), module)) {
            assertThat(process.greeting()).containsExactly(module + " " + libraries.folder());
        }
    }
}
