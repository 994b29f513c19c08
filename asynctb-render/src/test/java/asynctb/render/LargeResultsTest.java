package asynctb.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asynctb.model.Child;
import asynctb.model.Extraction;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.model.TargetInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written in parts, by several threads, is what one would write. */
class LargeResultsTest {
    private static final int COUNT = 2500;
    private static final RenderOptions OPTIONS = RenderOptions.defaults();

    private static List<Stack> many() {
        List<Stack> some = List.of(Samples.generator(), Samples.delivery(), Samples.held(), Samples.torn());
        var stacks = new ArrayList<Stack>();
        for (int i = 0; i < COUNT; i++) {
            stacks.add(some.get(i * i % 7 % some.size()));
        }
        return stacks;
    }

    private static String json(Extraction extraction) {
        return Samples.text(Format.JSON, OPTIONS, extraction);
    }

    private static String element(Stack stack) {
        String whole = json(Samples.extraction(stack));
        return whole.substring(whole.indexOf("\"stacks\":[") + 10, whole.indexOf("],\n\"tasks\""));
    }

    private static String elements(List<Stack> stacks) {
        return String.join(",", stacks.stream().map(LargeResultsTest::element).toList());
    }

    @Test
    void jsonOfManyStacks() {
        List<Stack> stacks = many();
        String whole = json(Samples.extraction(stacks.toArray(new Stack[0])));
        assertThat(whole.contains("\"stacks\":[" + elements(stacks) + "],\n\"tasks\""))
                .isTrue();
    }

    @Test
    void jsonOfATaskWithManyBelow() {
        var below = new ArrayList<Child>(many());
        below.add(COUNT / 2, new Reference("task@0x1", "elsewhere"));
        Stack parent = TaskSamples.task("parent", 1, Stack.State.WAITING, null, below);
        var extraction = new Extraction(
                Samples.target(TargetInfo.Consistency.UNMOVED), List.of(), List.of(parent, parent), List.of());
        List<Stack> stacks = many();
        String children = elements(stacks.subList(0, COUNT / 2))
                + ",\n{\"kind\":\"reference\",\"id\":\"task@0x1\",\"name\":\"elsewhere\"},"
                + elements(stacks.subList(COUNT / 2, COUNT));
        String whole = json(extraction);
        int begin = whole.indexOf("\"tasks\":[") + 9;
        String task =
                whole.substring(begin, whole.indexOf("\"children\":[", begin) + 12) + children + "],\"problems\":[]}";
        // No assertion on the texts themselves: they are too long to be shown.
        assertThat(whole.startsWith(task + "," + task + "],\"found\"", begin)).isTrue();
    }

    @Test
    void textOfManyStacks() {
        List<Stack> stacks = many();
        String head = Samples.text(Format.TEXT, OPTIONS, Samples.extraction());
        var expected = new StringBuilder(head);
        int hidden = 0;
        for (Stack stack : stacks) {
            String one = Samples.text(Format.TEXT, OPTIONS, Samples.extraction(stack));
            int end = one.indexOf("\n1 frame is hidden by rules");
            hidden += end < 0 ? 0 : 1;
            expected.append(one, head.length(), end < 0 ? one.length() : end);
        }
        expected.append("\n").append(hidden).append(" frames are hidden by rules; --show-hidden shows them.\n");
        String whole = Samples.text(Format.TEXT, OPTIONS, Samples.extraction(stacks.toArray(new Stack[0])));
        assertThat(whole.contentEquals(expected)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"TEXT", "JSON"})
    void aFailureOfTheWriterEndsIt(Format format) {
        var out = new Broken();
        assertThatThrownBy(
                        () -> Renderer.of(format, OPTIONS, out).add(Samples.extraction(many().toArray(new Stack[0]))))
                .isInstanceOf(IOException.class)
                .hasMessage("the pipe is broken");
        assertThat(out.count).isEqualTo(3);
    }

    /** Fails for good after a while. */
    private static final class Broken implements Appendable {
        int count;

        @Override
        public Appendable append(CharSequence text) throws IOException {
            if (++count == 3) {
                throw new IOException("the pipe is broken");
            }
            return this;
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) throws IOException {
            return append(text);
        }

        @Override
        public Appendable append(char c) throws IOException {
            return append(String.valueOf(c));
        }
    }
}
