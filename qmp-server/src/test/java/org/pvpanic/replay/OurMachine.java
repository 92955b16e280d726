package org.pvpanic.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.twin.TempDir;

/** Our emulator as a recorded QEMU was started, in a folder of its own; no guest runs on it. */
public final class OurMachine implements AutoCloseable {
  private final TempDir directory = new TempDir();
  private final Emulator emulator;

  /** Starts one with a monitor {@code qmp0}. */
  public static OurMachine withMonitor(VersionProfile version, String... args) throws IOException {
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("-chardev", "socket,id=qmp0,path=$DIR/qmp0,server=on,wait=off"));
    argv.addAll(List.of("-mon", "chardev=qmp0,mode=control"));
    argv.addAll(Arrays.asList(args));
    return new OurMachine(version, argv.toArray(String[]::new));
  }

  /**
   * Starts the one of the recorded connections: QMP at {@code q0} and, pretty, at {@code q1}, the
   * human monitor at {@code h0}, and {@code qtest}.
   */
  static OurMachine withEveryMonitor() throws IOException {
    return new OurMachine(
        VersionProfile.QEMU_7_2,
        ("-action panic=none -device pvpanic"
                + " -chardev socket,id=q0,path=$DIR/q0,server=on,wait=off"
                + " -mon chardev=q0,mode=control"
                + " -chardev socket,id=q1,path=$DIR/q1,server=on,wait=off"
                + " -mon chardev=q1,mode=control,pretty=on"
                + " -qtest unix:$DIR/qtest,server=on,wait=off -qtest-log none"
                + " -chardev socket,id=h0,path=$DIR/h0,server=on,wait=off"
                + " -mon chardev=h0,mode=readline")
            .split(" "));
  }

  /**
   * Starts one.
   *
   * @param args more of the command line; {@code $DIR} is an empty folder
   */
  public OurMachine(VersionProfile version, String... args) throws IOException {
    List<String> argv = new ArrayList<>(List.of("-display", "none", "-nodefaults"));
    argv.addAll(List.of("-machine", "pc", "-accel", "tcg"));
    argv.addAll(List.of("-fw_cfg", "name=opt/org.pvpanic/profile,string=none"));
    argv.addAll(Arrays.asList(args));
    argv.replaceAll(arg -> arg.replace("$DIR", directory.toString()));
    emulator = Emulator.start(version, argv.toArray(String[]::new));
  }

  /** The socket of the monitor {@code qmp0}. */
  public Path socket() {
    return path("qmp0");
  }

  /** A path in its folder. */
  public Path path(String name) {
    return directory.path(name);
  }

  /** The emulator. */
  public Emulator emulator() {
    return emulator;
  }

  @Override
  public void close() throws IOException {
    emulator.close();
    directory.close();
  }
}
