/** Finds the interpreter in a process: where its state is, which version it is, and how that is laid out. */
package asynctb.cpython.locate;
