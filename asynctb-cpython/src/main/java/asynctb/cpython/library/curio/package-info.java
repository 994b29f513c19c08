/** The rules for curio. They use only what {@code asynctb.rules} offers to everybody. */
@NullMarked
package asynctb.cpython.library.curio;

import org.jspecify.annotations.NullMarked;
