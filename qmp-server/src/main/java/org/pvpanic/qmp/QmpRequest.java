package org.pvpanic.qmp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.json.Json;
import org.pvpanic.json.KeyOrder;

/**
 * A request whose outer members have been checked.
 *
 * @param command the name of the command
 * @param outOfBand whether it came as {@code exec-oob}
 * @param arguments its arguments, empty if there are none
 */
record QmpRequest(String command, boolean outOfBand, Map<String, Object> arguments) {
  private static final String EXECUTE = "execute";
  private static final String EXEC_OOB = "exec-oob";
  private static final String ARGUMENTS = "arguments";
  private static final String ID = "id";

  /** Says whether an input is to be answered before those that wait. */
  static boolean isUrgent(Object input) {
    Map<String, Object> object = Json.asObject(input);
    return object != null && object.containsKey(EXEC_OOB) && !object.containsKey(EXECUTE);
  }

  /** The id that a reply has to repeat, or null. */
  static @Nullable Object id(Object input) {
    Map<String, Object> object = Json.asObject(input);
    return object == null ? null : object.get(ID);
  }

  /**
   * Checks a request.
   *
   * @param oobEnabled whether the client negotiated {@code exec-oob}
   */
  static QmpRequest of(Object input, boolean oobEnabled) throws QmpException {
    Map<String, Object> object = Json.asObject(input);
    if (object == null) {
      throw new QmpException("QMP input must be a JSON object");
    }
    String executed = null;
    for (Map.Entry<String, Object> member : KeyOrder.sorted(object)) {
      String key = member.getKey();
      switch (key) {
        case EXECUTE, EXEC_OOB -> {
          if (key.equals(EXEC_OOB) && !oobEnabled) {
            throw unexpected(key);
          }
          if (!(member.getValue() instanceof String)) {
            throw new QmpException("QMP input member '" + key + "' must be a string");
          }
          if (executed != null) {
            throw new QmpException(
                "QMP input member '" + key + "' clashes with '" + executed + "'");
          }
          executed = key;
        }
        case ARGUMENTS -> {
          if (!(member.getValue() instanceof Map)) {
            throw new QmpException("QMP input member 'arguments' must be an object");
          }
        }
        case ID -> {}
        default -> throw unexpected(key);
      }
    }
    if (executed == null) {
      throw new QmpException("QMP input lacks member 'execute'");
    }
    Map<String, Object> arguments = Json.asObject(object.getOrDefault(ARGUMENTS, Map.of()));
    return new QmpRequest(
        String.valueOf(object.get(executed)),
        executed.equals(EXEC_OOB),
        arguments == null ? Map.of() : arguments);
  }

  private static QmpException unexpected(String key) {
    return new QmpException("QMP input member '" + key + "' is unexpected");
  }
}
