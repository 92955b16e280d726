package org.pvpanic.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what it is to print: {@code kind text}. */
final class Recorder implements TimelinePrinter {

  final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  final List<Long> times = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void print(long ms, Entry entry) {
    times.add(ms);
    lines.add(entry.kind() + " " + entry.text());
  }
}
