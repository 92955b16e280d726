package org.pvpanic.arch;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.InstantSource;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rooms of the house and the one direction in which they know each other. */
class ArchitectureTest {

  private static final String[] DEVICE = {
    "org.pvpanic.acpi..",
    "org.pvpanic.bus..",
    "org.pvpanic.chipset..",
    "org.pvpanic.device..",
    "org.pvpanic.machine..",
    "org.pvpanic.pci..",
    "org.pvpanic.smbios.."
  };
  private static final String GUEST = "org.pvpanic.guest..";
  private static final String[] JDK = {"java..", "org.jspecify.annotations.."};

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.pvpanic");
    for (String room : new String[] {"bus", "guest", "qmp"}) {
      assertTrue(
          classes.stream().anyMatch(c -> c.getPackageName().startsWith("org.pvpanic." + room)),
          "no class of " + room + " was looked at");
    }
  }

  private static String[] join(String[] one, String... more) {
    return Stream.concat(Stream.of(one), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void deviceUsesTheJdkAlone() {
    classes()
        .that(resideInAnyPackage(DEVICE))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(join(JDK, DEVICE)))
        .check(classes);
  }

  @Test
  void guestUsesTheBoardAlone() {
    classes()
        .that()
        .resideInAPackage(GUEST)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(join(join(JDK, DEVICE), GUEST)))
        .check(classes);
  }

  @Test
  void facesDoNotUseTheTestKit() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.pvpanic.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.pvpanic.testkit..", "org.junit..")
        .check(classes);
  }

  @Test
  void onlyTheCommandLineProgramUsesPicocli() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.pvpanic.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "org.pvpanic.cli..")
        .check(classes);
  }

  @Test
  void onlyBackEndsUseNativeCode() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.pvpanic.chardev..", "org.pvpanic.emulator..", "org.pvpanic.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.jna..")
        .check(classes);
  }

  @Test
  void boardAndGuestHaveNeitherThreadsNorInputOutput() {
    noClasses()
        .that(resideInAnyPackage(join(DEVICE, GUEST)))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "java.net..", "java.nio.channels..", "java.nio.file..", "java.util.concurrent.."))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .check(classes);
  }

  @Test
  void guestKnowsNoHostTimeAndNoHostRandomness() {
    noClasses()
        .that()
        .resideInAPackage(GUEST)
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .callMethodWhere(target(name("now")).and(target(owner(resideInAPackage("java.time..")))))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(InstantSource.class)
        .check(classes);
  }
}
