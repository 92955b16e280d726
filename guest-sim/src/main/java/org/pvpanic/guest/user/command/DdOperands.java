package org.pvpanic.guest.user.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operands of dd: what is copied, in blocks of which size, and how it is changed (dd(1)). */
final class DdOperands {

  private static final List<String> CONVERSIONS =
      List.of(
          "notrunc",
          "sync",
          "noerror",
          "fsync",
          "fdatasync",
          "lcase",
          "ucase",
          "swab",
          "excl",
          "nocreat");
  private static final List<String> BUSYBOX_CONVERSIONS =
      List.of("notrunc", "sync", "noerror", "fsync", "swab");

  private static final List<String> FLAGS =
      List.of("direct", "dsync", "sync", "nonblock", "fullblock");

  private final Call call;
  @Nullable String input;
  @Nullable String output;
  long inputSize = 512;
  long outputSize = 512;

  /** With {@code bs=} each block that is read is written as it is, however short. */
  boolean oneSize;

  long count = Long.MAX_VALUE;
  long skip;
  long seek;
  String status = "";
  boolean fullBlocks;
  private List<String> conversions = List.of();

  private DdOperands(Call call) {
    this.call = call;
  }

  static DdOperands read(Call call) {
    DdOperands read = new DdOperands(call);
    for (String word : call.options(OptionSpec.of("")).operands()) {
      read.operand(word);
    }
    return read;
  }

  /** Whether {@code conv=} names it. */
  boolean converts(String conversion) {
    return conversions.contains(conversion);
  }

  private void operand(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    String value = equals < 0 ? "" : word.substring(equals + 1);
    switch (equals < 0 ? "" : name) {
      case "if" -> input = value;
      case "of" -> output = value;
      case "ibs" -> inputSize = size(value, true);
      case "obs" -> outputSize = size(value, true);
      case "bs" -> {
        inputSize = size(value, true);
        outputSize = inputSize;
        oneSize = true;
      }
      case "count" -> count = size(value, false);
      case "skip", "iseek" -> skip = size(value, false);
      case "seek", "oseek" -> seek = size(value, false);
      case "status" -> status = status(value);
      case "conv" -> conversions = conversions(value);
      case "iflag" -> fullBlocks |= flags(name, value).contains("fullblock");
      case "oflag" -> flags(name, value);
      default ->
          throw call.isBusybox()
              ? call.usage("")
              : call.usage("unrecognized operand " + call.quote(word));
    }
  }

  private String status(String value) {
    boolean known =
        List.of("none", "noxfer").contains(value)
            || (value.equals("progress") && call.dialect() == Dialect.DEBIAN_12);
    if (!known) {
      throw call.isBusybox()
          ? call.fail("invalid argument '" + value + "' to 'status'")
          : call.usage(
              "invalid status "
                  + (call.dialect() == Dialect.CENTOS_7 ? "flag: " : "level: ")
                  + call.quote(value));
    }
    return value;
  }

  private List<String> flags(String name, String value) {
    List<String> flags = List.of(value.split(","));
    for (String flag : flags) {
      if (!FLAGS.contains(flag)) {
        throw call.isBusybox()
            ? call.fail("invalid argument '" + flag + "' to '" + name + "'")
            : call.usage(
                "invalid "
                    + (name.equals("iflag") ? "input" : "output")
                    + " flag: "
                    + call.quote(flag));
      }
    }
    return flags;
  }

  private List<String> conversions(String value) {
    List<String> known = call.isBusybox() ? BUSYBOX_CONVERSIONS : CONVERSIONS;
    for (String name : value.split(",")) {
      if (!known.contains(name)) {
        throw call.isBusybox()
            ? call.fail("invalid argument '" + name + "' to 'conv'")
            : call.usage("invalid conversion: " + call.quote(name));
      }
    }
    return List.of(value.split(","));
  }

  private static @Nullable Long twice(@Nullable Long number) {
    return number == null ? null : Long.valueOf(number * 2);
  }

  /** Numbers with units, and products such as {@code 2x512}. */
  private long size(String text, boolean positive) {
    long product = 1;
    for (String factor : text.split("x", -1)) {
      Long value =
          switch (factor.isEmpty() ? ' ' : factor.charAt(factor.length() - 1)) {
            case 'c' -> Numbers.decimal(factor.substring(0, factor.length() - 1));
            case 'w' -> twice(Numbers.decimal(factor.substring(0, factor.length() - 1)));
            default -> Numbers.size(factor);
          };
      if (value == null) {
        throw bad(text);
      }
      if (Math.multiplyHigh(product, value) != 0) {
        throw bad(text);
      }
      product *= value;
    }
    if (positive && product == 0) {
      throw call.isBusybox()
          ? call.fail("number " + text + " is not in 1..9223372036854775807 range")
          : bad(text);
    }
    return product;
  }

  private Exit bad(String text) {
    if (call.isBusybox()) {
      return call.fail("invalid number '" + text + "'");
    }
    return call.dialect() == Dialect.CENTOS_7
        ? call.fail("invalid number " + call.quote(text))
        : call.fail("invalid number: " + call.quote(text));
  }
}
