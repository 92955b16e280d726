package org.pvpanic.qmp;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A declared command. Its types are looked up at their first use.
 *
 * @param name its name
 * @param arguments the class of its arguments
 * @param raw whether the handler gets the arguments as a map, unchecked
 * @param result the class of its result, or of the result's elements; null if it has none
 * @param resultIsList whether the result is an array
 * @param outOfBand whether it may overtake others
 * @param preconfig whether it may be used before the machine is initialized
 * @param features what the schema lists with it
 * @param handler what it does
 */
record QmpCommand(
    String name,
    Class<?> arguments,
    boolean raw,
    @Nullable Class<?> result,
    boolean resultIsList,
    boolean outOfBand,
    boolean preconfig,
    List<String> features,
    Handler handler) {
  /** What a command does, whatever its types. */
  interface Handler {
    /** Returns the result, a {@link CompletionStage} of it, or null if there is none. */
    @Nullable Object handle(QmpContext context, Object arguments) throws QmpException;
  }

  QapiType argumentType() {
    return QapiTypes.of(arguments);
  }

  /** The type of the result, or null if it has none. */
  @Nullable QapiType resultType() {
    if (result == null) {
      return null;
    }
    QapiType type = QapiTypes.of(result);
    return resultIsList ? new ListType(type) : type;
  }

  @Nullable Object run(QmpContext context, Map<String, Object> given) throws QmpException {
    Object decoded = raw ? given : argumentType().decode(given, Path.ARGUMENTS);
    return handler.handle(context, decoded);
  }
}
