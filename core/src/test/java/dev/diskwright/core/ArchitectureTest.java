package dev.diskwright.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

/// The arrows of the architecture: rooms depend downwards only, formats do not know each other, the library has neither a
/// window nor a voice.
@AnalyzeClasses(packages = "dev.diskwright.core", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.diskwright.core.";

    @ArchTest
    static final ArchRule roomsFormNoCycles =
            slices().matching("dev.diskwright.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule roomsDependDownwardsOnly =
            Architectures.layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("build")
                    .definedBy(ROOT + "build..")
                    .layer("plan")
                    .definedBy(ROOT + "plan..")
                    .layer("session")
                    .definedBy(ROOT + "vm.session..")
                    .layer("vm")
                    .definedBy(
                            ROOT + "vm",
                            ROOT + "vm.export..",
                            ROOT + "vm.qmp..",
                            ROOT + "vm.run..",
                            ROOT + "vm.boottest..")
                    .layer("guest")
                    .definedBy(ROOT + "guest..")
                    .layer("design")
                    .definedBy(ROOT + "design..")
                    .layer("verify")
                    .definedBy(ROOT + "verify..")
                    .layer("boot")
                    .definedBy(ROOT + "boot..")
                    .layer("fs")
                    .definedBy(ROOT + "fs..")
                    .layer("content")
                    .definedBy(ROOT + "content..")
                    .layer("table")
                    .definedBy(ROOT + "table..")
                    .layer("container")
                    .definedBy(ROOT + "container..")
                    .layer("codec")
                    .definedBy(ROOT + "codec..")
                    .layer("block")
                    .definedBy(ROOT + "block..")
                    .whereLayer("build")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("plan")
                    .mayOnlyBeAccessedByLayers("build", "session")
                    .whereLayer("session")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("vm")
                    .mayOnlyBeAccessedByLayers("session")
                    .whereLayer("guest")
                    .mayOnlyBeAccessedByLayers("build", "plan", "session", "vm")
                    .whereLayer("design")
                    .mayOnlyBeAccessedByLayers("build", "plan", "session", "vm", "guest")
                    .whereLayer("verify")
                    .mayOnlyBeAccessedByLayers("build", "plan", "session")
                    .whereLayer("boot")
                    .mayOnlyBeAccessedByLayers("build", "plan", "verify")
                    .whereLayer("fs")
                    .mayOnlyBeAccessedByLayers("build", "plan", "session", "verify")
                    .whereLayer("content")
                    .mayOnlyBeAccessedByLayers("build", "plan", "session", "verify", "fs", "boot")
                    .whereLayer("table")
                    .mayOnlyBeAccessedByLayers("build", "plan", "session", "verify")
                    .whereLayer("container")
                    .mayOnlyBeAccessedByLayers("build", "plan", "session", "vm", "verify")
                    .whereLayer("codec")
                    .mayOnlyBeAccessedByLayers(
                            "build", "plan", "vm", "verify", "fs", "content", "container", "boot");

    @ArchTest
    static final ArchRule bytesKnowsNoOtherRoom =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "bytes..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            ROOT + "block..",
                            ROOT + "content..",
                            ROOT + "fs..",
                            ROOT + "table..",
                            ROOT + "container..",
                            ROOT + "boot..",
                            ROOT + "design..",
                            ROOT + "plan..",
                            ROOT + "build..",
                            ROOT + "verify..");

    @ArchTest
    static final ArchRule codecsKnowNothingButBlocksAndBytes =
            classes()
                    .that()
                    .resideInAPackage(ROOT + "codec..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java..",
                            "org.jspecify..",
                            "org.tukaani.xz..",
                            "io.airlift.compress..",
                            "org.apache.commons.compress..",
                            ROOT + "bytes..",
                            ROOT + "block..",
                            ROOT + "codec..");

    @ArchTest
    static final ArchRule designKnowsNoFilesAndDevices =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "design..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.nio.file..",
                            ROOT + "block..",
                            ROOT + "fs..",
                            ROOT + "table..",
                            ROOT + "container..");

    @ArchTest
    static final ArchRule guestsFollowFromDesignsAlone =
            classes()
                    .that()
                    .resideInAPackage(ROOT + "guest..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java.lang..",
                            "java.util..",
                            "org.jspecify..",
                            ROOT + "bytes..",
                            ROOT + "design..",
                            ROOT + "guest..");

    @ArchTest
    static final ArchRule machinesKnowNoPartitions =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "vm..")
                    .and()
                    .resideOutsideOfPackage(ROOT + "vm.session..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            ROOT + "plan..",
                            ROOT + "build..",
                            ROOT + "verify..",
                            ROOT + "table..",
                            ROOT + "boot..");

    /// But a session makes blank disks, some with file systems.
    @ArchTest
    static final ArchRule machinesButSessionsKnowNoFileSystems =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "vm..")
                    .and()
                    .resideOutsideOfPackage(ROOT + "vm.session..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ROOT + "fs..", ROOT + "content..");

    @ArchTest
    static final ArchRule serverKnowsNothingAboveBlocks =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "nbd..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            ROOT + "content..",
                            ROOT + "fs..",
                            ROOT + "table..",
                            ROOT + "container..",
                            ROOT + "boot..",
                            ROOT + "design..",
                            ROOT + "plan..",
                            ROOT + "build..",
                            ROOT + "verify..");

    @ArchTest
    static final ArchRule containersDoNotKnowEachOther =
            slices().matching("dev.diskwright.core.container.(*)..")
                    .should()
                    .notDependOnEachOther();

    @ArchTest
    static final ArchRule fileSystemsDoNotKnowEachOther =
            slices().matching("dev.diskwright.core.fs.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule coreIsHeadless =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..");

    @ArchTest
    static final ArchRule runningMachinesKnowTokensAndNoDesigns =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            ROOT + "vm.qmp..", ROOT + "vm.run..", ROOT + "vm.boottest..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            ROOT + "content..",
                            ROOT + "fs..",
                            ROOT + "table..",
                            ROOT + "boot..",
                            ROOT + "design..",
                            ROOT + "plan..",
                            ROOT + "build..",
                            ROOT + "verify..");

    /// And GRUB's own image maker, for users who allow it.
    @ArchTest
    static final ArchRule coreStartsNoProcessButMachines =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT + "vm", ROOT + "vm.run..")
                    .and()
                    .doNotHaveFullyQualifiedName(ROOT + "boot.grub.GrubMkimage")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.lang.ProcessBuilder");

    /// What the host's zlib or a native zstd compresses differs from one host to the next.
    @ArchTest
    static final ArchRule compressedBytesDoNotDependOnTheHost =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(
                            "java\\.util\\.zip\\.(Deflater.*|GZIPOutputStream|ZipOutputStream)"
                                    + "|io\\.airlift\\.compress\\..*\\.ZstdNative.*Compressor"
                                    + "|io\\.airlift\\.compress\\..*\\.ZstdCompressor");

    @ArchTest
    static final ArchRule coreNeverPrints =
            noClasses()
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err");

    @ArchTest
    static final ArchRule nothingFromTheAir =
            noClasses()
                    .should()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(java.time.Instant.class, "now")
                    .orShould()
                    .callMethod(java.util.UUID.class, "randomUUID")
                    .orShould()
                    .callMethod(java.time.ZoneId.class, "systemDefault")
                    .orShould()
                    .callMethod(java.util.Locale.class, "getDefault")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.Random");

    @ArchTest
    static final ArchRule noMutableStatics = fields().that().areStatic().should().beFinal();
}
