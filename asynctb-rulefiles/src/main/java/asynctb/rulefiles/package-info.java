/**
 * Reads rules from text files: {@link asynctb.rulefiles.RuleFile}. A file is TOML, and where a rule has to read something of
 * the target it holds an expression, of a small language that can only read. Nothing that a file says is quoted in a message.
 */
package asynctb.rulefiles;
