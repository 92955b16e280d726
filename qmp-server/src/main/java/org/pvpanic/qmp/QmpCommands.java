package org.pvpanic.qmp;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The register of a machine's commands and events. Groups of commands add theirs:
 *
 * <pre>{@code
 * commands.add("stop").does((client, none) -> machine.stop());
 * commands.add("set-action").takes(SetAction.class).does((client, args) -> set(args));
 * commands.add("query-status").returns(StatusInfo.class).does((client, none) -> status());
 * }</pre>
 *
 * <p>What QMP itself needs is there from the start: {@code qmp_capabilities}, {@code
 * query-version}, {@code query-commands} and {@code query-qmp-schema}.
 */
public final class QmpCommands {
  /** What a client may turn on while it negotiates. */
  enum Capability {
    /** Commands that overtake others. */
    OOB
  }

  /** The arguments of {@code qmp_capabilities}. */
  record Negotiation(Optional<List<Capability>> enable) {}

  /** What {@code query-commands} tells of a command. */
  record CommandInfo(String name) {}

  private final VersionInfo version;
  private final Map<String, QmpCommand> commands = new LinkedHashMap<>();
  private final Set<QmpEvent<?>> events = new LinkedHashSet<>();
  private @Nullable List<SchemaInfo> schema;

  /** Makes a register with QMP's own commands. */
  public QmpCommands(VersionInfo version) {
    this.version = version;
    add("qmp_capabilities")
        .takes(Negotiation.class)
        .preconfig()
        .does((client, args) -> client.session().negotiate(args.enable().orElse(List.of())));
    add("query-version")
        .preconfig()
        .returns(VersionInfo.class)
        .does((client, none) -> this.version);
    add("query-commands")
        .preconfig()
        .returnsListOf(CommandInfo.class)
        .does((client, none) -> commands.keySet().stream().map(CommandInfo::new).toList());
    add("query-qmp-schema")
        .preconfig()
        .returnsListOf(SchemaInfo.class)
        .does((client, none) -> schema());
  }

  /** Starts the declaration of a command. */
  public CommandDeclaration<NoArguments> add(String name) {
    return new CommandDeclaration<>(this, name, NoArguments.class, false);
  }

  /** Declares events, which may then be emitted. */
  public void add(QmpEvent<?>... more) {
    Collections.addAll(events, more);
    schema = null;
  }

  /** The version that the monitors claim. */
  public VersionInfo version() {
    return version;
  }

  void register(QmpCommand command) {
    if (commands.putIfAbsent(command.name(), command) != null) {
      throw new IllegalArgumentException("command declared twice: " + command.name());
    }
    schema = null;
  }

  /** The command of that name, or null. */
  @Nullable QmpCommand find(String name) {
    return commands.get(name);
  }

  boolean knows(QmpEvent<?> event) {
    return events.contains(event);
  }

  Collection<QmpCommand> all() {
    return commands.values();
  }

  Collection<QmpEvent<?>> events() {
    return events;
  }

  private List<SchemaInfo> schema() {
    List<SchemaInfo> known = schema;
    if (known == null) {
      known = SchemaWriter.describe(this);
      schema = known;
    }
    return known;
  }
}
