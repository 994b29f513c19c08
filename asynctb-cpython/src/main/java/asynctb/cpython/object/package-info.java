/**
 * CPython's objects as they stand in memory. Every view is a pair of an address and the {@link asynctb.cpython.object.Heap}
 * that reads it; methods whose name begins with {@code read} touch memory and throw
 * {@link asynctb.memory.MemoryFault}.
 */
package asynctb.cpython.object;
