package org.pvpanic.guest;

import java.nio.charset.StandardCharsets;
import org.pvpanic.machine.Input;

/** The three ways in which a SysRq key reaches a kernel. */
enum SysRqWay {
  PROC {
    @Override
    void press(TestMachine m, char key) {
      m.type("echo '" + key + "' > /proc/sysrq-trigger\r");
    }
  },

  KEYBOARD {
    @Override
    void press(TestMachine m, char key) {
      m.submit(new Input.Keys(TestKeys.altSysrq(SCAN_CODES.indexOf(key))));
    }
  },

  SERIAL {
    @Override
    void press(TestMachine m, char key) {
      m.submit(new Input.SerialBreak(0));
      m.submit(new Input.Serial(0, String.valueOf(key).getBytes(StandardCharsets.US_ASCII)));
    }
  };

  /** Keys of set 1 at their codes. */
  private static final String SCAN_CODES =
      "  1234567890-=  qwertyuiop[]  asdfghjkl;'` \\zxcvbnm,./";

  /** Gives the key, and serves the machine to its rest. */
  abstract void press(TestMachine m, char key);

  /** Gives the key; returns what the console shows from then on. */
  final String told(TestMachine m, char key) {
    int from = m.text().length();
    press(m, key);
    return m.text().substring(from);
  }
}
