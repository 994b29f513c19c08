import org.jspecify.annotations.NullMarked;

/** Rules that are read from text files, for people who do not write Java. */
@NullMarked
module asynctb.rulefiles {
    requires transitive asynctb.core;
    requires org.tomlj;
    requires static org.jspecify;

    exports asynctb.rulefiles;

    provides asynctb.rules.RuleProvider with
            asynctb.rulefiles.BundledFiles;
}
