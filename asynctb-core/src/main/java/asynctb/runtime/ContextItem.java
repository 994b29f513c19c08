package asynctb.runtime;

import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A context manager of a {@link Picture}: active in a frame, or kept by another one. */
public interface ContextItem {
    /** Where the manager stands; 0 if that is not known. */
    long address();

    /** What is to be shown of it. What cannot be read is a problem in it. */
    View view();

    /**
     * What a context shows and leads to; the members are those of {@link asynctb.model.Context}.
     *
     * @param inner whose frames the manager is made of; null if there are none or they are shown elsewhere
     * @param children the managers that it keeps
     */
    record View(
            @Nullable ObjectInfo obj,
            boolean isAsync,
            boolean isEntering,
            boolean isExiting,
            @Nullable String varname,
            int startLine,
            @Nullable String text,
            @Nullable String description,
            @Nullable Item inner,
            List<? extends ContextItem> children,
            List<Problem> problems) {
        public View {
            children = List.copyOf(children);
            problems = List.copyOf(problems);
        }
    }
}
