package asynctb.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlatRendererTest {
    @Test
    void standardTracebacks() {
        Golden.compare("flat.txt", Samples.text(Format.FLAT, RenderOptions.defaults(), Samples.service()));
    }

    @Test
    void contextsStandAboveTheirFrames() {
        String text = Samples.text(Format.FLAT, RenderOptions.defaults(), Samples.extraction(Samples.held()));
        Golden.compare("flat-contexts.txt", text);
    }

    @Test
    void innermostFirst() {
        var options = RenderOptions.defaults().withInnermostFirst(true).withLimit(1);
        Golden.compare("flat-innermost-first.txt", Samples.text(Format.FLAT, options, Samples.service()));
    }

    @Test
    void hostileStringsAreHarmless() {
        String text = Samples.text(Format.FLAT, RenderOptions.defaults(), Samples.hostileProcess());
        TextRendererTest.assertHarmless(text);
        assertThat(text).contains("  File \"a\\x1b[31mred\\x1b[0m\\nline\\ttab\\x00\\udc80\\x9b\\u202eevil\"");
    }

    @Test
    void repeatedLinesAreToldAsPythonDoes() {
        String text = Samples.text(Format.FLAT, RenderOptions.defaults(), Samples.extraction(Samples.deep(4)));
        assertThat(text).contains("  [Previous line repeated 1 more time]\n");
        assertThat(text.lines().filter(line -> line.contains("line 12, in count")))
                .hasSize(3);
    }

    @Test
    void neverColored() {
        var options = RenderOptions.defaults().withColor(true);
        assertThat(Samples.text(Format.FLAT, options, Samples.service())).doesNotContain("\u001b");
    }
}
