package org.pvpanic.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresTools({"libvirtd", "virsh", "tini", "setsid", "setpriv", "qemu-system-x86_64"})
class LibvirtSessionTest {

  @Test
  void closeLeavesNoProcessNoFileAndNoDescriptor() throws IOException {
    LibvirtSession.start(null).close();
    List<String> before = descriptors();

    LibvirtSession session = LibvirtSession.start(null);
    try (session) {
      session.define(session.domain("left-running"));
      session.virsh("start", "left-running");
      session.console("left-running");
      session.restartDaemon();
      assertTrue(processesOf(session.directory()).size() > 5, "daemons, emulator and listeners");
    }

    assertEquals(List.of(), processesOf(session.directory()));
    assertFalse(Files.exists(session.directory()));
    assertDoesNotThrow(session::close, "closing again");
    assertEquals(before, descriptors());
  }

  @Test
  void killedJvmLeavesNothing() throws IOException, InterruptedException {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Abandoned.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Path directory;
    try (BufferedReader output = jvm.inputReader(StandardCharsets.UTF_8)) {
      directory = Path.of(output.readLine());
    }
    jvm.getOutputStream().close();
    assertEquals(137, jvm.waitFor());

    Await.answer(
        Duration.ofSeconds(20),
        () -> processesOf(directory).isEmpty() ? directory : null,
        () -> "still there: " + processesOf(directory));
    assertFalse(Files.exists(directory));
  }

  /** Starts a domain, and is gone before it can close the session. */
  static final class Abandoned {
    public static void main(String[] args) throws IOException {
      LibvirtSession session = LibvirtSession.start(null);
      session.define(session.domain("d1"));
      session.virsh("start", "d1");
      System.out.println(session.directory());
      System.out.flush();
      Runtime.getRuntime().halt(137);
    }
  }

  @Test
  void sessionsSideBySideKnowNothingOfEachOther() throws IOException {
    try (LibvirtSession one = LibvirtSession.start(null);
        LibvirtSession two = LibvirtSession.start(null)) {
      one.define(one.domain("d1"));

      assertEquals("d1", one.virsh("list", "--all", "--name"));
      assertEquals("", two.virsh("list", "--all", "--name"));
    }
  }

  @Test
  void restartMakesAnotherDaemonWhoseEventsAreHeard() throws IOException {
    try (LibvirtSession session = LibvirtSession.start(null)) {
      String pid = Files.readString(session.directory().resolve("run/libvirt/libvirtd.pid"));

      session.restartDaemon();

      assertNotEquals(
          pid, Files.readString(session.directory().resolve("run/libvirt/libvirtd.pid")));
      LibvirtEvents events = session.events("d1");
      session.define(session.domain("d1"));
      events.await("lifecycle Defined Added");
    }
  }

  @Test
  void refusalCarriesLibvirtsWords() throws IOException {
    try (LibvirtSession session = LibvirtSession.start(null)) {
      DomainXml domain = session.domain("d1").onCrash("rename-restart");

      LibvirtException refusal = assertThrows(LibvirtException.class, () -> session.define(domain));

      assertTrue(
          refusal.toString().contains("qemu driver doesn't support the 'rename-restart' action"),
          refusal.toString());
    }
  }

  @Test
  void brokenEmulatorIsExplainedByItsOwnWords(@TempDir Path dist) throws IOException {
    Path emulator = Files.createDirectory(dist.resolve("bin")).resolve("qemu-system-x86_64");
    Files.writeString(emulator, "#!/bin/sh\necho 'this emulator is broken' >&2\nexit 1\n");
    Files.setPosixFilePermissions(emulator, PosixFilePermissions.fromString("rwx------"));
    try (LibvirtSession session = LibvirtSession.start(dist)) {

      LibvirtException refusal =
          assertThrows(LibvirtException.class, () -> session.define(session.domain("d1")));

      assertTrue(refusal.toString().contains("this emulator is broken"), refusal.toString());
    }
  }

  /** Processes that have the directory in their command line or environment. */
  private static List<String> processesOf(Path directory) {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .filter(entry -> Character.isDigit(entry.getFileName().toString().charAt(0)))
          .map(entry -> read(entry.resolve("cmdline")) + " " + read(entry.resolve("environ")))
          .filter(text -> text.contains(directory.toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).replace('\0', ' ');
    } catch (IOException e) {
      return ""; // The process has ended, or is none of ours.
    }
  }

  /** The pipes, sockets, terminals and temporary files that we have open. */
  private static List<String> descriptors() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
      return entries
          .map(LibvirtSessionTest::target)
          .filter(target -> target.matches("(pipe:|socket:|/dev/pts/|/tmp/pv).*"))
          .sorted()
          .toList();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // That of the listing itself.
    }
  }
}
