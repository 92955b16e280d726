package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.machine.VersionProfile.Change;
import org.pvpanic.qmp.EventLimiter;
import org.pvpanic.qmp.EventLimiter.Rule;
import org.pvpanic.vm.Vm;

/** Which events are sent once a second at most. None that tells of a panic or a run state is. */
final class EventRates {

  private EventRates() {}

  /** The limiter of the QEMU that {@code vm} stands for. */
  static EventLimiter limiter(Vm vm) {
    return new EventLimiter(rules(vm.version()), vm.timers()::after);
  }

  /** The rules of a version. */
  static List<Rule> rules(VersionProfile version) {
    List<Rule> rules =
        new ArrayList<>(
            List.of(
                ofKind("RTC_CHANGE"),
                ofKind("WATCHDOG"),
                ofKind("BALLOON_CHANGE"),
                ofSubject("QUORUM_REPORT_BAD", "node-name"),
                ofKind("QUORUM_FAILURE"),
                ofSubject("VSERPORT_CHANGE", "id"),
                ofSubject("MEMORY_DEVICE_SIZE_CHANGE", "qom-path")));
    if (version.has(Change.MORE_EVENT_LIMITS)) {
      Map.Entry<String, String> stops = Map.entry("action", "stop");
      rules.add(new Rule("BLOCK_IO_ERROR", Optional.of("qom-path"), Optional.of(stops)));
      rules.add(ofKind("HV_BALLOON_STATUS_REPORT"));
    }
    return rules;
  }

  private static Rule ofKind(String event) {
    return new Rule(event, Optional.empty(), Optional.empty());
  }

  private static Rule ofSubject(String event, String member) {
    return new Rule(event, Optional.of(member), Optional.empty());
  }
}
