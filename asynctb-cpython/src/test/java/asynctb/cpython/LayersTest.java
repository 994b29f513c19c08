package asynctb.cpython;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import asynctb.cpython.layout.PythonVersion;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which package may know which, and where versions may be asked for. */
class LayersTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("asynctb.cpython");

    @Test
    void packagesKnowOnlyThoseBelowThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("runtime")
                .definedBy("asynctb.cpython")
                .layer("item")
                .definedBy("asynctb.cpython.item..")
                .layer("context")
                .definedBy("asynctb.cpython.context..")
                .layer("library")
                .definedBy("asynctb.cpython.library..")
                .layer("source")
                .definedBy("asynctb.cpython.source..")
                .layer("thread")
                .definedBy("asynctb.cpython.thread..")
                .layer("locate")
                .definedBy("asynctb.cpython.locate..")
                .layer("frame")
                .definedBy("asynctb.cpython.frame..")
                .layer("object")
                .definedBy("asynctb.cpython.object..")
                .layer("code")
                .definedBy("asynctb.cpython.code..")
                .layer("layout")
                .definedBy("asynctb.cpython.layout..")
                .whereLayer("runtime")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("item")
                .mayOnlyBeAccessedByLayers("runtime")
                .whereLayer("source")
                .mayOnlyBeAccessedByLayers("item", "runtime")
                .whereLayer("thread")
                .mayOnlyBeAccessedByLayers("library", "source", "item", "runtime")
                .whereLayer("locate")
                .mayOnlyBeAccessedByLayers("thread", "item", "runtime")
                .whereLayer("context")
                .mayOnlyBeAccessedByLayers("item")
                .whereLayer("library")
                .mayOnlyBeAccessedByLayers("item", "runtime")
                .whereLayer("frame")
                .mayOnlyBeAccessedByLayers("library", "context", "item")
                .whereLayer("code")
                .mayOnlyBeAccessedByLayers("object", "context")
                .check(CLASSES);
    }

    @Test
    void versionsAreComparedInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("asynctb.cpython.layout")
                .should()
                .callMethod(PythonVersion.class, "atLeast", int.class)
                .check(CLASSES);
    }

    @Test
    void nothingIsKeptInStaticVariables() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
    }
}
