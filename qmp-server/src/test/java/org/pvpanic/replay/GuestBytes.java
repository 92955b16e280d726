package org.pvpanic.replay;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.replay.Recording.Line;

/**
 * What the guest says at its serial port depends on two races that the recorder's machine had. This
 * puts the guest's bytes where they are when both end as they do in ours.
 *
 * <ul>
 *   <li>Under TCG a vCPU goes on for a few instructions after a write that stops the machine, so
 *       that the guest's answer to the write may precede STOP. Ours stands still inside the write,
 *       as under KVM: the answer comes after the next RESUME, or never when there is none before
 *       the guest starts anew.
 *   <li>Where the recorder's client came too late, it missed the guest's first byte. Ours never
 *       comes too late.
 * </ul>
 */
final class GuestBytes {

  private static final String FIRST = "U";

  private final List<Line> result = new ArrayList<>();
  private final List<Line> unsaid = new ArrayList<>();

  private GuestBytes() {}

  static List<Line> asOurs(List<Line> lines) {
    GuestBytes guest = new GuestBytes();
    for (int i = 0; i < lines.size(); i++) {
      guest.add(lines.get(i), stopsBeforeTheNextOrder(lines.subList(i, lines.size())));
    }
    return guest.result;
  }

  private void add(Line line, boolean stops) {
    boolean said = line.channel().equals("serial") && !line.sent() && !line.end();
    if (line.channel().equals("serial") && result.stream().noneMatch(GuestBytes::isFirst)) {
      result.add(new Line(false, "serial", FIRST, false));
      boolean startedAnew = result.stream().anyMatch(l -> l.isEvent("RESET"));
      if (said && line.text().equals(FIRST) && !startedAnew) {
        return;
      }
    }
    if (said && !line.text().equals(FIRST) && (stops || isStopped())) {
      unsaid.add(line);
      return;
    }
    result.add(line);
    if (line.isEvent("RESUME")) {
      result.addAll(unsaid);
      unsaid.clear();
    } else if (line.isEvent("RESET") || line.isEvent("WAKEUP")) {
      unsaid.clear();
    }
  }

  private static boolean isFirst(Line line) {
    return line.channel().equals("serial") && !line.sent() && line.text().equals(FIRST);
  }

  /** Whether the machine has stopped and not gone on since. */
  private boolean isStopped() {
    for (int i = result.size() - 1; i >= 0; i--) {
      Line line = result.get(i);
      if (stops(line)) {
        return true;
      }
      if (line.isEvent("RESUME") || line.isEvent("WAKEUP") || line.isEvent("RESET")) {
        return false;
      }
    }
    return false;
  }

  private static boolean stopsBeforeTheNextOrder(List<Line> rest) {
    for (Line line : rest) {
      if (line.sent() || stops(line)) {
        return stops(line);
      }
    }
    return false;
  }

  private static boolean stops(Line line) {
    return line.isEvent("STOP")
        || line.isEvent("SUSPEND")
        || line.isEvent("SHUTDOWN")
        || (line.end() && line.channel().equals("qmp"));
  }
}
