/**
 * Greenlets: where the library of that name keeps their frames, and which one each thread runs.
 */
package asynctb.cpython.library.greenlet;
