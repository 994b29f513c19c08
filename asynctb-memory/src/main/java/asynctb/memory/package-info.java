/** What every process image offers, live or dead: memory, mappings and the target's files. */
package asynctb.memory;
