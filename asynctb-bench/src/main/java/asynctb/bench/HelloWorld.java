package asynctb.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts a Java machine as {@code ./asynctb} does, with an AOT cache, to print one line. */
final class HelloWorld {
    private HelloWorld() {}

    /** Compiles it and makes its cache. */
    static List<String> make(Workshop workshop) {
        String classes = workshop.file("classes").toString();
        String jar = workshop.file("hello.jar").toString();
        String cache = workshop.file("hello.aot").toString();
        Workshop.run(
                List.of(jdk("javac"), "-d", classes, workshop.file("Hello.java").toString()));
        // A cache holds classes of jars, not those of folders.
        Workshop.run(List.of(jdk("jar"), "--create", "--file", jar, "-C", classes, "Hello.class"));
        Workshop.run(java(jar, "-XX:AOTCacheOutput=" + cache));
        return java(jar, "-XX:AOTCache=" + cache);
    }

    private static List<String> java(String jar, String cache) {
        var command = new ArrayList<>(List.of(jdk("java"), "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xlog:disable"));
        command.addAll(List.of(cache, "-cp", jar, "Hello"));
        return command;
    }

    private static String jdk(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }
}
