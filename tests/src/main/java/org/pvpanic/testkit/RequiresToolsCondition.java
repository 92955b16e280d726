package org.pvpanic.testkit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link RequiresTools}. */
final class RequiresToolsCondition implements ExecutionCondition {
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();
  private static final Map<String, String> DEBIAN =
      Map.of(
          "libvirtd", "libvirt-daemon",
          "virsh", "libvirt-clients",
          "qemu-system-x86_64", "qemu-system-x86",
          "setpriv", "util-linux",
          "setsid", "util-linux",
          "readelf", "binutils",
          "node", "nodejs");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), RequiresTools.class)
        .map(tools -> decide(Tools.missing(List.of(tools.value())), System.getenv("CI")))
        .orElseGet(() -> ConditionEvaluationResult.enabled("no tools required"));
  }

  static ConditionEvaluationResult decide(List<String> missing, @Nullable String ci) {
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("all tools are here");
    }
    String packages =
        missing.stream()
            .map(tool -> DEBIAN.getOrDefault(tool, tool))
            .collect(Collectors.joining(" "));
    String reason =
        "%s missing (on Debian: apt-get install --no-install-recommends %s)"
            .formatted(String.join(", ", missing), packages);
    if ("true".equals(ci)) {
      throw new IllegalStateException(reason + ", and CI=true lets nothing be skipped");
    }
    if (TOLD.add(reason)) {
      System.err.println("Tests skipped: " + reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
