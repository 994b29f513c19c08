import org.jspecify.annotations.NullMarked;

/** The command. It finds runtimes at run time and requires none. */
@NullMarked
module asynctb.cli {
    requires asynctb.core;
    requires asynctb.render;
    requires asynctb.rulefiles;
    requires static org.jspecify;

    uses asynctb.rules.RuleProvider;
}
