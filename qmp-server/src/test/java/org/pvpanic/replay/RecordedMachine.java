package org.pvpanic.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.emulator.Emulators;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.twin.TempDir;

/** Our machine, started as the recorded one was, and a client at each of its sockets. */
final class RecordedMachine implements AutoCloseable {

  /** What the recorder's sockets are called, less their endings. */
  private static final String RECORDED_SOCKETS = "/lab/[0-9]+-[0-9]+";

  private final TempDir directory = new TempDir();
  private final Map<String, Peer> peers = new HashMap<>();
  private final List<String> stderr = Collections.synchronizedList(new ArrayList<>());
  private final Emulator emulator;

  RecordedMachine(VersionProfile version, List<String> recorded) throws IOException {
    List<String> args = translate(recorded);
    emulator = Emulators.start(version, args, this::onStandardError);
    peers.put("qmp", Peer.connect(socket("qmp"), true));
    if (args.contains("-qtest")) {
      peers.put("qtest", Peer.connect(socket("qt"), true));
    }
  }

  /**
   * The firmware becomes a guest. The serial port waits for its client, whom the recorder brought
   * before the guest came up. What is logged goes to a file, as the test's standard error is that
   * of many machines.
   */
  private List<String> translate(List<String> recorded) {
    List<String> args = new ArrayList<>();
    Iterator<String> words = recorded.subList(1, recorded.size()).iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "-bios" -> {
          String profile = words.next().startsWith("/lab/rom") ? "probe" : "none";
          args.addAll(List.of("-fw_cfg", "name=opt/org.pvpanic/profile,string=" + profile));
        }
        case "-serial" -> {
          String waiting = words.next().replace("wait=off", "wait=on");
          args.addAll(List.of(word, located(waiting)));
        }
        case "-d" -> args.addAll(List.of("-D", log().toString(), word, words.next()));
        default -> args.add(located(word));
      }
    }
    return args;
  }

  /** A text of the recording with our sockets' names. */
  String located(String text) {
    return text.replaceAll(RECORDED_SOCKETS, directory.path("s").toString());
  }

  private Path socket(String ending) {
    return directory.path("s." + ending);
  }

  private Path log() {
    return directory.path("log");
  }

  /** Told in the middle of the start, when the serial port listens. */
  private void onStandardError(String line) {
    if (line.contains("info: QEMU waiting for connection on: ")) {
      try {
        peers.put("serial", Peer.connect(socket("ser"), false));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    } else {
      stderr.add(line + "\n");
    }
  }

  /** The client at a channel, or null where there is none. */
  @Nullable Peer peer(String channel) {
    return peers.get(channel);
  }

  /** Everything that it wrote on standard error so far. */
  String stderr() throws IOException {
    return String.join("", stderr) + (Files.exists(log()) ? Files.readString(log()) : "");
  }

  Emulator emulator() {
    return emulator;
  }

  @Override
  public void close() throws IOException {
    emulator.close();
    for (Peer peer : peers.values()) {
      peer.close();
    }
    directory.close();
  }
}
