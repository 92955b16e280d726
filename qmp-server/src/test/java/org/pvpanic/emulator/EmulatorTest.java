package org.pvpanic.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Settings;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.TempDir;

/** Machines come and go in one JVM, and end as their actions say. */
@Timeout(60)
class EmulatorTest {

  private static final String BARE = "name=opt/org.pvpanic/profile,string=none";
  private static final String PANIC =
      "{'execute': 'human-monitor-command', 'arguments': {'command-line': 'o /b 0x505 1'}}";
  private static final String STATUS = "{'execute': 'query-status'}";

  @SuppressWarnings("NullAway.Init")
  private TempDir directory;

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = new TempDir();
  }

  @AfterEach
  void removeDirectory() throws IOException {
    directory.close();
  }

  /** A machine with a monitor at the socket of that name. */
  private String[] arguments(String socket, String... more) {
    List<String> args = new ArrayList<>(List.of("-nodefaults", "-fw_cfg", BARE, "-qmp"));
    args.add("unix:" + directory.path(socket) + ",server=on,wait=off");
    args.addAll(List.of("-device", "pvpanic"));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  private static int descriptors() {
    return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
  }

  private static int threads() {
    return Objects.requireNonNull(new File("/proc/self/task").list()).length;
  }

  private void liveAndDie() throws Exception {
    String[] args =
        arguments(
            "q",
            "-chardev",
            "pty,id=p,logfile=" + directory.path("log"),
            "-device",
            "isa-serial,chardev=p",
            "-chardev",
            "file,id=f,path=" + directory.path("f"),
            "-serial",
            "chardev:f");
    try (Emulator emulator = Emulator.start(args);
        QmpClient client = QmpClient.connect(directory.path("q"))) {
      client.execute("query-status");
      emulator.terminate();
      client.rest();
    }
  }

  /** Fewer are no leak: what tests before this one left may close late. */
  private static void assertNoMoreThan(int descriptors) {
    int now = descriptors();
    assertTrue(now <= descriptors, () -> now + " open descriptors, " + descriptors + " before");
  }

  @Test
  void twoHundredLivesLeaveNothingOpen() throws Exception {
    for (int i = 0; i < 10; i++) {
      liveAndDie(); // all event loops have been made, all classes loaded
    }
    int descriptors = descriptors();
    int threads = threads();
    for (int i = 0; i < 200; i++) {
      liveAndDie();
    }
    assertNoMoreThan(descriptors);
    assertTrue(threads() <= threads + 2, () -> threads() + " threads, " + threads + " before");
  }

  @Test
  void refusedCommandLineLeavesNothingOpen() {
    String[] args = arguments("q", "-chardev", "pty,id=p", "-device", "nope");
    assertThrows(QemuError.class, () -> Emulator.start(args));
    int descriptors = descriptors();
    for (int i = 0; i < 20; i++) {
      assertThrows(QemuError.class, () -> Emulator.start(args));
    }
    assertNoMoreThan(descriptors);
    assertFalse(directory.path("q").toFile().exists());
  }

  @Test
  void machinesOnOneLoopDoNotDisturbEachOther() throws Exception {
    MultiThreadIoEventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    Diagnostics diagnostics = new Diagnostics(line -> {}, InstantSource.system());
    try (Emulator one =
            Emulator.start(
                loops.next(),
                VersionProfile.QEMU_7_2,
                diagnostics,
                List.of(arguments("1", "-action", "panic=pause")));
        Emulator two =
            Emulator.start(
                loops.next(),
                VersionProfile.QEMU_7_2,
                diagnostics,
                List.of(arguments("2", "-action", "panic=none")));
        QmpClient first = QmpClient.connect(directory.path("1"));
        QmpClient second = QmpClient.connect(directory.path("2"))) {
      first.ask(PANIC);
      second.ask(PANIC);
      assertTrue(first.ask(STATUS).get(0).contains("guest-panicked"));
      assertEquals(1, second.ask(STATUS).size(), "no event of the other machine");
      assertTrue(second.ask(STATUS).get(0).contains("\"running\": true"));
      one.terminate();
      first.rest();
      assertEquals(0, one.exit().get(10, TimeUnit.SECONDS));
      assertTrue(second.ask(STATUS).get(0).contains("\"running\": true"));
      assertFalse(two.exit().isDone());
    }
    loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
  }

  @Test
  void quitIsAnsweredThenTheConnectionEndsAndTheSocketGoes() throws Exception {
    try (Emulator emulator = Emulator.start(arguments("q"));
        QmpClient client = QmpClient.connect(directory.path("q"))) {
      client.send("{'execute': 'quit'} {'execute': 'query-status'}");
      assertEquals(
          List.of(
              "{\"event\": \"SHUTDOWN\","
                  + " \"data\": {\"guest\": false, \"reason\": \"host-qmp-quit\"}}",
              "{\"return\": {}}"),
          client.rest());
      assertEquals(0, emulator.exit().get(10, TimeUnit.SECONDS));
      assertFalse(directory.path("q").toFile().exists(), "the socket's file is left");
    }
  }

  @Test
  void closeTwiceDoesNothingMore() {
    Emulator emulator = Emulator.start(arguments("q"));
    emulator.close();
    emulator.close();
    assertTrue(emulator.exit().isDone());
  }

  /** Steps of a guest that panics and then would go on. */
  private static GuestCode panicking(int value) {
    return cpu -> {
      cpu.queue(() -> cpu.ports().outb(0x505, value));
      cpu.queue(() -> cpu.memory().writeLong(0x1000, 0x600d));
    };
  }

  /** A vCPU's panic, as recorded from QEMU 7.2.22 under TCG and KVM. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "panic=none | GUEST_PANICKED run | running",
        "panic=pause | GUEST_PANICKED pause, STOP | guest-panicked",
        "panic=pause,shutdown=pause | GUEST_PANICKED pause, STOP | guest-panicked",
        "panic=shutdown | GUEST_PANICKED poweroff, SHUTDOWN guest-panic | 0",
        "panic=shutdown,shutdown=pause | GUEST_PANICKED pause, STOP | guest-panicked",
        "panic=exit-failure | GUEST_PANICKED poweroff, SHUTDOWN guest-panic | 1",
        "panic=exit-failure,shutdown=pause |"
            + " GUEST_PANICKED poweroff, SHUTDOWN guest-panic, STOP | shutdown",
      })
  void guestThatPanics(String action, String events, String end) throws Exception {
    try (Emulator emulator =
            Emulator.start(panicking(1), arguments("q", "-S", "-action", action.trim()));
        QmpClient client = QmpClient.connect(directory.path("q"))) {
      client.execute("cont");
      for (String event : events.trim().split(", ")) {
        String line = client.line();
        for (String word : event.split(" ")) {
          assertTrue(line.contains('"' + word + '"'), () -> event + " is not " + line);
        }
      }
      if (end.matches("\\d")) {
        assertEquals(List.of(), client.rest());
        assertEquals(Integer.valueOf(end), emulator.exit().get(10, TimeUnit.SECONDS));
      } else {
        String status = client.ask(STATUS).get(0);
        assertTrue(status.contains('"' + end + '"'), status);
        assertEquals(end.equals("running") ? 0x600d : 0, mark(emulator), "next step");
      }
    }
  }

  @Test
  void guestGoesOnAfterItsWriteWhenItIsContinued() throws Exception {
    try (Emulator emulator =
            Emulator.start(panicking(1), arguments("q", "-S", "-action", "panic=pause"));
        QmpClient client = QmpClient.connect(directory.path("q"))) {
      client.execute("cont");
      client.line(); // GUEST_PANICKED
      client.line(); // STOP
      assertEquals(0, mark(emulator));
      client.execute("cont");
      client.ask(STATUS);
      assertEquals(0x600d, mark(emulator));
    }
  }

  private static long mark(Emulator emulator) throws Exception {
    return emulator
        .vm()
        .eventLoop()
        .submit(() -> emulator.vm().machine().memory().readLong(0x1000))
        .get(10, TimeUnit.SECONDS);
  }

  /** It would grow for as long as the program runs, and nobody could read it. */
  @Test
  void theMachineOfAProgramKeepsNoJournal() throws Exception {
    Diagnostics diagnostics = new Diagnostics(text -> {}, InstantSource.system());
    MultiThreadIoEventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    Settings settings =
        CommandLineReader.read(VersionProfile.QEMU_7_2, List.of(arguments("q")), diagnostics);
    try (Emulator emulator = Emulator.start(loops.next(), diagnostics, settings, news -> {})) {
      assertFalse(emulator.vm().machine().config().journalled());
    } finally {
      loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
    }
  }

  @Test
  void commandsThatComeBeforeTheStartAreRunAfterIt() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(directory.path("s")));
      CompletableFuture<QmpClient> early = CompletableFuture.supplyAsync(() -> hurry(server));
      try (Emulator emulator =
              Emulator.start(
                  "-nodefaults", "-S", "-fw_cfg", BARE, "-qmp", "unix:" + directory.path("s"));
          QmpClient client = early.get(10, TimeUnit.SECONDS)) {
        client.line(); // greeting
        assertEquals("{\"return\": {}}", client.line());
        assertEquals("{\"event\": \"RESUME\"}", client.line());
        assertFalse(emulator.exit().isDone());
      }
    }
  }

  private static QmpClient hurry(ServerSocketChannel server) {
    try {
      QmpClient client = new QmpClient(server.accept());
      client.send("{'execute': 'qmp_capabilities'} {'execute': 'cont'}");
      return client;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
