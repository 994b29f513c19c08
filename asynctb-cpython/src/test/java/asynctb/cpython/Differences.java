package asynctb.cpython;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Two columns, ours and theirs, of which only rows that differ and their neighbours are shown. */
final class Differences {
    private static final int SHOWN = 12;

    private final String title;
    private final List<Row> rows = new ArrayList<>();

    private record Row(
            String what, @Nullable Object ours, @Nullable Object theirs) {
        boolean differs() {
            return !Objects.equals(ours, theirs);
        }
    }

    Differences(String title) {
        this.title = title;
    }

    void add(String what, @Nullable Object ours, @Nullable Object theirs) {
        rows.add(new Row(what, ours, theirs));
    }

    boolean found() {
        return rows.stream().anyMatch(Row::differs);
    }

    String missing() {
        return title + "\n    we do not see it at all";
    }

    /** One line for each row, equal or not: {@code ours | theirs}, ours above theirs where they are long. */
    String text() {
        var text = new StringBuilder(title);
        int shown = 0;
        for (int i = 0; i < rows.size() && shown < SHOWN; i++) {
            Row row = rows.get(i);
            if (row.differs()) {
                String ours = row.what() + " " + row.ours();
                text.append("\n  ! %s\n  | %s %s"
                        .formatted(ours.strip(), " ".repeat(row.what().length()), row.theirs()));
                shown++;
            } else if (i + 1 < rows.size() && rows.get(i + 1).differs()) {
                text.append("\n    ").append(row.theirs());
            }
        }
        return text.toString();
    }
}
