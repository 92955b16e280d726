package org.pvpanic.dump;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.bus.PhysicalMemory;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.machine.MachineObserver;
import org.pvpanic.machine.RunState;
import org.pvpanic.twin.Fifo;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.TempDir;

/** What a dump holds: looked at with binutils' {@code readelf}, which knows nothing of us. */
@Timeout(60)
class GuestDumpTest {

  private static final long GIB = 1L << 30;
  private static final Pattern LOAD =
      Pattern.compile("LOAD +(0x\\w+) (0x\\w+) (0x\\w+) (0x\\w+) (0x\\w+)");

  @SuppressWarnings("NullAway.Init")
  private TempDir directory;

  @SuppressWarnings("NullAway.Init")
  private Emulator emulator;

  @SuppressWarnings("NullAway.Init")
  private QmpClient client;

  /** A program header of type LOAD. */
  private record Load(long offset, long virtual, long physical, long fileSize, long memorySize) {}

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = new TempDir();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    emulator.close();
    directory.close();
  }

  private void start(String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of("-nodefaults", "-S", "-qmp"));
    args.add("unix:" + directory.path("q") + ",server=on,wait=off");
    args.addAll(List.of("-fw_cfg", "name=opt/org.pvpanic/profile,string=none"));
    args.addAll(List.of(more));
    emulator = Emulator.start(args.toArray(String[]::new));
    client = QmpClient.connect(directory.path("q"));
  }

  private Path dump(String name) throws IOException {
    Path file = directory.path(name);
    List<String> said =
        client.ask(
            "{'execute': 'dump-guest-memory', 'arguments': {'paging': false, 'protocol': 'file:%s'}}"
                .formatted(file));
    assertEquals("{\"return\": {}}", said.get(said.size() - 1));
    return file;
  }

  private void write(long address, byte[] bytes) throws Exception {
    emulator
        .vm()
        .eventLoop()
        .submit(() -> emulator.vm().machine().memory().write(address, bytes))
        .get(10, TimeUnit.SECONDS);
  }

  private static String readelf(String options, Path file) throws IOException {
    try {
      Process process = new ProcessBuilder("readelf", options, file.toString()).start();
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      if ("true".equals(System.getenv("CI"))) {
        throw e;
      }
      System.err.println("Dump not looked at: readelf is not installed");
      Assumptions.abort("readelf is not installed");
      return "";
    }
  }

  private static List<Load> loads(Path file) throws IOException {
    Matcher matcher = LOAD.matcher(readelf("-lW", file));
    List<Load> loads = new ArrayList<>();
    while (matcher.find()) {
      loads.add(
          new Load(
              Long.decode(matcher.group(1)),
              Long.decode(matcher.group(2)),
              Long.decode(matcher.group(3)),
              Long.decode(matcher.group(4)),
              Long.decode(matcher.group(5))));
    }
    return loads;
  }

  private static byte[] read(Path file, long offset, int length) throws IOException {
    try (RandomAccessFile dump = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[length];
      dump.seek(offset);
      dump.readFully(bytes);
      return bytes;
    }
  }

  @Test
  void hasTheHeadersThatWereRecordedFromQemu() throws Exception {
    start("-m", "256");
    Path file = dump("core");
    String headers =
        readelf("-hlSW", file)
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> line.stripTrailing() + "\n")
            .collect(Collectors.joining());
    assertEquals(recorded(), headers);
    String notes = readelf("-nW", file);
    assertTrue(notes.contains("with length 0x00000330"), notes);
    assertTrue(Pattern.compile("CORE +0x00000150\tNT_PRSTATUS").matcher(notes).find(), notes);
    assertTrue(Pattern.compile("QEMU +0x000001b8").matcher(notes).find(), notes);
  }

  private static String recorded() throws IOException {
    try (InputStream text = GuestDumpTest.class.getResourceAsStream("readelf-256M.txt")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), UTF_8);
    }
  }

  @Test
  void hasTwoNotesForEachCpu() throws Exception {
    start("-m", "16", "-smp", "3");
    String notes = readelf("-nW", dump("core"));
    List<String> owners =
        notes
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("CORE") || line.startsWith("QEMU"))
            .map(line -> line.substring(0, 4))
            .collect(Collectors.toList());
    assertEquals(List.of("CORE", "CORE", "CORE", "QEMU", "QEMU", "QEMU"), owners);
  }

  @Test
  void holdsWhatTheGuestWrote() throws Exception {
    start("-m", "128");
    byte[] text = "Kernel panic - not syncing".getBytes(US_ASCII);
    byte[] last = {1, 2, 3, 4};
    write(0x1234ff0, text); // over the end of a page
    write((128L << 20) - last.length, last);
    Path file = dump("core");
    Load ram = loads(file).get(0);
    assertArrayEquals(text, read(file, ram.offset() + 0x1234ff0, text.length));
    assertArrayEquals(last, read(file, ram.offset() + ram.fileSize() - last.length, last.length));
    assertArrayEquals(new byte[64], read(file, ram.offset() + 0x1234ff0 + text.length, 64));
  }

  @Test
  void putsMemoryAboveTheHoleBehindTheFirmware() throws Exception {
    start("-m", "5G");
    byte[] low = "below 3 GiB".getBytes(US_ASCII);
    byte[] high = "above 4 GiB".getBytes(US_ASCII);
    write(3 * GIB - PhysicalMemory.PAGE_SIZE, low);
    write(3 * GIB + 0x100000, high);
    Path file = dump("core");
    List<Load> loads = loads(file);
    long first = loads.get(0).offset();
    long flash = 256 << 10;
    assertEquals(
        List.of(
            new Load(first, 0, 0, 3 * GIB, 3 * GIB),
            new Load(first + 3 * GIB, 4 * GIB - flash, 4 * GIB - flash, flash, flash),
            new Load(first + 3 * GIB + flash, 4 * GIB, 4 * GIB, 2 * GIB, 2 * GIB)),
        loads);
    assertArrayEquals(low, read(file, first + 3 * GIB - PhysicalMemory.PAGE_SIZE, low.length));
    assertArrayEquals(high, read(file, loads.get(2).offset() + 0x100000, high.length));
    Process blocks = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
    long allocated =
        Long.parseLong(new String(blocks.getInputStream().readAllBytes(), UTF_8).strip());
    assertTrue(allocated < 10_000, () -> allocated + " blocks, where holes were expected");
  }

  @Test
  void splitsMemoryOfQ35At2GiB() throws Exception {
    start("-m", "3G", "-machine", "q35");
    List<Load> loads = loads(dump("core"));
    assertEquals(List.of(2 * GIB, 256L << 10, GIB), loads.stream().map(Load::fileSize).toList());
  }

  @Test
  void isForTheOwnerToRead() throws Exception {
    start("-m", "16");
    Path file = dump("core");
    assertEquals("r--------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void leavesTheModeOfAnExistingFileAndReplacesItsContents() throws Exception {
    start("-m", "16");
    Path file = Files.writeString(directory.path("core"), "x".repeat(40 << 20));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    dump("core");
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(Files.size(file) < 20 << 20);
    assertArrayEquals(new byte[4096], read(file, 8 << 20, 4096));
  }

  @Test
  void writesTheSameBytesToAPipe() throws Exception {
    start("-m", "16");
    write(0x5000, "panic".getBytes(US_ASCII));
    long size = Files.size(dump("core"));
    try (Fifo pipe = new Fifo(directory.path("pipe"))) {
      client.ask(
          "{'execute': 'dump-guest-memory', 'arguments': {'paging': false, 'detach': true, 'protocol': 'file:%s'}}"
              .formatted(directory.path("pipe")));
      assertEquals(size, pipe.drain());
    }
  }

  @Test
  void resetOfAMachineThatWasRunningIsRefusedMeanwhile() throws Exception {
    start("-m", "16");
    client.execute("cont");
    try (Fifo pipe = new Fifo(directory.path("pipe"))) {
      client.ask(
          "{'execute': 'dump-guest-memory', 'arguments': {'paging': false, 'detach': true, 'protocol': 'file:%s'}}"
              .formatted(directory.path("pipe")));
      // QEMU 7.2 resets, and then aborts: a machine in save-vm may not become prelaunch.
      assertEquals(
          List.of(
              "{\"error\": {\"class\": \"GenericError\","
                  + " \"desc\": \"There is a dump in process, please wait.\"}}"),
          client.execute("system_reset"));
      pipe.drain();
    }
  }

  @Test
  void endsWithTheMachine() throws Exception {
    start("-m", "16");
    try (Fifo pipe = new Fifo(directory.path("pipe"))) {
      client.ask(
          "{'execute': 'dump-guest-memory', 'arguments': {'paging': false, 'detach': true, 'protocol': 'file:%s'}}"
              .formatted(directory.path("pipe")));
      emulator.close();
      long written = pipe.drain(); // ends, since the writer has gone
      assertTrue(written < 16 << 20, () -> written + " bytes");
    }
  }

  private GuestDumper.Progress dumpUnasked(String name, GuestDumper.Completion completion)
      throws Exception {
    GuestDumper dumper = emulator.vm().dumper();
    return emulator
        .vm()
        .eventLoop()
        .submit(() -> dumper.start("file:" + directory.path(name), completion))
        .get(10, TimeUnit.SECONDS);
  }

  private static void fails(CompletionStage<Void> stage) {
    ExecutionException failure =
        assertThrows(
            ExecutionException.class, () -> stage.toCompletableFuture().get(10, TimeUnit.SECONDS));
    Throwable cause = Objects.requireNonNull(failure.getCause());
    assertEquals("a defect", cause.getMessage());
  }

  @Test
  void anotherDumpCanFollowOneWhoseEndFailed() throws Exception {
    start("-m", "16");
    client.execute("cont");
    GuestDumper.Progress failed =
        dumpUnasked(
            "first",
            (result, error) -> {
              throw new IllegalStateException("a defect");
            });
    fails(failed.ended());
    assertTrue(client.ask("{'execute': 'query-status'}").toString().contains("\"running\""));
    dump("second");
  }

  @Test
  void anotherDumpCanFollowOneWhoseBeginningFailed() throws Exception {
    start("-m", "16");
    client.execute("cont");
    AtomicBoolean once = new AtomicBoolean(true);
    emulator
        .vm()
        .machine()
        .observe(
            new MachineObserver() {
              @Override
              public void runStateChanged(RunState from, RunState to) {
                if (to == RunState.SAVE_VM && once.getAndSet(false)) {
                  throw new IllegalStateException("a defect");
                }
              }
            });
    GuestDumper.Progress failed = dumpUnasked("first", (result, error) -> {});
    fails(failed.begun());
    fails(failed.ended());
    dump("second");
  }
}
