package org.pvpanic.guest.linux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.firmware.E820;
import org.pvpanic.guest.linux.fs.OpenFlags;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.Vcpu;

/** A kernel that did not boot, with a pid 1 that waits: for tests that make system calls. */
final class KernelBench {

  private static final int PATIENCE = 100_000;

  final Machine machine;
  private final List<String> printed = new ArrayList<>();
  private @Nullable Kernel kernel;
  private @Nullable Task init;

  private KernelBench(KernelProfile profile, RootKind root, BootOptions options, String line) {
    MachineConfig config = MachineConfig.DEFAULT.withRam(512L << 20).withClock(Clock.Mode.WARP);
    machine = new Machine(config, cpu -> start(cpu, profile, root, options, line), () -> 0);
    machine.powerOn();
    settle();
  }

  static KernelBench of(KernelProfile profile, RootKind root) {
    return new KernelBench(profile, root, BootOptions.NONE, "");
  }

  static KernelBench centos() {
    return new KernelBench(KernelProfile.CENTOS_7_3, RootKind.INSTALLED, BootOptions.NONE, "");
  }

  static KernelBench centos79(String arguments) {
    return new KernelBench(
        KernelProfile.CENTOS_7_9, RootKind.INSTALLED, BootOptions.NONE, arguments);
  }

  static KernelBench debian() {
    return new KernelBench(KernelProfile.DEBIAN_12, RootKind.INSTALLED, BootOptions.NONE, "");
  }

  static KernelBench initramfs() {
    return new KernelBench(
        KernelProfile.DEBIAN_12,
        RootKind.INITRAMFS,
        new BootOptions("#!/bin/sh\necho hello\n", null),
        "console=ttyS0,115200n8 case=x");
  }

  private void start(
      Vcpu cpu, KernelProfile profile, RootKind root, BootOptions options, String line) {
    CommandLine arguments = new CommandLine(line);
    MemoryMap map = MemoryMap.of(E820.ofSize(cpu.memory().size()), 0);
    Kexec kexec = new Kexec(arguments, cpu.memory().size(), map, profile.era());
    Programs programs =
        name ->
            switch (name) {
              case "true" -> (task, words) -> task.exit(0);
              case "sh", "bash" -> (task, words) -> printed.add(String.join(" ", words));
              default -> null;
            };
    LinuxGuest guest = new LinuxGuest(profile, made -> programs);
    Kernel.Setup setup =
        new Kernel.Setup(
            guest,
            KernelLayout.NORMAL,
            arguments,
            map,
            options,
            root,
            "QEMU Test board, BIOS 1",
            new Disk(),
            null);
    Kernel made = new Kernel(cpu, setup, kexec);
    made.usePrograms(programs);
    cpu.enableInterrupts(true);
    kernel = made;
    init =
        made.tasks()
            .spawn("init", 0, FileTable.empty(), (task, words) -> {}, List.of("init"), s -> {});
  }

  void settle() {
    for (int i = 0; i < PATIENCE && machine.serve() != Machine.NEVER; i++) {
      // more steps are waiting
    }
  }

  Kernel kernel() {
    return Objects.requireNonNull(kernel);
  }

  Task init() {
    return Objects.requireNonNull(init);
  }

  RootFs files() {
    return kernel().files();
  }

  /** What interpreters of scripts were called with. */
  List<String> interpreted() {
    return printed;
  }

  /** A child of pid 1 of some user, which waits. */
  Task child(int uid) {
    Task child =
        init().fork("child", 0, FileTable.empty(), (t, words) -> {}, List.of("child"), s -> {});
    child.setUid(uid);
    child.setGid(uid);
    settle();
    return child;
  }

  String read(String path) throws SysError {
    return read(init(), path);
  }

  String read(Task task, String path) throws SysError {
    OpenFile file = files().open(task, path, OpenFlags.READ);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    readOn(task, file, out);
    settle();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void readOn(Task task, OpenFile file, ByteArrayOutputStream out) {
    file.read(
        task,
        bytes -> {
          out.writeBytes(bytes);
          if (bytes.length > 0) {
            readOn(task, file, out);
          }
        },
        failure -> out.writeBytes(failure.message().getBytes(StandardCharsets.UTF_8)));
  }

  /** What the shell's {@code echo text > path} ends with: null, or why it failed. */
  @Nullable Errno write(String path, String text) {
    return write(init(), path, text, OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.TRUNCATE);
  }

  @Nullable Errno write(Task task, String path, String text, int flags) {
    try {
      OpenFile file = files().open(task, path, flags);
      @Nullable Errno[] result = new Errno[1];
      file.write(task, text.getBytes(StandardCharsets.UTF_8), failure -> result[0] = failure);
      settle();
      return result[0];
    } catch (SysError e) {
      return e.errno();
    }
  }

  /** A system call. */
  interface Call {
    void run() throws SysError;
  }

  /** Why a call fails, or null. */
  static @Nullable Errno failure(Call call) {
    try {
      call.run();
      return null;
    } catch (SysError e) {
      return e.errno();
    }
  }
}
