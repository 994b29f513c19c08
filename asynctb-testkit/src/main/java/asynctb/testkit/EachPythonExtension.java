package asynctb.testkit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** What stands behind {@link EachPython}; public because the annotation names it. */
public final class EachPythonExtension implements TestTemplateInvocationContextProvider {
    /** Called by JUnit. */
    public EachPythonExtension() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(EachPython.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        EachPython range = context.getRequiredTestMethod().getAnnotation(EachPython.class);
        return Pythons.MINORS.stream()
                .filter(minor -> Python.compareMinors(minor, range.min()) >= 0)
                .filter(minor -> Python.compareMinors(minor, range.max()) <= 0)
                .map(EachPythonExtension::invocation);
    }

    private static TestTemplateInvocationContext invocation(String minor) {
        Optional<Python> python = Pythons.find(minor);
        if (python.isPresent()) {
            return new Invocation("CPython " + python.get().version(), new PythonParameter(python.get()));
        }
        String missing = "CPython " + minor + " is missing";
        return new Invocation(missing, Pythons.isRequired(minor) ? new Fail(missing) : new Skip(missing));
    }

    private record Invocation(String name, Extension extension) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return name;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(extension);
        }
    }

    private record PythonParameter(Python python) implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Python.class;
        }

        @Override
        public Python resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return python;
        }
    }

    private record Skip(String reason) implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return ConditionEvaluationResult.disabled(reason);
        }
    }

    /** Fails before anything else runs. */
    private record Fail(String reason) implements BeforeEachCallback, ParameterResolver {
        @Override
        public void beforeEach(ExtensionContext context) {
            Assertions.fail(reason + ", though " + Pythons.REQUIRED + " or CI asks for it; found: " + Pythons.all());
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return false;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            throw new IllegalStateException(reason);
        }
    }
}
