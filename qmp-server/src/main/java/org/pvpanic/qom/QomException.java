package org.pvpanic.qom;

/** A property that cannot be read, or not be set so; the message is QEMU's. */
public final class QomException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String messageForWord;

  /** An exception with QEMU's message. */
  public QomException(String message) {
    this(message, message);
  }

  private QomException(String message, String messageForWord) {
    super(message);
    this.messageForWord = messageForWord;
  }

  /** What is to be {@code true} or {@code false} is something else. */
  public static QomException notBoolean(String property) {
    return wrongType(property, "boolean", "'on' or 'off'");
  }

  /** What is to be an integer of 64 bits is something else. */
  public static QomException notInteger(String property) {
    return wrongType(property, "integer", "int64");
  }

  /** What is to be a string is something else. */
  public static QomException notString(String property) {
    return wrongType(property, "string", "string");
  }

  /** What is to be an integer of 64 bits without sign is something else. */
  public static QomException notUnsigned(String property) {
    return new QomException("Parameter '" + property + "' expects uint64");
  }

  /** What is to be a list is something else. */
  public static QomException notArray(String property) {
    return wrongType(property, "array", "array");
  }

  /** What is to be an object with members is something else. */
  public static QomException notObject(String property) {
    return wrongType(property, "object", "object");
  }

  /** There is no object of that path to link to. */
  public static QomException notFound(String path) {
    return new QomException("Device '" + path + "' not found");
  }

  private static QomException wrongType(String property, String type, String word) {
    return new QomException(
        "Invalid parameter type for '" + property + "', expected: " + type,
        "Parameter '" + property + "' expects " + word);
  }

  /** QEMU's message to one who gave the value as a plain word, not as JSON. */
  public String messageForWord() {
    return messageForWord;
  }
}
