/** CPython as a {@link asynctb.runtime runtime}. */
package asynctb.cpython;
