package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HarmlessScriptTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -r x",
        "rm -f /etc/passwd",
        "cd /work; ls",
        "cd /\npwd",
        "x=/; rm $x",
        "rm $nope/x",
        "echo a > /etc/x",
        "echo a >>/x",
        "echo a > $x/y",
        "echo a > \"$x\"",
        "mv a b",
        "true && mv a b",
        "if true; then chmod -R 0 .; fi",
        "find . -delete",
        "kill -9 1",
        "kill -1",
        "kill -9 -1",
        "sh -c 'reboot'",
        "for i in /*; do echo $i; done",
        "cat </dev/sda"
      })
  void refuses(String script) {
    assertNotNull(HarmlessScript.refusal(script));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm x",
        "rm x; echo $?",
        "echo a > x 2>/dev/null",
        "(cd /; pwd)",
        "echo $((7/2)) ${s//a/b} ${f##*/} ./x a/b",
        "kill -9 %1; kill $$; kill -l 9x",
        "cat < /nope/x",
        "printf '#!/bin/sh\\necho a' > x"
      })
  void lets(String script) {
    assertNull(HarmlessScript.refusal(script));
  }
}
