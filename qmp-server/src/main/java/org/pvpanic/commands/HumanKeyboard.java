package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pvpanic.hmp.Completion;
import org.pvpanic.hmp.HmpArgument;
import org.pvpanic.hmp.HmpCall;
import org.pvpanic.hmp.HmpCommand;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.qmp.WireNames;

/** {@code sendkey}. */
final class HumanKeyboard {

  private static final Map<String, QKeyCode> KEYS = WireNames.constants(QKeyCode.class);
  private static final Pattern NUMBER = Pattern.compile("0x[0-9a-fA-F]{1,15}");

  private final RunStateCommands keyboard;

  HumanKeyboard(RunStateCommands keyboard) {
    this.keyboard = keyboard;
  }

  HmpCommand sendkey() {
    return HmpCommand.of(
            "sendkey",
            "keys [hold_ms]",
            "send keys to the VM (e.g. 'sendkey ctrl-alt-f1', default hold time=100 ms)",
            this::send,
            HmpArgument.string("keys"),
            HmpArgument.integer("hold-time").orNothing())
        .completedBy(HumanKeyboard::complete);
  }

  private void send(HmpCall call) throws QmpException {
    List<RunStateCommands.KeyValue> keys = new ArrayList<>();
    for (String name : call.string("keys").split("-", -1)) {
      Optional<RunStateCommands.KeyValue> key = key(name);
      if (key.isEmpty()) {
        call.println("invalid parameter: " + name);
        return;
      }
      keys.add(key.get());
    }
    keyboard.sendKey(new RunStateCommands.SendKey(keys, call.optionalNumber("hold-time")));
  }

  private static Optional<RunStateCommands.KeyValue> key(String name) {
    if (NUMBER.matcher(name).matches()) {
      return Optional.of(new RunStateCommands.NumberKey(Long.decode(name)));
    }
    QKeyCode code = KEYS.get(name.equals("<") ? "less" : name);
    return Optional.ofNullable(code).map(RunStateCommands.QcodeKey::new);
  }

  private static Completion complete(List<String> words) {
    String keys = words.get(0);
    return words.size() == 1
        ? Completion.of(KEYS.keySet(), keys.substring(keys.lastIndexOf('-') + 1))
        : Completion.NONE;
  }
}
