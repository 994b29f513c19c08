package asynctb.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rules for one library. Immutable; made by a {@link Builder}. */
public final class Rules {
    private final String library;
    private final Versions versions;
    private final List<FunctionRule> frames;
    private final Map<String, UnwrapRule> unwrappers;
    private final Map<String, ContextRule> contexts;
    private final List<GeneratorFunctionRule> generatorContexts;
    private final @Nullable TaskRule tasks;
    private final Set<String> taskTypes;
    private final @Nullable TaskAmendment amendment;
    private final Map<String, Boolean> locks;
    private final Map<String, UnaryOperator<Value>> conditions;
    private final Map<String, LockOwnerRule> owners;
    private final Map<String, WaitLimitRule> limits;

    private Rules(Builder builder) {
        library = builder.library;
        versions = new Versions(builder.since, builder.before);
        frames = List.copyOf(builder.frames);
        unwrappers = Map.copyOf(builder.unwrappers);
        contexts = Map.copyOf(builder.contexts);
        generatorContexts = List.copyOf(builder.generatorContexts);
        tasks = builder.tasks;
        taskTypes = Set.copyOf(builder.taskTypes);
        amendment = builder.amendment;
        locks = Map.copyOf(builder.locks);
        conditions = Map.copyOf(builder.conditions);
        owners = Map.copyOf(builder.owners);
        limits = Map.copyOf(builder.limits);
    }

    /**
     * A rule for the frames of a function.
     *
     * @param module that defines it
     * @param qualname its name there
     * @param rule what is to be done with them
     */
    public record FunctionRule(String module, String qualname, FrameRule rule) {}

    /**
     * A rule for the context managers that a generator function makes, by {@code contextlib.contextmanager} for example.
     *
     * @param module that defines it
     * @param qualname its name there
     * @param rule what is known of them
     */
    public record GeneratorFunctionRule(String module, String qualname, GeneratorContextRule rule) {}

    /**
     * Begins with no rules.
     *
     * @param library the name of the library, which is that of its top module
     */
    public static Builder of(String library) {
        return new Builder(library);
    }

    /** The name of the library. */
    public String library() {
        return library;
    }

    /** The versions of the library that the rules are for. */
    public Versions versions() {
        return versions;
    }

    /** The rules for frames. */
    public List<FunctionRule> frames() {
        return frames;
    }

    /** What objects lead to, by the name of a class. */
    public Map<String, UnwrapRule> unwrappers() {
        return unwrappers;
    }

    /** What is known of context managers, by the name of a class. */
    public Map<String, ContextRule> contexts() {
        return contexts;
    }

    /** What is known of context managers that are made of a generator, beyond what is known of their class. */
    public List<GeneratorFunctionRule> generatorContexts() {
        return generatorContexts;
    }

    /** Where the library's tasks are; null if it has none. */
    public @Nullable TaskRule tasks() {
        return tasks;
    }

    /** The classes of the library's tasks. */
    public Set<String> taskTypes() {
        return taskTypes;
    }

    /** What is known of other libraries' tasks; null if there is nothing. */
    public @Nullable TaskAmendment amendment() {
        return amendment;
    }

    /** The classes of managers that one can hold at a time, and whether one that holds it gets it again. */
    public Map<String, Boolean> locks() {
        return locks;
    }

    /** Those of the locks that are let go of while one waits in their blocks for a notice, with what gives the lock that such a one is entered by. */
    public Map<String, UnaryOperator<Value>> conditions() {
        return conditions;
    }

    /** Who holds a lock, where it knows, by the name of a class. */
    public Map<String, LockOwnerRule> owners() {
        return owners;
    }

    /** What managers do to the waits in their blocks, and awaited objects to those behind them, by the name of a class. */
    public Map<String, WaitLimitRule> limits() {
        return limits;
    }

    /** Takes rules one by one. */
    public static final class Builder {
        private final String library;
        private @Nullable String since;
        private @Nullable String before;
        private final List<FunctionRule> frames = new ArrayList<>();
        private final Map<String, UnwrapRule> unwrappers = new LinkedHashMap<>();
        private final Map<String, ContextRule> contexts = new LinkedHashMap<>();
        private final List<GeneratorFunctionRule> generatorContexts = new ArrayList<>();
        private @Nullable TaskRule tasks;
        private final Set<String> taskTypes = new HashSet<>();
        private @Nullable TaskAmendment amendment;
        private final Map<String, Boolean> locks = new LinkedHashMap<>();
        private final Map<String, UnaryOperator<Value>> conditions = new LinkedHashMap<>();
        private final Map<String, LockOwnerRule> owners = new LinkedHashMap<>();
        private final Map<String, WaitLimitRule> limits = new LinkedHashMap<>();

        private Builder(String library) {
            this.library = library;
        }

        /** The rules are for this version of the library and newer ones. */
        public Builder since(String version) {
            since = version;
            return this;
        }

        /** The rules are for versions of the library older than this one. */
        public Builder before(String version) {
            before = version;
            return this;
        }

        /** Judges the frames of a function. */
        public Builder frame(String module, String qualname, FrameRule rule) {
            frames.add(new FunctionRule(module, qualname, rule));
            return this;
        }

        /** Hides the frames of functions. */
        public Builder hide(String module, String... qualnames) {
            for (String qualname : qualnames) {
                frame(module, qualname, (frame, inner, scene) -> FrameOutcome.hidden());
            }
            return this;
        }

        /** Hides the frames of functions and all that they call. */
        public Builder prune(String module, String... qualnames) {
            for (String qualname : qualnames) {
                frame(
                        module,
                        qualname,
                        (frame, inner, scene) -> FrameOutcome.hidden().pruned());
            }
            return this;
        }

        /** Says what objects of a class, or of one that inherits from it, lead to. */
        public Builder unwrap(String type, UnwrapRule rule) {
            unwrappers.put(type, rule);
            return this;
        }

        /** Says what is known of context managers of a class, or of one that inherits from it. */
        public Builder context(String type, ContextRule rule) {
            contexts.put(type, rule);
            return this;
        }

        /** Says what is known of the context managers that a generator function makes. */
        public Builder generatorContext(String module, String qualname, GeneratorContextRule rule) {
            generatorContexts.add(new GeneratorFunctionRule(module, qualname, rule));
            return this;
        }

        /** Finds the library's tasks, which are of these classes or of ones that inherit from them. */
        public Builder tasks(TaskRule rule, String... types) {
            tasks = rule;
            taskTypes.addAll(List.of(types));
            return this;
        }

        /** Amends the tasks that the rules for other libraries find. */
        public Builder amend(TaskAmendment rule) {
            amendment = rule;
            return this;
        }

        /** Names a class of managers that one thread or task can hold at a time, so that two may wait for one another. */
        public Builder lock(String type) {
            locks.put(type, false);
            return this;
        }

        /** The same of managers that the one that holds them may enter again. */
        public Builder reentrantLock(String type) {
            locks.put(type, true);
            return this;
        }

        /**
         * Says of a class of locks that they are let go of while one waits for a notice, in their blocks or in a task's behind.
         *
         * @param lock gives the lock that such a one is entered by: several may be entered by the same one
         */
        public Builder condition(String type, UnaryOperator<Value> lock) {
            conditions.put(type, lock);
            return this;
        }

        /**
         * Says who holds the locks of a class, or of one that inherits from it: whoever is in the block of a lock may have let go
         * of it there.
         */
        public Builder owner(String type, LockOwnerRule rule) {
            owners.put(type, rule);
            return this;
        }

        /**
         * Says what managers of a class, or of one that inherits from it, do to the waits in their blocks, or awaited objects
         * to those of the tasks behind them: what ends by itself is no deadlock.
         */
        public Builder limit(String type, WaitLimitRule rule) {
            limits.put(type, rule);
            return this;
        }

        public Rules build() {
            return new Rules(this);
        }
    }
}
