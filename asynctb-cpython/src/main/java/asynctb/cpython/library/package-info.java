/** What is known of the classes of libraries, by their names: what their instances keep, and how to describe them. */
package asynctb.cpython.library;
