package asynctb.render;

import asynctb.model.TargetInfo;
import java.io.IOException;
import java.util.List;

/**
 * What is said of a target before all else, for people.
 *
 * @param lines where it is written
 */
record TargetLines(Lines lines, RenderOptions options) {
    void write(TargetInfo target) throws IOException {
        String title = lines.escape(Headline.of(target));
        lines.paint(Paint.TITLE, options.width() == 0 ? title : Columns.head(title, options.width(), lines.ellipsis()));
        lines.end();
        details(Headline.details(target));
    }

    /** One line, or several where the terminal is narrow. */
    private void details(List<String> details) throws IOException {
        int used = 0;
        for (String detail : details) {
            String escaped = lines.escape(detail);
            int wanted = Columns.of(escaped) + ", ".length();
            if (used == 0) {
                lines.pad(2);
                used = 2;
            } else if (options.width() > 0 && used + wanted > options.width()) {
                lines.paint(Paint.PLAIN, ",").end();
                lines.pad(2);
                used = 2;
            } else {
                lines.paint(Paint.PLAIN, ", ");
            }
            lines.paint(Paint.PLAIN, escaped);
            used += wanted;
        }
        lines.end();
    }
}
