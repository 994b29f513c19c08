package asynctb.cli;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the classes lie that are tested, for programs that tests start. */
final class Classes {
    private static final List<String> ONE_OF_EACH_MODULE = List.of(
            "asynctb.Asynctb",
            "asynctb.render.Renderer",
            "asynctb.memory.Memory",
            "asynctb.cpython.CPythonProvider",
            "asynctb.nativeaccess.ProcessVmReader",
            "asynctb.cli.Main");

    private Classes() {}

    /** The jar, or folder of classes, that a class is in. */
    static Path place(String type) {
        try {
            return Path.of(Class.forName(type, false, Classes.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static String paths(Stream<Path> paths) {
        return paths.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Writes a script that starts the command as it was compiled for this test, whatever was built before. */
    static Path command(Path folder) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path script = folder.resolve("asynctb");
        Files.writeString(
                script,
                "#!/bin/sh\nunset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS\nexec '" + java + "' -XX:TieredStopAtLevel=1 "
                        + "--enable-native-access=ALL-UNNAMED -cp '"
                        + paths(ONE_OF_EACH_MODULE.stream().map(Classes::place)) + "' asynctb.cli.Main \"$@\"\n");
        Files.setPosixFilePermissions(script, fromString("rwxr-xr-x"));
        return script;
    }
}
