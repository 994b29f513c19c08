package asynctb.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each CPython, from {@link #min} to {@link #max}. A parameter of type {@link Python} is the
 * one it runs for. A version that this machine lacks is a skipped test, or a failed one where
 * {@link Pythons#isRequired it is required}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@TestTemplate
@ExtendWith(EachPythonExtension.class)
public @interface EachPython {
    /** The first minor version, such as {@code 3.8}; by default the first that is supported. */
    String min() default Pythons.FIRST;

    /** The last minor version, included; by default the last that is supported. */
    String max() default Pythons.LAST;
}
