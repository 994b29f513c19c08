/**
 * Real Pythons for tests.
 *
 * <p>A test marked {@link asynctb.testkit.EachPython} runs once for each Python that {@link asynctb.testkit.Pythons} finds;
 * it takes a {@link asynctb.testkit.Python} and starts programs in it, each a {@link asynctb.testkit.PythonProcess}.
 */
package asynctb.testkit;
