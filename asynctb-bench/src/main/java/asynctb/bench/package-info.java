/**
 * What a traceback costs: {@link asynctb.bench.Main} starts the programs of {@link asynctb.bench.Scenarios} one after the
 * other, lets each {@link asynctb.bench.Tool} look at them by turns, and writes a table.
 */
package asynctb.bench;
