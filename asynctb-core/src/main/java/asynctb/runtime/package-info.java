/**
 * What a runtime must offer so that its programs can be looked at. Providers are found by
 * {@link java.util.ServiceLoader}; users of the library do not need this package.
 */
package asynctb.runtime;
