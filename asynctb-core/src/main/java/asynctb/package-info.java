/**
 * The door of the library.
 *
 * <p>{@link asynctb.Asynctb#attach(long)} gives a {@link asynctb.Target}; {@link asynctb.Target#extract(String)} takes
 * the traceback of what a selector names. Results are values of {@link asynctb.model}.
 */
package asynctb;
