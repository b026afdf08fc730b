package dev.diskwright.ui;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The walls between views, controllers and view models.
@AnalyzeClasses(
        packages = "dev.diskwright.ui",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule viewModelsKnowNoToolkit =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("ViewModel")
                    .or()
                    .resideInAnyPackage("..document", "..job", "..service", "..settings", "..text")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "javafx.scene..",
                            "javafx.stage..",
                            "javafx.application..",
                            "javafx.concurrent..",
                            "javafx.fxml..");

    @ArchTest
    static final ArchRule controllersDoNotKnowTheCore =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("Controller")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.diskwright.core..");

    @ArchTest
    static final ArchRule geometryKnowsNoToolkit =
            noClasses()
                    .that()
                    .haveSimpleName("StripGeometry")
                    .or()
                    .haveSimpleName("Ruler")
                    .or()
                    .haveSimpleName("Pace")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("javafx..");

    @ArchTest
    static final ArchRule onlyOnePlaceKnowsBothThreads =
            noClasses()
                    .that()
                    .haveNameNotMatching(".*FxJobRunner.*")
                    .and()
                    .resideOutsideOfPackage("dev.diskwright.ui.testing")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("javafx.concurrent..");
}
