package asynctb.render;

import org.jspecify.annotations.Nullable;

/** The forms that a result can be written in. */
public enum Format {
    /** For people: one line for each frame where there is room. */
    TEXT("text"),
    /** Standard Python tracebacks, to be pasted where tools recognise those. */
    FLAT("flat"),
    /** For programs, as {@code docs/contract/output.schema.json} describes it. */
    JSON("json");

    private final String id;

    Format(String id) {
        this.id = id;
    }

    /** The name on the command line. */
    public String id() {
        return id;
    }

    /** The format of that name; null if there is none. */
    public static @Nullable Format ofId(String id) {
        for (Format format : values()) {
            if (format.id.equals(id)) {
                return format;
            }
        }
        return null;
    }
}
