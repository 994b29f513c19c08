import org.jspecify.annotations.NullMarked;

/**
 * Tracebacks of parts of a running program: the door ({@link asynctb.Asynctb}), the model of what was read
 * ({@link asynctb.model}), what libraries teach it ({@link asynctb.rules}) and what a runtime must offer
 * ({@link asynctb.runtime}). It knows no runtime itself.
 */
@NullMarked
module asynctb.core {
    requires static transitive org.jspecify;

    exports asynctb;
    exports asynctb.model;
    exports asynctb.rules;
    exports asynctb.runtime;

    uses asynctb.rules.RuleProvider;
    uses asynctb.rules.SuppliedFileReader;
    uses asynctb.runtime.RuntimeProvider;
}
