package asynctb.render;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.model.Extraction;
import asynctb.model.Findings;
import asynctb.model.FoundObject;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.model.Stack;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class JsonRendererTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static JsonNode parse(RenderOptions options, Extraction... extractions) {
        JsonNode document = MAPPER.readTree(Samples.text(Format.JSON, options, extractions));
        assertThat(ClosedSchema.ofOutput().errors(document)).isEmpty();
        return document;
    }

    @Test
    void whatEveryMemberHolds() {
        Extraction some = Samples.extraction(Samples.delivery(), Samples.torn(), Samples.generator());
        String text = Samples.text(Format.JSON, RenderOptions.defaults(), some);
        Golden.compare("some.json", text.replace(Tool.version(), "VERSION"));
    }

    @Test
    void whatContextsHold() {
        String text = Samples.text(Format.JSON, RenderOptions.defaults(), Samples.extraction(Samples.held()));
        Golden.compare("contexts.json", text.replace(Tool.version(), "VERSION"));
        parse(RenderOptions.defaults(), Samples.extraction(Samples.held()));
    }

    @Test
    void whatASearchHasFound() throws IOException {
        var found = new FoundObject(
                new ObjectInfo("coroutine", 0x100, "<coroutine object f at 0x100>"),
                Stack.Kind.COROUTINE,
                "f",
                Stack.State.SUSPENDED,
                null,
                new FoundObject.Place("f", "/usr/lib/python3.12/asyncio/locks.py", 7),
                new FoundObject.Holder(Stack.Kind.TASK, "T\u001b", 0x200));
        var plain = new FoundObject(
                new ObjectInfo("app.Order", 0x300, "<app.Order object at 0x300>"),
                Stack.Kind.OTHER,
                null,
                Stack.State.UNKNOWN,
                null,
                null,
                null);
        var findings = new Findings(
                Samples.service().target(),
                Map.of("coroutine", 1L, "app.Order", 1L),
                List.of(found, plain),
                List.of(),
                List.of());
        var text = new StringBuilder();
        FoundRenderer.write(findings, Format.JSON, RenderOptions.defaults(), text);

        JsonNode document = MAPPER.readTree(text.toString());
        assertThat(ClosedSchema.ofOutput().errors(document)).isEmpty();
        JsonNode objects = document.at("/processes/0/found");
        assertThat(objects.path(0).path("type").asString()).isEqualTo("coroutine");
        assertThat(objects.path(0).path("address").asString()).isEqualTo("0x100");
        assertThat(objects.path(0).path("repr").asString())
                .isEqualTo(
                        "coroutine f, suspended at /usr/lib/python3.12/asyncio/locks.py:7; awaited by task \"T\\x1b\"");
        assertThat(objects.path(1).path("repr").asString()).isEqualTo("<app.Order object at 0x300>");
    }

    @Test
    void keepsToTheSchema() {
        parse(RenderOptions.defaults());
        JsonNode document = parse(RenderOptions.defaults(), Samples.service(), Samples.hostileProcess());
        assertThat(document.path("processes")).hasSize(2);
        assertThat(document.at("/tool/version").asString()).matches("[0-9].*");
    }

    @Test
    void hostileStringsHoldNeitherControlCharactersNorLoneSurrogates() {
        String text = Samples.text(Format.JSON, RenderOptions.defaults(), Samples.hostileProcess());
        assertThat(text.codePoints().filter(c -> c != '\n').mapToObj(Character::getType))
                .doesNotContain((int) Character.CONTROL, (int) Character.SURROGATE);
        JsonNode frame = MAPPER.readTree(text).at("/processes/0/stacks/0/frames/0");
        assertThat(frame.path("function").asString())
                .isEqualTo("a\\x1b[31mred\\x1b[0m\\nline\\ttab\\x00\\udc80\\x9b\u202eevil\"\\é\u4e2d\ud83d\ude00");
        assertThat(frame.path("address").asString()).isEqualTo("0xffffffffffffffff");
    }

    @Test
    void asciiLosesNothing() {
        String ascii = Samples.text(Format.JSON, RenderOptions.defaults().withAscii(true), Samples.hostileProcess());
        assertThat(ascii).isASCII();
        assertThat(MAPPER.readTree(ascii)).isEqualTo(parse(RenderOptions.defaults(), Samples.hostileProcess()));
    }

    @Test
    void hiddenFramesAreThere() {
        JsonNode frames = parse(RenderOptions.defaults(), Samples.extraction(Samples.generator()))
                .at("/processes/0/stacks/0/frames");
        assertThat(frames).hasSize(3);
        assertThat(frames.at("/1/hide").asBoolean()).isTrue();
        assertThat(frames.at("/2/line").isNull()).isTrue();
    }

    @Test
    void limitSaysHowManyWereLeftOut() {
        JsonNode stack = parse(RenderOptions.defaults().withLimit(1), Samples.extraction(Samples.delivery()))
                .at("/processes/0/stacks/0");
        assertThat(stack.path("frames")).hasSize(1);
        assertThat(stack.at("/problems/0/kind").asString()).isEqualTo("limit");
        assertThat(stack.at("/problems/0/message").asString()).startsWith("5 frames");
    }

    @Test
    void problemsOfTheWholeActStandOutside() throws IOException {
        var out = new StringBuilder();
        Renderer renderer = Renderer.of(Format.JSON, RenderOptions.defaults(), out);
        renderer.finish(List.of(Problem.of(Problem.Kind.UNREADABLE, "There is no process 13.")));
        JsonNode document = MAPPER.readTree(out.toString());
        assertThat(ClosedSchema.ofOutput().errors(document)).isEmpty();
        assertThat(document.at("/problems/0/message").asString()).isEqualTo("There is no process 13.");
    }

    @Test
    void manyFramesAreNotHeldAsText() throws IOException {
        Extraction extraction = Samples.extraction(Samples.deep(300_000));
        var largest = new LargestPiece();
        for (Format format : Format.values()) {
            Renderer renderer = Renderer.of(format, RenderOptions.defaults(), largest);
            renderer.add(extraction);
            renderer.finish(List.of());
        }
        assertThat(largest.total).isGreaterThan(90_000_000);
        assertThat(largest.piece).isLessThan(1 << 16);
    }

    @Test
    void misspeltAndMissingMembersAreRed() {
        JsonNode good = parse(RenderOptions.defaults(), Samples.service());
        String text = good.toString();
        assertThat(errors(text.replaceFirst("\"qualname\"", "\"qualName\"")))
                .anyMatch(error -> error.contains("qualName"))
                .anyMatch(error -> error.contains("qualname is missing"));
        assertThat(errors(text.replaceFirst("\"kind\":\"thread\"", "\"kind\":\"thred\"")))
                .isNotEmpty();
        assertThat(errors(text.replaceFirst("\"address\":\"0x", "\"address\":\"0X")))
                .isNotEmpty();
        assertThat(errors(text.replaceFirst("\"paused_ms\":0.0", "\"paused_ms\":\"0\"")))
                .isNotEmpty();
        assertThat(errors(text.replaceFirst("\"format\":1", "\"format\":2"))).isNotEmpty();
    }

    private static List<String> errors(String text) {
        return ClosedSchema.ofOutput().errors(MAPPER.readTree(text));
    }

    @Test
    void attributesKeepTheirTypes() {
        Stack stack = Samples.thread(
                "t",
                1,
                Stack.State.RUNNING,
                null,
                Samples.info(1, false, Map.of("holds_gil", true, "count", 3, "x", 'c')));
        JsonNode attributes = parse(RenderOptions.defaults(), Samples.extraction(stack))
                .at("/processes/0/stacks/0/thread/attributes");
        assertThat(attributes.path("holds_gil").isBoolean()).isTrue();
        assertThat(attributes.path("count").isInt()).isTrue();
        assertThat(attributes.path("x").asString()).isEqualTo("c");
    }

    /** Forgets what it gets, but for its length. */
    private static final class LargestPiece extends Writer {
        private long total;
        private int piece;

        @Override
        public void write(char[] chars, int from, int length) {
            total += length;
            piece = Math.max(piece, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
