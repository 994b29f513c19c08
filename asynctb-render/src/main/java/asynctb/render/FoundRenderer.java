package asynctb.render;

import asynctb.model.Findings;
import asynctb.model.FoundObject;
import asynctb.model.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes what a search has found. */
public final class FoundRenderer {
    private final RenderOptions options;
    private final Lines lines;

    private FoundRenderer(RenderOptions options, Appendable out) {
        this.options = options;
        this.lines = new Lines(out, options);
    }

    /**
     * Writes the outcome of one search.
     *
     * @param format text or JSON
     * @throws IllegalArgumentException if it cannot be written in this format
     */
    public static void write(Findings findings, Format format, RenderOptions options, Appendable out)
            throws IOException {
        switch (format) {
            case TEXT -> new FoundRenderer(options, out).text(findings);
            case JSON -> {
                var renderer = new JsonRenderer(options, out);
                renderer.add(findings);
                renderer.finish(List.of());
            }
            case FLAT -> throw new IllegalArgumentException("objects are no tracebacks");
        }
    }

    /** First how many of each type there are, then each of them, or those that are alike together. */
    private void text(Findings findings) throws IOException {
        new TargetLines(lines, options).write(findings.target());
        for (Problem problem : findings.problems()) {
            lines.problem(2, problem);
        }
        counts(findings.counts());
        if (!findings.objects().isEmpty()) {
            lines.end();
        }
        for (List<FoundObject> alike : FoundGroups.of(findings.objects(), options.group())) {
            if (alike.size() == 1) {
                one(alike.getFirst());
            } else {
                several(alike);
            }
        }
        if (!findings.ruleFiles().isEmpty()) {
            lines.end();
        }
        lines.ruleFiles(findings.ruleFiles());
        lines.flush();
    }

    private void counts(Map<String, Long> counts) throws IOException {
        lines.end();
        int widest = 0;
        for (long count : counts.values()) {
            widest = Math.max(widest, Long.toString(count).length());
        }
        for (Map.Entry<String, Long> of : counts.entrySet()) {
            String count = Long.toString(of.getValue());
            lines.pad(2 + widest - count.length()).paint(Paint.TITLE, count);
            lines.paint(Paint.PLAIN, lines.times() + lines.escape(of.getKey())).end();
        }
        if (counts.isEmpty()) {
            lines.remark("no such objects");
        }
    }

    private void one(FoundObject found) throws IOException {
        lines.paint(Paint.PLACE, at(found)).pad(2);
        lines.paint(Paint.PLAIN, lines.escape(FoundWords.of(found, false))).end();
    }

    private static String at(FoundObject found) {
        return "@0x" + Long.toHexString(found.info().address());
    }

    /** Of names the first and the last are told, and so of addresses; within words they would mean one of them only. */
    private void several(List<FoundObject> alike) throws IOException {
        FoundObject first = alike.getFirst();
        FoundObject last = alike.getLast();
        var words = new StringBuilder();
        if (FoundWords.isNamedByFunction(first) || first.name() == null || Objects.equals(first.name(), last.name())) {
            words.append(FoundWords.subject(first)
                    .replace("0x" + Long.toHexString(first.info().address()), lines.ellipsis()));
        } else {
            words.append(FoundWords.kind(first.kind()));
            words.append(" (\"").append(first.name()).append("\" ").append(lines.ellipsis());
            words.append(" \"").append(last.name()).append("\")");
        }
        words.append(FoundWords.doing(first, alike, false));
        if (first.holder() != null) {
            words.append("; ").append(FoundWords.holder(first));
            boolean isOfOne = alike.stream().allMatch(object -> Objects.equals(object.holder(), first.holder()));
            words.append(isOfOne ? "" : " and others");
        }
        lines.paint(Paint.TITLE, Integer.toString(alike.size())).paint(Paint.PLAIN, lines.times());
        lines.paint(Paint.PLAIN, lines.escape(words.toString())).paint(Paint.PLAIN, ": ");
        lines.paint(Paint.PLACE, at(first) + " " + lines.ellipsis() + " " + at(last))
                .end();
    }
}
