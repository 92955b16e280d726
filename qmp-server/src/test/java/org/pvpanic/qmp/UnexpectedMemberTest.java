package org.pvpanic.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The expected names were seen in the replies of QEMU 7.2.22. */
class UnexpectedMemberTest {
  private static final Set<String> KNOWN = Set.of("reboot", "shutdown", "panic", "watchdog");

  private static String unexpected(String... keys) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (String key : keys) {
      object.put(key, 1L);
    }
    return UnexpectedMember.of(object, KNOWN);
  }

  private static String[] numbered(String prefix, int count, int step) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i * step).toArray(String[]::new);
  }

  private static String[] with(String[] keys, String... more) {
    String[] all = Arrays.copyOf(keys, keys.length + more.length);
    System.arraycopy(more, 0, all, keys.length, more.length);
    return all;
  }

  @Test
  void namesTheFirstInTheTable() {
    assertEquals("bar", unexpected("foo", "bar"));
    assertEquals("bar", unexpected("bar", "foo"));
    assertEquals("aa", unexpected("zz", "yy", "xx", "aa", "bb"));
    assertEquals("\u00fc", unexpected("\u00e9", "\u00fc", "a"));
  }

  @Test
  void theTableGrows() {
    assertEquals("k6", unexpected(numbered("k", 8, 1)));
    assertEquals("x-4", unexpected(numbered("x-", 300, 1)));
  }

  @Test
  void theTableShrinksWhenKnownMembersAreTakenOut() {
    String[] all = {"panic", "reboot", "shutdown", "watchdog"};
    assertEquals("k1", unexpected(with(numbered("k", 3, 1), all)));
    assertEquals("k6", unexpected(with(numbered("k", 10, 1), all)));
    assertEquals("one", unexpected(with(new String[] {"one", "two", "three", "four"}, all)));
    assertEquals("m147", unexpected(with(numbered("m", 40, 7), "panic", "watchdog")));
  }
}
