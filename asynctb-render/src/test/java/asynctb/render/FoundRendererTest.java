package asynctb.render;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.model.Findings;
import asynctb.model.FoundObject;
import asynctb.model.ObjectInfo;
import asynctb.model.Stack;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of several objects is true of all of them. */
class FoundRendererTest {
    private static final FoundObject.Place PLACE = new FoundObject.Place("f", "/srv/shop.py", 7);

    @Test
    void ofThoseAtOnePlaceOnlyWhatAllDoIsSaid() throws IOException {
        assertThat(written(
                        task(0x10, "sleeping, 9.1 s left", PLACE),
                        task(0x20, "sleeping, 3.2 s left; being cancelled", PLACE)))
                .contains("2 × task (\"t16\" … \"t32\"), sleeping, in f at /srv/shop.py:7: @0x10 … @0x20");
        assertThat(written(task(0x10, "waiting in Lock.acquire", PLACE), task(0x20, "waiting in Event.wait", PLACE)))
                .contains("2 × task (\"t16\" … \"t32\"), waiting, in f at");
        assertThat(written(task(0x10, "sleeping, 9.1 s left", PLACE), task(0x20, "sleeping, 9.1 s left", PLACE)))
                .contains("2 × task (\"t16\" … \"t32\"), sleeping, 9.1 s left, in f at");
    }

    @Test
    void thoseAtNoKnownPlaceAreToldApartByWhatTheyDo() throws IOException {
        assertThat(written(
                        task(0x10, "sleeping, 9.1 s left", null),
                        task(0x20, "waiting in Queue.get", null),
                        task(0x30, "sleeping, 3.2 s left", null)))
                .contains("2 × task (\"t16\" … \"t48\"), sleeping: @0x10 … @0x30")
                .contains("@0x20  task \"t32\", waiting in Queue.get");
    }

    private static FoundObject task(long address, String words, FoundObject.@Nullable Place place) {
        return new FoundObject(
                new ObjectInfo("_asyncio.Task", address, "<_asyncio.Task object>"),
                Stack.Kind.TASK,
                "t" + address,
                Stack.State.WAITING,
                words,
                place,
                null);
    }

    private static String written(FoundObject... objects) throws IOException {
        var findings = new Findings(Samples.service().target(), Map.of(), List.of(objects), List.of(), List.of());
        var text = new StringBuilder();
        FoundRenderer.write(findings, Format.TEXT, RenderOptions.defaults(), text);
        return text.toString();
    }
}
