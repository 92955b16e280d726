package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.machine.Step;

/** Lines that the kernel prints one after the other, each in a step of its own. */
final class Report {

  private record Line(int level, String text) {}

  private final List<Line> lines = new ArrayList<>();

  void add(int level, String text) {
    lines.add(new Line(level, text));
  }

  void addAll(int level, List<String> texts) {
    for (String text : texts) {
      add(level, text);
    }
  }

  /** Prints it after the running step. */
  void print(Kernel kernel) {
    Step[] steps = new Step[lines.size()];
    for (int i = 0; i < steps.length; i++) {
      Line line = lines.get(i);
      steps[i] = () -> kernel.printk().print(line.level(), line.text());
    }
    kernel.cpu().call(steps);
  }
}
