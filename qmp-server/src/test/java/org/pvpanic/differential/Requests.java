package org.pvpanic.differential;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes requests: good ones, and ones with something wrong in them. */
final class Requests {

  /** What changes a machine, and so matters most to what comes after. */
  private static final List<String> CHANGES =
      List.of("stop", "cont", "system_reset", "set-action", "human-monitor-command");

  private static final List<String> UNKNOWN =
      List.of("", "nonsense", "Stop", " stop", "query-statu", "é", "qmp-capabilities");

  private final Dice dice;
  private final Vocabulary vocabulary;
  private final Values values;
  private final Scope scope;
  private final List<String> commands;

  Requests(Dice dice, Vocabulary vocabulary, Scope scope) {
    this.scope = scope;
    this.dice = dice;
    this.vocabulary = vocabulary;
    this.commands = List.copyOf(vocabulary.commands());
    this.values = new Values(dice, vocabulary);
  }

  /** The request that ends negotiation. */
  static Payload negotiation(boolean oob) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("execute", "qmp_capabilities");
    if (oob) {
      request.put("arguments", Map.of("enable", List.of("oob")));
    }
    return new Payload.Request(request);
  }

  /** Any request that is compared. */
  Payload.Request any() {
    Payload.Request request = request();
    return scope.contains(request) ? request : any();
  }

  private Payload.Request request() {
    String command = command();
    Map<String, Object> request = new LinkedHashMap<>();
    request.put(dice.percent(3) ? "exec-oob" : "execute", command);
    if (vocabulary.commands().contains(command)) {
      Map<String, Object> arguments = values.argumentsOf(command);
      if (!arguments.isEmpty() || dice.percent(20)) {
        request.put("arguments", arguments);
      }
    }
    if (dice.percent(30)) {
      request.put("id", values.any());
    }
    if (dice.percent(5)) {
      request.put(dice.oneOf("exec-oob", "control", "foo", ""), values.any());
    }
    return new Payload.Request(shuffled(dice.percent(30) ? values.spoilt(request) : request));
  }

  private String command() {
    if (dice.percent(3)) {
      return dice.oneOf(UNKNOWN);
    }
    String command = dice.oneOf(dice.percent(50) ? CHANGES : commands);
    return !command.equals("quit") || dice.percent(20) ? command : "query-status";
  }

  private Map<String, Object> shuffled(Map<String, Object> request) {
    List<Map.Entry<String, Object>> members = new ArrayList<>(request.entrySet());
    if (dice.percent(30)) {
      Collections.rotate(members, dice.below(members.size() + 1));
    }
    return Trees.object(members);
  }
}
