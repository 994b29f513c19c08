package asynctb.render;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.Problem;
import asynctb.model.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextRendererTest {
    private static final RenderOptions DEFAULTS = RenderOptions.defaults();

    private static String text(RenderOptions options, Extraction... extractions) {
        return Samples.text(Format.TEXT, options, extractions);
    }

    @Test
    void unlimitedLinesWhenPiped() {
        Golden.compare("unlimited.txt", text(DEFAULTS, Samples.service()));
    }

    @Test
    void wideTerminal() {
        Golden.compare("wide.txt", text(DEFAULTS.withWidth(120), Samples.service()));
    }

    @Test
    void narrowTerminal() {
        Golden.compare("narrow.txt", text(DEFAULTS.withWidth(60), Samples.service()));
    }

    @Test
    void asciiWithHiddenFrames() {
        Golden.compare(
                "ascii.txt",
                text(
                        DEFAULTS.withAscii(true).withShowHidden(true).withWidth(100),
                        Samples.service(),
                        Samples.hostileProcess()));
    }

    @Test
    void innermostFirstWithLimit() {
        Golden.compare(
                "innermost-first.txt", text(DEFAULTS.withInnermostFirst(true).withLimit(2), Samples.service()));
    }

    @Test
    void contextsStandBelowTheirFrames() {
        Golden.compare("contexts.txt", text(DEFAULTS, Samples.extraction(Samples.held())));
        Golden.compare(
                "contexts-ascii-narrow.txt",
                text(DEFAULTS.withAscii(true).withWidth(72), Samples.extraction(Samples.held())));
    }

    @Test
    void colors() {
        Golden.compare("color.txt", text(DEFAULTS.withColor(true).withWidth(120), Samples.service()));
    }

    @Test
    void hostileStringsAreHarmless() {
        String text = text(DEFAULTS, Samples.hostileProcess());
        Golden.compare("hostile.txt", text);
        assertHarmless(text);
    }

    static void assertHarmless(String text) {
        assertThat(text.codePoints().filter(c -> c != '\n').mapToObj(Character::getType))
                .doesNotContain((int) Character.CONTROL, (int) Character.SURROGATE, (int) Character.FORMAT);
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        for (int width : new int[] {60, 80, 100, 120, 200}) {
            var options = DEFAULTS.withWidth(width);
            Extraction threads = Samples.extraction(
                    Samples.delivery(), Samples.fetcher(), Samples.deep(9), Samples.busy(), Samples.held());
            assertThat(text(options, threads).lines().filter(line -> !line.startsWith("!")))
                    .allSatisfy(line -> assertThat(Columns.of(line)).as(line).isLessThanOrEqualTo(width));
        }
    }

    @Test
    void everyFrameHasOneInnermostMark() {
        String text = text(DEFAULTS, Samples.extraction(Samples.delivery(), Samples.deep(50), Samples.busy()));
        assertThat(text.lines().filter(line -> line.startsWith(">"))).hasSize(3);
        assertThat(text).contains(">!* count  /srv/mail/app/folders.py:10  time.sleep(3600)");
    }

    @Test
    void recursionIsFolded() {
        String text = text(DEFAULTS, Samples.extraction(Samples.deep(47)));
        assertThat(text).contains("\u2026 46 more like the one above\n").hasLineCount(9);
    }

    /** Each call has managers of its own, which differ in nothing that is shown; JSON lists them all. */
    @Test
    void recursionThroughWithIsFolded() {
        String folded = text(DEFAULTS, Samples.extraction(Samples.recursionThroughWith(9, "lock")));
        assertThat(folded)
                .contains("\u2026 8 more like the one above, with context managers of their own\n")
                .contains("  # lock: app.Lock\n");
        assertThat(text(DEFAULTS, Samples.extraction(Samples.recursionThroughWith(9, null))))
                .doesNotContain("more like");
    }

    @Test
    void aRangeThatEndsFurtherOutHasNoInnermostFrame() {
        String cut = text(DEFAULTS, Samples.extraction(Samples.range(Stack.State.UNKNOWN, "calling 2 further frames")));
        assertThat(cut).contains("Frames (frames:inner=b): calling 2 further frames; thread 1\n  * a ");
        assertThat(cut.lines()).noneMatch(line -> line.startsWith(">"));
        String whole = text(DEFAULTS, Samples.extraction(Samples.range(Stack.State.WAITING, null)));
        assertThat(whole).contains("): waiting; thread 1\n").contains("\n> * b ");
    }

    @Test
    void mutualRecursionIsFolded() {
        var frames = new ArrayList<Frame>();
        for (int i = 0; i < 10; i++) {
            frames.add(Samples.frame("even", "p.py", 1, "odd()"));
            frames.add(Samples.frame("odd", "p.py", 2, "even()"));
        }
        Stack stack = Samples.thread(
                "t", 1, Stack.State.RUNNING, null, Samples.info(1, false, Map.of()), frames.toArray(new Frame[0]));
        // The innermost frame is never folded away, so its cycle is shown.
        assertThat(text(DEFAULTS, Samples.extraction(stack)))
                .contains(
                        "\u2026 16 more like the 2 frames above\n  * even  p.py:1  odd()\n> * odd   p.py:2  even()\n");
    }

    @Test
    void framesWithDifferentVariablesAreNotFolded() {
        var frames = new ArrayList<Frame>();
        for (int i = 0; i < 10; i++) {
            var n = Map.of("n", new asynctb.model.ObjectInfo("int", 0, Integer.toString(i)));
            frames.add(Samples.frame("count", "p.py", 1, "count(n + 1)", false, n, List.of()));
        }
        Stack stack = Samples.thread(
                "t", 1, Stack.State.RUNNING, null, Samples.info(1, false, Map.of()), frames.toArray(new Frame[0]));
        assertThat(text(DEFAULTS, Samples.extraction(stack)))
                .doesNotContain("more like")
                .contains("        n = 7\n");
    }

    @Test
    void nothingToShowIsSaid() {
        Stack stack = Samples.thread("t", 1, Stack.State.CREATED, null, Samples.info(1, false, Map.of()));
        assertThat(text(DEFAULTS, Samples.extraction(stack)))
                .endsWith("Thread 1 \"t\": created\n    \u2026 no frames\n");
    }

    @Test
    void problemsOfTheWholeActComeLast() throws IOException {
        var out = new StringBuilder();
        Renderer renderer = Renderer.of(Format.TEXT, DEFAULTS, out);
        renderer.add(Samples.extraction(Samples.busy()));
        renderer.finish(List.of(Problem.of(Problem.Kind.UNREADABLE, "There is no process 13.")));
        assertThat(out).endsWith("\n\n! unreadable: There is no process 13.\n");
    }
}
