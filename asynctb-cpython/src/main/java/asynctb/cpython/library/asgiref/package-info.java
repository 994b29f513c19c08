/** Rules for asgiref, by which Django and others call asynchronous code from synchronous, and the other way round. */
@org.jspecify.annotations.NullMarked
package asynctb.cpython.library.asgiref;
