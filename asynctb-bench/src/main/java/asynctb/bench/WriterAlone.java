package asynctb.bench;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.model.Extraction;
import asynctb.render.Format;
import asynctb.render.RenderOptions;
import asynctb.render.Renderer;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** {@code WriterAlone PID SELECTOR FORMAT FILE}: prints what the writing of a ready traceback takes, once, in a new machine. */
final class WriterAlone {
    private static final double NANOS = 1e9;

    private WriterAlone() {}

    public static void main(String[] arguments) throws IOException {
        Format format = Objects.requireNonNull(Format.ofId(arguments[2]));
        Extraction extraction;
        try (Target target = Asynctb.attach(Long.parseLong(arguments[0]))) {
            extraction = target.extract(List.of(Selector.parse(arguments[1])), ExtractOptions.defaults());
        }
        long begin = System.nanoTime();
        Duration beginCpu = cpu();
        try (Writer writer = Files.newBufferedWriter(Path.of(arguments[3]))) {
            Renderer renderer = Renderer.of(format, RenderOptions.defaults(), writer);
            renderer.add(extraction);
            renderer.finish(List.of());
        }
        double wall = (System.nanoTime() - begin) / NANOS;
        double cpu = cpu().minus(beginCpu).toNanos() / NANOS;
        System.out.println(String.format(Locale.ROOT, "wall %.6f cpu %.6f", wall, cpu));
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }
}
