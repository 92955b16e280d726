package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every SysRq key of drivers/tty/sysrq.c, in every kernel, in every way, under its masks. */
final class SysRqKeysTest {

  private static final List<String> PROFILES = List.of("centos7", "centos7.9", "debian12");

  private static final String HELP =
      "HELP : loglevel(0-9) reboot(b) crash(c) terminate-all-tasks(e) memory-full-oom-kill(f)"
          + " kill-all-tasks(i) thaw-filesystems(j) sak(k) show-backtrace-all-active-cpus(l)"
          + " show-memory-usage(m) nice-all-RT-tasks(n) poweroff(o) show-registers(p)"
          + " show-all-timers(q) unraw(r) sync(s) show-task-states(t) unmount(u)"
          + " show-blocked-tasks(w) dump-ftrace-buffer(z) ";

  private static final String DISABLED = "This sysrq operation is disabled.";

  /** What is told at once, and the bit of {@code kernel.sysrq} that allows it. */
  private record Key(String action, int mask) {}

  private static final Map<Character, Key> KEYS = new LinkedHashMap<>();

  static {
    for (char digit = '0'; digit <= '9'; digit++) {
      KEYS.put(digit, new Key("Changing Loglevel", 2));
    }
    KEYS.put('b', new Key("Resetting", 128));
    KEYS.put('c', new Key("Trigger a crash", 8));
    KEYS.put('e', new Key("Terminate All Tasks", 64));
    KEYS.put('f', new Key("Manual OOM execution", 64));
    KEYS.put('i', new Key("Kill All Tasks", 64));
    KEYS.put('j', new Key("Emergency Thaw of all frozen filesystems", 64));
    KEYS.put('k', new Key("SAK", 4));
    KEYS.put('l', new Key("Show backtrace of all active CPUs", 8));
    KEYS.put('m', new Key("Show Memory", 8));
    KEYS.put('n', new Key("Nice All RT Tasks", 256));
    KEYS.put('o', new Key("Power Off", 128));
    KEYS.put('p', new Key("Show Regs", 8));
    KEYS.put('q', new Key("Show clockevent devices & pending hrtimers (no others)", 0));
    KEYS.put('r', new Key("Keyboard mode set to system default", 4));
    KEYS.put('s', new Key("Emergency Sync", 16));
    KEYS.put('t', new Key("Show State", 8));
    KEYS.put('u', new Key("Emergency Remount R/O", 32));
    KEYS.put('w', new Key("Show Blocked State", 8));
    KEYS.put('z', new Key("Dump ftrace buffer", 8));
  }

  /** Keys after which the machine is not what it was. */
  private static final String GRAVE = "bcefiou";

  private static final String UNKNOWN = "adghvxy;,";

  static TestMachine machine(String profile, int mask) {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().pausing().profile(profile));
    m.type("echo " + mask + " > /proc/sys/kernel/sysrq\r");
    return m;
  }

  private static String header(String profile) {
    return profile.equals("debian12") ? "sysrq: " : "SysRq : ";
  }

  private static void assertTells(String expected, String told, char key) {
    assertTrue(told.contains(expected), () -> "key " + key + ": " + told);
  }

  static Stream<Arguments> profilesAndWays() {
    return PROFILES.stream()
        .flatMap(profile -> Stream.of(SysRqWay.values()).map(way -> Arguments.of(profile, way)));
  }

  @ParameterizedTest
  @MethodSource("profilesAndWays")
  void aKeyTellsWhatItDoesAndAnUnknownOneListsThem(String profile, SysRqWay way) {
    TestMachine m = machine(profile, 1);
    List<Executable> checks = new ArrayList<>();
    KEYS.forEach(
        (key, what) -> {
          if (GRAVE.indexOf(key) < 0) {
            String told = way.told(m, key);
            checks.add(() -> assertTells(header(profile) + what.action() + "\r\n", told, key));
          }
        });
    for (char key : UNKNOWN.toCharArray()) {
      String told = way.told(m, key);
      checks.add(() -> assertTells(header(profile) + HELP + "\r\n", told, key));
    }
    assertAll(checks);
  }

  static Stream<Arguments> masks() {
    return profilesAndWays()
        .flatMap(
            each ->
                Stream.of(0, 2, 3, 4, 8, 16, 32, 64, 128, 176, 256, 438, 510)
                    .map(mask -> Arguments.of(each.get()[0], each.get()[1], mask)));
  }

  private static boolean allows(int mask, int bit) {
    return mask == 1 || (mask & bit) != 0;
  }

  @ParameterizedTest
  @MethodSource("masks")
  void theMaskAllowsOrRefuses(String profile, SysRqWay way, int mask) {
    TestMachine m = machine(profile, mask);
    List<Executable> checks = new ArrayList<>();
    KEYS.forEach(
        (key, what) -> {
          boolean allowed = way == SysRqWay.PROC || allows(mask, what.mask());
          if (allowed && GRAVE.indexOf(key) >= 0) {
            return;
          }
          String told = way.told(m, key);
          if (mask == 0 && way != SysRqWay.PROC) {
            checks.add(() -> assertFalse(told.toLowerCase(Locale.ROOT).contains("sysrq"), told));
          } else {
            String text = allowed ? what.action() : DISABLED;
            checks.add(() -> assertTells(header(profile) + text + "\r\n", told, key));
          }
        });
    assertAll(checks);
    assertEquals(
        List.of(), m.events.subList(1, m.events.size()), "nothing happened to the machine");
  }
}
