package org.pvpanic.testkit;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link RequiresTools}. */
final class RequiresToolsCondition implements ExecutionCondition {
  /** Debian's packages, where they are not called as the program is. */
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("libvirtd", "libvirt-daemon"),
          Map.entry("virsh", "libvirt-clients"),
          Map.entry("qemu-system-x86_64", "qemu-system-x86"),
          Map.entry("setpriv", "util-linux"),
          Map.entry("setsid", "util-linux"),
          Map.entry("readelf", "binutils"),
          Map.entry("node", "nodejs"),
          Map.entry("glib-mkenums", "libglib2.0-dev"),
          Map.entry("dpkg-source", "dpkg-dev"));

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<String> missing =
        AnnotationSupport.findAnnotation(context.getElement(), RequiresTools.class)
            .map(tools -> Tools.missing(List.of(tools.value())))
            .orElse(List.of());
    ConditionEvaluationResult result = decide(missing, Requirements.nothingMayBeSkipped());
    if (result.isDisabled()) {
      result.getReason().ifPresent(Requirements::tell);
    }
    return result;
  }

  static ConditionEvaluationResult decide(List<String> missing, boolean nothingMayBeSkipped) {
    if (missing.isEmpty()) {
      return enabled("every tool is here");
    }
    String packages =
        missing.stream()
            .map(tool -> PACKAGES.getOrDefault(tool, tool))
            .distinct()
            .collect(Collectors.joining(" "));
    String reason =
        "%s missing (on Debian: apt-get install --no-install-recommends %s)"
            .formatted(String.join(", ", missing), packages);
    if (nothingMayBeSkipped) {
      throw new IllegalStateException(reason);
    }
    return disabled(reason);
  }
}
