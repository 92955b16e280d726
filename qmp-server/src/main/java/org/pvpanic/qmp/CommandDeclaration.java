package org.pvpanic.qmp;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A command that is being declared; see {@link QmpCommands} for the form. Nothing is registered
 * before {@code does} or {@code doesLater} says what it does.
 *
 * @param <A> its arguments
 */
public final class CommandDeclaration<A> {
  /** What a command without a result does. */
  @FunctionalInterface
  public interface Action<A> {
    /** Runs the command; a {@link QmpException} becomes its error reply. */
    void run(QmpContext context, A arguments) throws QmpException;
  }

  /** What a command with a result does. */
  @FunctionalInterface
  public interface Query<A, R> {
    /** Runs the command; a {@link QmpException} becomes its error reply. */
    R run(QmpContext context, A arguments) throws QmpException;
  }

  private final QmpCommands commands;
  private final String name;
  private final Class<?> arguments;
  private final boolean raw;
  private boolean outOfBand;
  private boolean preconfig;
  private List<String> features = List.of();

  CommandDeclaration(QmpCommands commands, String name, Class<?> arguments, boolean raw) {
    this.commands = commands;
    this.name = name;
    this.arguments = arguments;
    this.raw = raw;
  }

  /** Declares the record or union with the arguments. */
  public <B> CommandDeclaration<B> takes(Class<? extends B> type) {
    return copyTo(new CommandDeclaration<>(commands, name, type, false));
  }

  /**
   * Declares arguments that the schema describes by {@code type}, but that are handed over as they
   * were sent, as QEMU does for {@code device_add}.
   */
  public CommandDeclaration<Map<String, Object>> takesUnchecked(Class<?> type) {
    return copyTo(new CommandDeclaration<>(commands, name, type, true));
  }

  /** Lets the command overtake others, by {@code exec-oob}. */
  public CommandDeclaration<A> outOfBand() {
    outOfBand = true;
    return this;
  }

  /** Lets the command be used before the machine is initialized. */
  public CommandDeclaration<A> preconfig() {
    preconfig = true;
    return this;
  }

  /** Lists features in the schema. */
  public CommandDeclaration<A> features(String... names) {
    features = List.of(names);
    return this;
  }

  /** Declares the type of the result: a record, a union, or a class such as {@code String}. */
  public <R> Returning<A, R> returns(Class<? extends R> type) {
    return new Returning<>(this, type, false);
  }

  /** Declares that the result is an array. */
  public <E> Returning<A, List<E>> returnsListOf(Class<E> element) {
    return new Returning<>(this, element, true);
  }

  /** Registers a command without a result. */
  public void does(Action<A> action) {
    register(null, false, handler(action));
  }

  /** Registers a command without a result that is done when the stage is. */
  public void doesLater(Query<A, ? extends CompletionStage<?>> action) {
    register(null, false, handler(action));
  }

  private <B> CommandDeclaration<B> copyTo(CommandDeclaration<B> other) {
    other.outOfBand = outOfBand;
    other.preconfig = preconfig;
    other.features = features;
    return other;
  }

  private void register(@Nullable Class<?> result, boolean list, QmpCommand.Handler handler) {
    commands.register(
        new QmpCommand(
            name, arguments, raw, result, list, outOfBand, preconfig, features, handler));
  }

  // What has been declared is not kept: a handler holds on to nothing but what it does.

  @SuppressWarnings("unchecked") // the session decodes into the declared class
  private static QmpCommand.Handler handler(Action<?> action) {
    Action<Object> taking = (Action<Object>) action;
    return (context, given) -> {
      taking.run(context, given);
      return null;
    };
  }

  @SuppressWarnings("unchecked") // the session decodes into the declared class
  private static QmpCommand.Handler handler(Query<?, ?> query) {
    Query<Object, ?> taking = (Query<Object, ?>) query;
    return taking::run;
  }

  /**
   * A command with a result.
   *
   * @param <A> its arguments
   * @param <R> its result
   */
  public static final class Returning<A, R> {
    private final CommandDeclaration<A> declaration;
    private final Class<?> result;
    private final boolean list;

    private Returning(CommandDeclaration<A> declaration, Class<?> result, boolean list) {
      this.declaration = declaration;
      this.result = result;
      this.list = list;
    }

    /** Registers the command. */
    public void does(Query<A, ? extends R> query) {
      declaration.register(result, list, handler(query));
    }

    /**
     * Registers a command whose result the stage will have. Until then no other in-band command
     * runs. The stage must be completed on the monitors' thread; if it fails with a {@link
     * QmpException}, that is the error reply.
     */
    public void doesLater(Query<A, ? extends CompletionStage<? extends R>> query) {
      declaration.register(result, list, handler(query));
    }
  }
}
